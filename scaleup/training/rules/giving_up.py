"""What becomes of bookings to come when an area's programme or licence ends or rests, in sentences. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from scaleup.core.dates import counted


class Fate(StrEnum):
    """What becomes of bookings to come."""

    GIVEN_UP = "given up"
    COVERED = "covered"
    """Another licence covers the days."""
    RESTS = "rests"
    """The area pauses: a suspension takes no seat away."""


@dataclass(frozen=True)
class Coming:
    """The bookings of one implementation in an event to come."""

    title: str
    """Its name and days."""
    booked: int
    waiting: int
    moving_up: int
    """How many people of other areas have a seat then."""
    alone: bool
    """Whether it serves no other area."""

    @property
    def people(self) -> int:
        """How many it concerns."""
        return self.booked + self.waiting


STAYS: dict[Fate, str] = {
    Fate.COVERED: "stay in it, because another licence covers its days",
    Fate.RESTS: "stay in it: a suspension takes no seat in training away",
}


def sentence(coming: Coming, fate: Fate) -> str:
    """What becomes of them, for the page that asks before it."""
    if fate is not Fate.GIVEN_UP:
        stay = STAYS[fate].replace("stay", "stays", 1) if coming.people == 1 else STAYS[fate]
        return f"{coming.title}: {counted(coming.people, 'person')} {stay}."
    up = coming.moving_up
    each = (
        (coming.booked, f"{are(coming.booked)} taken out and told by mail"),
        (coming.waiting, f"{are(coming.waiting)} taken off the waiting list"),
        (up, f"of other areas {'moves' if up == 1 else 'move'} up from the waiting list"),
    )
    gone = [f"{counted(count, 'person')} {what}" for count, what in each if count]
    stands = " It serves no other area and stays planned: cancel it, or let others take part." if coming.alone else ""
    return f"{coming.title}: {', '.join(gone)}.{stands}"


def are(count: int) -> str:
    """The verb for so many."""
    return "is" if count == 1 else "are"
