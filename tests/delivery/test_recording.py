"""What is due on a day, what is recorded, and what no record of a session can say."""

from dataclasses import replace
from datetime import date

import pytest

from scaleup.delivery.rules import SessionRecord, State, due, lacking, recorded, refusals_of_record
from tests.delivery.groups import MIDWIFE, cancelled, group, held, moved

A1 = group().sessions[1]
PLANNED_ON = date(2024, 6, 18)
TODAY = date(2024, 6, 20)


def codes(records: tuple[SessionRecord, ...]) -> str:
    """Their codes, in order."""
    return " ".join(one.code for one in records)


def refused(record: SessionRecord, *, today: date = TODAY) -> list[tuple[str, str]]:
    """The fields and sentences that the record is refused with."""
    return [(one.field, one.message) for one in refusals_of_record(record, today=today)]


def test_a_session_is_due_from_its_planned_day() -> None:
    sessions = group().sessions
    assert codes(due(sessions, today=date(2024, 6, 17))) == "H1"
    assert codes(due(sessions, today=PLANNED_ON)) == "H1 A1"


def test_a_cancelled_session_is_due_on_the_day_for_which_it_was_planned() -> None:
    assert not cancelled(A1).is_due(date(2024, 6, 17))
    assert not cancelled(A1).is_recorded(date(2024, 6, 17))
    assert cancelled(A1).is_recorded(PLANNED_ON)


def test_a_moved_session_is_due_on_its_new_day() -> None:
    later, earlier = moved(A1, date(2024, 6, 21)), moved(A1, date(2024, 6, 14))
    assert (later.due_on, earlier.due_on) == (date(2024, 6, 21), date(2024, 6, 14))
    assert lacking([later], today=TODAY) == ()
    assert lacking([later], today=date(2024, 6, 21)) == (later,)


def test_a_session_that_was_held_early_is_due_since_then() -> None:
    early = held(A1, days_later=-4)
    assert not early.is_due(date(2024, 6, 13))
    assert early.is_recorded(date(2024, 6, 14))


def test_a_session_that_is_held_later_is_due_on_its_planned_day_and_recorded_once_it_was_held() -> None:
    late = held(A1, days_later=6)
    assert late.is_due(PLANNED_ON)
    assert recorded([late], today=date(2024, 6, 23)) == ()
    assert recorded([late], today=date(2024, 6, 24)) == (late,)


def test_what_is_due_and_lacks_a_record_is_listed_the_oldest_first() -> None:
    visit, first, second, *others = group().sessions
    sessions = [second, visit, held(first), *others]
    assert codes(lacking(sessions, today=date(2024, 7, 2))) == "H1 A2 A3"


@pytest.mark.parametrize(
    ("days_later", "within"),
    [
        (-9, False),  # Sunday 9 June: two weeks before
        (-8, True),  # Monday 10 June
        (0, True),
        (12, True),  # Sunday 30 June
        (13, False),  # Monday 1 July: two weeks after
    ],
)
def test_a_session_is_in_its_week_from_the_monday_before_to_the_sunday_after(days_later: int, within: bool) -> None:
    assert held(A1, days_later=days_later).in_its_week is within


def test_what_was_not_held_is_in_no_week() -> None:
    assert not A1.in_its_week
    assert not cancelled(A1).in_its_week
    assert not moved(A1, date(2024, 6, 20)).in_its_week


def test_a_session_as_planned_is_recorded_and_so_is_one_that_fell_short() -> None:
    assert refused(held(A1)) == []
    assert refused(A1) == []
    assert refused(cancelled(A1)) == []
    assert refused(moved(A1, date(2024, 7, 16))) == []
    short = replace(held(A1, minutes=40), components=frozenset(), pair=(MIDWIFE,), mothers=0, partners=1)
    assert refused(short) == []


@pytest.mark.parametrize(
    ("other", "field", "sentence"),
    [
        ({"on_day": None}, "on_day", "Enter the day on which it was held"),
        (
            {"on_day": date(2024, 6, 21)},
            "on_day",
            "21 June 2024 is still to come. Record the session once it was held.",
        ),
        (
            {"on_day": date(2023, 6, 18)},
            "on_day",
            "18 June 2023 is more than half a year from 18 June 2024, for which it was planned. Check the year.",
        ),
        ({"minutes": None}, "minutes", "Enter how many minutes it lasted, from 1 to 600"),
        ({"minutes": 0}, "minutes", "Enter how many minutes it lasted, from 1 to 600"),
        ({"minutes": 601}, "minutes", "Enter how many minutes it lasted, from 1 to 600"),
        ({"components": frozenset({"birth"})}, "components", "Tick only what is planned for this session"),
        ({"mothers": 9434765919}, "mothers", "Enter how many mothers were there, from 0 to 99"),
        ({"mothers": 100}, "mothers", "Enter how many mothers were there, from 0 to 99"),
        ({"partners": -1}, "partners", "Enter how many partners were there, from 0 to 99"),
        ({"interpreters": None}, "interpreters", "Enter how many interpreters were there, from 0 to 99"),
        (
            {"mothers": 0, "partners": 0},
            "mothers",
            "Nobody came. Record the session as cancelled, with the reason.",
        ),
        ({"pair": ()}, "pair", "Say who delivered the session"),
        ({"pair": (MIDWIFE, MIDWIFE)}, "pair", "The same person stands there twice. Choose two people."),
    ],
)
def test_what_cannot_have_been_is_refused_at_its_field(other: dict[str, object], field: str, sentence: str) -> None:
    assert refused(replace(held(A1), **other)) == [(field, sentence)]  # type: ignore[arg-type] # as a form has it


def test_every_slip_is_told_at_once() -> None:
    found = refused(replace(held(A1), minutes=None, mothers=None, pair=()))
    assert [field for field, _ in found] == ["minutes", "mothers", "pair"]


def test_cancelling_and_moving_need_a_reason() -> None:
    assert refused(replace(cancelled(A1), because=None)) == [("because", "Choose why it was cancelled")]
    unsaid = replace(moved(A1, date(2024, 6, 25)), because=None)
    assert refused(unsaid) == [("because", "Choose why it was moved")]


@pytest.mark.parametrize(
    ("on_day", "sentence"),
    [
        (None, "Enter the day to which it is moved"),
        (PLANNED_ON, "It is planned for 18 June 2024 already. Enter another day."),
        (date(2024, 6, 19), "19 June 2024 is past. If it was held then, record it as held."),
        (
            date(2024, 7, 17),
            "It was planned for 18 June 2024 and can be moved to 16 July 2024 at the latest. After that, record it as "
            "cancelled; if it is held later on all the same, record that then.",
        ),
    ],
)
def test_a_session_is_moved_to_another_day_from_today_within_four_weeks(on_day: date | None, sentence: str) -> None:
    assert refused(replace(moved(A1, TODAY), on_day=on_day)) == [("on_day", sentence)]


@pytest.mark.parametrize("state", [State.PLANNED, State.CANCELLED])
def test_nothing_is_told_of_a_session_that_was_not_held(state: State) -> None:
    told = replace(cancelled(A1), state=state, minutes=120)
    assert refused(told) == [
        ("state", "A session that was not held has no minutes, nobody who came and nothing delivered")
    ]
