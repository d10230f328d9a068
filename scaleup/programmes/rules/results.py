"""When a course's questionnaires can first be complete: from its weeks and time points (domain.md 1.2). Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from scaleup.core.dates import add_months
from scaleup.programmes.rules.measures import TimePoint
from scaleup.programmes.rules.programme import Delivery, Training, TrainingAnchor

INTO_THE_MONTH = timedelta(days=17)
"""To the middle of a month: with training in month 1 and a first session in month 3, domain.md 1.2 reckons so."""


@dataclass(frozen=True)
class Result:
    """A time point of the first course, and the day on which its questionnaires can be there."""

    code: str
    name: str
    on_day: date


def planned_first_session(starts_on: date, training: Training) -> date:
    """When a first session is to be expected under a licence from that day: as initial training closes.

    With training that closes after three months that is the middle of the third.
    """
    closes = [e.closes_months for e in training.events if e.required and e.anchor is TrainingAnchor.LICENCE_START]
    return add_months(starts_on, max(max(closes, default=1) - 1, 0)) + INTO_THE_MONTH


def first_results(first_session_on: date, delivery: Delivery, points: tuple[TimePoint, ...]) -> tuple[Result, ...]:
    """The last time point of the first course, and those after it: before them no set of results is complete."""
    weeks = {session.code: session.week for session in delivery.sessions}
    found = [
        Result(
            point.code,
            point.name,
            add_months(first_session_on + timedelta(weeks=weeks[point.session]), point.months_after),
        )
        for point in points
        if point.session in weeks
    ]
    within = [one for one, point in zip(found, points, strict=False) if not point.months_after]
    if not within:
        return ()
    last = max(within, key=lambda one: one.on_day)
    return tuple(sorted((one for one in found if one.on_day >= last.on_day), key=lambda one: one.on_day))
