"""Places at trainings: rules say the days. Those that ship say what training said itself, and nobody is told twice."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.core.errors import Refused
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Message
from scaleup.outbox.rules import Draft
from scaleup.programmes.rules import Offset, Recipient, ReminderSubject, Says, Side, Unit
from scaleup.reminders import queries, service
from scaleup.reminders.rules import Channel, UnitRule, unit_rule
from scaleup.reminders.rules.faults import allowed_recipients, faults
from scaleup.reminders.rules.places import OF_PLACES, with_places
from scaleup.reminders.rules.sentences import said
from scaleup.training.models import Booking, EventArea
from scaleup.training.rules import Answer, Step, due_steps, worth_until
from scaleup.training.rules.mails import Mail
from tests.client import Statements
from tests.factories import plans, registers

SATURDAY = datetime(2026, 12, 12, 9, tzinfo=UTC)
BEGINS = date(2027, 1, 12)


@pytest.fixture
def bookings(session: Session, clock: Callable[[str], None]) -> list[Booking]:
    """Amara and Bethan are booked on an event from 12 January 2027; Bethan said that she comes."""
    clock(SATURDAY.isoformat())
    made = plans.marlbury()
    event = registers.event(made.implementation, registers.trainer("Jo Tanner"), first_on=BEGINS)
    found = registers.booked(event, made.implementation, ["Amara Abara", "Bethan Carrick"])
    found[1].answer = Answer.COMING
    session.commit()
    return found


def days(session: Session) -> list[tuple[str, str, str]]:
    """What was written down: the day, about what, to whom."""
    rows = session.execute(select(Message, Person.name).join(Person, Person.id == Message.person_id)).all()
    return sorted((f"{one.due_at:%d %b}", one.kind, name) for one, name in rows)


def look(session: Session, *, until: date) -> None:
    """The tick looked at nine each day until then."""
    day = SATURDAY
    while day.date() <= until:
        service.look_at_training(day)
        day += timedelta(days=1)
    session.commit()


AS_EVER = [
    ("05 Jan", "training joining instructions", "Amara Abara"),
    ("05 Jan", "training joining instructions", "Bethan Carrick"),
    ("22 Dec", "training not answered", "Amara Abara"),
    ("31 Dec", "training not answered", "Amara Abara"),
]
"""New Year's Day and the second of January, a Saturday, are no working days."""


def test_a_version_that_says_nothing_of_places_reminds_of_them_as_training_did(
    bookings: list[Booking], session: Session
) -> None:
    look(session, until=date(2027, 1, 20))
    assert days(session) == AS_EVER
    [row, *_] = session.scalars(select(Message).where(Message.kind == Mail.UNANSWERED.value).order_by(Message.due_at))
    assert (row.policy, row.condition, row.condition_key) == ("hold", "booking is not answered", str(bookings[0].id))
    assert row.expires_at == datetime(2027, 1, 12, 9, tzinfo=UTC)
    assert row.values["rule"] == "place_unanswered_21_days"


def test_what_was_told_before_rules_said_the_days_is_not_told_again(bookings: list[Booking], session: Session) -> None:
    one = bookings[0]
    assert one.facilitator is not None
    person_id = one.facilitator.person_id
    former = f"training not answered|booking:{one.id}|1|2026-12-22|person:{person_id}|mail"
    values: dict[str, object] = {"booking": one.id, "event": one.event_id}
    told = Draft(former, Mail.UNANSWERED.value, datetime(2026, 12, 22, 9, tzinfo=UTC), person_id, values=values)
    outbox.enqueue(told, now=SATURDAY)
    session.commit()
    look(session, until=date(2027, 1, 20))
    assert days(session) == AS_EVER


def test_a_rule_that_the_unit_changes_acts_from_then_on_and_tells_nobody_twice(
    bookings: list[Booking], session: Session
) -> None:
    look(session, until=date(2027, 1, 5))
    joining = queries.standing("place_joining_7_days", "")
    assert joining is not None
    wanted = replace(joining, offset=Offset(4, Unit.DAYS, Side.BEFORE))
    now = datetime(2027, 1, 6, 12, tzinfo=UTC)
    assert service.compare(service.next_version(wanted, now), now).then.mails == 0, "both know how to join"
    service.confirm(wanted, reason="Closer to the day", seen=0, by=None, now=now)
    service.look_at_training(datetime(2027, 1, 8, 9, tzinfo=UTC))
    assert days(session) == AS_EVER


def test_an_earlier_day_is_told_then_and_a_rule_that_is_off_says_nothing(
    bookings: list[Booking], session: Session
) -> None:
    joining = queries.standing("place_joining_7_days", "")
    assert joining is not None
    earlier = replace(joining, offset=Offset(14, Unit.DAYS, Side.BEFORE))
    compared = service.compare(service.next_version(earlier, SATURDAY), SATURDAY)
    assert (compared.then.mails, compared.then.people, compared.now.mails) == (2, 2, 2)
    assert [f"{one.due_at:%d %b}" for one in compared.first] == ["29 Dec", "29 Dec"]
    service.confirm(earlier, reason="Hotels are full", seen=0, by=None, now=SATURDAY)
    again = queries.standing("place_unanswered_10_days", "")
    assert again is not None
    service.confirm(replace(again, is_on=False), reason="Once is enough", seen=0, by=None, now=SATURDAY)
    look(session, until=date(2027, 1, 20))
    assert [(day, kind) for day, kind, _ in days(session)] == [
        ("22 Dec", "training not answered"),
        ("29 Dec", "training joining instructions"),
        ("29 Dec", "training joining instructions"),
    ]


