"""The taper: which support contacts a licence has, and on which days (decisions.md, Time).

Every nominal date is counted from the licence's start, so a moved or late contact never makes the rest drift.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import repeat

from scaleup.core.dates import SATURDAY, Calendar, add_months, long_date
from scaleup.core.errors import Refusal, Refused
from scaleup.programmes.rules import CONTACTS_AT_MOST, MONTHS_AT_MOST, Step

DAY = timedelta(days=1)


@dataclass(frozen=True)
class PlannedContact:
    """One support contact of the plan."""

    sequence: int
    nominal_on: date
    """So many months after the licence's start; may be the day after its end."""
    due_on: date
    """The working day on which it is due, within the term."""
    interval_months: int
    provisional: bool
    """Whether the day lies past the announced bank holidays."""
    moved_because: str = ""
    """Why it is not due on its nominal date; empty if it is."""


def taper(starts_on: date, ends_on: date, steps: Sequence[Step], calendar: Calendar) -> tuple[PlannedContact, ...]:
    """The contacts of a term, in order. Raises Refused where `taper_refusals` has something to say.

    A contact stands when its nominal date is at most the day after the end, so that a contact of the 36th month
    belongs to a licence of 36 months. Beyond the listed steps the last interval repeats.
    """
    refusals = taper_refusals(starts_on, ends_on, steps, calendar)
    if refusals:
        raise Refused(refusals)
    planned = []
    for sequence, (months, interval) in enumerate(nominal_months(steps), start=1):
        nominal_on = add_months(starts_on, months)
        if nominal_on > ends_on + DAY:
            break
        due_on, because = due(nominal_on, ends_on, calendar)
        provisional = calendar.is_provisional(due_on)
        planned.append(PlannedContact(sequence, nominal_on, due_on, interval, provisional, because))
    return tuple(planned)


def due(nominal_on: date, ends_on: date, calendar: Calendar) -> tuple[date, str]:
    """The day on which a contact of this nominal date is due, and why it is another day, if it is."""
    wanted = min(nominal_on, ends_on)
    due_on = calendar.next_working_day(wanted)
    if due_on > ends_on:
        due_on = calendar.previous_working_day(wanted)
    reasons = [f"the licence ends on {long_date(ends_on)}"] if nominal_on > ends_on else []
    reasons.extend(passed_over(wanted, due_on, calendar))
    return due_on, " and ".join(reasons)


def passed_over(wanted: date, due_on: date, calendar: Calendar) -> Iterator[str]:
    """Why each day from the one wanted to the one chosen was passed over; a weekend is said once."""
    step = DAY if due_on > wanted else -DAY
    weekend_said = False
    while wanted != due_on:
        is_weekend = wanted.weekday() >= SATURDAY
        if not (is_weekend and weekend_said):
            yield calendar.reason(wanted)
        weekend_said = weekend_said or is_weekend
        wanted += step


def nominal_months(steps: Sequence[Step]) -> Iterator[tuple[int, int]]:
    """Months after the start and the interval of each contact, without end: the last interval repeats."""
    months = 0
    listed = (step.months_between for step in steps for _ in range(step.contacts))
    for intervals in (listed, repeat(steps[-1].months_between)):
        for interval in intervals:
            months += interval
            yield months, interval


def steps_left(steps: Sequence[Step], contacts: int) -> tuple[Step, ...]:
    """The steps that remain after so many contacts: a renewed licence goes on from the step reached."""
    left = []
    for step in steps:
        used = min(contacts, step.contacts)
        contacts -= used
        if step.contacts > used:
            left.append(Step(step.months_between, step.contacts - used))
    return tuple(left) or (Step(steps[-1].months_between, 1),)


def taper_refusals(starts_on: date, ends_on: date, steps: Sequence[Step], calendar: Calendar) -> tuple[Refusal, ...]:
    """Why no plan can be made of this; empty if one can."""
    return (*term_refusals(starts_on, ends_on, calendar), *step_refusals(steps))


def term_refusals(starts_on: date, ends_on: date, calendar: Calendar) -> tuple[Refusal, ...]:
    """What is wrong with the term."""
    if ends_on < starts_on:
        return (
            Refusal(
                f"The end, {long_date(ends_on)}, lies before the start, {long_date(starts_on)}. "
                "Give an end on or after the start.",
                "ends_on",
            ),
        )
    if not calendar.reaches(starts_on) or not calendar.reaches(ends_on):
        return (
            Refusal(
                f"The bank holidays are known from {calendar.first_on.year} to {calendar.last_on.year}. "
                "Give a start and an end within these years.",
                "ends_on" if calendar.reaches(starts_on) else "starts_on",
            ),
        )
    return ()


def step_refusals(steps: Sequence[Step]) -> tuple[Refusal, ...]:
    """What is wrong with the steps."""
    if not steps:
        return (Refusal("The taper has no step. Give at least one: months between, and contacts.", "steps"),)
    found = []
    for number, step in enumerate(steps, start=1):
        if not 1 <= step.months_between <= MONTHS_AT_MOST:
            found.append(
                Refusal(
                    f"Step {number} of the taper has {step.months_between} months between contacts. "
                    f"Give a number from 1 to {MONTHS_AT_MOST}.",
                    "steps",
                )
            )
        if not 1 <= step.contacts <= CONTACTS_AT_MOST:
            found.append(
                Refusal(
                    f"Step {number} of the taper has {step.contacts} contacts. "
                    f"Give a number from 1 to {CONTACTS_AT_MOST}.",
                    "steps",
                )
            )
    return tuple(found)
