"""A wrong contact is put right with what it said before kept; a past one is history."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.audit import Entry
from scaleup.core.errors import Conflict, Refused
from scaleup.licences.models import Licence
from scaleup.support import service
from scaleup.support.models import ContactBefore
from scaleup.support.rules import Channel, Outcome
from tests.support.saying import NOW, TODAY, log, slot, terms

pytestmark = pytest.mark.usefixtures("on_monday_23_november")


def test_a_correction_keeps_what_was_said_and_the_plan_follows(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    logged = log(niamh, taking_up, terms(people_ids=(niamh.id,)))
    service.correct_contact(
        priya.id,
        terms(date(2026, 7, 6), channel=Channel.CALL),
        contact_id=logged.contact_id,
        version=1,
        because="It was in July",
        today=TODAY,
        now=NOW,
    )
    assert (slot(session, 19).state, slot(session, 20).state) == ("held", "open")
    before = session.scalar(select(ContactBefore))
    assert (before.was["held_on"], before.was["channel"], before.was["people"]) == (
        "2026-10-06",
        "online",
        "Niamh O’Rourke",
    )
    assert before.reason == "It was in July"
    entry = session.scalar(select(Entry).where(Entry.act == "contact corrected"))
    assert entry.fields == ["channel", "held_on", "people"]


def test_a_contact_corrected_to_not_held_makes_its_slot_missed(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    logged = log(niamh, taking_up, terms())
    service.correct_contact(
        niamh.id,
        terms(outcome=Outcome.NO_ANSWER),
        contact_id=logged.contact_id,
        version=1,
        because="Nobody was there",
        today=TODAY,
        now=NOW,
    )
    assert slot(session, 20).state == "missed"


def test_two_people_correcting_one_contact_are_told(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    logged = log(niamh, taking_up, terms())

    def correct(who: Person, held_on: date) -> None:
        service.correct_contact(
            who.id,
            terms(held_on),
            contact_id=logged.contact_id,
            version=1,
            because="Wrong day",
            today=TODAY,
            now=NOW,
        )

    correct(niamh, date(2026, 10, 7))
    with pytest.raises(Conflict) as told:
        correct(priya, date(2026, 10, 8))
    assert told.value.theirs["held_on"] == "7 October 2026"


def test_a_correction_says_why(session: Session, licence: Licence, taking_up: Implementation, niamh: Person) -> None:
    logged = log(niamh, taking_up, terms())
    with pytest.raises(Refused) as caught:
        service.correct_contact(
            niamh.id, terms(), contact_id=logged.contact_id, version=1, because="", today=TODAY, now=NOW
        )
    assert [each.field for each in caught.value.refusals] == ["because"]


def test_a_past_contact_is_history_and_the_plan_goes_on(
    session: Session, licence: Licence, taking_up: Implementation
) -> None:
    contact = service.record_past_contact(
        implementation_id=taking_up.id,
        held_on=date(2024, 5, 2),
        channel=Channel.CALL,
        source="Tracker, Calls, row 4",
        staff_note="P. Nair",
        now=NOW,
    )
    assert (slot(session, 1).state, contact.slot_id, contact.staff_note) == ("held", slot(session, 1).id, "P. Nair")
    assert slot(session, 2).state == "open"
