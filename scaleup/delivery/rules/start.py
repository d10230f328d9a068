"""The day of the first session: what is announced when it is known or moves, and why it is refused. Pure."""

from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import plain_date
from scaleup.core.errors import Refusal


@dataclass(frozen=True)
class DeliveryStarted:
    """The first session was held on that day: the top-up window opens from it."""

    implementation_id: int
    area_id: int
    started_on: date
    person_id: int | None


@dataclass(frozen=True)
class DeliveriesStarted:
    """The first sessions of many implementations, as old records tell of them."""

    implementation_ids: frozenset[int]
    person_id: int | None


@dataclass(frozen=True)
class DeliveryStartMoved:
    """The first session was held on another day than was recorded."""

    implementation_id: int
    area_id: int
    started_on: date
    formerly: date
    person_id: int | None


def refusals_of_start(started_on: date, *, opened_on: date, today: date) -> list[Refusal]:
    """Why this cannot be the day of the first session."""
    if started_on > today:
        return [
            Refusal(
                f"{plain_date(started_on)} is still to come. Record the first session once it was held.",
                "started_on",
            )
        ]
    if started_on < opened_on:
        return [
            Refusal(
                f"The implementation was opened on {plain_date(opened_on)}. Enter that day or a later one.",
                "started_on",
            )
        ]
    return []
