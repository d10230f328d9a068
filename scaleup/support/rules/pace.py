"""The pace of support: how far apart contacts stand, from the programme's steps and what people decided about them.

The programme lists its steps; a decision makes contacts stay at one interval from a contact on, or lets the steps
that remain go on. Contacts before it keep their days, and every date still counts from the licence's start.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from scaleup.core.dates import add_months
from scaleup.programmes.rules import Step
from scaleup.support.rules.taper import steps_left


@dataclass(frozen=True)
class Pacing:
    """A decision about the pace. Of two from one contact on the later decided stands."""

    after: int
    """The number of the last contact that keeps its day."""
    every: int | None
    """Months between the contacts after it; None: the programme's steps that remain go on."""
    first: int | None = None
    """Months to the first of them, where fewer would lie in the past."""


@dataclass(frozen=True)
class Pace:
    """Where support stands after a contact: the programme's steps that remain, and the interval stayed at, if any.

    Nobody stays at more than the programme itself has there; a contact at the programme's own interval uses it up.
    """

    left: tuple[Step, ...]
    stay: int | None = None
    used: int = field(default=0, compare=False)
    """How many contacts of the programme's steps are used up; below 0 before those that wait for the first session."""

    @property
    def interval(self) -> int:
        """Months to the next contact."""
        own = self.left[0].months_between
        return min(self.stay or own, own)

    @property
    def ahead(self) -> tuple[Step, ...]:
        """How contacts go on from here; the last interval repeats."""
        stay = self.stay
        if stay is None:
            return self.left
        return (*takewhile(lambda step: step.months_between < stay, self.left), Step(stay, 1))

    @property
    def onwards(self) -> "Pace":
        """Where support stands a contact later."""
        if self.interval < self.left[0].months_between:
            return self
        return Pace(steps_left(self.left, 1), self.stay, self.used + 1)

    def after(self, contacts: int) -> "Pace":
        """Where support stands so many contacts later."""
        pace = self
        for _ in range(contacts):
            pace = pace.onwards
        return pace


def carried(pace: Pace, steps: Sequence[Step]) -> Pace:
    """The same place within other steps, as a newer version of the programme has them: as many contacts are used up.

    What people decided stands.
    """
    return Pace(steps_left(steps, max(pace.used, 0)), pace.stay, pace.used)


def paced(begin: Pace, pacings: Iterable[Pacing]) -> tuple[Step, ...]:
    """The steps of a licence that begins at this pace, as people decided them; the programme's own where nobody did."""
    return walked(begin, pacings)[0]


def reached(begin: Pace, pacings: Iterable[Pacing], *, contacts: int) -> Pace:
    """Where support stands after so many contacts: a renewed licence begins there."""
    _, pace, since = walked(begin, [one for one in pacings if one.after <= contacts])
    return pace.after(max(contacts - since, 0))


def walked(pace: Pace, pacings: Iterable[Pacing]) -> tuple[tuple[Step, ...], Pace, int]:
    """The steps to the end, the pace after the last decision, and the number of the contact that it follows."""
    taken: list[Step] = []
    first: int | None = None
    for pacing in sorted(pacings, key=lambda one: one.after):
        while len(taken) < pacing.after:
            taken.append(step_at(pace, first))
            pace, first = pace.onwards, None
        pace, first = Pace(pace.left, pacing.every, pace.used), pacing.first
    if first:
        taken.append(step_at(pace, first))
        pace = pace.onwards
    return (*taken, *pace.ahead), pace, len(taken)


def step_at(pace: Pace, first: int | None) -> Step:
    """The next contact as a step of its own; the first after a decision may be farther off, as the programme has it."""
    return Step(min(first, pace.left[0].months_between) if first else pace.interval, 1)


def from_first_session(steps: Sequence[Step], started_on: date | None, starts_on: date) -> tuple[Step, ...]:
    """The steps counted off from the first session: until then contacts are as frequent as in the first of them."""
    interval = steps[0].months_between
    if started_on is None:
        return (Step(interval, 1),)
    before = 0
    while add_months(starts_on, (before + 1) * interval) <= started_on:
        before += 1
    return (Step(interval, before), *steps) if before else tuple(steps)


def first_interval(every: int, *, after_months: int, starts_on: date, today: date) -> int | None:
    """Months to the first contact at a denser pace, if it would lie in the past otherwise: the fewest that do not."""
    first = every
    while add_months(starts_on, after_months + first) <= today:
        first += 1
    return first if first > every else None


def every(months: int) -> str:
    """An interval in words: "every month", "every 2 months"."""
    return "every month" if months == 1 else f"every {months} months"
