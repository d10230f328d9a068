"""Costs in pence, by kind and financial year, and for each family: always with n, never where a count is missing."""

from dataclasses import replace
from datetime import date

import pytest

from scaleup.core.years import Year
from scaleup.delivery.rules import Group
from scaleup.evaluation.rules import costs as rules
from scaleup.evaluation.rules import reached
from scaleup.evaluation.rules.costs import Cost, Families, Kind, Standing
from tests.delivery import groups as made

TODAY = date(2026, 11, 22)
LAST = Year(2025)
KINDS = (*Kind, "creche")


def cost(kind: str = Kind.VENUES, amount: int | None = 120_00, **told) -> Cost:
    return Cost(kind=kind, year=LAST, standing=told.pop("standing", Standing.ACTUAL), amount=amount, **told)


def refused(one: Cost) -> list[str]:
    found = rules.refusals_of_cost(one, kinds=KINDS, years=[LAST], payer_ids=[7])
    return [refusal.field for refusal in found]


def test_costs_are_entered_for_the_years_since_the_programme_was_taken_up_and_the_next():
    offered = rules.years_to(TODAY, since=date(2024, 2, 28))
    assert [one.words for one in offered] == ["2026/27", "2025/26", "2024/25", "2023/24", "2027/28"]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("120", 7200), ("7.5", 450), ("7:30", 450), ("0.33", 20), ("1,250", 75_000), ("7:61", None), ("two", None)],
)
def test_hours_are_read_as_people_write_them(text, minutes):
    assert rules.minutes_of(text) == minutes


def test_hours_at_a_rate_come_to_whole_pence_half_up():
    by_hours = cost(Kind.STAFF, None, minutes=450, rate_pence=23_45)
    assert by_hours.pence == 175_88
    assert refused(by_hours) == []


@pytest.mark.parametrize(
    ("one", "fields"),
    [
        (cost("weather"), ["kind"]),
        (cost(payer_id=8), ["payer"]),
        (replace(cost(), year=Year(2019)), ["year"]),
        (cost(amount=0), ["amount"]),
        (cost(amount=None), ["amount"]),
        (cost(minutes=60, rate_pence=2000, amount=None), ["hours"]),
        (cost(Kind.STAFF, minutes=60, rate_pence=2000), ["amount"]),
        (cost(Kind.STAFF, None, minutes=60), ["rate"]),
        (cost(Kind.STAFF, None, rate_pence=2000), ["hours"]),
        (cost(Kind.STAFF, None, minutes=5_000_000, rate_pence=999_00), ["hours"]),
        (cost(payer_id=7), []),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(one, fields):
    assert refused(one) == fields


def test_a_total_names_what_nobody_has_entered_and_how_much_of_it_is_a_guess():
    told = [cost(), cost(amount=30_50), cost(Kind.LICENCE, 9_000_00, standing=Standing.ESTIMATED), cost("lost", 1)]
    total = rules.total_of(told, kinds=KINDS)
    assert total.pence == 9_150_51
    assert total.estimated == 9_000_00
    assert total.by_kind == ((Kind.LICENCE, 9_000_00), (Kind.VENUES, 150_50), ("lost", 1))
    assert total.left_out == (Kind.STAFF, Kind.INTERPRETERS, Kind.TRAVEL, "creche")


def share(pence: int, *families: int | None) -> rules.Share:
    told = [Families(f"G{number}", count) for number, count in enumerate(families, start=1)]
    return rules.share(pence, told, none="No group began", today=TODAY, year=LAST)


def test_the_cost_for_each_family_has_its_n_and_is_exact():
    assert share(10_000_00, 7, 8) == rules.Share(666_67, 15, 2)
    assert share(10_000_000_000_00 + 1, 5).pence == 2_000_000_000_00


@pytest.mark.parametrize(
    ("families", "because"),
    [
        ((), "No group began in 2025/26."),
        ((7, None, None), "The count of families is missing for G2, G3."),
        ((0,), "No family was counted."),
        ((4,), "Fewer than 5 families: not shown."),
    ],
)
def test_there_is_no_figure_where_a_count_is_missing_or_small(families, because):
    found = share(10_000_00, *families)
    assert (found.pence, found.because) == (None, because)


def test_a_small_count_is_not_given_beside_the_total():
    assert share(10_000_00, 3).families is None


def finished(**told: object) -> Group:
    """Marlbury's first group, whose every session was held as planned: over in October 2024."""
    group = made.group()
    return replace(group, sessions=tuple(made.held(one) for one in group.sessions), families=8, **told)


def of(group: Group, year: int) -> tuple[list[int | None], list[int | None]]:
    """The families reached and completed in the year, of this one group."""
    began = reached.reached([group], year=Year(year), today=TODAY)
    over = reached.completed([group], year=Year(year), today=TODAY)
    return [one.families for one in began], [one.families for one in over]


def test_a_family_is_reached_in_the_year_in_which_its_group_began_and_completed_where_it_was_over():
    assert of(finished(), 2024) == ([8], [7])
    assert of(finished(), 2025) == ([], [])
    assert of(made.group(), 2024) == ([], [])


def test_a_group_over_two_years_is_reached_in_the_first_and_completed_in_the_second():
    group = made.group(date(2025, 2, 25))
    group = replace(group, sessions=tuple(made.held(one) for one in group.sessions), families=6)
    assert of(group, 2024) == ([6], [])
    assert of(group, 2025) == ([], [6])


def last_as(group: Group, last) -> Group:
    return replace(group, sessions=(*group.sessions[:-1], last(group.sessions[-1])))


def test_a_last_session_without_a_record_leaves_no_count_and_a_cancelled_one_lets_the_one_before_speak():
    group = finished()
    bare = made.group().sessions[-1]
    assert of(last_as(group, lambda _: bare), 2024)[1] == [None]
    before = last_as(replace(group, sessions=group.sessions[:-1]), lambda one: replace(one, mothers=5, partners=6))
    cancelled = replace(group, sessions=(*before.sessions, made.cancelled(bare)))
    assert of(cancelled, 2024)[1] == [6]
    assert of(replace(group, families=None), 2024) == ([None], [None])
