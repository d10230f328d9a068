"""A group is set up in one step from its programme and its first session; what cannot be is refused in a sentence."""

from dataclasses import replace
from datetime import date

import pytest

from scaleup.delivery.rules import refusals_of_families, refusals_to_set_up, set_up
from tests.delivery.groups import LICENCE, group
from tests.factories.programmes import shipped

WELL = {
    "name": "Library, summer",
    "variant": "standard",
    "first_on": date(2024, 6, 18),
    "places": 8,
    "licensed": LICENCE,
}

ASK_FIRST = "Enter a number of families from 4 to 8, as the programme has it. For another, ask the unit first."


def refused(**other: object) -> list[tuple[str, str]]:
    """The fields and sentences that this set-up is refused with."""
    found = refusals_to_set_up(shipped().delivery, **{**WELL, **other})  # type: ignore[arg-type] # as a form has it
    return [(one.field, one.message) for one in found]


def test_marlburys_first_group_has_its_eleven_sessions_on_their_days() -> None:
    assert [(one.code, one.planned_on) for one in group().sessions] == [
        ("H1", date(2024, 6, 4)),
        ("A1", date(2024, 6, 18)),
        ("A2", date(2024, 6, 25)),
        ("A3", date(2024, 7, 2)),
        ("A4", date(2024, 7, 9)),
        ("A5", date(2024, 7, 16)),
        ("A6", date(2024, 7, 23)),
        ("H2", date(2024, 9, 17)),
        ("P1", date(2024, 10, 8)),
        ("P2", date(2024, 10, 15)),
        ("P3", date(2024, 10, 22)),
    ]


def test_each_session_brings_the_minutes_and_components_of_its_programme_and_the_pair_of_the_group() -> None:
    visit, first, *_ = group().sessions
    assert (visit.minutes_planned, visit.components_planned) == (60, ("changes", "health", "people"))
    assert (first.minutes_planned, first.components_planned) == (120, ("unborn_baby", "changes", "people"))
    assert [one.facilitator_id for one in first.pair] == [1, 2]


def test_a_group_begins_with_the_first_session_that_is_due_and_is_over_with_the_last() -> None:
    marlbury = group()
    assert not marlbury.has_begun(date(2024, 6, 3))
    assert marlbury.has_begun(date(2024, 6, 4))
    assert not marlbury.is_over(date(2024, 10, 21))
    assert marlbury.is_over(date(2024, 10, 22))


def test_a_group_keeps_its_name_without_the_spaces_around_it() -> None:
    made = set_up(
        shipped().delivery, name="  Library,  summer ", variant="remote", first_on=date(2024, 6, 18), places=8
    )
    assert made.name == "Library, summer"


def test_what_the_programme_plans_can_be_set_up() -> None:
    assert refused() == []
    assert refused(places=4, variant="prison", first_on=date(2024, 4, 1)) == []
    assert refused(first_on=date(2027, 3, 31)) == []


@pytest.mark.parametrize(
    ("other", "field", "sentence"),
    [
        ({"name": " "}, "name", "Give the group a name that tells it from the others, such as its place and season"),
        ({"name": "x" * 61}, "name", "The name has 61 characters. Shorten it to 60."),
        (
            {"name": "Family at SW1A 1AA"},
            "name",
            "“SW1A 1AA” looks like a postcode. Take it out: nothing about a family is kept here",
        ),
        (
            {"name": "943 476 5919"},
            "name",
            "“943 476 5919” looks like an NHS number. Take it out: nothing about a family is kept here",
        ),
        (
            {"name": "Anna 07700 900123"},
            "name",
            "“07700 900123” looks like somebody’s mobile number. Take it out: nothing about a family is kept here",
        ),
        (
            {"name": "anna.k@gmail.com"},
            "name",
            "“anna.k@gmail.com” looks like a private e-mail address. Take it out: nothing about a family is kept here",
        ),
        ({"variant": "by post"}, "variant", "Choose how it is delivered: standard, remote, prison, universal"),
        ({"places": 3}, "places", ASK_FIRST),
        ({"places": 9}, "places", ASK_FIRST),
        (
            {"first_on": date(2024, 3, 31)},
            "first_on",
            "The licence runs from 1 April 2024 to 31 March 2027. Enter a first session within it.",
        ),
        (
            {"first_on": date(2027, 4, 1)},
            "first_on",
            "The licence runs from 1 April 2024 to 31 March 2027. Enter a first session within it.",
        ),
    ],
)
def test_what_cannot_be_set_up_is_refused_at_its_field(other: dict[str, object], field: str, sentence: str) -> None:
    assert refused(**other) == [(field, sentence)]


def test_a_programme_that_plans_no_sessions_begins_with_the_first_alone() -> None:
    without = replace(shipped("minding-the-baby").delivery, families_at_most=8)
    made = set_up(without, name="Library", variant="standard", first_on=date(2024, 6, 18), places=8)
    assert [(one.code, one.name, one.kind, one.planned_on) for one in made.sessions] == [
        ("S1", "Visit 1", "family", date(2024, 6, 18))
    ]
    assert not made.is_over(date(2024, 12, 1))
    assert replace(made, ended_on=date(2024, 11, 30)).is_over(date(2024, 12, 1))


def test_families_are_a_count_and_those_who_meet_the_criteria_are_among_them() -> None:
    assert refusals_of_families(0, None) == refusals_of_families(99, 99) == refusals_of_families(7, 7) == []
    assert [one.field for one in refusals_of_families(100, None)] == ["families"]
    assert [one.field for one in refusals_of_families(7, 8)] == ["meeting_criteria"]
    assert [one.field for one in refusals_of_families(7, -1)] == ["meeting_criteria"]
