"""A contact is logged once, and settles what it settles."""

from datetime import date, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.audit import Entry
from scaleup.licences.models import Licence
from scaleup.support import service
from scaleup.support.models import Contact
from scaleup.support.rules import BarrierCode, BarrierTerms, Outcome
from tests.support.saying import NOW, log, slot, terms

pytestmark = pytest.mark.usefixtures("on_monday_23_november")


def test_a_contact_held_on_6_october_settles_number_20_and_names_the_next(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    logged = log(niamh, taking_up, terms())
    assert slot(session, 20).state == "held"
    assert logged.slot_id == slot(session, 20).id
    assert (logged.next_on, logged.next_slot_id) == (date(2027, 1, 4), slot(session, 21).id)


def test_a_contact_far_from_any_due_date_is_additional(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    logged = log(niamh, taking_up, terms(date(2026, 11, 23)))
    contact = session.get(Contact, logged.contact_id)
    assert (logged.slot_id, contact.settles) == (None, False)
    assert slot(session, 20).state == "open"


def test_a_double_click_makes_one_contact(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    first = log(niamh, taking_up, terms())
    assert log(niamh, taking_up, terms()) == first
    assert session.query(Contact).count() == 1


def test_when_lead_and_staff_log_one_contact_the_second_is_shown_the_first(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    first = log(niamh, taking_up, terms(slot_id=slot(session, 20).id))
    with pytest.raises(service.AlreadyLogged) as told:
        log(priya, taking_up, terms(date(2026, 10, 7), slot_id=slot(session, 20).id), nonce="second")
    assert told.value.contact_id == first.contact_id
    assert "Niamh O’Rourke has already logged a contact of Tuesday 6 October 2026: held" in str(told.value)
    assert session.query(Contact).count() == 1


def test_the_same_day_is_the_same_contact_until_somebody_says_otherwise(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    log(niamh, taking_up, terms())
    with pytest.raises(service.AlreadyLogged):
        log(priya, taking_up, terms(), nonce="second")
    another = log(priya, taking_up, terms(separate=True), nonce="second")
    assert another.slot_id is None


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.NO_ANSWER, "missed"),
        (Outcome.CANCELLED_BY_AREA, "missed"),
        (Outcome.CANCELLED_BY_UNIT, "open"),
    ],
)
def test_what_counts_as_missed(
    *, session: Session, licence: Licence, taking_up: Implementation, niamh: Person, outcome: Outcome, state: str
) -> None:
    log(niamh, taking_up, terms(date(2026, 10, 1), outcome=outcome, reason="Illness"))
    assert slot(session, 20).state == state


def test_nobody_answering_before_the_day_leaves_time_to_try_again(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    log(niamh, taking_up, terms(date(2026, 9, 28), outcome=Outcome.NO_ANSWER))
    assert slot(session, 20).state == "open"
    log(niamh, taking_up, terms(date(2026, 10, 2)), nonce="second")
    assert slot(session, 20).state == "held"


def test_a_contact_before_a_licence_is_logged_on_the_implementation(
    session: Session, taking_up: Implementation, priya: Person
) -> None:
    logged = log(priya, taking_up, terms(date(2023, 12, 12), next_on=date(2026, 12, 1)))
    assert (logged.slot_id, logged.next_on) == (None, date(2026, 12, 1))


def test_the_agreed_date_pins_the_next_contact_with_its_time_and_link(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    log(
        niamh,
        taking_up,
        terms(next_on=date(2027, 1, 7), next_at=time(14, 30), next_link="https://meet.example/marlbury"),
    )
    after = slot(session, 21)
    assert (after.due_on, after.at_time, after.meeting_link) == (
        date(2027, 1, 7),
        time(14, 30),
        "https://meet.example/marlbury",
    )
    assert (after.pinned_because, after.anchor_version) == ("agreed at the contact of 6 October 2026", 3)


def test_the_planned_date_agreed_pins_nothing(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    log(niamh, taking_up, terms(next_on=date(2027, 1, 4)))
    assert (slot(session, 21).pinned_because, slot(session, 21).anchor_version) == (None, 1)


def test_a_contact_that_the_unit_called_off_is_agreed_anew(
    session: Session, licence: Licence, taking_up: Implementation, priya: Person, clock
) -> None:
    due = slot(session, 20)
    said = terms(
        date(2026, 10, 1), outcome=Outcome.CANCELLED_BY_UNIT, reason="Priya was ill", next_on=date(2026, 10, 6)
    )
    service.log_contact(priya.id, said, implementation_id=taking_up.id, nonce="n", today=date(2026, 10, 1), now=NOW)
    assert (due.state, due.due_on, due.sequence) == ("open", date(2026, 10, 6), 20)


def test_people_and_barriers_are_on_record(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    logged = log(
        niamh,
        taking_up,
        terms(
            people_ids=(niamh.id,),
            staff_id=priya.id,
            barriers=(BarrierTerms(BarrierCode.FUNDING, 2), BarrierTerms(BarrierCode.OTHER, 1, "Snow")),
        ),
    )
    contact = session.get(Contact, logged.contact_id)
    assert [person.name for person in contact.people] == ["Niamh O’Rourke"]
    assert [(each.code, each.severity, each.wording) for each in contact.barriers] == [
        ("funding", 2, None),
        ("other", 1, "Snow"),
    ]


def test_every_act_is_in_the_log_without_what_was_said(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    logged = log(niamh, taking_up, terms(discussed="Commissioner meets on 3 November"))
    entry = session.scalar(select(Entry).where(Entry.act == "contact logged"))
    assert (entry.subject, entry.subject_id, entry.person_id) == ("contact", logged.contact_id, niamh.id)
    assert entry.fields == []
