"""A mark says what it may, of two taps the later one stands, and who cannot finish is named while there is time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from scaleup.training.rules import Attendance, Half, Requirement
from scaleup.training.rules.register import (
    Column,
    Said,
    cannot_finish,
    missed,
    plain,
    present_column,
    refusals_of_mark,
    standing,
    tapped_at,
    wins,
)

MORNING = Column(1, date(2026, 11, 23), Half.MORNING, time(9, 30), time(12, 30))
AFTERNOON = Column(2, date(2026, 11, 23), Half.AFTERNOON, time(13, 30), time(16, 30))
NEXT_DAY = Column(3, date(2026, 11, 24), Half.MORNING, time(9, 30), time(12, 30))
THREE = (MORNING, AFTERNOON, NEXT_DAY)
ASKED = Requirement("Initial training", 90, 3)
AT_TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
HERE, ABSENT = Said(Attendance.PRESENT), Said(Attendance.ABSENT)


def refused(said: Said, column: Column = MORNING, now: datetime = AT_TEN) -> str:
    return " ".join(refusals_of_mark(said, column, name="Jo Tanner", now=now))


def test_nobody_attends_before_the_half_day_begins() -> None:
    assert refused(HERE, AFTERNOON) == (
        "Jo Tanner: Monday 23 November 2026, afternoon, begins at 13:30. "
        "Mark it from then on; only “Excused” can be entered before."
    )
    assert refused(Said(Attendance.EXCUSED), AFTERNOON) == ""
    assert refused(HERE, AFTERNOON, datetime(2026, 11, 23, 13, 30, tzinfo=UTC)) == ""


def test_the_hours_of_a_summer_day_are_local() -> None:
    june = Column(1, date(2026, 6, 9), Half.MORNING, time(9, 30), time(12, 30))
    assert refused(HERE, june, datetime(2026, 6, 9, 8, 30, tzinfo=UTC)) == ""
    assert refused(HERE, june, datetime(2026, 6, 9, 8, 29, tzinfo=UTC))


@pytest.mark.parametrize("minutes", [None, 0, -1, 181])
def test_who_was_there_for_a_part_has_minutes(minutes: int | None) -> None:
    said = "Jo Tanner: say how many of the 180 minutes they were there, from 1 to 180."
    assert refused(Said(Attendance.LATE, minutes)) == said
    assert refused(Said(Attendance.LEFT_EARLY, minutes)) == said


def test_a_make_up_has_a_day_that_has_come_and_is_not_before_what_was_missed() -> None:
    later = datetime(2026, 12, 10, 9, tzinfo=UTC)
    assert refused(Said(Attendance.MADE_UP, None, date(2026, 12, 9)), now=later) == ""
    assert "enter the day" in refused(Said(Attendance.MADE_UP), now=later)
    assert "is still to come" in refused(Said(Attendance.MADE_UP, None, date(2026, 12, 11)), now=later)
    assert "before it was held" in refused(Said(Attendance.MADE_UP, None, date(2026, 11, 22)), now=later)
    assert "1 to 180" in refused(Said(Attendance.MADE_UP, 200, date(2026, 12, 9)), now=later)


def test_a_mark_keeps_nothing_that_its_kind_has_no_room_for() -> None:
    assert plain(Said(Attendance.PRESENT, 90, date(2026, 12, 9))) == HERE
    assert plain(Said(Attendance.LATE, 90, date(2026, 12, 9))) == Said(Attendance.LATE, 90)


def test_the_later_tap_stands_and_of_two_at_once_the_one_that_came_in_later() -> None:
    before = AT_TEN - timedelta(minutes=1)
    assert wins(AT_TEN, last=None)
    assert wins(AT_TEN, last=before)
    assert wins(AT_TEN, last=AT_TEN)
    assert not wins(before, last=AT_TEN)


def test_a_wrong_clock_of_a_device_does_no_harm() -> None:
    assert tapped_at(datetime(2026, 11, 23, 9, 55, tzinfo=UTC), now=AT_TEN) == datetime(2026, 11, 23, 9, 55, tzinfo=UTC)
    assert tapped_at(datetime(2026, 11, 23, 13, tzinfo=UTC), now=AT_TEN) == AT_TEN
    assert tapped_at(datetime(2019, 1, 1, tzinfo=UTC), now=AT_TEN) == datetime(2026, 11, 16, 10, tzinfo=UTC)


def test_who_misses_more_than_a_tenth_cannot_finish_and_is_told_which_half_day() -> None:
    assert missed(standing({}, THREE, ASKED)) == ()
    assert missed(standing({1: HERE, 2: Said(Attendance.LATE, 130)}, THREE, ASKED)) == ()
    lost = missed(standing({1: HERE, 2: Said(Attendance.LATE, 125)}, THREE, ASKED))
    assert cannot_finish(lost) == "Cannot finish at this event. Missed: Monday afternoon."
    assert [one.on_day for one in missed(standing({1: Said(Attendance.EXCUSED)}, THREE, ASKED))] == [date(2026, 11, 23)]
    assert missed(standing({1: Said(Attendance.MADE_UP, None, date(2026, 12, 9))}, THREE, ASKED)) == ()


def test_an_event_with_fewer_half_days_than_its_part_finishes_nobody_and_says_so_once() -> None:
    longer = Requirement("Initial training", 90, 6)
    assert standing({1: HERE, 2: HERE, 3: HERE}, THREE, longer).complete_on is None
    assert missed(standing({1: HERE, 2: ABSENT}, THREE, longer)) == ()


def test_who_is_marked_throughout_and_was_there_finishes() -> None:
    assert standing({1: HERE, 2: HERE, 3: HERE}, THREE, ASKED).complete_on == date(2026, 11, 24)
    made_up = Said(Attendance.MADE_UP, None, date(2026, 12, 9))
    assert standing({1: HERE, 2: made_up, 3: HERE}, THREE, ASKED).complete_on == date(2026, 12, 9)
    assert standing({1: HERE, 2: HERE}, THREE, ASKED).complete_on is None
    assert standing({1: HERE, 2: HERE, 3: ABSENT}, THREE, ASKED).complete_on is None


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        ("2026-11-20T10:00", MORNING),
        ("2026-11-23T08:00", MORNING),
        ("2026-11-23T12:45", AFTERNOON),
        ("2026-11-23T19:00", AFTERNOON),
        ("2026-11-24T09:00", NEXT_DAY),
        ("2026-12-24T09:00", NEXT_DAY),
    ],
)
def test_the_register_opens_at_the_half_day_that_goes_on(now: str, opens: Column) -> None:
    assert present_column(THREE, datetime.fromisoformat(f"{now}+00:00")) == opens
