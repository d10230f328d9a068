"""An area on one page: what is late, what comes next, how many statements it takes, and who sees it."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import Area
from scaleup.areas.rules import Exit, Leaving
from scaleup.fidelity.models import FidelityCheck
from scaleup.licences import service as licences
from scaleup.licences.models import Licence, Suspension
from scaleup.licences.rules import Terms
from scaleup.outbox import service as outbox
from scaleup.outbox.rules import Covers, HoldScope
from scaleup.support.models import Slot
from scaleup.support.rules import Channel, ContactTerms, Outcome
from scaleup.support.service import log_contact, make_plan
from tests.client import Statements
from tests.factories import plans
from tests.factories import support as make
from tests.factories.actors import acting

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CEILING = 9
"""Statements of the area's page at any size; the sign-in look-up comes besides."""


@pytest.fixture
def marlbury(session: Session, clock: Callable[[str], None]) -> Area:
    """On Monday 23 November 2026 everything is held but contact 20, which has no record."""
    clock("2026-11-23T10:00:00+00:00")
    made = plans.marlbury()
    area, implementation = made.area, made.implementation
    make_plan(make.licence(implementation).id)
    for slot in session.scalars(select(Slot).where(Slot.sequence < 20)):
        slot.state = "held"
    make.keep(
        FidelityCheck(
            implementation_id=implementation.id,
            area_id=area.id,
            on_day=date(2026, 2, 10),
            method="observation",
            percent=86.0,
            source="test",
        )
    )
    return area


@pytest.fixture
def as_priya(marlbury: Area, session: Session) -> Iterator[None]:
    priya = session.get(make.Person, marlbury.implementations[0].manager_id)
    assert priya is not None
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        yield


def test_the_page_says_what_is_late_and_what_comes_next(client: FlaskClient, marlbury: Area, as_priya: None) -> None:
    page = client.get(f"/areas/{marlbury.id}").text
    assert "2 things are late." in page
    assert "The renewal decision was due on Friday 2 October 2026 and the licence ends in 128 days." in page
    assert "Contact 20, due on Thursday 1 October 2026, has no record." in page
    assert "Monday 4 January 2027" in page
    assert "Friday 1 January 2027 is a bank holiday in England." in page
    assert "86%" in page


def test_staff_read_how_the_area_stands_after_its_latest_contact_and_nobody_else_does(
    client: FlaskClient, session: Session, marlbury: Area
) -> None:
    implementation = marlbury.implementations[0]
    niamh = session.scalars(select(make.Person).where(make.Person.name == "Niamh O’Rourke")).one()
    for held_on, confidence in ((date(2026, 7, 1), 2), (date(2026, 10, 6), 1)):
        told = ContactTerms(held_on, Outcome.HELD, Channel.CALL, confidence=confidence)
        log_contact(
            niamh.id,
            told,
            implementation_id=implementation.id,
            nonce=str(held_on),
            today=date(2026, 11, 23),
            now=NOON,
        )
    with acting(session.get(make.Person, implementation.manager_id), Role.IMPLEMENTATION_MANAGER):
        page = client.get(f"/areas/{marlbury.id}").text
    assert "proposed by the rule after the contact of" in page
    assert "the project lead’s confidence is 1 of 5." in page
    assert "confidence is 2 of 5" not in page
    with acting(niamh, Role.PROJECT_LEAD):
        page = client.get(f"/areas/{marlbury.id}").text
    assert "For the unit" not in page
    assert "confidence is 1 of 5" not in page


def test_the_drawing_has_its_facts_as_a_table(client: FlaskClient, marlbury: Area, as_priya: None) -> None:
    page = client.get(f"/areas/{marlbury.id}").text
    assert 'role="img"' in page or 'role="group"' in page
    assert "All 23 dates as a table" in page or "dates as a table" in page


def asked(client: FlaskClient, address: str, statements: Statements) -> int:
    """The statements of one request that follows another like it."""
    client.get(address)
    statements.clear()
    client.get(address)
    return sum(not one.startswith("BEGIN") for one in statements)


def test_the_page_takes_as_many_statements_for_much_as_for_little(
    client: FlaskClient, session: Session, marlbury: Area, as_priya: None, statements: Statements
) -> None:
    address, implementation = f"/areas/{marlbury.id}", marlbury.implementations[0]
    few = asked(client, address, statements)
    for month in range(1, 13):
        make.keep(
            FidelityCheck(
                implementation_id=implementation.id,
                area_id=marlbury.id,
                on_day=date(2025, month, 3),
                method="self_report",
                percent=80.0,
                source="test",
            )
        )
    assert asked(client, address, statements) == few <= CEILING


def test_the_page_says_that_mail_about_the_area_is_held_back(
    client: FlaskClient, marlbury: Area, session: Session, as_priya: None
) -> None:
    words = "Mail about this area is held back"
    assert words not in client.get(f"/areas/{marlbury.id}").text
    covers = Covers(HoldScope.AREA, area_id=marlbury.id)
    held = outbox.hold(covers, reason="The lead left.", person_id=None, now=NOON)
    session.commit()
    page = client.get(f"/areas/{marlbury.id}").text
    assert words in page
    assert f"/areas/{marlbury.id}/coming-mail" in page
    outbox.let_go(held, person_id=None, now=NOON)
    session.commit()
    assert words not in client.get(f"/areas/{marlbury.id}").text


