"""A lead enters a birth under a mother's code, puts a weight right, corrects it, takes it out; nobody else sees it."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from scaleup import audit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.core.errors import Refused
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation import queries, service
from scaleup.evaluation.models import BirthOutcome, EvaluationSetting, Participant
from scaleup.evaluation.rules import Birth, BirthMode
from scaleup.evaluation.service import births
from tests.evaluation.test_entering_pages import NOW, TODAY, send, sheet
from tests.factories import areas, delivery, evaluation
from tests.factories.actors import acting
from tests.support.shown import sent_by_browser

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
BIRTH = {"score_month": "2026-10", "score_mode": "planned_caesarean", "score_gestation_weeks": "38"}


@pytest.fixture
def mother(library: DeliveryGroup, codes: list[str]) -> Participant:
    """The first of two mothers of the autumn's group."""
    return queries.participants_of(library.id, role="mother")[0]


@pytest.fixture
def page(mother: Participant) -> str:
    return f"/groups/{mother.group_id}/births/{mother.id}"


def stands(session: Session) -> list[tuple[str, str, int | None, list[int]]]:
    """Every birth with its weights."""
    session.expire_all()
    return [
        (one.month, one.mode, one.gestation_weeks, [baby.grams for baby in one.babies])
        for one in session.scalars(select(BirthOutcome).order_by(BirthOutcome.id))
    ]


