"""Which reviews an implementation has, and on which days: a function of the programme, the licences and the pauses.

Every day counts from the start of the first licence, so a renewal restarts nothing. At a month in which a review of
sustainability falls together with an annual one, the one review is both.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scaleup.core.dates import Calendar, add_months, long_date

DAY = timedelta(days=1)
WINDOW = 20
"""Working days before and after its day within which a review is held as planned."""
SOON = timedelta(days=28)
"""From here on a review is due soon: the day of its first reminder."""


class Kind(StrEnum):
    """What a review looks at."""

    ANNUAL = "annual"
    SUSTAINABILITY = "sustainability"


KIND_WORDS: dict[str, str] = {Kind.ANNUAL: "Annual review", Kind.SUSTAINABILITY: "Review of sustainability"}


@dataclass(frozen=True)
class Schedule:
    """How often a programme looks back, in months after the first licence began; no annual reviews at 0."""

    annual_months: int
    sustainability_months: tuple[int, ...]

    def asked(self, month: int) -> Kind | None:
        """What is looked at in this month."""
        if month in self.sustainability_months:
            return Kind.SUSTAINABILITY
        return Kind.ANNUAL if self.annual_months and month % self.annual_months == 0 else None


@dataclass(frozen=True)
class Rest:
    """A time without support; open while nobody knows its last day."""

    from_on: date
    to_on: date | None


@dataclass(frozen=True)
class Term:
    """The days of one licence: its end is the day on which it stopped, if that came first."""

    starts_on: date
    ends_on: date
    schedule: Schedule | None = None
    """What the licence's version says of reviews, where the implementation's licences differ in it."""


@dataclass(frozen=True)
class Facts:
    """Everything that the reviews of one implementation follow from."""

    schedule: Schedule
    opened_on: date
    closed_on: date | None
    known_from: date
    """Nobody is asked for a review whose time was over before the first licence was on record here."""
    terms: tuple[Term, ...] = ()
    rests: tuple[Rest, ...] = ()

    @property
    def lived(self) -> tuple[Term, ...]:
        """The terms of at least one day."""
        return tuple(term for term in self.terms if term.starts_on <= term.ends_on)

    @property
    def anchor(self) -> date | None:
        """The day from which reviews count: the start of the first licence."""
        return min((term.starts_on for term in self.lived), default=None)

    @property
    def last_on(self) -> date:
        """The last day of the implementation; the end of all days while it is open."""
        return self.closed_on or date.max

    def schedule_of(self, day: date) -> Schedule:
        """What is said of reviews by the licence that covers the day, or ran last before it."""
        begun = [term for term in self.lived if term.starts_on <= day]
        latest = max(begun, key=lambda term: (term.starts_on, term.ends_on), default=None)
        return latest.schedule if latest and latest.schedule else self.schedule

    def within(self, kind: Kind, day: date) -> bool:
        """Whether a review of this kind may stand on the day."""
        if not max(self.opened_on, self.anchor or date.max) <= day <= self.last_on:
            return False
        return kind is Kind.SUSTAINABILITY or any(term.starts_on <= day <= term.ends_on for term in self.lived)


@dataclass(frozen=True)
class Planned:
    """One review of the plan."""

    month: int
    """Months after the first licence began: its name within the implementation."""
    kind: Kind
    nominal_on: date
    due_on: date
    provisional: bool
    why: str = ""
    """Why it is not due on its nominal day; empty if it is."""


def reviews(facts: Facts, calendar: Calendar, moved: Mapping[int, date] | None = None) -> tuple[Planned, ...]:
    """The reviews of the implementation, in order, one at most for each month.

    `moved` are days that people chose, by month: one is kept while a review may stand there.
    """
    anchor = facts.anchor
    if anchor is None:
        return ()
    chosen = moved or {}
    found = [
        one
        for month, kind in marks(facts, anchor)
        if (one := placed(month, kind, facts=facts, calendar=calendar, chosen=chosen.get(month))) is not None
    ]
    return tuple(last_of_each_day(found))


def marks(facts: Facts, anchor: date) -> Iterator[tuple[int, Kind]]:
    """The months in which a review may stand, in order: each as the licence says that covers its day."""
    said = {facts.schedule, *(term.schedule for term in facts.lived if term.schedule)}
    last_on = max(term.ends_on for term in facts.lived) + DAY
    months = {month for one in said for month in one.sustainability_months}
    for every in {one.annual_months for one in said if one.annual_months}:
        month = every
        while add_months(anchor, month) <= last_on:
            months.add(month)
            month += every
    for month in sorted(months):
        if kind := facts.schedule_of(add_months(anchor, month)).asked(month):
            yield month, kind


def placed(month: int, kind: Kind, *, facts: Facts, calendar: Calendar, chosen: date | None) -> Planned | None:
    """The review of this month; None where it cannot stand."""
    nominal_on = add_months(facts.anchor or date.max, month)
    last_on = bound(kind, nominal_on, facts)
    if last_on is None or not calendar.reaches(nominal_on):
        return None
    if chosen is not None and may_stand(kind, chosen, facts) and calendar.is_working(chosen):
        return Planned(month, kind, nominal_on, chosen, calendar.is_provisional(chosen))
    wanted = min(nominal_on, last_on)
    why = f"the licence ends on {long_date(last_on)}" if nominal_on > last_on else ""
    due_on = working_day(wanted, last_on, calendar)
    while due_on is not None and (rest := resting(due_on, facts) or resting(wanted, facts)) is not None:
        if rest.to_on is None or rest.to_on >= last_on:
            return None
        wanted = rest.to_on + DAY
        why = f"support rested until {long_date(rest.to_on)}"
        due_on = working_day(wanted, last_on, calendar)
        if due_on is not None and due_on < wanted:
            return None
    if due_on is None or not facts.within(kind, due_on) or over(due_on, facts.known_from, calendar):
        return None
    if due_on != wanted:
        why = " and ".join(part for part in (why, calendar.reason(wanted)) if part)
    why = why[:1].upper() + why[1:]
    return Planned(month, kind, nominal_on, due_on, calendar.is_provisional(due_on), why)


def may_stand(kind: Kind, day: date, facts: Facts) -> bool:
    """Whether a person may choose this day: the programme runs there, and no pause covers it."""
    return facts.within(kind, day) and resting(day, facts) is None


def bound(kind: Kind, nominal_on: date, facts: Facts) -> date | None:
    """The last day on which this review may stand; None where it may not at all.

    An annual one belongs to the licence that runs on its day, or has ended the day before.
    """
    if nominal_on > facts.last_on:
        return None
    if kind is Kind.SUSTAINABILITY:
        return facts.last_on
    running = [t.ends_on for t in facts.lived if t.starts_on <= nominal_on <= t.ends_on + DAY]
    return min(max(running), facts.last_on) if running else None


def resting(day: date, facts: Facts) -> Rest | None:
    """The pause in which the day lies."""
    inside = (r for r in facts.rests if r.from_on <= day and (r.to_on is None or day <= r.to_on))
    return next(inside, None)


def working_day(wanted: date, last_on: date, calendar: Calendar) -> date | None:
    """The day if people work on it, else the next one, or the one before where the next lies too late."""
    day = wanted
    while calendar.reaches(day) and not calendar.is_working(day):
        day += DAY
    if not calendar.reaches(day):
        return None
    return day if day <= last_on else calendar.previous_working_day(wanted)


def over(due_on: date, on_day: date, calendar: Calendar) -> bool:
    """Whether the time of a review due on one day was over on another."""
    return due_on < on_day and calendar.towards(due_on, WINDOW) < on_day


def last_of_each_day(found: Iterable[Planned]) -> list[Planned]:
    """One review a day: of several that a pause pushed together the last one stands."""
    return sorted({one.due_on: one for one in found}.values(), key=lambda one: one.month)


def window(due_on: date, calendar: Calendar) -> tuple[date, date]:
    """The first and the last day on which a review due on this day is held as planned, as far as days are known."""
    return calendar.towards(due_on, -WINDOW), calendar.towards(due_on, WINDOW)


class Standing(StrEnum):
    """How a review stands on a day."""

    TO_COME = "to_come"
    EARLY = "early"
    """Its window has opened."""
    SOON = "soon"
    TODAY = "today"
    LATE = "late"
    MISSED = "missed"
    """Its window has closed; it stays until it is held, or left out with a reason."""
    DONE = "done"
    LEFT_OUT = "left_out"
    GONE = "gone"


STANDING_WORDS: dict[Standing, str] = {
    Standing.TO_COME: "to come",
    Standing.EARLY: "can be held",
    Standing.SOON: "due soon",
    Standing.TODAY: "due today",
    Standing.LATE: "late",
    Standing.MISSED: "no record",
    Standing.DONE: "held",
    Standing.LEFT_OUT: "left out",
    Standing.GONE: "no longer planned",
}
MARKS: dict[Standing, str] = {
    Standing.TO_COME: "idle",
    Standing.EARLY: "idle",
    Standing.SOON: "soon",
    Standing.TODAY: "soon",
    Standing.LATE: "late",
    Standing.MISSED: "late",
    Standing.DONE: "done",
    Standing.LEFT_OUT: "held",
    Standing.GONE: "held",
}
"""The shape of each (look.md, Colour)."""
SETTLED = {"done": Standing.DONE, "left_out": Standing.LEFT_OUT, "gone": Standing.GONE}


def standing(due_on: date, today: date, calendar: Calendar, *, state: str = "open") -> Standing:
    """How a review in this state stands on the day."""
    if state in SETTLED:
        return SETTLED[state]
    first_on, last_on = window(due_on, calendar)
    if today > last_on:
        return Standing.MISSED
    if today > due_on:
        return Standing.LATE
    if today == due_on:
        return Standing.TODAY
    if today >= due_on - SOON:
        return Standing.SOON
    return Standing.EARLY if today >= first_on else Standing.TO_COME
