"""Professions and sides, parts of training, and how many places are left. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scaleup.core.dates import plain_date
from scaleup.core.errors import Refusal


class Side(StrEnum):
    """The two halves of a pair (domain.md 1.1: one health, one children's services)."""

    HEALTH = "health"
    CHILDREN = "childrens_services"
    UNKNOWN = "unknown"


class Profession(StrEnum):
    """What a facilitator is by trade."""

    HEALTH_VISITOR = "health_visitor"
    MIDWIFE = "midwife"
    NURSERY_NURSE = "nursery_nurse"
    FAMILY_SUPPORT_WORKER = "family_support_worker"
    SOCIAL_WORKER = "social_worker"
    CHILDRENS_CENTRE_WORKER = "childrens_centre_worker"
    OTHER = "other"


PROFESSION_WORDS: dict[Profession, str] = {
    Profession.HEALTH_VISITOR: "Health visitor",
    Profession.MIDWIFE: "Midwife",
    Profession.NURSERY_NURSE: "Nursery nurse",
    Profession.FAMILY_SUPPORT_WORKER: "Family support worker",
    Profession.SOCIAL_WORKER: "Social worker",
    Profession.CHILDRENS_CENTRE_WORKER: "Children's centre worker",
    Profession.OTHER: "Other",
}

SIDE: dict[Profession, Side] = {
    Profession.HEALTH_VISITOR: Side.HEALTH,
    Profession.MIDWIFE: Side.HEALTH,
    Profession.NURSERY_NURSE: Side.CHILDREN,
    Profession.FAMILY_SUPPORT_WORKER: Side.CHILDREN,
    Profession.SOCIAL_WORKER: Side.CHILDREN,
    Profession.CHILDRENS_CENTRE_WORKER: Side.CHILDREN,
    Profession.OTHER: Side.UNKNOWN,
}
"""Which side of a pair a profession counts for. A nursery nurse counts for children's services: our assumption."""


def pairs(health: int, children: int) -> int:
    """How many pairs can deliver (domain.md 8.4)."""
    return min(health, children)


ONE_DAY = timedelta(days=1)
INITIAL = "initial"
"""The part of training that makes a person able to deliver."""


@dataclass(frozen=True)
class FacilitatorLeft:
    """A facilitator is gone and their places are free again."""

    facilitator_id: int
    implementation_id: int
    area_id: int
    on_day: date | None
    """Empty where the day is not known."""
    person_id: int | None
    noted_on: date | None = None
    """The day on which it was entered: what is to come from then on is given up."""


def sides(professions: Iterable[Profession]) -> dict[Side, int]:
    """How many people of each side there are, of the professions of those who may deliver."""
    found = dict.fromkeys(Side, 0)
    for profession in professions:
        found[SIDE[profession]] += 1
    return found


Days = tuple[date, date]
"""The first and the last day of an accreditation."""


def sides_over_time(accredited: Collection[tuple[Profession, Days]], today: date) -> list[tuple[date, dict[Side, int]]]:
    """How many people of each side could deliver, from each day on which that changed, up to today."""
    turns = {from_on for _, (from_on, _) in accredited} | {until_on + ONE_DAY for _, (_, until_on) in accredited}
    found: list[tuple[date, dict[Side, int]]] = []
    for day in sorted(one for one in turns if one <= today):
        there = sides(trade for trade, (from_on, until_on) in accredited if from_on <= day <= until_on)
        if not found or found[-1][1] != there:
            found.append((day, there))
    return found


def next_place(taken: Collection[int], places: int) -> int | None:
    """The lowest place that nobody holds; None if all are held."""
    return next((number for number in range(1, places + 1) if number not in taken), None)


def refusals_to_hold(from_on: date, *, ends_on: date) -> list[Refusal]:
    """Why nobody can hold a place of the licence from this day."""
    if from_on <= ends_on:
        return []
    return [Refusal(f"The licence ends on {plain_date(ends_on)}. Enter a day before that.", "from_on")]


def refusals_to_release(on_day: date, *, held_from: date, today: date) -> list[Refusal]:
    """Why a place cannot be free from this day."""
    if on_day < held_from:
        return [Refusal(f"The place is held since {plain_date(held_from)}. Enter that day or a later one.", "on_day")]
    if on_day > today:
        return [Refusal(f"{plain_date(on_day)} is still to come. Release the place on that day.", "on_day")]
    return []


def gone(left_on: date | None, day: date | None, *, left: bool) -> bool:
    """Whether they have left by that day: their last day, where it is known, is over; on it they still deliver."""
    return left and (left_on is None or (day is not None and left_on < day))


def refusals_to_leave(on_day: date | None, *, today: date) -> list[Refusal]:
    """Why that cannot be somebody's last day: until then they deliver, and count."""
    if on_day is None or on_day <= today:
        return []
    return [Refusal(f"{plain_date(on_day)} is still to come. Enter it on that day, or later.", "on_day")]


def refusals_to_complete(done_on: date, *, today: date) -> list[Refusal]:
    """Why a part of the training cannot have been complete on that day."""
    if done_on <= today:
        return []
    return [Refusal(f"{plain_date(done_on)} is still to come. Record the part once it is complete.", "done_on")]


def all_held(places: int) -> Refusal:
    """Said to who asks for one place more than the licence has."""
    held = "The 1 place" if places == 1 else f"All {places} places"
    return Refusal(
        f"{held} of this licence {'is' if places == 1 else 'are'} held. "
        "Release a place of somebody who left, or ask for more places.",
        "place",
    )
