"""Who pays until when: amounts as people write them, days, and funding that ends before the licence."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from scaleup import commit
from scaleup.accounts.rules import Role
from scaleup.core.errors import Conflict, Refused
from scaleup.extensions import db
from scaleup.licences import service
from scaleup.licences.models import Funding
from scaleup.licences.rules import Act, Money, State, funded_until, funding_gap, pence_of, pounds, renewal_is_open
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import troubles_of, wrong_is
from scaleup.milestones.rules import Wrong
from scaleup.programmes.rules import first_results, planned_first_session
from scaleup.programmes.service import shipped
from scaleup.support.models import Contact
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import licences
from tests.factories.areas import NOW
from tests.factories.support import keep
from tests.licences.test_views import day, send
from tests.papers import read

TODAY = date(2026, 11, 23)
COUNCIL = Money("Marlbury Council", 70_000_00, date(2024, 4, 1), date(2025, 3, 31))


@pytest.fixture
def helen(client: FlaskClient, clock: Callable[[str], None]) -> FlaskClient:
    """The browser of a unit manager on Monday 23 November 2026."""
    clock("2026-11-23T12:00:00+00:00")
    people.sign_in(client, people.person("Helen Ashworth", Role.UNIT_MANAGER))
    return client


@pytest.mark.parametrize(
    ("typed", "pence"),
    [
        ("70,000", 7_000_000),
        ("£212,500", 21_250_000),
        ("£ 1250.50", 125_050),
        ("12 000", 1_200_000),
        ("70.5", None),
        ("70,00", None),
        ("-5", None),
        ("a lot", None),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, pence: int | None) -> None:
    assert pence_of(typed) == pence


def test_an_amount_is_told_with_pence_only_where_there_are_any() -> None:
    assert (pounds(7_000_000), pounds(125_050)) == ("£70,000", "£1,250.50")


def test_of_several_funders_the_last_to_end_counts() -> None:
    trust = Money("Marlbury NHS Trust", 1, date(2024, 4, 1), date(2026, 3, 31))
    assert funded_until([COUNCIL, trust]) == date(2026, 3, 31)
    assert funding_gap(date(2026, 3, 31), date(2027, 3, 31)) == 365
    assert (funding_gap(None, date(2027, 3, 31)), funding_gap(date(2028, 3, 31), date(2027, 3, 31))) == (0, 0)


def test_first_results_come_18_weeks_after_the_first_session_and_six_months_later() -> None:
    programme = shipped("baby-steps")
    assert programme is not None
    found = first_results(date(2024, 6, 18), programme.delivery, programme.time_points)
    assert [(one.code, one.on_day) for one in found] == [("T4", date(2024, 10, 22)), ("F6", date(2025, 4, 22))]
    planned = planned_first_session(date(2024, 4, 1), programme.training)
    later = first_results(planned, programme.delivery, programme.time_points)
    assert planned == date(2024, 6, 18)
    assert [round((one.on_day - date(2024, 4, 1)).days / 30.4375, 1) for one in later] == [6.7, 12.7]


@pytest.mark.usefixtures("session")
def test_funding_that_ends_before_the_licence_is_found_in_the_lists_and_late_six_months_before() -> None:
    licence = licences.granted(make.shipped_implementation())
    funding = service.add_funding(licence.implementation_id, COUNCIL, by=None)
    commit.now()
    line = db.session.scalars(select(Progress).where(Progress.area_id == licence.area_id)).one()
    asked = select(Progress.area_id).where(wrong_is(Wrong.FUNDING, date(2024, 6, 1)))
    assert line.funded_until_on == date(2025, 3, 31)
    assert db.session.scalars(asked).all() == [licence.area_id]
    said = {one.wrong: one.words for one in troubles_of(line, date(2025, 3, 1))}
    assert said[Wrong.FUNDING] == "Funding ends in 30 days, before the licence"
    said = {one.wrong: one.words for one in troubles_of(line, date(2025, 4, 10))}
    assert said[Wrong.FUNDING] == "Funding ended 10 days ago, before the licence"
    assert Wrong.FUNDING not in {one.wrong for one in troubles_of(line, date(2024, 6, 1))}
    longer = Money("Marlbury Council", 70_000_00, date(2024, 4, 1), date(2027, 3, 31))
    service.change_funding(funding, longer, version=funding.version, by=None)
    commit.now()
    db.session.refresh(line)
    assert db.session.scalars(asked).all() == []


@pytest.mark.parametrize(
    ("today", "is_open"),
    [
        (date(2026, 10, 1), False),
        (date(2026, 10, 2), True),
        (date(2027, 3, 31), True),
        (date(2027, 4, 1), False),
    ],
)
def test_a_renewal_is_open_from_180_days_before_the_end(today: date, is_open: bool) -> None:
    ends_on = date(2027, 3, 31)
    assert renewal_is_open(State.GRANTED, ends_on, renewal=None, today=today) is is_open
    assert not renewal_is_open(State.GRANTED, ends_on, renewal="renew", today=today)
    assert not renewal_is_open(State.DRAFT, ends_on, renewal=None, today=today)


@pytest.mark.usefixtures("session")
def test_funding_ends_early_with_a_reason_and_never_twice_at_once() -> None:
    licence = licences.granted(make.shipped_implementation())
    funding = service.add_funding(licence.implementation_id, COUNCIL, by=None)
    version = funding.version
    with pytest.raises(Refused, match="Enter a day inside it, before its last one"):
        service.end_funding(funding, last_on=date(2025, 3, 31), reason="Cut.", version=version, by=None)
    service.end_funding(funding, last_on=date(2024, 12, 31), reason="Cut.", version=version, by=None)
    assert (funding.to_on, funding.ended_because) == (date(2024, 12, 31), "Cut.")
    with pytest.raises(Conflict):
        service.end_funding(funding, last_on=date(2024, 6, 30), reason="Cut.", version=version, by=None)


def test_funding_is_added_changed_and_ended_on_the_licence_page(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    db.session.commit()
    path = f"/implementations/{licence.implementation_id}/funding/add"
    days = {**day("from_on", date(2024, 4, 1)), **day("to_on", date(2024, 3, 31))}
    wrong = send(helen, path, funder="Marlbury Council", amount="lots", **days)
    assert wrong.status_code == 422
    assert "“lots” is not an amount; write pounds in figures, such as 70,000" in wrong.text
    wrong = send(helen, path, funder="Marlbury Council", amount="70,000", **days)
    assert 'href="#to_on-day">The funding would end on 31 March 2024, before it begins on 1 April 2024.' in wrong.text
    assert 'value="70,000"' in wrong.text
    right = {**day("from_on", date(2024, 4, 1)), **day("to_on", date(2026, 12, 31))}
    assert send(helen, path, funder="Marlbury Council", amount="70,000", **right).status_code == 302
    funding = db.session.scalars(select(Funding)).one()
    page = helen.get(f"/areas/{licence.area_id}/licence").text
    assert "£70,000" in page
    send(helen, f"/funding/{funding.id}/change", funder="The Council", amount="80,000.50", **right)
    assert "£80,000.50" in helen.get(f"/areas/{licence.area_id}/licence").text
    ended = send(helen, f"/funding/{funding.id}/end", reason="", **day("last_on", date(2026, 6, 30)))
    assert "Say why: the next reader has only this sentence." in ended.text
    send(helen, f"/funding/{funding.id}/end", reason="The budget is cut.", **day("last_on", date(2026, 6, 30)))
    assert "ends early: The budget is cut." in helen.get(f"/areas/{licence.area_id}/licence").text
    for address in (f"/areas/{licence.area_id}", f"/areas/{licence.area_id}/licence"):
        assert "Funding ends before the licence" in helen.get(address).text
    assert "<b>Renewal is open</b>" in helen.get(f"/areas/{licence.area_id}/licence").text
    term = helen.get(f"/licences/{licence.id}/term").text
    assert "<strong>Funding ends before the licence</strong>: on Tuesday 30 June 2026, 274 days before" in term
    assert "Renewal is open" in term
    assert "none were told of in contacts" in term


def test_the_term_in_short_adds_up_the_groups_that_were_told_of_in_it(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    told: list[tuple[date, dict[str, int] | None]] = [
        (date(2024, 3, 12), {"groups_started": 9}),
        (date(2024, 7, 1), {"groups_started": 2, "groups_running": 2}),
        (date(2025, 2, 3), {"groups_started": 1, "groups_finished": 2}),
        (date(2025, 3, 3), {"families_enrolled": 8}),
        (date(2025, 4, 1), None),
    ]
    for held_on, counts in told:
        keep(
            Contact(
                implementation_id=licence.implementation_id,
                area_id=licence.area_id,
                settles=False,
                held_on=held_on,
                channel="call",
                outcome="held",
                counts=counts,
                entered_at=NOW,
            )
        )
    db.session.commit()
    assert "3 started and 2 finished, as told in 2 contacts" in helen.get(f"/licences/{licence.id}/term").text


def test_the_licence_document_is_a_tagged_pdf_in_the_words_of_its_version(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    service.add_funding(licence.implementation_id, COUNCIL, by=None)
    service.add_condition(licence.id, "Name a deputy lead.", owner_id=None, due_on=date(2024, 4, 30), by=None)
    db.session.commit()
    sent = helen.get(f"/licences/{licence.id}/document")
    name = f"licence-{licence.number}-marlbury-2026-11-23.pdf"
    assert sent.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    paper = read(sent.data)
    assert (paper.title, paper.language, paper.standard) == (
        "Licence to deliver Baby Steps in Marlbury",
        "en-GB",
        "1",
    )
    assert paper.words("H2") == [
        "Who agrees",
        "What is licensed",
        "How the programme is delivered",
        "Training",
        "Support by the unit",
        "Conditions",
        "Funding",
        "Signatures",
    ]
    assert paper.says("Every session is delivered by 1 health practitioner and 1 children's services practitioner.")
    assert paper.says("12 contacts, every month")
    assert paper.says("Name a deputy lead.")
    assert paper.says("£70,000")
    assert "Required" in paper.words("TH")


def test_the_signed_copy_is_kept_and_the_licence_links_to_it(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    db.session.commit()
    section = f"/areas/{licence.area_id}/licence"
    assert "Keep the signed copy" in helen.get(section).text
    path = f"/licences/{licence.id}/signed"

    def keep(content: bytes) -> str:
        page = helen.get(path)
        answers = {"csrf_token": people.form_token(page), **day("dated_on", date(2026, 11, 20))}
        return helen.post(path, data={**answers, "file": (BytesIO(content), "signed.pdf")}).text

    assert "Choose the file again" not in keep(b"%PDF-1.7\n1 0 obj\n")
    assert "The signed copy" in helen.get(section).text
    assert "Licence 2024-" in helen.get(f"/areas/{licence.area_id}/documents").text
    assert "PDF" in keep(b"MZ a program")
    assert '/versions/1">The signed copy' in helen.get(section).text
    keep(b"%PDF-1.7\n2 0 obj\n")
    db.session.expire_all()
    assert '/versions/2">The signed copy' in helen.get(section).text
    assert "kept among the documents" in helen.get(section).text


def test_further_funding_stands_on_my_work_of_who_looks_after_the_area(helen: FlaskClient) -> None:
    licence = licences.granted(make.shipped_implementation())
    service.add_funding(licence.implementation_id, COUNCIL, by=None)
    db.session.commit()
    assert "Funding ended on 31 March 2025, the licence on 31 March 2027" in helen.get("/").text
    assert "Marlbury" in helen.get("/areas?need=funding").text


def test_a_grant_past_readiness_is_found_in_the_list_and_stands_in_its_file(helen: FlaskClient) -> None:
    licence = licences.draft(make.shipped_implementation())
    asked = service.Asked(Act.GRANT, TODAY, override="The director has decided so.")
    service.move(licence.id, asked, version=licence.version, by=None, now=NOW)
    licences.granted(make.shipped_implementation(make.area("Luton")))
    db.session.commit()
    found = helen.get("/areas?need=gate").text
    assert ("Marlbury" in found, "Luton" in found) == (True, False)
    rows = helen.get("/areas.csv").text.splitlines()
    assert rows[0].endswith("Granted past readiness")
    assert [row.rsplit(",", 1)[1] for row in rows[1:3]] == ["no", "yes"]
