"""The edges of the rules of support: exactly on a day, exactly at a number, with nothing behind."""

from dataclasses import replace
from datetime import date

import pytest

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.fidelity.rules import Colour
from scaleup.programmes.rules import StepNeed
from scaleup.programmes.service import shipped
from scaleup.support.rules import (
    Check,
    Course,
    Move,
    Outcome,
    Pace,
    Pacing,
    Rung,
    Slot,
    Step,
    Suspension,
    Term,
    by_calendar,
    carried,
    first_plan,
    from_first_session,
    how_far,
    proposal,
    reached,
    reshape,
    step_needs,
    taper,
)
from scaleup.support.rules.pace import first_interval

ENGLAND = calendar(Nation.ENGLAND)
STEPS = (Step(1, 12), Step(2, 6), Step(3, 4))
LADDER = shipped("baby-steps").taper.ladder
MARLBURY = Term(date(2024, 4, 1), date(2027, 3, 31), STEPS)
SLOTS = first_plan(MARLBURY, ENGLAND).slots


def course(held: int, **known) -> Course:
    """Marlbury's licence with so many contacts held."""
    behind = [replace(slot, outcome=Outcome.HELD) for slot in SLOTS[:held]]
    return Course(MARLBURY.starts_on, STEPS, Pace(STEPS), (*behind, *SLOTS[held:]), **known)


def needs(found: Course, today: date) -> dict[StepNeed, bool]:
    here = how_far(found, calendar=ENGLAND, today=today)
    return {need.need: need.holds for need in step_needs(found, here, LADDER)}


# --- How far support has come -------------------------------------------------------------------------------------


def test_a_contact_keeps_its_day_from_that_day_on() -> None:
    assert how_far(course(5), calendar=ENGLAND, today=date(2024, 9, 30)).last == 5
    assert how_far(course(5), calendar=ENGLAND, today=date(2024, 10, 1)).last == 6


def test_a_contact_that_a_weekend_moved_on_keeps_its_day_from_its_own_day_on() -> None:
    """Contact 2 belongs on Saturday 1 June 2024 and stands on Monday 3."""
    assert SLOTS[1].planned.due_on == date(2024, 6, 3)
    assert how_far(course(1), calendar=ENGLAND, today=date(2024, 5, 31)).last == 1
    assert how_far(course(1), calendar=ENGLAND, today=date(2024, 6, 1)).last == 2


def test_the_last_step_before_the_first_contact_is_the_first() -> None:
    here = how_far(course(0), calendar=ENGLAND, today=date(2024, 4, 2))
    assert (here.last, here.interval, here.pace.interval) == (0, 1, 1)
    here = how_far(course(13), calendar=ENGLAND, today=date(2025, 6, 10))
    assert (here.last, here.interval, here.pace.interval) == (13, 2, 2)


def test_an_amber_result_after_a_red_one_is_no_second_amber() -> None:
    checks = (Check(date(2025, 7, 1), Colour.RED), Check(date(2025, 7, 20), Colour.AMBER))
    found = course(14, checks=checks, pairs=1)
    asked = proposal(found, LADDER, calendar=ENGLAND, today=date(2025, 8, 10))
    assert asked is None or asked.rung is not Rung.DENSE


def test_where_nobody_said_how_many_groups_are_planned_one_pair_is_enough() -> None:
    today = date(2025, 8, 10)
    assert needs(course(14, pairs=1), today)[StepNeed.PAIRS]
    assert not needs(course(14, pairs=0), today)[StepNeed.PAIRS]
    assert needs(course(14, pairs=1, groups=1), today)[StepNeed.PAIRS]
    assert not needs(course(14, pairs=1, groups=2), today)[StepNeed.PAIRS]
    assert not needs(course(14, groups=0), today)[StepNeed.PAIRS], "one pair is the least"


# --- Pace ---------------------------------------------------------------------------------------------------------


def test_a_decision_about_contacts_that_never_came_is_not_carried_into_the_renewal() -> None:
    assert reached(Pace(STEPS), [Pacing(20, 1)], contacts=12) == Pace(STEPS[1:])


def test_a_renewal_goes_on_after_what_was_held_since_the_last_decision() -> None:
    assert reached(Pace(STEPS), [Pacing(12, None)], contacts=15) == Pace((Step(2, 3), Step(3, 4)))


