"""The record of one session: what was planned, what became of it, and from when it counts as due. Pure.

Counts only: nothing here can hold a name or a word about a family (domain.md 6).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scaleup.delivery.rules.pairing import Deliverer
from scaleup.programmes.rules import Attender

WEEK = timedelta(days=7)


class State(StrEnum):
    """What became of a session."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"
    MOVED = "moved"
    """To another day, and not held yet."""


STATE_WORDS: dict[str, str] = {
    State.PLANNED: "Planned",
    State.HELD: "Held",
    State.CANCELLED: "Cancelled",
    State.MOVED: "Moved",
}


class Reason(StrEnum):
    """Why a session was cancelled or moved; a code, so that nobody writes about a family."""

    FEW_FAMILIES = "few_families"
    FAMILIES_ASKED = "families_asked"
    FACILITATOR_AWAY = "facilitator_away"
    NO_PAIR = "no_pair"
    NO_INTERPRETER = "no_interpreter"
    VENUE = "venue"
    CLOSED = "closed"
    WEATHER = "weather"
    OTHER = "other"


REASON_WORDS: dict[str, str] = {
    Reason.FEW_FAMILIES: "Too few families could come",
    Reason.FAMILIES_ASKED: "The families asked for another day",
    Reason.FACILITATOR_AWAY: "A facilitator was ill or away",
    Reason.NO_PAIR: "No pair could be found",
    Reason.NO_INTERPRETER: "No interpreter could be found",
    Reason.VENUE: "The venue was not there",
    Reason.CLOSED: "A bank holiday or a day of closure",
    Reason.WEATHER: "Weather or transport",
    Reason.OTHER: "Something else",
}


@dataclass(frozen=True)
class SessionRecord:
    """A session of a group: its plan, and what was recorded of it."""

    code: str
    name: str
    kind: str
    planned_on: date
    minutes_planned: int | None = None
    """None where the programme's version does not say."""
    components_planned: tuple[str, ...] = ()
    state: State = State.PLANNED
    on_day: date | None = None
    """The day on which it was held, or to which it was moved."""
    because: Reason | None = None
    minutes: int | None = None
    components: frozenset[str] = frozenset()
    """The codes of what was delivered of it."""
    mothers: int | None = None
    partners: int | None = None
    parents: int | None = None
    """Of a programme that does not tell mothers and partners apart."""
    children: int | None = None
    interpreters: int | None = None
    supervised: bool | None = None
    """Whether the pair had its supervision; None where nobody said."""
    pair: tuple[Deliverer, ...] = ()
    """Who delivers it, or was to."""

    @property
    def due_on(self) -> date:
        """From when it counts: its planned day, the new one if it was moved, the earlier one if it was held before."""
        if self.state is State.MOVED:
            return self.on_day or self.planned_on
        if self.state is State.HELD:
            return min(self.planned_on, self.on_day or self.planned_on)
        return self.planned_on

    def count_of(self, attender: str) -> int | None:
        """How many of these came; None where nobody counted them."""
        counts: dict[str, int | None] = {
            Attender.MOTHERS: self.mothers,
            Attender.PARTNERS: self.partners,
            Attender.PARENTS: self.parents,
            Attender.CHILDREN: self.children,
        }
        return counts[attender]

    def is_due(self, today: date) -> bool:
        """Whether its day has come."""
        return self.due_on <= today

    def is_held(self, today: date) -> bool:
        """Whether it was held by that day."""
        return self.state is State.HELD and self.on_day is not None and self.on_day <= today

    def is_recorded(self, today: date) -> bool:
        """Whether it is due and its record says what became of it: held or cancelled."""
        return self.is_due(today) and (self.is_held(today) or self.state is State.CANCELLED)

    @property
    def in_its_week(self) -> bool:
        """Whether it was held in the calendar week that was planned, the one before or the one after (domain.md 4.3).

        The week is that of the first plan: a session that was moved is held against the plan all the same.
        """
        if self.state is not State.HELD or self.on_day is None:
            return False
        return abs(monday(self.on_day) - monday(self.planned_on)) <= WEEK


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def falls_away(record: SessionRecord, closed_on: date | None) -> bool:
    """Whether it was still to come when the area left the programme: it is not to be held, and counts nowhere."""
    return closed_on is not None and record.state in (State.PLANNED, State.MOVED) and record.due_on > closed_on


def due(records: Iterable[SessionRecord], *, today: date) -> tuple[SessionRecord, ...]:
    """Those whose day has come."""
    return tuple(one for one in records if one.is_due(today))


def recorded(records: Iterable[SessionRecord], *, today: date) -> tuple[SessionRecord, ...]:
    """Those that are due and whose record says what became of them."""
    return tuple(one for one in records if one.is_recorded(today))


def lacking(records: Iterable[SessionRecord], *, today: date) -> tuple[SessionRecord, ...]:
    """Those that are due and still lack a record, the oldest first."""
    missing = (one for one in due(records, today=today) if not one.is_recorded(today))
    return tuple(sorted(missing, key=lambda one: (one.due_on, one.code)))
