"""The working days of each nation, against dates written out by hand."""

import socket
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaleup.core.dates import Nation
from scaleup.core.holidays import COMPUTED, FIRST_YEAR, LAST_YEAR, calendar, computed_anew, computed_days

ENGLAND, WALES, SCOTLAND = calendar(Nation.ENGLAND), calendar(Nation.WALES), calendar(Nation.SCOTLAND)
NORTHERN_IRELAND = calendar(Nation.NORTHERN_IRELAND)
JERSEY, GUERNSEY, ISLE_OF_MAN = (
    calendar(Nation.JERSEY),
    calendar(Nation.GUERNSEY),
    calendar(Nation.ISLE_OF_MAN),
)
ALL = (ENGLAND, WALES, SCOTLAND, NORTHERN_IRELAND, JERSEY, GUERNSEY, ISLE_OF_MAN)


def keeps(day: date) -> set[str]:
    """The nations in which this weekday is no working day."""
    return {str(each.nation) for each in ALL if not each.is_working(day)}


EVERY_NATION = {str(nation) for nation in Nation}


@pytest.mark.parametrize(
    ("day", "nations"),
    [
        (date(2026, 1, 1), EVERY_NATION),
        (date(2026, 1, 2), {"Scotland"}),
        (date(2026, 3, 17), {"Northern Ireland"}),
        (date(2026, 4, 3), EVERY_NATION),
        (date(2026, 4, 6), EVERY_NATION - {"Scotland"}),
        (date(2025, 5, 9), {"Jersey", "Guernsey"}),
        (date(2028, 5, 9), {"Jersey", "Guernsey"}),
        (date(2026, 6, 5), {"Isle of Man"}),
        (date(2026, 6, 15), {"Scotland"}),
        (date(2026, 7, 6), {"Isle of Man"}),
        (date(2026, 7, 13), {"Northern Ireland"}),
        (date(2026, 8, 3), {"Scotland"}),
        (date(2026, 8, 31), EVERY_NATION - {"Scotland"}),
        (date(2026, 11, 30), {"Scotland"}),
        (date(2026, 12, 25), EVERY_NATION),
        (date(2026, 12, 28), EVERY_NATION),
        (date(2026, 12, 29), set()),
        (date(2027, 1, 4), {"Scotland"}),
        (date(2029, 1, 2), {"Scotland"}),
        (date(2029, 3, 19), {"Northern Ireland"}),
        (date(2029, 3, 30), EVERY_NATION),
        (date(2029, 4, 2), EVERY_NATION - {"Scotland"}),
    ],
)
def test_who_keeps_which_day(day, nations):
    assert keeps(day) == nations


def test_liberation_day_on_a_saturday_takes_no_working_day_away():
    assert JERSEY.why_not(date(2026, 5, 9)) == "a Saturday"
    assert JERSEY.is_working(date(2026, 5, 11))


def test_no_listed_bank_holiday_lies_on_a_weekend():
    assert [day for each in ALL for day in each.holidays if day.weekday() >= 5] == []


def test_christmas_on_a_weekend_is_kept_on_monday_and_tuesday():
    assert ENGLAND.next_working_day(date(2027, 12, 25)) == date(2027, 12, 29)
    assert SCOTLAND.previous_working_day(date(2027, 12, 28)) == date(2027, 12, 24)
    assert SCOTLAND.next_working_day(date(2028, 1, 1)) == date(2028, 1, 5)


def test_over_easter_england_loses_a_day_more_than_scotland():
    assert ENGLAND.add_working_days(date(2026, 4, 2), 1) == date(2026, 4, 7)
    assert SCOTLAND.add_working_days(date(2026, 4, 2), 1) == date(2026, 4, 6)


def test_working_days_backwards_over_easter():
    assert ENGLAND.add_working_days(date(2026, 4, 7), -1) == date(2026, 4, 2)
    assert ENGLAND.add_working_days(date(2026, 4, 7), -3) == date(2026, 3, 31)


def test_no_working_days_from_a_saturday_is_the_monday():
    assert ENGLAND.add_working_days(date(2026, 11, 21), 0) == date(2026, 11, 23)


def test_working_days_between_counts_the_end_and_not_the_start():
    assert ENGLAND.working_days_between(date(2026, 10, 1), date(2026, 10, 1)) == 0
    assert ENGLAND.working_days_between(date(2026, 10, 1), date(2026, 10, 15)) == 10
    assert ENGLAND.working_days_between(date(2026, 10, 15), date(2026, 10, 1)) == -10
    assert ENGLAND.working_days_between(date(2026, 12, 24), date(2026, 12, 29)) == 1


def test_a_closure_day_is_no_working_day():
    closed = calendar(Nation.ENGLAND, closures=[date(2026, 12, 29)])
    assert closed.next_working_day(date(2026, 12, 28)) == date(2026, 12, 30)
    assert closed.why_not(date(2026, 12, 29)) == "a day on which the unit is closed"


def test_the_reason_of_a_shift_is_said_in_words():
    assert SCOTLAND.why_not(date(2026, 6, 15)) == "a bank holiday in Scotland"
    assert ENGLAND.reason(date(2027, 1, 1)) == "Friday 1 January 2027 is a bank holiday in England"
    assert ISLE_OF_MAN.why_not(date(2026, 6, 5)) == "a bank holiday on the Isle of Man"
    assert ENGLAND.reason(date(2024, 6, 1)) == "1 June 2024 is a Saturday"
    assert ENGLAND.reason(date(2026, 11, 23)) == ""


def test_a_day_past_the_announced_bank_holidays_is_provisional():
    assert not ENGLAND.is_provisional(date(2028, 12, 22))
    assert ENGLAND.is_provisional(date(2029, 1, 2))


def test_a_day_that_no_calendar_reaches_is_refused_and_not_guessed():
    with pytest.raises(ValueError, match="reaches from 2012-01-01 to 2060-12-31"):
        ENGLAND.is_working(date(2061, 1, 5))
    assert calendar(Nation.ENGLAND, range(2059, 2063)).is_working(date(2061, 1, 5))


def test_the_bank_holidays_come_without_opening_a_connection(monkeypatch):
    def refuse(*_args, **_kwargs):
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    for nation in Nation:
        assert not calendar(nation, range(2011, 2062)).is_working(date(2030, 12, 25))


days = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@given(st.sampled_from(ALL), days, st.integers(-60, 60).filter(bool))
def test_adding_working_days_and_counting_them_agree(each, start, count):
    end = each.add_working_days(start, count)
    assert each.is_working(end)
    assert each.working_days_between(start, end) == count


@given(st.sampled_from(ALL), days)
def test_the_next_and_the_previous_working_day_enclose_a_day_without_work(each, day):
    after, before = each.next_working_day(day), each.previous_working_day(day)
    assert before <= day <= after
    assert (before == day == after) == each.is_working(day)
    between = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert [d for d in between if each.is_working(d)] == []


@pytest.mark.parametrize("nation", COMPUTED)
def test_the_computed_days_that_are_kept_are_those_of_the_package(nation: Nation) -> None:
    """If not, the package was brought up to date: `python -m scripts.holidays` writes them anew."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    assert computed_days(nation, years) == computed_anew(nation, years)
