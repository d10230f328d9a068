"""Which reviews stand on which days: by the programme, the licences, the pauses and what people chose."""

from dataclasses import replace
from datetime import date

import pytest

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.reviews.rules import (
    Course,
    Facts,
    Held,
    Kind,
    Rest,
    Schedule,
    Standing,
    Term,
    facts_of,
    may_stand,
    reviews,
    standing,
)

ENGLAND = calendar(Nation.ENGLAND)
EVERY_YEAR = Schedule(annual_months=12, sustainability_months=(24, 36, 48))
MARLBURY = Facts(
    schedule=EVERY_YEAR,
    opened_on=date(2023, 9, 12),
    closed_on=None,
    known_from=date(2024, 3, 4),
    terms=(Term(date(2024, 4, 1), date(2027, 3, 31)),),
)


def days(facts: Facts, moved: dict[int, date] | None = None) -> list[tuple[int, str, date]]:
    return [(one.month, one.kind.value, one.due_on) for one in reviews(facts, ENGLAND, moved)]


def test_reviews_stand_a_year_on_and_of_sustainability_two_to_four_years_on() -> None:
    assert days(MARLBURY) == [
        (12, "annual", date(2025, 4, 1)),
        (24, "sustainability", date(2026, 4, 1)),
        (36, "sustainability", date(2027, 4, 1)),
        (48, "sustainability", date(2028, 4, 3)),
    ]


def test_a_review_of_sustainability_stands_after_the_licence_while_the_area_delivers() -> None:
    assert [month for month, _, _ in days(replace(MARLBURY, closed_on=date(2027, 6, 30)))] == [12, 24, 36]
    assert [month for month, _, _ in days(replace(MARLBURY, closed_on=date(2027, 3, 31)))] == [12, 24]


def test_an_annual_review_of_the_last_month_is_held_on_the_last_working_day_of_the_licence() -> None:
    only_annual = replace(MARLBURY, schedule=Schedule(12, ()), terms=(Term(date(2023, 4, 1), date(2024, 3, 31)),))
    found = reviews(replace(only_annual, opened_on=date(2023, 4, 1), known_from=date(2023, 4, 1)), ENGLAND)
    assert [one.due_on for one in found] == [date(2024, 3, 28)]
    assert found[0].why == "The licence ends on Sunday 31 March 2024 and 31 March 2024 is a Sunday"


def test_a_renewal_restarts_nothing() -> None:
    renewed = replace(MARLBURY, terms=(*MARLBURY.terms, Term(date(2027, 4, 1), date(2030, 3, 31))))
    assert days(renewed)[:4] == days(MARLBURY)
    assert days(renewed)[4:] == [(60, "annual", date(2029, 4, 3)), (72, "annual", date(2030, 3, 29))]


FIRST, NEXT = Term(date(2024, 4, 1), date(2027, 3, 31)), Term(date(2027, 4, 1), date(2028, 9, 30))


def held_and_renewed(first: Schedule | None, following: Schedule | None) -> list[tuple[int, str, date]]:
    """The reviews of a licence on record since 2024 and its renewal of January 2027, each by its own schedule."""
    held = (Held(1, first, date(2024, 3, 4), FIRST), Held(2, following, date(2027, 1, 18), NEXT))
    found = facts_of(Course(date(2023, 9, 12), None, held))
    return days(found) if found else []


def test_a_renewal_with_another_rhythm_leaves_the_reviews_of_the_licence_before_it_as_they_are() -> None:
    oftener = [
        (12, "annual", date(2025, 4, 1)),
        (24, "annual", date(2026, 4, 1)),
        (36, "annual", date(2027, 4, 1)),
        (42, "annual", date(2027, 10, 1)),
        (48, "annual", date(2028, 4, 3)),
        (54, "annual", date(2028, 9, 29)),
    ]
    assert held_and_renewed(Schedule(12, ()), Schedule(6, ())) == oftener


