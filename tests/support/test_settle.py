"""Which contact a held one settles, and how a contact stands on a day."""

from datetime import date

import pytest

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.support.rules import Outcome, PlannedContact, Standing, settles, standing, window

ENGLAND = calendar(Nation.ENGLAND)


def contact(sequence: int, due_on: date) -> PlannedContact:
    """A contact due on its nominal date."""
    return PlannedContact(sequence, due_on, due_on, 1, provisional=False)


OCTOBER, NOVEMBER = contact(1, date(2026, 10, 1)), contact(2, date(2026, 11, 2))


@pytest.mark.parametrize(
    ("held_on", "settled"),
    [
        (date(2026, 9, 16), None),
        (date(2026, 9, 17), OCTOBER),
        (date(2026, 10, 1), OCTOBER),
        (date(2026, 10, 15), OCTOBER),
        (date(2026, 10, 16), None),
        (date(2026, 10, 19), NOVEMBER),
        (date(2026, 11, 16), NOVEMBER),
        (date(2026, 11, 17), None),
    ],
)
def test_a_held_contact_settles_an_open_one_within_ten_working_days(held_on, settled):
    assert settles(held_on, [OCTOBER, NOVEMBER], ENGLAND) == settled


def test_the_nearest_is_settled_and_a_tie_goes_to_the_earlier():
    first, second = contact(1, date(2026, 10, 1)), contact(2, date(2026, 10, 7))
    assert settles(date(2026, 10, 5), [second, first], ENGLAND) == first
    assert settles(date(2026, 10, 6), [first, second], ENGLAND) == second


def test_the_window_passes_over_christmas():
    assert window(date(2026, 12, 21), ENGLAND) == (date(2026, 12, 7), date(2027, 1, 7))


def test_the_window_ends_with_the_last_day_that_is_known():
    assert window(date(2060, 12, 22), ENGLAND) == (date(2060, 12, 8), date(2060, 12, 31))
    assert window(date(2012, 1, 4), ENGLAND) == (date(2012, 1, 1), date(2012, 1, 18))
    assert standing(date(2060, 12, 22), date(2060, 12, 31), None, ENGLAND) is Standing.LATE


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 9, 16), Standing.TO_COME),
        (date(2026, 9, 17), Standing.EARLY),
        (date(2026, 9, 23), Standing.EARLY),
        (date(2026, 9, 24), Standing.SOON),
        (date(2026, 9, 30), Standing.SOON),
        (date(2026, 10, 1), Standing.TODAY),
        (date(2026, 10, 2), Standing.LATE),
        (date(2026, 10, 15), Standing.LATE),
        (date(2026, 10, 16), Standing.MISSED),
    ],
)
def test_without_an_outcome_a_contact_comes_nearer_becomes_late_and_is_missed(today, expected):
    assert standing(date(2026, 10, 1), today, None, ENGLAND) is expected


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome.HELD, Standing.HELD),
        (Outcome.NO_ANSWER, Standing.MISSED),
        (Outcome.CANCELLED_BY_AREA, Standing.MISSED),
        (Outcome.CANCELLED_BY_UNIT, Standing.CANCELLED),
    ],
)
def test_no_answer_and_a_cancellation_by_the_area_are_misses_and_one_by_the_unit_is_not(outcome, expected):
    assert standing(date(2026, 10, 1), date(2026, 12, 24), outcome, ENGLAND) is expected
