"""Four stories with every date worked out by hand: Christmas, misses and recovery, a late start, a Scottish holiday."""

from dataclasses import replace
from datetime import date

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.fidelity.rules import Colour
from scaleup.programmes.service import shipped
from scaleup.support.rules import (
    Check,
    Course,
    Move,
    Outcome,
    Pace,
    Pacing,
    Replan,
    Rung,
    Slot,
    Step,
    Suspension,
    Term,
    first_plan,
    from_first_session,
    paced,
    proposal,
    reshape,
)

STEPS = (Step(1, 12), Step(2, 6), Step(3, 4))
ENGLAND, SCOTLAND = calendar(Nation.ENGLAND), calendar(Nation.SCOTLAND)


def days(slots: Replan | tuple[Slot, ...]) -> dict[int, date]:
    """The day of each contact, by its number."""
    standing = slots.slots if isinstance(slots, Replan) else slots
    return {slot.planned.sequence: slot.planned.due_on for slot in standing}


def with_outcomes(plan: Replan, outcomes: dict[int, Outcome]) -> tuple[Slot, ...]:
    """The plan with what came of these contacts."""
    return tuple(replace(slot, outcome=outcomes.get(slot.planned.sequence)) for slot in plan.slots)


def held(upto: int) -> dict[int, Outcome]:
    """The first contacts were held."""
    return dict.fromkeys(range(1, upto + 1), Outcome.HELD)


def test_suspended_over_christmas_and_resumed_early() -> None:
    """Licence from 1 September 2025, monthly. On 3 November it is suspended from 15 December to 15 January: contact 4
    (1 January, a bank holiday, so due on Friday 2 January) goes and nothing after it shifts. On 29 December the area
    asks to resume from 2 January: contact 4 stands on 2 January again.
    """
    term = Term(date(2025, 9, 1), date(2026, 8, 31), (Step(1, 12),))
    began = with_outcomes(first_plan(term, ENGLAND), held(2))
    assert days(began) == {
        1: date(2025, 10, 1),
        2: date(2025, 11, 3),
        3: date(2025, 12, 1),
        4: date(2026, 1, 2),
        5: date(2026, 2, 2),
        6: date(2026, 3, 2),
        7: date(2026, 4, 1),
        8: date(2026, 5, 1),
        9: date(2026, 6, 1),
        10: date(2026, 7, 1),
        11: date(2026, 8, 3),
        12: date(2026, 8, 28),
    }
    rest = replace(term, suspensions=(Suspension(date(2025, 12, 15), date(2026, 1, 15)),))
    resting = reshape(began, rest, calendar=ENGLAND, today=date(2025, 11, 4))
    (gone,) = [one for one in resting.differences if one.move is not Move.UNCHANGED]
    assert (gone.sequence, gone.was_on) == (4, date(2026, 1, 2))
    assert gone.reason == "the licence is suspended from Monday 15 December 2025 to Thursday 15 January 2026"
    assert days(resting) == {number: on for number, on in days(began).items() if number != 4}
    awake = replace(term, suspensions=(Suspension(date(2025, 12, 15), date(2026, 1, 1)),))
    again = reshape(resting.slots, awake, calendar=ENGLAND, today=date(2025, 12, 29))
    assert days(again) == days(began)
    assert [(one.sequence, one.now_on) for one in again.of(Move.ADDED)] == [(4, date(2026, 1, 2))]


def test_two_misses_then_recovery() -> None:
    """Licence from 1 April 2024; contacts 13 and 14 (2 June and 1 August 2025, every two months) are missed. On
    5 August the ladder asks for monthly contacts again, from 1 September on; they are decided. Contacts 15 to 17 are
    held; on 5 November the four conditions hold, and the programme's steps go on: the four contacts every two months
    that were left, the first on 2 January 2026, then every three.
    """
    ladder = shipped("baby-steps").taper.ladder
    assert ladder is not None
    term = Term(date(2024, 4, 1), date(2027, 3, 31), STEPS)
    missed = {**held(12), 13: Outcome.NO_ANSWER, 14: Outcome.CANCELLED_BY_AREA}
    slots = with_outcomes(first_plan(term, ENGLAND), missed)
    course = Course(
        term.starts_on, STEPS, Pace(STEPS), slots, checks=(Check(date(2025, 6, 10), Colour.GREEN),), pairs=6
    )
    asked = proposal(course, ladder, calendar=ENGLAND, today=date(2025, 8, 5))
    assert asked is not None
    assert (asked.rung, asked.pacing) == (Rung.TIGHTEN, Pacing(14, 1))
    assert asked.because == "Contacts 13 and 14 (2 June 2025 and 1 August 2025) were missed in a row"
    tight = replace(term, steps=paced(Pace(STEPS), [asked.pacing]))
    denser = reshape(slots, tight, calendar=ENGLAND, today=date(2025, 8, 5))
    assert {number: on for number, on in days(denser).items() if 12 <= number <= 19} == {
        12: date(2025, 4, 1),
        13: date(2025, 6, 2),
        14: date(2025, 8, 1),
        15: date(2025, 9, 1),
        16: date(2025, 10, 1),
        17: date(2025, 11, 3),
        18: date(2025, 12, 1),
        19: date(2026, 1, 2),
    }
    recovered = with_outcomes(denser, {**missed, **dict.fromkeys((15, 16, 17), Outcome.HELD)})
    better = replace(course, slots=recovered, pacings=(asked.pacing,), answered=frozenset({asked.key}))
    down = proposal(better, ladder, calendar=ENGLAND, today=date(2025, 11, 5))
    assert down is not None
    assert (down.rung, down.pacing) == (Rung.STEP_DOWN, Pacing(17, None))
    onward = replace(term, steps=paced(Pace(STEPS), [asked.pacing, down.pacing]))
    plan = reshape(recovered, onward, calendar=ENGLAND, today=date(2025, 11, 5))
    assert {number: on for number, on in days(plan).items() if number >= 17} == {
        17: date(2025, 11, 3),
        18: date(2026, 1, 2),
        19: date(2026, 3, 2),
        20: date(2026, 5, 1),
        21: date(2026, 7, 1),
        22: date(2026, 10, 1),
        23: date(2027, 1, 4),
        24: date(2027, 3, 31),
    }


