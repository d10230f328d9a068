"""Who may have a seat, which seat is free, and who moves up from the waiting list. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from scaleup.core.dates import counted
from scaleup.core.errors import Refusal

PEOPLE = "people"
"""The field of the booking form at which these refusals stand."""


@dataclass(frozen=True)
class Comer:
    """Somebody who is to be booked, by what speaks against it."""

    facilitator_id: int
    area_id: int
    name: str
    here: bool
    """Whether they facilitate in an area of the event."""
    left: bool
    standing: str
    """ "booked" or "waiting" where they are in this event already."""
    area_left: bool = False
    """Whether their area has left the programme for good."""


def refusals_to_book(comers: Sequence[Comer], *, cancelled: bool) -> list[Refusal]:
    """Every reason why these people cannot be booked."""
    if cancelled:
        return [Refusal("This event is cancelled: nobody can be booked. Choose another event.", PEOPLE)]
    if not comers:
        return [Refusal("Choose at least one person.", PEOPLE)]
    return [Refusal(why, PEOPLE) for comer in comers if (why := against(comer))]


def against(comer: Comer) -> str:
    """What speaks against somebody; empty if nothing does."""
    if comer.standing == "booked":
        return f"{comer.name} is booked already. Nobody has two places in one event."
    if comer.standing:
        return f"{comer.name} is on the waiting list already."
    if comer.left:
        return f"{comer.name} has left. Choose who replaces them."
    if comer.here and comer.area_left:
        return f"The area of {comer.name} has left the programme: nobody of it is booked."
    return "" if comer.here else f"{comer.name} belongs to no area of this event."


def full(free: int, wanted: int) -> list[Refusal]:
    """Why so many cannot be booked at once; nothing where there are seats enough."""
    if wanted <= free:
        return []
    there = f"{counted(free, 'place')} {'is' if free == 1 else 'are'} free" if free else "This event is full"
    who = counted(wanted, "person")
    return [Refusal(f"{there}, and you chose {who}. Choose fewer, or let the others wait.", PEOPLE)]


def free_seats(taken: Collection[int], capacity: int) -> list[int]:
    """The seats that nobody holds, the lowest first."""
    return [seat for seat in range(1, capacity + 1) if seat not in taken]


def reseated(taken: Collection[int], capacity: int) -> dict[int, int]:
    """Which seats beyond a smaller capacity become which free ones."""
    beyond = sorted(seat for seat in taken if seat > capacity)
    return dict(zip(beyond, free_seats(taken, capacity), strict=False))


def refusals_of_capacity(capacity: int, booked: int) -> list[Refusal]:
    """Fewer seats than people are refused."""
    if capacity >= booked:
        return []
    return [
        Refusal(
            f"{booked} people are booked. Enter {booked} or more, or take somebody out of the event first.", "capacity"
        )
    ]
