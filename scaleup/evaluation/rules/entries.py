"""Whether a measure may be entered for somebody at a time point. Pure."""

from collections.abc import Iterator
from datetime import date

from scaleup.core.dates import plain_date
from scaleup.core.errors import Refusal
from scaleup.evaluation.rules.codes import ONE_WORDS
from scaleup.evaluation.rules.points import Point, is_before_birth
from scaleup.evaluation.rules.scoring import Scored
from scaleup.programmes.rules import Measure, Programme, Scale

LONGEST_PATHWAY = 200
PATHWAY_ITEM = "D3"
"""The item of readiness that asks for a pathway for a high score (domain.md 2.5; catalogue, readiness)."""
UNWATCHED = "This system is not monitored: nobody is told of a score that stands in it."
ACT_FIRST = f"Act on scores locally first. {UNWATCHED}"
"""Stands on every form for scores (domain.md 5.1, Safety)."""


def measures_at(programme: Programme, *, role: str, time_point: str) -> tuple[Measure, ...]:
    """What somebody in this role gives at that time point, in the programme's order."""
    return tuple(one for one in programme.measures if role in one.who and time_point in one.time_points)


def refusals_of_giving(
    programme: Programme, measure: Measure, *, role: str, time_point: str, fields: tuple[str, str] = ("role", "point")
) -> Iterator[Refusal]:
    """Why the measure is not given by somebody in this role, or not at that time point."""
    of_role, of_point = fields
    if role not in measure.who:
        others = " or ".join(ONE_WORDS.get(who, who) for who in measure.who)
        yield Refusal(f"{measure.name} is given by a {others}, not by a {ONE_WORDS.get(role, role)}", of_role)
    if time_point not in measure.time_points:
        yield Refusal(why_not_then(programme, measure, time_point), of_point)


def why_not_then(programme: Programme, measure: Measure, time_point: str) -> str:
    """Why the measure is not given at that time point: the unborn baby is not asked about after the birth."""
    given = " and ".join(measure.time_points)
    here, theirs = is_before_birth(programme, time_point), {is_before_birth(programme, p) for p in measure.time_points}
    if here is None:
        known = ", ".join(point.code for point in programme.time_points)
        return f"“{time_point[:20]}” is no time point of {programme.name}. Use one of {known}."
    if theirs == {True} and not here:
        return f"{measure.name} is about the time before the birth, and {time_point} is after it. Enter it at {given}."
    if theirs == {False} and here:
        return f"{measure.name} is about the baby that is born; {time_point} is before the birth. It is for {given}."
    return f"{measure.name} is not given at {time_point}, but at {given}"


def refusals_of_day(point: Point, on_day: date | None, *, today: date) -> Iterator[Refusal]:
    """Why forms of the time point cannot have been filled in on that day."""
    if on_day is None:
        yield Refusal("Enter the day on which the form was filled in", "on_day")
    elif on_day > today:
        yield Refusal(f"{plain_date(on_day)} is still to come. Enter the day on which it was filled in.", "on_day")
    elif on_day < point.opens_on:
        yield Refusal(
            f"{point.code} is on {plain_date(point.due_on)}; {plain_date(on_day)} is more than "
            f"{point.window_days} days before it. Check the day, or the time point.",
            "on_day",
        )


def refusals_of_point(point: Point, *, today: date) -> Iterator[Refusal]:
    """Why nothing is entered for the time point yet."""
    if point.opens_on > today:
        yield Refusal(
            f"{point.code} is on {plain_date(point.due_on)}. Forms are taken in from {plain_date(point.opens_on)}."
        )


def alarming(measure: Measure, scores: tuple[Scored, ...]) -> tuple[Scale, ...]:
    """The scores of these that ask for somebody to act."""
    found = []
    for each in scores:
        scale = measure.scale(each.scale)
        if scale is not None and scale.alarms(each.value):
            found.append(scale)
    return tuple(found)