def test_twins_are_entered_once_the_weight_that_cannot_be_is_put_right_and_nothing_typed_is_lost(
    client: FlaskClient, session: Session, niamh: Person, mother: Participant, page: str
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        wrong = send(client, page, score_grams_1="2430", score_grams_2="25000", **BIRTH)
        assert wrong.status_code == 422
        assert 'href="#score_grams_2">25,000 g cannot be. Enter the weight in grams, 300 to 6,500' in wrong.text
        for kept in ('value="2430"', 'value="25000"', 'value="38"', '<option value="2026-10" selected>'):
            assert kept in wrong.text
        assert '<details class="govuk-details" open>' in wrong.text
        assert stands(session) == []
        assert send(client, page, score_grams_1="2430", score_grams_2="2500", **BIRTH).status_code == 302
        assert "Births of 1 of 2 mothers are entered." in client.get(f"/groups/{mother.group_id}/births").text
    assert stands(session) == [("2026-10", "planned_caesarean", 38, [2430, 2500])]


def test_a_birth_that_stands_says_so_and_is_corrected_and_taken_out(
    client: FlaskClient, session: Session, niamh: Person, mother: Participant, page: str
) -> None:
    evaluation.birth(mother, 2430, 2500, month="2026-10")
    with acting(niamh, Role.PROJECT_LEAD):
        shown = client.get(page).text
        assert "October 2026, spontaneous, 39 weeks, 2,430 g and 2,500 g" in shown
        assert send(client, page, score_grams_2="", score_gestation_weeks="").status_code == 302
        assert stands(session) == [("2026-10", "spontaneous", None, [2430])]
        fields = sent_by_browser(client.get(page).text)
        assert client.post(f"{page}/take-out", data={"csrf_token": fields["csrf_token"]}).status_code == 302
    assert stands(session) == []


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"score_month": ""}, "score_month", "Choose the month of the birth"),
        ({"score_mode": ""}, "score_mode", "Choose how the birth went, or “Not known”"),
        ({"score_gestation_weeks": "45"}, "score_gestation_weeks", "45 weeks cannot be."),
        ({"score_gestation_weeks": "soon"}, "score_gestation_weeks", "“soon” is not a whole number"),
        ({"score_grams_1": ""}, "score_grams_1", "Enter the weight of each baby, of 1 to 4"),
        ({"score_grams_1": "3.4"}, "score_grams_1", "“3.4” is not a whole number"),
        ({"score_grams_1": "", "score_grams_3": "299"}, "score_grams_3", "299 g cannot be."),
        ({"score_month": "2026-12"}, "score_month", "Choose one of the answers offered"),
        ({"score_month": "2016-10"}, "score_month", "Choose one of the answers offered"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    client: FlaskClient,
    session: Session,
    niamh: Person,
    page: str,
    typed: dict[str, str],
    field: str,
    sentence: str,
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        answer = send(client, page, **(BIRTH | {"score_grams_1": "3400"} | typed))
    assert answer.status_code == 422
    summary = answer.text.split("govuk-error-summary__list")[1].split("</ul>")[0]
    assert f'href="#{field}' in summary
    assert sentence in summary
    assert stands(session) == []


def test_a_birth_that_somebody_saved_meanwhile_is_not_overwritten_unseen(
    client: FlaskClient, session: Session, niamh: Person, mother: Participant, page: str
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        fields = sent_by_browser(client.get(page).text)
        evaluation.birth(mother, 3200, month="2026-09")
        mine = fields | {name: [value] for name, value in (BIRTH | {"score_grams_1": "3400"}).items()}
        answer = client.post(page, data=mine)
        assert answer.status_code == 422
        assert "meanwhile" in answer.text
        assert "September 2026, spontaneous, 39 weeks, 3,200 g" in answer.text
        assert 'value="3400"' in answer.text
        assert stands(session) == [("2026-09", "spontaneous", 39, [3200])]
        assert client.post(page, data=sent_by_browser(answer.text)).status_code == 302
    assert stands(session) == [("2026-10", "planned_caesarean", 38, [3400])]


def test_only_a_mother_has_a_birth(
    client: FlaskClient, session: Session, niamh: Person, library: DeliveryGroup, mother: Participant
) -> None:
    (father,) = service.make_codes(library, role="father", arm="programme", count=1, by=None)
    who = queries.participants_of(library.id, role="father")[0]
    with acting(niamh, Role.PROJECT_LEAD):
        assert client.get(f"/groups/{library.id}/births/{who.id}").status_code == 404
        assert father not in client.get(f"/groups/{library.id}/births").text
    birth = Birth("2026-10", BirthMode.ASSISTED, 39, (3400,))
    with pytest.raises(Refused) as refused:
        births.keep_birth(library, who, birth, seen="", now=NOW, today=TODAY, by=None)
    assert str(refused.value.refusals[0].message) == (
        f"{father} is the code of a father. A birth stands under the mother’s code."
    )
    assert stands(session) == []


def test_births_stand_where_the_scores_of_the_visit_after_them_are_entered(
    client: FlaskClient, niamh: Person, library: DeliveryGroup, mother: Participant
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        assert f"/groups/{library.id}/births" in client.get(sheet(library, "T3")).text
        assert "Births are reported at T3 too" in client.get(sheet(library, "T3")).text
        assert "Births are reported at" not in client.get(sheet(library, "T2")).text


def test_without_codes_no_birth_is_taken_in_and_the_page_says_why(
    client: FlaskClient, session: Session, niamh: Person, library: DeliveryGroup, mother: Participant, page: str
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        typed = sent_by_browser(client.get(page).text) | {name: [value] for name, value in BIRTH.items()}
        session.execute(update(EvaluationSetting).values(records_on=None))
        assert "Births are entered under random codes alone" in client.get(f"/groups/{library.id}/births").text
        answer = client.post(page, data=typed | {"score_grams_1": ["3400"]})
    assert "Records under codes are not switched on" in answer.text
    assert answer.status_code == 422
    assert stands(session) == []


def test_a_programme_that_asks_for_no_births_has_no_such_page(
    client: FlaskClient, session: Session, niamh: Person, library: DeliveryGroup, mother: Participant, page: str
) -> None:
    version = library.programme_version
    points = [dict(one) for one in version.content["time_points"]]
    for one in points:
        one.pop("births", None)
    version.content = version.content | {"time_points": points}
    version.digest = "baby-steps without births"
    session.flush()
    with acting(niamh, Role.PROJECT_LEAD):
        assert client.get(page).status_code == 404
        assert "/births" not in client.get(sheet(library, "T3")).text


def test_who_reads_births_is_on_record_and_the_unit_and_another_lead_do_not(
    client: FlaskClient, session: Session, niamh: Person, priya: Person, mother: Participant, page: str
) -> None:
    here = f"/groups/{mother.group_id}/births"
    with acting(niamh, Role.PROJECT_LEAD):
        client.get(here)
        client.get(page)
    assert session.scalars(select(audit.Read.what)).all() == ["births of a group"] * 2
    with acting(priya, Role.UNIT_MANAGER):
        assert [client.get(one).status_code for one in (here, page)] == [403, 403]
    version = mother.group.programme_version
    norwich = areas.implementation(areas.area("Norwich"), version=version)
    elsewhere = delivery.group(norwich, first_on=date(2026, 9, 15))
    stranger = evaluation.person(elsewhere, {}, code="JK6M7N")
    with acting(niamh, Role.PROJECT_LEAD):
        assert client.get(f"/groups/{elsewhere.id}/births/{stranger.id}").status_code == 404
        assert client.get(f"{here}/{stranger.id}").status_code == 404
