"""A contact is logged once, settles what it settles, and a wrong one is put right with what it said before kept."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, Implementation
from scaleup.audit import Entry
from scaleup.core.errors import Conflict, Refused
from scaleup.licences.models import Licence
from scaleup.support import rules, service
from scaleup.support.models import Action, Contact, ContactBefore, Slot
from scaleup.support.queries import contacts as reads
from scaleup.support.rules import BarrierCode, BarrierTerms, Channel, ContactTerms, Outcome
from tests.factories import support as made

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)


@pytest.fixture(autouse=True)
def on_monday_23_november(clock) -> None:
    clock("2026-11-23T14:00:00+00:00")


@pytest.fixture
def marlbury(session: Session) -> Area:
    return made.area()


@pytest.fixture
def priya(session: Session) -> Person:
    return made.person("Priya Nair")


@pytest.fixture
def niamh(marlbury: Area) -> Person:
    return made.lead("Niamh O’Rourke", marlbury)


@pytest.fixture
def taking_up(marlbury: Area, priya: Person) -> Implementation:
    return made.implementation(marlbury, manager=priya)


@pytest.fixture
def licence(taking_up: Implementation) -> Licence:
    found = made.licence(taking_up)
    service.make_plan(found.id)
    return found


def terms(held_on: date = date(2026, 10, 6), **others: object) -> ContactTerms:
    return ContactTerms(**({"held_on": held_on, "outcome": Outcome.HELD, "channel": Channel.ONLINE} | others))


def log(who: Person, under: Implementation, said: ContactTerms, nonce: str = "first") -> service.Logged:
    return service.log_contact(who.id, said, implementation_id=under.id, nonce=nonce, today=TODAY, now=NOW)


def slot(session: Session, sequence: int) -> Slot:
    found = session.scalar(select(Slot).where(Slot.sequence == sequence, Slot.state != "gone"))
    assert found is not None
    return found


def refused(who: Person, under: Implementation, said: ContactTerms) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        log(who, under, said)
    return [(each.field, each.message) for each in caught.value.refusals]


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


@pytest.mark.parametrize(
    ("said", "field", "message"),
    [
        (
            terms(date(2026, 12, 6)),
            "held_on",
            "The contact is dated 6 December 2026, which is still to come. Enter the day it took place",
        ),
        (
            terms(date(2022, 10, 6)),
            "held_on",
            "The contact is dated 6 October 2022, before Marlbury took up the programme on 12 September 2023. "
            "Check the year, or change that date on the area's page first",
        ),
        (terms(outcome=Outcome.CANCELLED_BY_AREA), "reason", "Say why it was called off"),
        (
            terms(next_on=date(2026, 11, 20)),
            "next_on",
            "The next contact is dated 20 November 2026, which is not after today. Enter a date to come",
        ),
        (
            terms(next_on=date(2027, 4, 6)),
            "next_on",
            "There can be no contact on 6 April 2027: the licence ends on Wednesday 31 March 2027. Enter another date",
        ),
        (
            terms(next_on=date(2026, 12, 28)),
            "next_on",
            "Monday 28 December 2026 is a bank holiday in England. Enter a working day",
        ),
        (
            terms(discussed="Her number is 943 476 5919."),
            "discussed",
            "“943 476 5919” looks like an NHS number. Take it out: nothing about a family is kept here",
        ),
        (
            terms(discussed="They moved to MB1 4QT"),
            "discussed",
            "“MB1 4QT” looks like a postcode. Take it out, or tick that the text says nothing about a family",
        ),
        (
            terms(discussed="The baby, born 3 May 2026, sleeps"),
            "discussed",
            "“born 3 May 2026” looks like a date of birth. Take it out, or tick that the text says nothing about a "
            "family",
        ),
        (terms(people_ids=(999,)), "people", "Someone that you ticked is no longer in this area. Check who took part"),
    ],
)
def test_what_may_not_be_saved_says_why(
    *,
    session: Session,
    licence: Licence,
    taking_up: Implementation,
    niamh: Person,
    said: ContactTerms,
    field: str,
    message: str,
) -> None:
    assert refused(niamh, taking_up, said) == [(field, message)]
    assert session.query(Contact).count() == 0


def test_a_postcode_may_stay_once_somebody_has_looked(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    log(niamh, taking_up, terms(discussed="The venue is at MB1 4QT; ring 01632 960 221", text_checked=True))
    assert session.query(Contact).count() == 1


def test_an_action_needs_an_owner_of_the_area_or_the_unit_and_a_date(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    stranger = made.person("Someone Else")
    said = terms(actions=(rules.ActionTerms("Name a deputy", stranger.id, date(2026, 10, 1)),))
    assert refused(niamh, taking_up, said) == [
        ("actions-0-owner", "Choose who will do action 1"),
        (
            "actions-0-due",
            "Action 1 is to be done by 1 October 2026, before the contact itself. Enter a later date",
        ),
    ]


def test_actions_carry_over_until_somebody_reports_them_done(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    log(
        niamh,
        taking_up,
        terms(date(2026, 7, 1), actions=(rules.ActionTerms("Name a deputy", niamh.id, date(2026, 9, 1)),)),
    )
    [carried] = reads.open_actions(taking_up.id)
    assert carried.wording == "Name a deputy"
    log(niamh, taking_up, terms(done_action_ids=(carried.id,)), nonce="second")
    assert reads.open_actions(taking_up.id) == []
    assert session.get(Action, carried.id).done_on == TODAY


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
    assert (after.pinned_because, after.anchor_version) == ("agreed at the contact of 6 October 2026", 2)


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


def test_an_action_is_closed_once(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    log(niamh, taking_up, terms(actions=(rules.ActionTerms("Name a deputy", niamh.id, date(2026, 12, 1)),)))
    [action] = reads.open_actions(taking_up.id)
    service.close_action(niamh.id, action_id=action.id, version=1, today=TODAY)
    with pytest.raises(Conflict):
        service.drop_action(priya.id, action_id=action.id, because="Not needed", version=1, today=TODAY)
    assert (action.done_on, action.dropped_on) == (TODAY, None)


def test_dropping_an_action_needs_a_reason(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    log(niamh, taking_up, terms(actions=(rules.ActionTerms("Name a deputy", niamh.id, date(2026, 12, 1)),)))
    [action] = reads.open_actions(taking_up.id)
    with pytest.raises(Refused):
        service.drop_action(niamh.id, action_id=action.id, because=" ", version=1, today=TODAY)


def test_every_act_is_in_the_log_without_what_was_said(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    logged = log(niamh, taking_up, terms(discussed="Commissioner meets on 3 November"))
    entry = session.scalar(select(Entry).where(Entry.act == "contact logged"))
    assert (entry.subject, entry.subject_id, entry.person_id) == ("contact", logged.contact_id, niamh.id)
    assert entry.fields == []
