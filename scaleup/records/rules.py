"""What may be merged, which values stay, and how long it can be undone. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from scaleup.core.dates import plain_date
from scaleup.core.errors import Refusal

UNDONE_WITHIN = timedelta(days=7)
"""How long a merge can be taken back (docs/decisions/0011-one-record.md)."""

LIKE_A_PERSON = 84.0
LIKE_AN_AREA = 84.0
"""How alike two names must be, of 100, to be proposed."""


class Kind(StrEnum):
    """What can be merged."""

    PERSON = "person"
    AREA = "area"


class Step(StrEnum):
    """What a merge did to one row."""

    MOVED = "moved"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True)
class PersonSide:
    """One of two records of a person, as far as a merge needs to know it."""

    id: int
    name: str
    email: str
    employer: str
    deactivated: bool
    has_sign_in: bool


@dataclass(frozen=True)
class AreaSide:
    """One of two records of an area."""

    id: int
    name: str
    nation: str
    authorities: tuple[str, ...]
    held: bool
    """Its reminders have not been started."""


@dataclass(frozen=True)
class Term:
    """A licence that was granted, as far as a merge needs to know it."""

    area_id: int
    programme: str
    number: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Chosen:
    """From which of the two records each value comes."""

    name_of: int
    email_of: int = 0
    employer_of: int = 0


def refusals_of_people(one: PersonSide, other: PersonSide, chosen: Chosen, *, actor_id: int) -> list[Refusal]:
    """Why these two cannot become one with these values."""
    refused = []
    if one.id == other.id:
        refused.append(Refusal("This is one record already. Choose another."))
    if actor_id in (one.id, other.id):
        refused.append(Refusal("Nobody merges their own record. Ask another administrator or unit manager."))
    staying = one if chosen.email_of == one.id else other
    leaving = other if staying is one else one
    if one.email and other.email and not chosen.email_of:
        refused.append(
            Refusal("Both have an address. Choose the one that stays: the other can no longer sign in.", "email_of")
        )
    elif staying.deactivated and not leaving.deactivated:
        refused.append(
            Refusal(
                f"The account of {staying.email or staying.name} is deactivated and the other is not. "
                "Choose the address of the other, or invite this one again first.",
                "email_of",
            )
        )
    return refused


def refusals_of_areas(one: AreaSide, other: AreaSide, terms: Sequence[Term]) -> list[Refusal]:
    """Why these two areas cannot become one."""
    refused = []
    if one.id == other.id:
        refused.append(Refusal("This is one record already. Choose another."))
    if one.nation != other.nation:
        refused.append(
            Refusal(
                f"{one.name} is in {one.nation} and {other.name} in {other.nation}: their bank holidays differ. "
                "Put the nation right first."
            )
        )
    for mine in terms:
        for theirs in terms:
            if mine.area_id == one.id and theirs.area_id == other.id and overlapping(mine, theirs):
                refused.append(
                    Refusal(
                        f"Both have a licence for {mine.programme} at the same time: {mine.number} until "
                        f"{plain_date(mine.ends_on)} and {theirs.number} until {plain_date(theirs.ends_on)}. "
                        "End one of them first."
                    )
                )
    return refused


def overlapping(mine: Term, theirs: Term) -> bool:
    """Whether both licences are for one programme and share a day."""
    same = mine.programme == theirs.programme
    return same and mine.starts_on <= theirs.ends_on and theirs.starts_on <= mine.ends_on


def may_still_be_undone(merged_at: datetime, now: datetime) -> bool:
    """Whether the week has not passed."""
    return now - merged_at <= UNDONE_WITHIN
