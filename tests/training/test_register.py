"""The register as its service keeps it: taps once, the later one stands; a form changes what its sender changed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.rules import Role
from scaleup.audit import Entry
from scaleup.core.errors import Absent, Refused
from scaleup.core.pages import Actor
from scaleup.facilitators.models import PartDone
from scaleup.programmes.service import load_catalogue
from scaleup.training.models import Booking, Event, HalfDay, Mark, MarkEntry
from scaleup.training.queries import register as queries
from scaleup.training.rules import Attendance
from scaleup.training.rules.register import NOTHING, Said, Tap, Typed
from scaleup.training.service import registering as service
from tests.client import Statements
from tests.factories import areas as actors
from tests.factories import registers
from tests.factories import support as make

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
HERE, ABSENT = Said(Attendance.PRESENT), Said(Attendance.ABSENT)


class Room:
    """An event of twelve on its first afternoon, with two trainers."""

    def __init__(self, names: tuple[str, ...] = registers.TWELVE) -> None:
        load_catalogue(make.LONG_AGO)
        self.implementation = make.implementation(make.area("Wrexham", "Wales"))
        people = [registers.trainer("Ruth Adeyemi"), registers.trainer("Hannah Cole")]
        self.event: Event = registers.event(self.implementation, *people)
        self.ruth, self.hannah = (actors.actor(one, Role.TRAINER) for one in people)
        self.bookings: list[Booking] = registers.booked(self.event, self.implementation, names)
        self.halves: list[HalfDay] = registers.half_days(self.event)

    def tap(self, key: str, said: Said, *, person: int = 0, half: int = 0, minutes_ago: int = 0, seen: str = "") -> Tap:
        at = NOW - timedelta(minutes=minutes_ago)
        return Tap(key, self.bookings[person].id, self.halves[half].id, said, at, seen)

    def keep(self, *taps: Tap, by: Actor | None = None, now: datetime = NOW) -> service.Kept:
        return service.keep_taps(by or self.ruth, self.event.id, taps, now=now)

    def said(self, person: int = 0, half: int = 0) -> Said:
        register = queries.with_people(queries.register_of_event(self.event.id))
        return register.cell(self.bookings[person].id, self.halves[half].id).said

    def typed(self, said: Said, *, seen: Said = NOTHING, person: int = 0, half: int = 0) -> dict[queries.Key, Typed]:
        return {(self.bookings[person].id, self.halves[half].id): Typed(said, seen.code)}

    def save(self, typed: dict[queries.Key, Typed], *, nonce: str = "n", by: Actor | None = None) -> service.Kept:
        return service.keep_form(by or self.ruth, self.event.id, typed, nonce=nonce, through="form", now=NOW)


@pytest.fixture
def room(session: Session, clock: Callable[[str], None]) -> Room:
    clock(NOW.isoformat())
    return Room()


def outcomes(kept: service.Kept) -> list[str]:
    return [one.outcome.value for one in kept.told]


def test_a_tap_sent_twice_counts_once(room: Room, session: Session) -> None:
    tap = room.tap("a", HERE)
    assert outcomes(room.keep(tap)) == ["saved"]
    assert outcomes(room.keep(tap)) == ["again"]
    assert len(session.scalars(select(MarkEntry)).all()) == 1
    assert room.said() == HERE


def test_the_later_of_two_taps_stands_whichever_comes_in_first(room: Room, session: Session) -> None:
    room.keep(room.tap("late", ABSENT, minutes_ago=1), by=room.hannah)
    kept = room.keep(room.tap("early", HERE, minutes_ago=9))
    assert outcomes(kept) == ["lost"]
    assert kept.told[0].sentence == "Hannah Cole marked “Absent” after you did. That stands."
    assert room.said() == ABSENT
    assert [one.won for one in session.scalars(select(MarkEntry).order_by(MarkEntry.id))] == [True, False]


def test_who_changes_anothers_mark_unseen_is_told(room: Room) -> None:
    room.keep(room.tap("one", ABSENT, minutes_ago=5), by=room.hannah)
    kept = room.keep(room.tap("two", HERE))
    assert kept.told[0].sentence == "Hannah Cole had marked “Absent”. Yours is later and stands."
    assert room.said() == HERE


def test_a_mark_taken_back_stays_away_when_an_older_tap_comes_in(room: Room, session: Session) -> None:
    room.keep(room.tap("one", HERE, minutes_ago=30))
    room.keep(room.tap("two", NOTHING, minutes_ago=5))
    assert outcomes(room.keep(room.tap("three", ABSENT, minutes_ago=10))) == ["lost"]
    assert room.said() == NOTHING
    assert session.scalars(select(Mark)).all() == []


def test_what_waited_comes_in_at_once_in_its_own_order(room: Room) -> None:
    kept = room.keep(
        room.tap("c", Said(Attendance.LATE, 150), minutes_ago=2),
        room.tap("a", HERE, minutes_ago=8),
        room.tap("b", ABSENT, minutes_ago=5),
        room.tap("d", HERE, person=1, minutes_ago=7),
    )
    assert outcomes(kept) == ["saved"] * 4
    assert (room.said(), room.said(person=1)) == (Said(Attendance.LATE, 150), HERE)


def test_a_tap_that_is_refused_stops_no_other(room: Room) -> None:
    kept = room.keep(room.tap("tomorrow", HERE, half=2), room.tap("now", HERE), room.tap("part", Said(Attendance.LATE)))
    assert sorted(outcomes(kept)) == ["refused", "refused", "saved"]
    assert "Tuesday 24 November 2026, morning, begins at 09:30" in str(kept.told)
    assert room.said() == HERE


def test_attended_on_and_entered_on_are_two_days(room: Room, session: Session) -> None:
    friday = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
    kept = room.keep(Tap("a", room.bookings[0].id, room.halves[0].id, HERE, friday), now=friday)
    assert str(kept.register.entered_on(room.halves[0].id)) == "2026-11-27"
    assert room.halves[0].on_day.isoformat() == "2026-11-23"


def test_the_register_of_a_cancelled_event_stays_as_it_was(room: Room, session: Session) -> None:
    room.keep(room.tap("a", HERE))
    room.event.state = "cancelled"
    session.flush()
    kept = room.keep(room.tap("b", ABSENT))
    assert kept.told[0].sentence.startswith("This event was cancelled")
    with pytest.raises(Refused, match="This event was cancelled"):
        room.save(room.typed(ABSENT, seen=HERE))
    assert room.said() == HERE


def test_a_form_writes_only_what_its_sender_changed(room: Room, session: Session) -> None:
    room.keep(room.tap("hannah", ABSENT, person=1), by=room.hannah)
    kept = room.save(room.typed(HERE) | room.typed(NOTHING, person=1))
    assert kept.changed == 1
    assert (room.said(), room.said(person=1)) == (HERE, ABSENT)
    assert len(session.scalars(select(MarkEntry)).all()) == 2


def test_a_form_sent_twice_counts_once(room: Room, session: Session) -> None:
    room.save(room.typed(HERE))
    assert room.save(room.typed(HERE)).changed == 0
    assert len(session.scalars(select(MarkEntry)).all()) == 1


def test_two_who_change_one_mark_differently_are_told_and_nothing_is_saved(room: Room, session: Session) -> None:
    room.keep(room.tap("hannah", ABSENT), by=room.hannah)
    with pytest.raises(service.Clashed) as clashed:
        room.save(room.typed(HERE) | room.typed(HERE, person=1))
    assert list(clashed.value.theirs.values()) == ["Hannah Cole has marked “Absent” meanwhile."]
    session.rollback()


def test_two_who_change_one_mark_alike_do_not_disturb_each_other(room: Room) -> None:
    room.keep(room.tap("hannah", HERE), by=room.hannah)
    room.save(room.typed(HERE))
    assert room.said() == HERE


def test_another_trainer_finds_no_register(room: Room) -> None:
    other = actors.actor(registers.trainer("Owen Pugh"), Role.TRAINER)
    with pytest.raises(Absent):
        room.keep(room.tap("a", HERE), by=other)


def test_marking_is_in_the_log_once_an_area(room: Room, session: Session) -> None:
    room.keep(*(room.tap(str(person), HERE, person=person) for person in range(12)))
    room.keep(room.tap("0", HERE))
    acts = session.scalars(select(Entry).where(Entry.act == "register marked")).all()
    assert [(one.subject_id, one.person_id) for one in acts] == [(room.event.id, room.ruth.person_id)]


def asked(statements: Statements, act: Callable[[], object]) -> int:
    statements.clear()
    act()
    return len([one for one in statements if not one.startswith(("BEGIN", "COMMIT"))])


def test_saving_72_marks_asks_no_more_than_saving_one_and_certifying_12_no_more_than_certifying_one(
    session: Session, clock: Callable[[str], None], statements: Statements
) -> None:
    clock("2026-11-27T10:00:00+00:00")
    room, now = Room(), datetime(2026, 11, 27, 10, tzinfo=UTC)
    excused, halves = Said(Attendance.EXCUSED), [one.id for one in room.halves]
    rows = [[(one.id, half) for half in halves] for one in room.bookings]
    event_id, counts = room.event.id, []
    acts = [
        {key: Typed(excused, "") for key in rows[0][:1]},
        {key: Typed(excused, "" if key != rows[0][0] else excused.code) for row in rows for key in row},
        {key: Typed(HERE, excused.code) for key in rows[0]},
        {key: Typed(HERE, excused.code) for row in rows[1:] for key in row},
    ]
    service.keep_taps(room.ruth, event_id, [], now=now)
    for number, cells in enumerate(acts):
        session.commit()

        def save(nonce: str = str(number), cells: dict[queries.Key, Typed] = cells) -> None:
            service.keep_form(room.ruth, event_id, cells, nonce=nonce, through="form", now=now)
            session.commit()

        counts.append(asked(statements, save))
    one, every, certified, eleven = counts
    assert (one, every) == (5, 5) or (one, every) == (4, 4)
    assert eleven <= certified <= 20
    assert len(session.scalars(select(PartDone)).all()) == 12