def test_a_lead_of_another_area_is_told_that_there_is_no_such_page(
    client: FlaskClient, session: Session, marlbury: Area
) -> None:
    other = make.lead("Tom Brennan", make.area("Thanet"))
    with acting(other, Role.PROJECT_LEAD):
        assert client.get(f"/areas/{marlbury.id}").status_code == 404
        assert client.get(f"/areas/{marlbury.id}/history").status_code == 404


def test_the_history_is_the_whole_of_it_or_one_kind(client: FlaskClient, marlbury: Area, as_priya: None) -> None:
    everything = client.get(f"/areas/{marlbury.id}/history").text
    assert "Fidelity check, observation: 86%" in everything
    contacts = client.get(f"/areas/{marlbury.id}/history?kind=contact").text
    assert "Nothing of this kind has happened yet." in contacts


def test_an_area_without_a_programme_says_what_will_stand_there(client: FlaskClient, session: Session) -> None:
    empty = make.area("Fenland")
    helen = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    with acting(helen, Role.UNIT_MANAGER):
        assert "Fenland has taken up no programme yet." in client.get(f"/areas/{empty.id}").text


def test_what_is_late_leads_to_where_it_is_dealt_with(
    client: FlaskClient, session: Session, marlbury: Area, as_priya: None
) -> None:
    page = client.get(f"/areas/{marlbury.id}").text
    slot = session.scalars(select(Slot).where(Slot.sequence == 20)).one()
    assert f"/areas/{marlbury.id}/contacts/log?slot={slot.id}" in page
    assert "/renewal" in page
    with acting(make.person("Dilys Bowen", Role.VIEWER), Role.VIEWER):
        assert client.get(f"/areas/{marlbury.id}").status_code == 404


def test_a_planned_suspension_stands_above_the_drawing_and_in_it(
    client: FlaskClient, session: Session, marlbury: Area, as_priya: None
) -> None:
    licence = session.scalars(select(Licence)).one()
    make.keep(Suspension(licence_id=licence.id, from_on=date(2026, 12, 21), to_on=date(2027, 1, 3), reason="Christmas"))
    page = client.get(f"/areas/{marlbury.id}").text
    assert "There will be no support from 21 December 2026 to 3 January 2027: Christmas." in page
    assert "no support, or stopped" in page


def test_the_page_names_whom_to_ring(client: FlaskClient, marlbury: Area, as_priya: None) -> None:
    page = client.get(f"/areas/{marlbury.id}").text
    assert "Niamh O’Rourke" in page
    assert "mailto:priya.nair@marlbury.example" in page


def test_a_draft_that_was_dropped_is_nowhere_told_as_a_licence(
    client: FlaskClient, session: Session, marlbury: Area, as_priya: None
) -> None:
    drafted = licences.draft(
        marlbury.implementations[0].id,
        Terms(date(2026, 11, 1), date(2027, 10, 31), 12),
        by=None,
        now=NOON,
        number="BS-002",
    )
    licences.drop(drafted.id, reason="Wrong term", version=drafted.version, by=None, now=NOON)
    session.commit()
    page = client.get(f"/areas/{marlbury.id}").text
    assert "the licence ends in 128 days" in page
    assert "ended early" not in page
    assert "Licence BS-002 begins" not in client.get(f"/areas/{marlbury.id}/history").text


def test_a_licence_that_is_renewed_already_says_until_when(
    client: FlaskClient, session: Session, marlbury: Area, as_priya: None
) -> None:
    found = session.scalars(select(Licence)).one()
    after = Terms(date(2027, 4, 1), date(2030, 3, 31), 12)
    drafted = licences.draft(found.implementation_id, after, by=None, now=NOON, number="BS-002")
    session.commit()
    assert "renewed to" not in client.get(f"/areas/{marlbury.id}").text
    licences.grant(drafted.id, on_day=date(2026, 11, 23), version=drafted.version, by=None, now=NOON)
    session.commit()
    page = client.get(f"/areas/{marlbury.id}").text
    assert "to 31 March 2027</b>, renewed to <b>31 March 2030</b>" in page


@pytest.mark.parametrize(
    ("exit_by", "stage"),
    [(Exit.PAUSED, "Paused"), (Exit.TERMINATED, "Ended")],
)
def test_the_page_and_the_list_name_one_stage(
    *, client: FlaskClient, session: Session, marlbury: Area, as_priya: None, exit_by: Exit, stage: str
) -> None:
    found = marlbury.implementations[0]
    how = Leaving(date(2026, 11, 20), exit_by, "No midwives")
    areas.close(found.id, how, version=found.version, by=None, now=NOON)
    session.commit()
    assert stages_named(client, marlbury) == (stage, stage)


def test_a_terminated_licence_ends_the_stage_on_the_page_too(
    client: FlaskClient, session: Session, marlbury: Area, as_priya: None
) -> None:
    licence = session.scalars(select(Licence)).one()
    licences.terminate(licence.id, on_day=date(2026, 11, 20), reason="No pairs", version=1, by=None, now=NOON)
    session.commit()
    assert stages_named(client, marlbury) == ("Ended", "Ended")


def stages_named(client: FlaskClient, area: Area) -> tuple[str, str]:
    """The stage as the area's page names it, and as the list does."""
    [on_page] = re.findall(r'tag-stage">([^<]+)<', client.get(f"/areas/{area.id}").text.replace("govuk-tag ", ""))
    [in_list] = re.findall(r'data-l="Stage"[^>]*><span>(\w+) ', client.get("/areas").text)
    return on_page.strip(), in_list
