"""The ladder: which other pace the facts ask for, in one sentence that names them."""

from dataclasses import replace
from datetime import date

import pytest

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.fidelity.rules import Colour
from scaleup.programmes.service import shipped
from scaleup.support.rules import (
    Check,
    Course,
    Outcome,
    Pace,
    Pacing,
    Rung,
    Slot,
    Step,
    Term,
    first_plan,
    how_far,
    paced,
    proposal,
    step_needs,
)

ENGLAND = calendar(Nation.ENGLAND)
STEPS = (Step(1, 12), Step(2, 6), Step(3, 4))
LADDER = shipped("baby-steps").taper.ladder
GREEN = Check(date(2025, 1, 20), Colour.GREEN)
START, END = date(2024, 4, 1), date(2027, 3, 31)


def course(contacts: int, *, missed: tuple[int, ...] = (), pacings: tuple[Pacing, ...] = (), **known) -> Course:
    """A licence from 1 April 2024 with so many contacts behind it, these of them missed; all else is well."""
    slots = first_plan(Term(START, END, paced(Pace(STEPS), pacings)), ENGLAND).slots
    behind = [
        replace(slot, outcome=Outcome.NO_ANSWER if slot.planned.sequence in missed else Outcome.HELD)
        for slot in slots[:contacts]
    ]
    given = {"checks": (GREEN,), "pairs": 6, "groups": 4, **known}
    return Course(START, STEPS, Pace(STEPS), (*behind, *slots[contacts:]), pacings, **given)


def proposed(found: Course, today: date):
    """What the ladder proposes."""
    return proposal(found, LADDER, calendar=ENGLAND, today=today)


def test_where_all_is_well_nothing_is_proposed():
    assert proposed(course(5), date(2024, 9, 10)) is None
    assert proposed(course(12), date(2025, 4, 10)) is None


def test_one_miss_proposes_to_hold_the_taper_at_its_step():
    found = proposed(course(5, missed=(5,)), date(2024, 9, 10))
    assert (found.rung, found.pacing) == (Rung.HOLD, Pacing(5, 1))
    assert found.sentence == (
        "Contact 5 (2 September 2024) was missed, so it is proposed that contacts stay every month until somebody "
        "decides to step down"
    )


def test_a_miss_that_was_followed_by_a_held_contact_asks_for_nothing():
    assert proposed(course(6, missed=(5,)), date(2024, 10, 10)) is None


def test_two_misses_in_a_row_propose_to_tighten_by_one_step():
    found = proposed(course(20, missed=(19, 20)), date(2026, 10, 5))
    assert (found.rung, found.pacing, found.misses) == (Rung.TIGHTEN, Pacing(20, 2), 2)
    assert found.sentence == (
        "Contacts 19 and 20 (1 July 2026 and 1 October 2026) were missed in a row, so it is proposed that contacts are "
        "every 2 months instead of every 3 months"
    )


def test_a_contact_whose_window_passed_without_a_record_is_a_miss():
    found = proposed(course(19, missed=(19,)), date(2026, 10, 16))
    assert found.rung is Rung.TIGHTEN
    assert proposed(course(19, missed=(19,)), date(2026, 10, 15)) is None


def test_two_misses_at_the_densest_step_propose_to_stay_there_and_count_for_the_unit_manager():
    found = proposed(course(5, missed=(4, 5)), date(2024, 9, 10))
    assert (found.rung, found.misses) == (Rung.HOLD, 2)
    assert found.sentence.endswith("contacts stay every month, the most often that the programme has")


def test_a_contact_that_the_unit_called_off_is_no_miss():
    found = course(5)
    slots = list(found.slots)
    slots[4] = replace(slots[4], outcome=Outcome.CANCELLED_BY_UNIT)
    assert proposed(replace(found, slots=tuple(slots)), date(2024, 9, 10)) is None


@pytest.mark.parametrize(
    ("colours", "rung"),
    [
        ([Colour.RED], Rung.DENSE),
        ([Colour.AMBER], None),
        ([Colour.AMBER, Colour.AMBER], Rung.DENSE),
        ([Colour.AMBER, Colour.GREEN, Colour.AMBER], None),
        ([Colour.RED, Colour.GREEN], None),
    ],
)
def test_a_red_or_a_second_amber_fidelity_result_proposes_monthly_again(colours, rung):
    checks = tuple(Check(date(2025, 7, 1 + number), colour) for number, colour in enumerate(colours))
    found = proposed(course(14, checks=checks), date(2025, 8, 10))
    assert (found.rung if found else None) is rung


def test_monthly_again_begins_with_the_first_month_still_to_come():
    found = proposed(course(15, checks=(Check(date(2025, 11, 17), Colour.RED),)), date(2025, 11, 20))
    assert found.pacing == Pacing(15, 1, first=2)
    assert found.sentence == (
        "The fidelity check of 17 November 2025 was red, so it is proposed that contacts are every month again"
    )


def test_a_step_down_that_lacks_a_condition_is_proposed_to_wait():
    found = proposed(course(12, pairs=3, serious=("Funding (4 March 2025)",)), date(2025, 4, 10))
    assert (found.rung, found.pacing) == (Rung.WAIT, Pacing(12, 1))
    assert found.sentence == (
        "Funding (4 March 2025) stands in the way and 3 pairs can deliver for 4 planned groups, so it is proposed that "
        "the step down to every 2 months waits and contacts stay every month"
    )


def test_each_condition_says_the_fact_that_it_rests_on():
    found = course(12, missed=(10,), checks=(), groups=None, pairs=0)
    here = how_far(found, calendar=ENGLAND, today=date(2025, 4, 10))
    assert [(need.holds, need.because) for need in step_needs(found, here, LADDER)] == [
        (True, "nothing of high severity is open"),
        (False, "no fidelity check is recorded"),
        (False, "0 pairs can deliver and nobody has said how many groups are planned"),
        (False, "contact 10 (3 February 2025) was missed"),
    ]


def test_after_a_hold_the_step_down_is_proposed_once_its_four_conditions_hold():
    held = (Pacing(12, 1),)
    assert proposed(course(14, missed=(12,), pacings=held), date(2025, 6, 10)) is None
    found = proposed(course(15, missed=(12,), pacings=held), date(2025, 7, 10))
    assert (found.rung, found.pacing) == (Rung.STEP_DOWN, Pacing(15, None))
    assert found.sentence == (
        "Nothing of high severity is open, the last fidelity check, of 20 January 2025, was green, 6 pairs can deliver "
        "for 4 planned groups and the last 3 contacts were held, so it is proposed that the programme's steps go on "
        "with contacts every 2 months"
    )


def test_what_somebody_decided_is_not_proposed_again_and_new_facts_are():
    found = proposed(course(20, missed=(19, 20)), date(2026, 10, 5))
    answered = course(20, missed=(19, 20), answered=frozenset({found.key, "hold:20"}))
    assert proposed(answered, date(2026, 10, 5)) is None
    later = course(21, missed=(19, 20, 21), answered=answered.answered)
    assert proposed(later, date(2027, 1, 8)).key == "tighten:21"


def test_the_next_contact_agreed_by_hand_keeps_its_day():
    found = course(20, missed=(19, 20))
    slots = list(found.slots)
    slots[20] = Slot(replace(slots[20].planned, due_on=date(2026, 12, 15)), pinned=True)
    again = proposed(replace(found, slots=tuple(slots)), date(2026, 10, 5))
    assert again.pacing == Pacing(21, 2)
