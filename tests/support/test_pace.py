"""The pace of support: the programme's steps, and what people decided about them."""

from datetime import date
from itertools import islice

import pytest

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.support.rules import Pace, Pacing, Step, from_first_session, paced, reached, taper
from scaleup.support.rules.pace import first_interval
from scaleup.support.rules.taper import nominal_months

STEPS = (Step(1, 12), Step(2, 6), Step(3, 4))
ENGLAND = calendar(Nation.ENGLAND)


def months(steps, contacts: int) -> list[int]:
    """Months after the licence's start of so many contacts."""
    return [so_far for so_far, _ in islice(nominal_months(steps), contacts)]


def test_where_nobody_decided_the_programmes_steps_stand():
    assert paced(Pace(STEPS), []) == STEPS


def test_a_hold_keeps_the_interval_until_somebody_decides_to_step_down():
    held = paced(Pace(STEPS), [Pacing(12, 1)])
    assert months(held, 16) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
    down = paced(Pace(STEPS), [Pacing(12, 1), Pacing(15, None)])
    assert months(down, 23)[12:] == [13, 14, 15, 17, 19, 21, 23, 25, 27, 30, 33]


def test_a_hold_in_the_middle_of_a_step_uses_that_step_up():
    assert paced(Pace(STEPS), [Pacing(8, 1), Pacing(10, None)])[-3:] == (Step(1, 2), Step(2, 6), Step(3, 4))
    assert months(paced(Pace(STEPS), [Pacing(8, 1), Pacing(10, None)]), 22) == months(STEPS, 22)


def test_tighter_contacts_leave_the_steps_that_remain_for_later():
    tight = paced(Pace(STEPS), [Pacing(15, 1), Pacing(18, None)])
    assert months(tight, 23)[11:] == [12, 14, 16, 18, 19, 20, 21, 23, 25, 27, 30, 33]


def test_the_first_tighter_contact_lies_in_the_future():
    pacing = Pacing(15, 1, first_interval(1, after_months=18, starts_on=date(2024, 4, 1), today=date(2025, 11, 20)))
    assert pacing == Pacing(15, 1, first=2)
    assert months(paced(Pace(STEPS), [pacing]), 18)[14:] == [18, 20, 21, 22]
    assert months(paced(Pace(STEPS), [pacing, Pacing(17, None)]), 20)[14:] == [18, 20, 21, 23, 25, 27]


def test_contacts_before_a_decision_keep_their_days():
    before = taper(date(2024, 4, 1), date(2027, 3, 31), STEPS, ENGLAND)
    after = taper(date(2024, 4, 1), date(2027, 3, 31), paced(Pace(STEPS), [Pacing(14, 1)]), ENGLAND)
    assert after[:14] == before[:14]
    assert after[14].nominal_on == date(2025, 9, 1)


def test_nobody_stays_at_more_than_the_programme_has() -> None:
    assert months(paced(Pace(STEPS), [Pacing(4, 2), Pacing(8, None)]), 14) == months(STEPS, 14)
    assert months(paced(Pace(STEPS), [Pacing(4, 2)]), 20)[11:] == [12, 14, 16, 18, 20, 22, 24, 26, 28]


def test_of_two_decisions_from_one_contact_on_the_later_stands():
    assert paced(Pace(STEPS), [Pacing(12, 1), Pacing(12, None)]) == paced(Pace(STEPS), [Pacing(12, None)])
    assert months(paced(Pace(STEPS), [Pacing(12, None)]), 22) == months(STEPS, 22)


def test_a_renewed_licence_goes_on_from_the_pace_reached():
    assert reached(Pace(STEPS), [], contacts=22) == Pace((Step(3, 1),))
    held = reached(Pace(STEPS), [Pacing(12, 1)], contacts=36)
    assert held.ahead == (Step(1, 1),)
    assert paced(held, [Pacing(3, None)]) == (Step(1, 1), Step(1, 1), Step(1, 1), Step(2, 6), Step(3, 4))


@pytest.mark.parametrize(
    ("started_on", "expected"),
    [
        (None, (Step(1, 1),)),
        (date(2024, 4, 20), STEPS),
        (date(2024, 6, 18), (Step(1, 2), *STEPS)),
        (date(2024, 8, 27), (Step(1, 4), *STEPS)),
    ],
)
def test_steps_that_wait_for_the_first_session_are_counted_off_from_it(started_on, expected):
    assert from_first_session(STEPS, started_on, date(2024, 4, 1)) == expected
