"""The facts that licences announce; each carries every value that those who follow it need."""

from dataclasses import dataclass, field
from datetime import date

from scaleup.licences.rules.states import Renewal


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
    noted_on: date | None = field(default=None, compare=False)
    """The day on which it was noted, which may be later."""
    closing: bool = field(default=False, compare=False)
    """Whether its implementation closes with it: what follows for bookings follows from that."""


@dataclass(frozen=True)
class LicenceResumed(LicenceFact):
    """Support stands again from `on_day`; the suspension that began on `suspended_from_on` ended the day before."""

    suspended_from_on: date


@dataclass(frozen=True)
class LicenceEnded(LicenceFact):
    """The licence ended early: `on_day` was its last day."""

    reason: str
    noted_on: date | None = field(default=None, compare=False)
    """The day on which it was noted, which may be later."""
    closing: bool = field(default=False, compare=False)
    """Whether its implementation closes with it: what follows for bookings follows from that."""


@dataclass(frozen=True)
class LicenceTerminated(LicenceFact):
    """The licence was taken away: `on_day` was its last day."""

    reason: str
    noted_on: date | None = field(default=None, compare=False)
    """The day on which it was noted, which may be later."""
    closing: bool = field(default=False, compare=False)
    """Whether its implementation closes with it: what follows for bookings follows from that."""


@dataclass(frozen=True)
class RenewalDecided(LicenceFact):
    """It is decided what follows the licence: reminders to decide stop."""

    decision: Renewal
