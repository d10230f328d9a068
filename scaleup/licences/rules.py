"""The licence as a state machine in one pure table, and what is read from its dates."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """States by act, as stored. In force and ended by date are read, never written."""

    DRAFT = "draft"
    GRANTED = "granted"
    SUSPENDED = "suspended"
    ENDED = "ended"
    TERMINATED = "terminated"


class Renewal(StrEnum):
    """The decision on what follows a licence."""

    RENEW = "renew"
    END = "end"


MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.GRANTED, State.ENDED}),
    State.GRANTED: frozenset({State.SUSPENDED, State.ENDED, State.TERMINATED}),
    State.SUSPENDED: frozenset({State.GRANTED, State.ENDED, State.TERMINATED}),
    State.ENDED: frozenset(),
    State.TERMINATED: frozenset(),
}
"""Where a licence may go from each state. Everything else is refused."""


@dataclass(frozen=True)
class Term:
    """The dates of a licence, both included."""

    starts_on: date
    ends_on: date


class Standing(StrEnum):
    """How a licence reads on a day."""

    DRAFT = "draft"
    GRANTED = "granted"
    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    ENDED = "ended"
    TERMINATED = "terminated"


def standing(state: State, term: Term, today: date) -> Standing:
    """The state with today's date read into it."""
    if state in (State.DRAFT, State.TERMINATED, State.ENDED):
        return Standing(state.value)
    if term.ends_on < today:
        return Standing.ENDED
    if state is State.SUSPENDED:
        return Standing.SUSPENDED
    return Standing.IN_FORCE if term.starts_on <= today else Standing.GRANTED


@dataclass(frozen=True)
class LicenceFact:
    """What every fact about a licence carries. `on_day` is the day from which it counts."""

    licence_id: int
    implementation_id: int
    area_id: int
    on_day: date
    person_id: int | None


@dataclass(frozen=True)
class LicenceGranted(LicenceFact):
    """A licence stands for this term; with `renews_id` it continues the taper of that licence."""

    starts_on: date
    ends_on: date
    renews_id: int | None = None


@dataclass(frozen=True)
class LicenceTermChanged(LicenceFact):
    """A granted licence has another term."""

    starts_on: date
    ends_on: date
    formerly_starts_on: date
    formerly_ends_on: date


@dataclass(frozen=True)
class LicencePlacesChanged(LicenceFact):
    """A granted licence has another number of places."""

    places: int
    formerly: int


@dataclass(frozen=True)
class LicenceSuspended(LicenceFact):
    """No support from `on_day` to `to_on`, both included; open while `to_on` is not known."""

    to_on: date | None
    reason: str


@dataclass(frozen=True)
class LicenceResumed(LicenceFact):
    """Support stands again from `on_day`; the suspension that began on `suspended_from_on` ended the day before."""

    suspended_from_on: date


@dataclass(frozen=True)
class LicenceEnded(LicenceFact):
    """The licence ended early: `on_day` was its last day."""

    reason: str


@dataclass(frozen=True)
class LicenceTerminated(LicenceFact):
    """The licence was taken away: `on_day` was its last day."""

    reason: str


@dataclass(frozen=True)
class RenewalDecided(LicenceFact):
    """It is decided what follows the licence: reminders to decide stop."""

    decision: Renewal
