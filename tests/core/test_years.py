"""Financial years: from April to March, how they are written, and which of them an address may ask for."""

from datetime import date

import pytest

from scaleup.core.years import Year, financial_year, year_asked, year_words


@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 3, 31), "2025/26"), (date(2026, 4, 1), "2026/27"), (date(1999, 5, 1), "1999/00")]
)
def test_a_financial_year_runs_from_april_to_march(day, words):
    year = financial_year(day)
    assert year_words(year) == words
    assert Year(year).holds(day)


def test_a_year_ends_on_the_day_before_the_next_begins() -> None:
    year = Year(2025)
    assert (year.from_on, year.until_on) == (date(2025, 4, 1), date(2026, 3, 31))
    assert not year.holds(date(2025, 3, 31))
    assert not year.holds(date(2026, 4, 1))


@pytest.mark.parametrize(("text", "year"), [("2024", 2024), ("1901", 1901), ("9989", 9989)])
def test_an_address_asks_for_a_year_by_the_one_in_which_it_begins(text, year):
    assert year_asked(text) == year


@pytest.mark.parametrize("text", ["", "1900", "9990", "-2024", "2024/25", "x", "²⁰²⁴", "99999999999"])
def test_what_is_no_year_narrows_nothing(text):
    assert year_asked(text) is None