def test_a_rule_more_asks_the_question_too(bookings: list[Booking], session: Session) -> None:
    standing = queries.standing("place_unanswered_21_days", "")
    assert standing is not None
    made = replace(service.new_rule(standing, []), offset=Offset(5, Unit.WORKING_DAYS, Side.BEFORE))
    service.confirm(replace(made, recipients=(Recipient.BOOKED,)), reason="More", seen=0, by=None, now=SATURDAY)
    look(session, until=date(2027, 1, 20))
    assert ("05 Jan", "training not answered", "Amara Abara") in days(session)
    assert len(days(session)) == 5


def test_forty_places_are_looked_at_by_as_many_statements_as_two(
    bookings: list[Booking], session: Session, statements: Statements
) -> None:
    def asked() -> int:
        session.expire_all()
        statements.clear()
        service.look_at_training(datetime(2026, 12, 22, 9, tzinfo=UTC))
        return len([one for one in statements if one.startswith("SELECT")])

    asked()
    few = asked()
    of = session.get_one(Implementation, plans_of(session, bookings[0]))
    event = registers.event(of, registers.trainer("Kit Harlow"), first_on=BEGINS)
    registers.booked(event, of, [f"Amara {number}" for number in range(38)])
    session.commit()
    asked()
    assert asked() == few


def plans_of(session: Session, one: Booking) -> int:
    """The implementation whose place it is."""
    return session.scalars(select(EventArea.implementation_id).where(EventArea.event_id == one.event_id)).one()


# --- Pure ---------------------------------------------------------------------------------------------------------


def at(day: int) -> datetime:
    return datetime(2027, 1, day, 9, tzinfo=UTC)


ASK, ASK_LATER = (Step(Mail.UNANSWERED, code, at(day), None, {}) for code, day in (("ask", 4), ("ask later", 8)))
JOIN = Step(Mail.JOINING, "join", at(6), None, {})
STEPS = [ASK, JOIN, ASK_LATER]


@pytest.mark.parametrize(
    ("day", "asked_on", "unanswered", "told"),
    [
        (3, date(2026, 12, 1), True, []),
        (4, date(2026, 12, 1), True, ["ask"]),
        (4, date(2026, 12, 1), False, []),
        (4, date(2027, 1, 3), True, ["ask"]),
        (4, date(2027, 1, 4), True, []),
        (7, date(2026, 12, 1), True, ["ask", "join"]),
        (7, date(2027, 1, 4), True, ["join"]),
        (11, date(2026, 12, 1), True, ["ask later", "join"]),
        (11, date(2027, 1, 4), True, ["ask later", "join"]),
        (12, date(2026, 12, 1), True, []),
    ],
)
def test_the_latest_question_that_fell_due_since_they_were_asked_and_how_to_join(
    day: int, asked_on: date, unanswered: bool, told: list[str]
) -> None:
    found = due_steps(STEPS, first_on=BEGINS, asked_on=asked_on, unanswered=unanswered, now=at(day))
    assert [one.code for one in found] == told


def test_nothing_about_a_place_is_worth_sending_once_the_event_begins() -> None:
    assert worth_until(ASK, BEGINS) == at(12)
    assert worth_until(replace(ASK, expires_at=at(8)), BEGINS) == at(8)
    assert worth_until(replace(ASK, expires_at=at(13)), BEGINS) == at(12)


def test_what_a_version_says_of_places_stands_instead() -> None:
    assert with_places(()) == OF_PLACES
    assert with_places(OF_PLACES[:1]) == OF_PLACES[:1]


def test_rules_about_places_read_as_sentences() -> None:
    assert [said(unit_rule(rule)).sentence for rule in OF_PLACES] == [
        "The question again to who has not said whether they come, 21 days before a training begins, to who is booked.",
        "The question again to who has not said whether they come, 10 days before a training begins, to who is booked.",
        "How to join, 7 days before a training begins, to who is booked.",
    ]
    assert {rule.says for rule in OF_PLACES} == {Says.UNANSWERED, Says.JOINING}


def refused(rule: UnitRule) -> list[str | None]:
    return [one.field for one in faults(rule, allowed_recipients([], ReminderSubject.TRAINING_PLACE))]


def test_a_place_is_told_of_before_the_event_to_who_is_booked_in_a_mail_of_its_own() -> None:
    rule = unit_rule(OF_PLACES[0])
    assert refused(rule) == []
    assert refused(replace(rule, offset=Offset(0, Unit.DAYS, Side.BEFORE))) == ["amount"]
    assert "amount" in refused(replace(rule, offset=Offset(2, Unit.DAYS, Side.AFTER)))
    assert refused(replace(rule, channel=Channel.DIGEST)) == ["channel"]
    assert refused(replace(rule, recipients=(Recipient.PROJECT_LEAD,))) == ["recipients"]


def test_the_unit_cannot_confirm_what_would_never_go(bookings: list[Booking], session: Session) -> None:
    rule = queries.standing("place_joining_7_days", "")
    assert rule is not None
    with pytest.raises(Refused):
        service.next_version(replace(rule, offset=Offset(0, Unit.DAYS, Side.BEFORE)), SATURDAY)