def test_a_renewal_under_which_it_is_looked_back_less_often_takes_no_review_from_the_licence_before_it() -> None:
    less_often = held_and_renewed(Schedule(6, (24,)), Schedule(24, (36,)))
    assert [month for month, _, _ in less_often] == [6, 12, 18, 24, 30, 36, 48]


def test_a_renewal_under_a_version_that_first_knows_of_reviews_brings_none_to_the_licence_before_it() -> None:
    assert [month for month, _, _ in held_and_renewed(None, Schedule(1, ()))][:2] == [36, 37]


def test_a_review_in_a_pause_is_held_once_support_goes_on() -> None:
    paused = replace(MARLBURY, rests=(Rest(date(2025, 3, 1), date(2025, 5, 30)),))
    found = reviews(paused, ENGLAND)[0]
    assert (found.nominal_on, found.due_on) == (date(2025, 4, 1), date(2025, 6, 2))
    assert found.why.startswith("Support rested until Friday 30 May 2025")


def test_a_review_does_not_stand_while_nobody_knows_when_support_goes_on() -> None:
    resting = replace(MARLBURY, rests=(Rest(date(2026, 3, 1), None),))
    assert [month for month, _, _ in days(resting)] == [12]


def test_of_two_reviews_in_one_long_pause_the_later_stands() -> None:
    paused = replace(MARLBURY, rests=(Rest(date(2025, 3, 1), date(2026, 4, 30)),))
    assert days(paused)[0] == (24, "sustainability", date(2026, 5, 1))


def test_nobody_is_asked_for_a_review_that_was_over_before_the_area_was_on_record() -> None:
    assert [month for month, _, _ in days(replace(MARLBURY, known_from=date(2026, 11, 23)))] == [36, 48]
    assert [month for month, _, _ in days(replace(MARLBURY, known_from=date(2026, 4, 20)))] == [24, 36, 48]


def test_a_licence_that_stopped_has_no_annual_review_after_it() -> None:
    stopped = replace(MARLBURY, schedule=Schedule(12, (24,)), terms=(Term(date(2024, 4, 1), date(2025, 1, 31)),))
    assert days(stopped) == [(24, "sustainability", date(2026, 4, 1))]


def test_a_licence_that_was_stopped_before_it_began_has_no_reviews() -> None:
    assert days(replace(MARLBURY, terms=(Term(date(2024, 4, 1), date(2024, 3, 20)),))) == []


def test_a_day_chosen_by_hand_holds_while_a_review_may_stand_there() -> None:
    assert days(MARLBURY, {12: date(2025, 5, 6)})[0] == (12, "annual", date(2025, 5, 6))
    paused = replace(MARLBURY, rests=(Rest(date(2025, 5, 1), date(2025, 5, 30)),))
    assert days(paused, {12: date(2025, 5, 6)})[0] == (12, "annual", date(2025, 4, 1))
    assert not may_stand(Kind.ANNUAL, date(2027, 4, 1), MARLBURY)
    assert may_stand(Kind.SUSTAINABILITY, date(2027, 4, 1), MARLBURY)


@pytest.mark.parametrize(
    ("today", "stands"),
    [
        (date(2025, 3, 3), Standing.TO_COME),
        (date(2025, 3, 4), Standing.SOON),
        (date(2025, 4, 1), Standing.TODAY),
        (date(2025, 4, 2), Standing.LATE),
        (date(2025, 5, 1), Standing.LATE),
        (date(2025, 5, 2), Standing.MISSED),
    ],
)
def test_a_review_has_a_window_of_20_working_days(today: date, stands: Standing) -> None:
    assert standing(date(2025, 4, 1), today, ENGLAND) is stands


def test_what_was_held_or_left_out_stands_so_on_every_day() -> None:
    assert standing(date(2025, 4, 1), date(2026, 1, 1), ENGLAND, state="done") is Standing.DONE
    assert standing(date(2025, 4, 1), date(2026, 1, 1), ENGLAND, state="left_out") is Standing.LEFT_OUT
