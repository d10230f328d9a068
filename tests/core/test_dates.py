"""Months from an anchor, nine o'clock in London, and the words for dates."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaleup.core.dates import (
    Nation,
    add_months,
    counted,
    distance,
    local_date,
    long_date,
    nine_o_clock,
    short_date,
)

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (0, date(2026, 1, 31)),
        (1, date(2026, 2, 28)),
        (2, date(2026, 3, 31)),
        (3, date(2026, 4, 30)),
        (11, date(2026, 12, 31)),
        (12, date(2027, 1, 31)),
        (25, date(2028, 2, 29)),
        (36, date(2029, 1, 31)),
        (-2, date(2025, 11, 30)),
    ],
)
def test_months_are_counted_from_a_start_on_the_31st_and_clamped_to_the_end_of_the_month(months, expected):
    assert add_months(date(2026, 1, 31), months) == expected


def test_a_start_on_29_february_comes_back_to_the_29th_in_the_next_leap_year():
    assert [add_months(date(2024, 2, 29), months) for months in (12, 24, 36, 48)] == [
        date(2025, 2, 28),
        date(2026, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.integers(0, 240))
def test_months_never_drift_from_the_anchor(anchor, months):
    day = add_months(anchor, months)
    assert (day.year - anchor.year) * 12 + day.month - anchor.month == months
    assert day.day <= anchor.day
    assert day.day == anchor.day or add_months(anchor, months).day in (28, 29, 30)


@pytest.mark.parametrize(
    ("on", "instant"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 9, 0, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 8, 0, tzinfo=UTC)),
        (date(2026, 3, 30), datetime(2026, 3, 30, 8, 0, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 8, 0, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 9, 0, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 26, 9, 0, tzinfo=UTC)),
    ],
)
def test_nine_in_the_morning_in_london_is_right_on_both_sides_of_both_clock_changes(on, instant):
    assert nine_o_clock(on) == instant
    assert local_date(instant) == on


def test_an_instant_just_before_midnight_in_summer_is_the_next_day_in_london():
    assert local_date(datetime(2026, 6, 14, 23, 30, tzinfo=UTC)) == date(2026, 6, 15)


def test_a_date_in_prose_has_its_weekday_month_and_year():
    assert long_date(date(2027, 1, 4)) == "Monday 4 January 2027"


def test_a_date_in_a_list_has_its_year_only_if_it_is_another():
    assert short_date(date(2026, 11, 30), TODAY) == "Mon 30 Nov"
    assert short_date(date(2027, 1, 4), TODAY) == "Mon 4 Jan 2027"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "today"),
        (date(2026, 11, 23), "tomorrow"),
        (date(2026, 11, 25), "in 3 days"),
        (date(2026, 12, 5), "in 13 days"),
        (date(2026, 12, 6), "in 2 weeks"),
        (date(2026, 12, 13), "in 3 weeks"),
        (date(2027, 1, 4), "in 6 weeks"),
        (date(2026, 11, 21), "1 day late"),
        (date(2026, 9, 30), "53 days late"),
    ],
)
def test_a_distance_is_said_as_a_colleague_would(day, words):
    assert distance(day, TODAY) == words


@pytest.mark.parametrize(
    ("text", "nation"),
    [
        ("scotland", Nation.SCOTLAND),
        ("  NORTHERN   ireland ", Nation.NORTHERN_IRELAND),
        ("northern-ireland", Nation.NORTHERN_IRELAND),
        ("NI", Nation.NORTHERN_IRELAND),
        ("isle of man", Nation.ISLE_OF_MAN),
        ("IoM", Nation.ISLE_OF_MAN),
        ("Jersey", Nation.JERSEY),
        ("Ireland", None),
        ("", None),
    ],
)
def test_a_nation_is_known_by_its_name_in_any_case(text, nation):
    assert Nation.named(text) is nation


def test_a_long_count_has_its_comma() -> None:
    assert [counted(number, "row") for number in (0, 1, 2, 6866)] == ["0 rows", "1 row", "2 rows", "6,866 rows"]


def test_a_noun_that_takes_more_than_an_s_has_its_plural() -> None:
    assert [counted(2, noun) for noun in ("person", "family")] == ["2 people", "2 families"]