def test_delivery_slips_by_ten_weeks() -> None:
    """Licence from 1 September 2025 whose steps wait for the first session. It was to be on 13 January 2026: contacts
    1 to 4 before it, then 12 every month to 1 January 2027, the next on 1 March. It is held ten weeks later, on
    24 March: contacts 1 to 6 before it, 12 more every month to 1 March 2027, the next on 4 May.
    """

    def plan_of(started_on: date) -> Term:
        steps = from_first_session(STEPS, started_on, date(2025, 9, 1))
        return Term(date(2025, 9, 1), date(2028, 8, 31), steps)

    planned = first_plan(plan_of(date(2026, 1, 13)), ENGLAND)
    assert len(planned.slots) == 24
    assert {number: on for number, on in days(planned).items() if number in (4, 5, 16, 17, 18, 22, 23, 24)} == {
        4: date(2026, 1, 2),
        5: date(2026, 2, 2),
        16: date(2027, 1, 4),
        17: date(2027, 3, 1),
        18: date(2027, 5, 4),
        22: date(2028, 1, 4),
        23: date(2028, 4, 3),
        24: date(2028, 7, 3),
    }
    slots = with_outcomes(planned, held(6))
    slipped = reshape(slots, plan_of(date(2026, 3, 24)), calendar=ENGLAND, today=date(2026, 3, 25))
    assert {number: on for number, on in days(slipped).items() if number >= 16} == {
        16: date(2027, 1, 4),
        17: date(2027, 2, 1),
        18: date(2027, 3, 1),
        19: date(2027, 5, 4),
        20: date(2027, 7, 1),
        21: date(2027, 9, 1),
        22: date(2027, 11, 1),
        23: date(2028, 1, 4),
        24: date(2028, 3, 1),
        25: date(2028, 6, 1),
        26: date(2028, 8, 31),
    }
    assert [one.sequence for one in slipped.of(Move.MOVED)] == [17, 18, 19, 20, 21, 22, 23, 24]
    assert [one.sequence for one in slipped.of(Move.ADDED)] == [25, 26]
    (first, *_) = slipped.of(Move.MOVED)
    assert first.reason == "contacts are every month here"


def test_a_scottish_area_with_a_one_off_holiday_announced_late() -> None:
    """Licence in Scotland from 30 October 2025, monthly: contact 1 falls on Sunday 30 November, so it is due on
    Monday 1 December, the substitute day of St Andrew's Day, so on Tuesday 2 December. On 10 November a one-off holiday
    on 2 December is announced: it moves to Wednesday 3 December. Contact 3 (30 January 2026) is set by hand and stays,
    contact 2 (30 December) is not concerned; an English area of the same days is due on 1 December all along.
    """
    term = Term(date(2025, 10, 30), date(2026, 10, 29), (Step(1, 12),))
    plan = first_plan(term, SCOTLAND)
    assert {number: on for number, on in days(plan).items() if number <= 3} == {
        1: date(2025, 12, 2),
        2: date(2025, 12, 30),
        3: date(2026, 1, 30),
    }
    assert days(first_plan(term, ENGLAND))[1] == date(2025, 12, 1)
    by_hand = tuple(replace(slot, pinned=slot.planned.sequence == 3) for slot in plan.slots)
    late = replace(SCOTLAND, closures=frozenset({date(2025, 12, 2), date(2026, 1, 30)}))
    moved = reshape(by_hand, term, calendar=late, today=date(2025, 11, 10))
    (one,) = moved.of(Move.MOVED)
    assert (one.sequence, one.was_on, one.now_on) == (1, date(2025, 12, 2), date(2025, 12, 3))
    assert one.reason == (
        "30 November 2025 is a Sunday and Monday 1 December 2025 is a bank holiday in Scotland and "
        "Tuesday 2 December 2025 is a day on which the unit is closed"
    )
    assert days(moved)[3] == date(2026, 1, 30)
    assert moved.differences[2].reason == "it was set to this day by hand"
