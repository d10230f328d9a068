"""How a person wants to be written to: one by one or once a day, in which hours, and who stands in. Pure.

Hours are London's; an instant is reckoned once, from a date and an hour, so a clock change moves nothing twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum

from scaleup.core.dates import DAY, LONDON, local_date
from scaleup.core.errors import Refusal

WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
EVERY_DAY = frozenset(range(7))
MIDNIGHT = 24


class Manner(StrEnum):
    """How reminders come."""

    SINGLE = "single"
    DAILY = "daily"


MANNERS = {
    Manner.SINGLE: "Each by itself, three a day at the most",
    Manner.DAILY: "All of a day in one mail",
}


@dataclass(frozen=True)
class Choices:
    """What one person chose; as it stands here for who chose nothing: each mail when it is due, at any hour."""

    manner: Manner = Manner.SINGLE
    days: frozenset[int] = EVERY_DAY
    """Monday is 0."""
    from_hour: int = 0
    until_hour: int = MIDNIGHT
    """Mail goes before this hour."""
    stand_in_id: int | None = None
    away: tuple[tuple[date, date], ...] = ()
    """First and last days."""

    def open_at(self, at: datetime) -> datetime:
        """The first instant, from this one on, that lies in the person's hours."""
        day = local_date(at)
        while True:
            if day.weekday() in self.days:
                begins, ends = hour(day, self.from_hour), hour(day, self.until_hour)
                if at < ends:
                    return max(at, begins)
            day += DAY

    def away_on(self, day: date) -> bool:
        """Whether the person is away."""
        return any(first <= day <= last for first, last in self.away)

    def back_at(self, day: date) -> datetime:
        """The first instant in the person's hours once they are back."""
        while self.away_on(day):
            day += DAY
        return self.open_at(hour(day, self.from_hour))


NOTHING_CHOSEN = Choices()


def hour(day: date, number: int) -> datetime:
    """The instant of this hour in London; 24 is the next day's midnight. What a clock change skips is an hour later."""
    day, number = (day + DAY, 0) if number == MIDNIGHT else (day, number)
    return datetime.combine(day, time(number), tzinfo=LONDON).astimezone(UTC)


@dataclass(frozen=True)
class Going:
    """When a reminder goes, and whether in a digest."""

    at: datetime
    in_digest: bool


def going(
    choices: Choices, now: datetime, *, expires_at: datetime | None, had_digest: bool, stood_in_for: bool
) -> Going:
    """How a reminder that is due now goes. What would be useless by then is told in a digest: nothing is lost by hours.

    Somebody stands in: the person reads in one mail, once back, what is still open.
    """
    if stood_in_for:
        return Going(choices.back_at(local_date(now)), in_digest=True)
    at = choices.open_at(now)
    if choices.manner is Manner.DAILY:
        if had_digest and local_date(at) == local_date(now):
            at = choices.open_at(hour(local_date(now), MIDNIGHT))
        return Going(at, in_digest=True)
    return Going(at, in_digest=at > now and expires_at is not None and at >= expires_at)


def refusals_of_choices(
    days: Sequence[int], *, from_hour: int, until_hour: int, stand_in_id: int | None, may_stand_in: Sequence[int]
) -> list[Refusal]:
    """Why these cannot be chosen; empty if they can."""
    found = []
    if not days:
        found.append(Refusal("Tick at least one day, or no reminder would ever reach you.", "days"))
    if until_hour <= from_hour:
        found.append(Refusal("The last hour lies before the first. Choose a later one.", "until_hour"))
    if stand_in_id is not None and stand_in_id not in may_stand_in:
        found.append(Refusal("This person cannot open your areas. Choose somebody from the list.", "stand_in"))
    return found
