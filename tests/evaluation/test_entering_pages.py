"""Scores entered by a lead: what is due, means of a group, records under codes, a high score, a file."""

import re
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation import queries
from scaleup.evaluation.models import Administration, AggregateScore, FormsReturned, Score
from scaleup.portfolio.queries.measures import late_measures
from tests.factories import areas, delivery
from tests.factories.actors import acting
from tests.factories.areas import actor
from tests.support.shown import sent_by_browser

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
PATHWAY = "Perinatal team of Marlbury Trust, through the duty desk"


def sheet(library: DeliveryGroup, point: str = "T2", role: str = "mother") -> str:
    return f"/groups/{library.id}/scores?role={role}&point={point}&arm=programme"


def send(client: FlaskClient, url: str, **typed: str):
    """The page's first form with this typed into it."""
    return client.post(
        url, data=sent_by_browser(client.get(url).text) | {name: [value] for name, value in typed.items()}
    )


def day(name: str = "on_day") -> dict[str, str]:
    return {f"{name}-day": "20", f"{name}-month": "10", f"{name}-year": "2026"}


def ids(library: DeliveryGroup) -> list[int]:
    return [one.id for one in queries.participants_of(library.id, role="mother")]


def test_what_is_due_stands_by_group_and_time_point_with_what_came_back(
    client: FlaskClient, marlbury: Area, niamh: Person, library: DeliveryGroup
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        assert send(client, sheet(library, "T1"), received="7", reason_away="1").status_code == 302
        send(client, sheet(library), received="6")
        shown = client.get(f"/areas/{marlbury.id}/results/enter").text
    assert "1 time point is late, the first was due on Tuesday 20 October 2026." in shown
    assert "6 of 8 mothers" in shown
    assert "7 of 8 mothers; of 8 it is known" in shown
    assert "88%" in shown
    assert "This system is not monitored" in shown


def test_a_group_without_records_is_entered_as_means(
    client: FlaskClient, session: Session, niamh: Person, library: DeliveryGroup
) -> None:
    anxiety = {"score_hads_anxiety_n": "6", "score_hads_anxiety_mean": "9.9", "score_hads_anxiety_sd": "2.6"}
    with acting(niamh, Role.PROJECT_LEAD):
        wrong = send(client, sheet(library), **(anxiety | {"score_hads_anxiety_mean": "21.5"}))
        assert wrong.status_code == 422
        assert "a mean of 21.5 is out of range. Enter 0 to 21." in wrong.text
        assert 'value="21.5"' in wrong.text
        assert send(client, sheet(library), **anxiety).status_code == 302
    (row,) = session.scalars(select(AggregateScore)).all()
    assert (row.measure, row.scale, row.n, row.mean, row.sd) == ("hads", "anxiety", 6, 9.9, 2.6)
    assert "data-draft" not in wrong.text


def test_more_forms_than_families_are_refused(
    client: FlaskClient, session: Session, niamh: Person, library: DeliveryGroup
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        answer = send(client, sheet(library), received="8", reason_away="1")
    assert answer.status_code == 422
    assert "8 came back and 1 did not: that is more than the 8" in answer.text
    assert session.scalars(select(FormsReturned)).all() == []


def test_one_score_out_of_range_keeps_all_and_saves_none(
    client: FlaskClient, session: Session, niamh: Person, library: DeliveryGroup, codes: list[str]
) -> None:
    first, second = ids(library)
    typed = day() | {f"score_{first}_rqi_total": "38", f"score_{second}_hads_anxiety": "22"}
    with acting(niamh, Role.PROJECT_LEAD):
        answer = send(client, sheet(library), **typed)
        assert answer.status_code == 422
        assert f"{codes[1]}, Anxiety: 22 is out of range. Enter 0 to 21." in answer.text
        assert 'value="38"' in answer.text
        assert session.scalars(select(Administration)).all() == []
        typed[f"score_{second}_hads_anxiety"] = "2"
        assert send(client, sheet(library), **typed).status_code == 302
        assert "Entered: Relationship quality (RQI)." in client.get(sheet(library)).text
    assert sorted(session.scalars(select(Score.value))) == [2, 38]


def test_answers_are_added_up_and_not_kept(
    client: FlaskClient, session: Session, niamh: Person, library: DeliveryGroup, codes: list[str]
) -> None:
    first, _ = ids(library)
    typed = day() | {f"score_{first}_hads_answers": "3 3 3 3 3 0 3 0 3 0 3 3 3 -", "acted": "yes"}
    with acting(niamh, Role.PROJECT_LEAD):
        assert send(client, sheet(library), **typed).status_code == 302
    found = {one.scale: (one.value, one.imputed) for one in session.scalars(select(Score))}
    assert found == {"anxiety": (6, False), "depression": (21, True)}


def test_a_high_score_warns_before_it_is_saved_and_each_time_after_and_stands_in_no_session(
    client: FlaskClient, session: Session, niamh: Person, library: DeliveryGroup, codes: list[str]
) -> None:
    first, _ = ids(library)
    typed = day() | {f"score_{first}_hads_anxiety": "11"}
    with acting(niamh, Role.PROJECT_LEAD):
        warned = send(client, sheet(library), **typed)
        assert warned.status_code == 422
        for words in ("A high score stands here", "This system is not monitored", PATHWAY, f"{codes[0]}: anxiety"):
            assert words in warned.text
        assert session.scalars(select(Administration)).all() == []
        saved = send(client, sheet(library), acted="yes", **typed)
        assert saved.status_code == 302
        with client.session_transaction() as kept:
            assert codes[0] not in str(dict(kept))
        assert PATHWAY in client.get(sheet(library)).text


def test_what_was_entered_wrongly_is_taken_out(
    client: FlaskClient, session: Session, niamh: Person, library: DeliveryGroup, codes: list[str]
) -> None:
    first, _ = ids(library)
    with acting(niamh, Role.PROJECT_LEAD):
        send(client, sheet(library), **(day() | {f"score_{first}_rqi_total": "38"}))
        url = f"/groups/{library.id}/scores/take-out?role=mother&point=T2&arm=programme"
        token = sent_by_browser(client.get(sheet(library)).text)["csrf_token"]
        assert client.post(url, data={"participant": str(first), "csrf_token": token}).status_code == 302
    assert session.scalars(select(Score)).all() == []


def test_a_file_is_shown_with_its_mistakes_and_brought_in_once_confirmed(
    client: FlaskClient, session: Session, marlbury: Area, niamh: Person, library: DeliveryGroup, codes: list[str]
) -> None:
    url = f"/areas/{marlbury.id}/results/enter/file"
    start = f'"Library, autumn",{codes[0]},mother'
    text = "\r\n".join(
        [
            "group,code,role,time_point,measure,scale,score,answers,day",
            f"{start},T2,hads,anxiety,12,,2026-10-20",
            f"{start},T2,hads,depression,7,,2026-10-20",
            f"{start},T3,pai,total,60,,2026-10-20",
        ]
    )
    with acting(niamh, Role.PROJECT_LEAD):
        begun = client.get(url).text
        assert "Nobody is on record as trained to give the measures." in begun
        token = sent_by_browser(begun)["csrf_token"]
        shown = client.post(url, data={"file": (BytesIO(text.encode()), "scores.csv"), "csrf_token": token})
        for words in ("1 mistake in 3 rows.", "Row 4", "T3 is after it", "1 high score in this file", PATHWAY):
            assert words in shown.text
        assert session.scalars(select(Administration)).all() == []
        fields = sent_by_browser(shown.text)
        sent = {name: fields[name] for name in ("score_text", "score_shown", "csrf_token")}
        assert client.post(url, data=sent).status_code == 302
        again = client.post(url, data=sent)
    assert sorted(session.scalars(select(Score.value))) == [7, 12]
    assert "3 mistakes in 3 rows." in again.text
    assert "was entered before. Take the row out." in again.text


def test_the_template_holds_the_codes_and_what_they_have_not_given(
    client: FlaskClient, marlbury: Area, niamh: Person, codes: list[str]
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        lines = client.get(f"/areas/{marlbury.id}/results/enter/template.csv").text.splitlines()
    assert len(lines) == 1 + 2 * (5 + 5 + 4)
    assert lines[1] == f'"Library, autumn",{codes[0]},mother,T1,rqi,total,,,,en,none,session,paper,programme'


def test_records_are_off_until_the_assessment_and_the_pathway_are_confirmed(
    client: FlaskClient,
    session: Session,
    shipped: Implementation,
    priya: Person,
    niamh: Person,
    library: DeliveryGroup,
) -> None:
    url = f"/implementations/{shipped.id}/evaluation"
    with acting(priya, Role.UNIT_MANAGER):
        refused = send(client, url, records="yes")
        assert refused.status_code == 422
        assert "Name the pathway for a high score: without it, codes stay off" in refused.text
        assert not queries.records_on(shipped.id)
        typed = {"records": "yes", "pathway": PATHWAY} | day("assessed_on") | day("pathway_on")
        assert send(client, url, **typed).status_code == 302
        assert queries.records_on(shipped.id)
    with acting(niamh, Role.PROJECT_LEAD):
        made = send(client, f"/groups/{library.id}/codes", role="mother", count="8")
        assert made.status_code == 302
        with client.session_transaction() as kept:
            said = str(dict(kept))
        known = {one.code for one in queries.participants_of(library.id, role="mother")}
        assert len(known) == 8
        assert not [code for code in known if code in said or code in made.location]
        assert new_codes(client.get(made.location).text) == known
        again = send(client, f"/groups/{library.id}/codes", role="mother", count="2")
        assert len(new_codes(client.get(again.location).text) - known) == 2
        assert new_codes(client.get(f"/groups/{library.id}/codes").text) == set()


def new_codes(page: str) -> set[str]:
    """The codes that a page says are new."""
    _, _, rest = page.partition("<strong>New: ")
    return set(re.findall(r"[A-Z0-9]{6}", rest.partition("</strong>")[0]))


@pytest.mark.parametrize("role", [Role.UNIT_MANAGER, Role.IMPLEMENTATION_MANAGER])
def test_the_unit_sees_what_is_due_but_no_score_of_a_group_as_it_was_entered(
    client: FlaskClient, marlbury: Area, priya: Person, library: DeliveryGroup, role: Role
) -> None:
    with acting(priya, role):
        shown = client.get(f"/areas/{marlbury.id}/results/enter").text
        assert "nobody else sees it" in shown
        assert f"/groups/{library.id}/scores" not in shown
        for address in (f"/groups/{library.id}/scores", f"/groups/{library.id}/codes"):
            assert client.get(address).status_code == 403
        assert client.get(f"/areas/{marlbury.id}/results/enter/template.csv").status_code == 403


def test_a_unit_manager_who_leads_one_area_sees_the_scores_of_that_area_alone(
    client: FlaskClient, taking_up: Implementation, niamh: Person, library: DeliveryGroup
) -> None:
    elsewhere = delivery.group(areas.implementation(areas.area("Norwich"), version=taking_up.programme_version))
    with acting(niamh, Role.PROJECT_LEAD, Role.UNIT_MANAGER):
        assert client.get(f"/groups/{library.id}/scores").status_code == 200
        assert client.get(f"/groups/{elsewhere.id}/scores").status_code == 404


def test_time_points_are_read_for_many_groups_at_once(shipped: Implementation, library: DeliveryGroup) -> None:
    delivery.group(shipped, "Chapel", first_on=date(2024, 6, 18), families=7)
    found = queries.group_points([shipped.id], TODAY)
    assert [(one.group, one.point.code, one.standing) for one in found if one.standing != "to_come"] == [
        ("Chapel", "T1", "late"),
        ("Chapel", "T2", "late"),
        ("Chapel", "T3", "late"),
        ("Chapel", "T4", "late"),
        ("Chapel", "F6", "late"),
        ("Library, autumn", "T1", "late"),
        ("Library, autumn", "T2", "late"),
    ]
    assert [name for name, _ in queries.late_points([shipped.area_id], TODAY)] == ["Marlbury"] * 7


def test_a_leads_own_work_names_late_time_points_by_area_and_nobody_elses_does(
    niamh: Person, priya: Person, library: DeliveryGroup
) -> None:
    mine = late_measures(actor(niamh, Role.PROJECT_LEAD), TODAY)
    assert [(one.place, one.what) for one in mine] == [("Marlbury", "2 time points of measures late")]
    assert mine[0].why == "It is not known of all forms of Library, autumn at T1 what became of them"
    assert late_measures(actor(priya, Role.IMPLEMENTATION_MANAGER), TODAY) == []