def test_other_steps_are_used_up_as_far_as_those_before_and_what_people_decided_stands() -> None:
    steady = (Step(2, 30), Step(4, 4))
    assert carried(reached(Pace(STEPS), [], contacts=22), steady) == Pace((Step(2, 8), Step(4, 4)))
    held = reached(Pace(STEPS), [Pacing(12, 1)], contacts=20)
    assert carried(held, steady) == Pace((Step(2, 18), Step(4, 4)), stay=1)
    waiting = Pace((Step(1, 3), *STEPS), used=-3)
    assert carried(reached(waiting, [], contacts=2), steady) == Pace(steady)
    assert carried(reached(waiting, [], contacts=8), steady) == Pace((Step(2, 25), Step(4, 4)))


def test_a_first_session_on_the_day_of_a_contact_counts_that_contact_as_before_it() -> None:
    assert from_first_session(STEPS, date(2024, 5, 31), date(2024, 4, 1)) == (Step(1, 1), *STEPS)
    assert from_first_session(STEPS, date(2024, 6, 1), date(2024, 4, 1)) == (Step(1, 2), *STEPS)


def test_a_denser_contact_that_would_fall_on_today_comes_a_month_later() -> None:
    start = date(2024, 4, 1)
    assert first_interval(1, after_months=18, starts_on=start, today=date(2025, 10, 31)) is None
    assert first_interval(1, after_months=18, starts_on=start, today=date(2025, 11, 1)) == 2


# --- The licence's last days --------------------------------------------------------------------------------------


def test_a_weekend_before_the_licences_last_day_moves_the_contact_to_that_day() -> None:
    """1 August 2026 is a Saturday; the licence ends on the Monday after it."""
    [contact] = taper(date(2026, 7, 1), date(2026, 8, 3), (Step(1, 1),), ENGLAND)
    assert contact.due_on == date(2026, 8, 3)


def test_a_contact_on_the_licences_last_day_needs_no_reason() -> None:
    [contact] = taper(date(2026, 6, 1), date(2026, 7, 1), (Step(1, 1),), ENGLAND)
    assert (contact.due_on, contact.moved_because) == (date(2026, 7, 1), "")


# --- A plan made anew ---------------------------------------------------------------------------------------------


def test_a_plan_says_whether_it_changes_anything() -> None:
    resting = replace(MARLBURY, suspensions=(Suspension(date(2026, 12, 1), date(2027, 1, 31)),))
    assert reshape(SLOTS, resting, calendar=ENGLAND, today=date(2024, 4, 2)).changes is True
    assert reshape(SLOTS, MARLBURY, calendar=ENGLAND, today=date(2024, 4, 2)).changes is False


def test_a_contact_whose_number_the_plan_has_no_longer_goes_with_that_reason() -> None:
    fewer = replace(MARLBURY, steps=(Step(3, 40),))
    plan = reshape(SLOTS, fewer, calendar=ENGLAND, today=date(2024, 4, 2))
    reasons = {gone.sequence: gone.reason for gone in plan.of(Move.GONE)}
    assert reasons[22] == "the plan no longer has a contact of this number"


@pytest.mark.parametrize(
    ("term", "stays"),
    [
        (MARLBURY, True),
        (replace(MARLBURY, suspensions=(Suspension(date(2026, 12, 1), date(2027, 1, 31)),)), False),
        (replace(MARLBURY, stopped_on=date(2026, 12, 31)), False),
    ],
    ids=["running", "resting", "stopped"],
)
def test_where_only_working_days_change_a_contact_stays_while_its_licence_runs(term: Term, stays: bool) -> None:
    """Contact 21 stands on Monday 4 January 2027."""
    closed = calendar(Nation.ENGLAND, closures=[date(2027, 1, 4)])
    slot, difference = by_calendar(Slot(SLOTS[20].planned), term, calendar=closed, today=date(2026, 11, 22))
    assert (slot is not None) is stays
    assert difference.move is (Move.MOVED if stays else Move.GONE)
    assert difference.now_on == (date(2027, 1, 5) if stays else None)


def test_a_contact_that_was_due_long_ago_does_not_come_back_with_a_working_day() -> None:
    """Contact 1 stood on 1 May 2024, which is a working day again; nobody can hold it in November 2026."""
    late = replace(SLOTS[0].planned, due_on=date(2026, 11, 20))
    slot, difference = by_calendar(Slot(late), MARLBURY, calendar=ENGLAND, today=date(2026, 11, 22))
    assert slot is None
    assert difference.reason == "it would have been due on Wednesday 1 May 2024"
