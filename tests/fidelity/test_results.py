"""Results over time: what asks for denser support, trends by kind of evidence, observations."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.fidelity.rules import (
    Colour,
    Method,
    Observed,
    Result,
    means,
    refusals_of_observation,
    result,
    trends,
)
from scaleup.support.rules import Check, Course, Outcome, Pace, Rung, Step, Term, first_plan, proposal
from tests.factories.programmes import shipped

FIDELITY = shipped().fidelity
ENGLAND = calendar(Nation.ENGLAND)


def observed(on_day: date, percent: float, method: Method = Method.OBSERVATION) -> Result:
    """A result by the programme's thresholds."""
    return result(on_day, method=method, percent=percent, fidelity=FIDELITY)


MARLBURY = (observed(date(2024, 7, 9), 84), observed(date(2025, 3, 11), 79), observed(date(2025, 6, 10), 88))


def in_a_row(*colours: Colour) -> tuple[Result, ...]:
    """Results of these colours, a day apart from 1 July 2025."""
    return tuple(
        Result(date(2025, 7, 1) + timedelta(days=number), Method.OBSERVATION, Fraction(50), one)
        for number, one in enumerate(colours)
    )


def test_marlburys_observations_are_green_amber_green() -> None:
    assert [one.colour for one in MARLBURY] == [Colour.GREEN, Colour.AMBER, Colour.GREEN]


def asks(colours: Sequence[Colour]) -> bool:
    """Whether the last result is red, or two are amber since the last green: written out apart from the ladder."""
    told = "".join(one[0] for one in colours)
    return re.search(r"r$|a[^g]*a[^g]*$", told) is not None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(Colour), max_size=7))
@example([Colour.AMBER])
@example([Colour.AMBER, Colour.GREEN, Colour.AMBER])
@example([Colour.AMBER, Colour.GREEN, Colour.AMBER, Colour.AMBER])
@example([Colour.RED, Colour.GREEN])
@example([Colour.RED])
def test_two_ambers_since_the_last_green_or_a_red_ask_for_denser_support(colours):
    results = in_a_row(*colours)
    steps = (Step(1, 12), Step(2, 6), Step(3, 4))
    slots = first_plan(Term(date(2024, 4, 1), date(2027, 3, 31), steps), ENGLAND).slots
    behind = (*(replace(slot, outcome=Outcome.HELD) for slot in slots[:14]), *slots[14:])
    checks = tuple(Check(one.on_day, one.colour) for one in results)
    course = Course(date(2024, 4, 1), steps, Pace(steps), behind, checks=checks, pairs=6, groups=4)
    ladder = shipped().taper.ladder
    assert ladder is not None
    asked = proposal(course, ladder, calendar=ENGLAND, today=date(2025, 8, 10))
    assert (asked is not None and asked.rung is Rung.DENSE) is asks(colours)


def test_each_kind_of_evidence_runs_in_a_row_of_its_own() -> None:
    reported = observed(date(2024, 10, 22), 95, Method.SELF_REPORT)
    found = trends((MARLBURY[2], reported, *MARLBURY[:2]))
    assert [(one.result.percent, one.change) for one in found[Method.OBSERVATION]] == [(84, None), (79, -5), (88, 9)]
    assert [(one.result.percent, one.change) for one in found[Method.SELF_REPORT]] == [(95, None)]
    assert Method.VIDEO not in found


def test_kinds_of_evidence_are_never_mixed_into_one_mean() -> None:
    reported = observed(date(2024, 10, 22), 95, Method.SELF_REPORT)
    assert means((*MARLBURY, reported)) == {
        Method.OBSERVATION: (Fraction(251, 3), 3),
        Method.SELF_REPORT: (Fraction(95), 1),
    }


def test_an_observation_is_the_sum_of_its_marks_of_the_most_they_could_be() -> None:
    marks: dict[str, int | None] = {"O1": 5, "O2": 4, "O3": 3, "O4": None, "O5": 4}
    assert Observed(marks, least=1, most=5).percent == 80  # 16 of 20: the fourth item did not apply
    assert Observed({"O1": None}, least=1, most=5).percent is None


@pytest.mark.parametrize(
    ("marks", "observer_id", "observed_ids", "field", "sentence"),
    [
        ({"O1": 4}, 7, (7, 8), "observer", "Nobody observes themselves. Choose another observer."),
        ({"O1": 4}, 7, (), "observed", "Say who was observed"),
        ({"O1": None}, 7, (8,), "marks", "Mark at least one item"),
        ({"O1": 4, "O2": 6}, 7, (8,), "O2", "O2: enter a mark from 1 to 5"),
        ({"O1": 0}, 7, (8,), "O1", "O1: enter a mark from 1 to 5"),
    ],
)
def test_what_is_no_observation_is_refused(marks, observer_id, observed_ids, field, sentence) -> None:
    (found,) = refusals_of_observation(
        Observed(marks, least=1, most=5), observer_id=observer_id, observed_ids=observed_ids
    )
    assert (found.field, found.message) == (field, sentence)


def test_two_facilitators_observed_by_a_third_person_are_an_observation() -> None:
    found = refusals_of_observation(Observed({"O1": 1, "O2": 5}, least=1, most=5), observer_id=7, observed_ids=(8, 9))
    assert found == []
