"""The history of an area: everything that happened, newest first, by kind, paged; what is the unit's stays there."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from scaleup import audit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, AreaPerson
from scaleup.areas.rules import AreaRole
from scaleup.delivery.models import DeliveryStart
from scaleup.documents import service as documents
from scaleup.documents.rules import Kind, Terms
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.fidelity.models import FidelityCheck
from scaleup.licences import service as licences
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Message
from scaleup.outbox.rules import Draft
from scaleup.programmes.service import load_catalogue
from scaleup.reviews.models import AreaReview, ReviewRecord
from scaleup.reviews.rules import Outcome
from scaleup.support.models import Action, Contact, ContactAddendum
from tests.factories import support as make
from tests.factories.actors import acting

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def priya(session: Session, clock: Callable[[str], None]) -> Person:
    clock("2026-11-23T10:00:00+00:00")
    load_catalogue(make.LONG_AGO)
    return make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)


@pytest.fixture
def marlbury(priya: Person, session: Session) -> Area:
    """An area in which one of everything has happened."""
    area = make.area()
    implementation = make.implementation(area, manager=priya)
    lead = make.lead("Niamh O’Rourke", area)
    licence = make.licence(implementation)
    licences.suspend(
        licence.id,
        from_on=date(2026, 11, 2),
        to_on=None,
        reason="No deputy.",
        version=licence.version,
        by=priya.id,
        now=NOW,
    )
    ids = {"implementation_id": implementation.id, "area_id": area.id}
    said = {"channel": "call", "outcome": "held", "entered_at": NOW, "entered_by_id": lead.id}
    contact = make.keep(Contact(**ids, held_on=date(2026, 10, 6), **said))
    make.keep(
        ContactAddendum(contact_id=contact.id, area_id=area.id, at=NOW, person_id=lead.id, text="The hall is let.")
    )
    make.keep(Action(**ids, wording="Send the list", owner_id=lead.id, done_on=date(2026, 10, 9)))
    make.keep(DeliveryStart(**ids, started_on=date(2024, 6, 18), source="test"))
    colm = make.keep(
        Facilitator(**ids, person_id=make.person("Colm Daly").id, profession="midwife", left_on=date(2026, 1, 9))
    )
    make.keep(PartDone(facilitator_id=colm.id, part="initial", done_on=date(2024, 4, 25), source="test"))
    checked = {"method": "observation", "percent": 86.0, "source": "test"}
    make.keep(FidelityCheck(**ids, on_day=date(2026, 2, 10), **checked))
    year = {"month": 12, "kind": "annual", "nominal_on": date(2025, 4, 26), "due_on": date(2025, 4, 28)}
    review = make.keep(AreaReview(**ids, **year, state="done"))
    told = {"held_on": date(2025, 5, 6), "outcome": Outcome.CONTINUE, "agreed": "The hall stays.", "entered_at": NOW}
    make.keep(ReviewRecord(review_id=review.id, area_id=area.id, **told))
    make.keep(
        AreaPerson(
            area_id=area.id,
            person_id=make.person("Tom Hartley").id,
            role=AreaRole.DEPUTY,
            from_on=date(2024, 4, 26),
            until_on=date(2025, 4, 25),
        )
    )
    terms = Terms(Kind.AGREEMENT, "Licence agreement", date(2024, 3, 4))
    documents.add(area.id, terms, BytesIO(b"%PDF-1.7 x"), by=priya.id, now=NOW)
    message = outbox.enqueue(Draft("x", "support.contact-due", NOW, person_id=lead.id, area_id=area.id), now=NOW)
    sent = {"state": "sent", "settled_at": NOW, "subject": "Marlbury: contact on Monday 4 January"}
    session.execute(update(Message).where(Message.id == message).values(**sent))
    audit.record("reminders started", subject="area", subject_id=area.id, person_id=priya.id, area_id=area.id)
    return area


@pytest.fixture
def as_priya(marlbury: Area, priya: Person) -> Iterator[None]:
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        yield


LINES = {
    "contact": ["Contact held, phone", "“Send the list” done", "Words added to a contact", "by Niamh O’Rourke"],
    "licence": [
        "Licence BS-001 begins",
        "Licence BS-001 suspended",
        "by Priya Nair, No deputy.",
        "Baby Steps taken up",
    ],
    "delivery": ["First session"],
    "training": ["Initial training: 1 facilitator"],
    "fidelity": ["Fidelity check, observation: 86%"],
    "review": ["Annual review held", "Tue 6 May 2025"],
    "people": [
        "Tom Hartley: deputy lead from this day",
        "Tom Hartley: no longer deputy lead",
        "Colm Daly left as a facilitator",
    ],
    "document": ["“Licence agreement” added", "by Priya Nair"],
    "reminder": ["Handed over: Marlbury: contact on Monday 4 January", "to Niamh O’Rourke"],
    "system": ["Reminders started", "by Priya Nair"],
}


def test_everything_that_happened_stands_in_one_list(client: FlaskClient, marlbury: Area, as_priya: None) -> None:
    page = client.get(f"/areas/{marlbury.id}/history").text
    assert [words for kind in LINES.values() for words in kind if words not in page] == []
    assert page.index("“Licence agreement” added") < page.index("Contact held, phone") < page.index("First session")


@pytest.mark.parametrize("kind", LINES)
def test_the_history_is_narrowed_to_one_kind(client: FlaskClient, marlbury: Area, as_priya: None, kind: str) -> None:
    page = client.get(f"/areas/{marlbury.id}/history?kind={kind}").text
    assert [words for words in LINES[kind] if words not in page] == []
    assert ("Contact held, phone" in page) is (kind == "contact")


def test_a_kind_that_no_longer_exists_shows_everything(client: FlaskClient, marlbury: Area, as_priya: None) -> None:
    assert "First session" in client.get(f"/areas/{marlbury.id}/history?kind=zzz").text


def test_a_project_lead_reads_no_note_of_the_unit(client: FlaskClient, marlbury: Area) -> None:
    with acting(make.lead("Ana Silva", marlbury), Role.PROJECT_LEAD):
        page = client.get(f"/areas/{marlbury.id}/history").text
        assert "“Licence agreement” added" in page
        assert "Reminders started" not in page
        assert "Handed over" not in page
        assert "Nothing of this kind" in client.get(f"/areas/{marlbury.id}/history?kind=system").text


def test_what_was_done_in_the_first_hour_of_a_summers_day_stands_on_that_day(
    client: FlaskClient, session: Session, marlbury: Area, as_priya: None
) -> None:
    after_midnight = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    session.execute(update(audit.Entry).where(audit.Entry.act == "reminders started").values(at=after_midnight))
    page = client.get(f"/areas/{marlbury.id}/history?kind=system").text
    assert "Thu 2 Jul" in page
    assert "Wed 1 Jul" not in page


def test_fifty_lines_make_a_page(client: FlaskClient, session: Session, marlbury: Area, as_priya: None) -> None:
    implementation = marlbury.implementations[0]
    for number in range(60):
        make.keep(
            Contact(
                implementation_id=implementation.id,
                area_id=marlbury.id,
                held_on=date(2025, 1, 1) + timedelta(days=number),
                channel="call",
                outcome="held",
                entered_at=NOW,
            )
        )
    first = client.get(f"/areas/{marlbury.id}/history?kind=contact")
    assert "63 entries, the latest on Monday 23 November 2026." in first.text
    assert "1 to 50 of 63" in first.text
    assert first.text.count("Contact held, phone") == 48
    second = client.get(f"/areas/{marlbury.id}/history?kind=contact&page=2").text
    assert second.count("Contact held, phone") == 13
    assert "There is no such page." in client.get(f"/areas/{marlbury.id}/history?kind=contact&page=9").text
