"""An area's journey with one programme, from enquiry to the licence's end: the facts that the strip is drawn from."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scaleup.core.dates import add_months
from scaleup.programmes.rules import UNIT_WORDS, DeliveryUnit, UnitWords

EMBEDDED_AFTER_MONTHS = 12
"""Of delivery, counted from the first session (look.md, Weak, and left open)."""

AFTER_THE_END = timedelta(days=12)
WITHOUT_LICENCE = timedelta(days=90)
LATE_LOOK = timedelta(days=370)
"""So long after a licence ended today is still in the drawing."""


class Contacted(StrEnum):
    """What became of a contact."""

    HELD = "held"
    HELD_LATE = "held late"
    MISSED = "missed"
    NO_RECORD = "no record"
    NEXT = "next"
    TO_COME = "to come"


class Colour(StrEnum):
    """What a fidelity check came to; a check that is to come has none."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class Contact:
    """A support contact. `interval_months` is its step of the taper; None before the licence and for extras."""

    on: date
    state: Contacted
    number: int | None = None
    interval_months: int | None = None
    held_on: date | None = None
    """When it was held, if not on its day."""

    @property
    def name(self) -> str:
        """ "Contact 16", or "Contact" for one that has no number."""
        return f"Contact {self.number}" if self.number else "Contact"


@dataclass(frozen=True)
class Event:
    """A training event."""

    on: date
    label: str


@dataclass(frozen=True)
class Check:
    """A fidelity check. `score` is as it is shown ("84%"); the rounding is fidelity's."""

    on: date
    score: str = ""
    colour: Colour | None = None


@dataclass(frozen=True)
class Window:
    """When the top-up may be taken."""

    opens_on: date
    closes_on: date


@dataclass(frozen=True)
class Rest:
    """A time without support."""

    starts_on: date
    ends_on: date
    known: bool = True
    """Whether its last day is known; else it is drawn to the licence's end."""


@dataclass(frozen=True)
class Course:
    """A group, from its first session to the last time point."""

    starts_on: date
    ends_on: date
    running: bool = False


@dataclass(frozen=True)
class Journey:
    """Everything the strip shows. What is not known is None and is left out of the drawing."""

    name: str
    today: date
    enquired_on: date | None = None
    assessed_on: date | None = None
    ready_on: date | None = None
    licence_starts_on: date | None = None
    licence_ends_on: date | None = None
    delivery_started_on: date | None = None
    stopped_on: date | None = None
    """The day on which the work here stopped: the area paused or left, or the licence ended before its term."""
    rests: tuple[Rest, ...] = ()
    contacts: tuple[Contact, ...] = ()
    events: tuple[Event, ...] = ()
    checks: tuple[Check, ...] = ()
    courses: tuple[Course, ...] = ()
    window: Window | None = None
    unit: UnitWords = UNIT_WORDS[DeliveryUnit.GROUP]
    """What the courses are called."""

    @property
    def licensed(self) -> bool:
        """Whether there is a licence to draw."""
        return self.licence_starts_on is not None and self.licence_ends_on is not None

    @property
    def first_on(self) -> date:
        """The first of the month of the earliest fact."""
        acts = [self.enquired_on, self.assessed_on, self.ready_on, self.licence_starts_on]
        known = [day for day in acts if day]
        known += [contact.on for contact in self.contacts]
        known += [event.on for event in self.events]
        return min(known, default=self.today).replace(day=1)

    @property
    def last_on(self) -> date:
        """Where the drawing ends: shortly after the licence, or after today when there is none or it has just ended."""
        if self.licence_ends_on is None:
            return self.today + WITHOUT_LICENCE
        if self.licence_ends_on < self.today <= self.licence_ends_on + LATE_LOOK:
            return self.today + AFTER_THE_END
        return self.licence_ends_on + AFTER_THE_END


@dataclass(frozen=True)
class Stage:
    """One stage. `look` is its fill: 1 to 3 hatched before the licence, 4 to 6 solid under it, 0 crossed."""

    name: str
    look: int
    starts_on: date
    ends_on: date

    @property
    def beginning(self) -> str:
        """The stage's first day in words: "Delivering begins", but "Stopped"."""
        return f"{self.name} begins" if self.look else self.name


def stages(journey: Journey) -> tuple[Stage, ...]:
    """The stages in order, each up to the next one's start, the last up to the licence's end; none after a stop."""
    delivering = journey.delivery_started_on
    begun = [
        ("Enquiry", 1, journey.enquired_on),
        ("Readiness", 2, journey.assessed_on),
        ("Preparing", 3, journey.ready_on),
        ("Training", 4, journey.licence_starts_on),
        ("Delivering", 5, delivering),
        ("Embedded", 6, add_months(delivering, EMBEDDED_AFTER_MONTHS) if delivering else None),
        ("Stopped", 0, journey.stopped_on),
    ]
    end = journey.licence_ends_on or journey.last_on
    stopped = journey.stopped_on or end
    known = sorted(
        (day, place, name, look)
        for place, (name, look, day) in enumerate(begun)
        if day and day < end and day <= stopped
    )
    ends = [day for day, *_ in known[1:]] + [end] * bool(known)
    return tuple(
        Stage(name, look, day, until)
        for (day, _place, name, look), until in zip(known, ends, strict=True)
        if day < until
    )
