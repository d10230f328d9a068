"""Under which licence, and so under which version of the programme, a group is set up on a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from scaleup.core.dates import plain_date
from scaleup.delivery.rules import Days
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.queries import was_granted
from scaleup.licences.rules import Rest, State

OVER = (State.ENDED, State.TERMINATED)


@dataclass(frozen=True)
class Licensed:
    """A licence as a group sees it."""

    version_id: int
    days: Days
    rests: tuple[Rest, ...] = ()

    def rests_on(self, day: date) -> bool:
        """Whether it is suspended on that day."""
        return any(rest.covers(day) for rest in self.rests)

    def lack_on(self, day: date) -> str:
        """Why it does not cover a session on that day; empty where it does."""
        if day > self.days.until_on:
            return f"After the licence, which ends on {plain_date(self.days.until_on)}"
        if day < self.days.from_on:
            return f"Before the licence, which begins on {plain_date(self.days.from_on)}"
        return "The licence is suspended on that day" if self.rests_on(day) else ""


def licence_on(implementation_id: int, day: date) -> Licensed | None:
    """The licence that covers the day; else the one whose days lie nearest to it; None where none was granted."""
    return nearest(licences_of(implementation_id), day)


def licences_of(implementation_id: int) -> list[Licensed]:
    """The licences that were granted here, the latest first."""
    return [licensed(one) for one in granted(implementation_id)]


def nearest(found: Iterable[Licensed], day: date) -> Licensed | None:
    """Of these the one that covers the day; else the one whose days lie nearest to it."""
    return min(found, key=lambda one: distance(one.days, day), default=None)


def lack_of(found: Sequence[Licensed], day: date | None) -> str:
    """Why none of these licences covers a session on that day; empty where one does, or there is none at all."""
    licence = nearest(found, day) if day else None
    return licence.lack_on(day) if licence and day else ""


def granted(implementation_id: int) -> list[Licence]:
    """The licences that were granted here, the latest first, each with its moves and suspensions."""
    asked = (
        select(Licence)
        .where(Licence.implementation_id == implementation_id, was_granted())
        .options(selectinload(Licence.moves), selectinload(Licence.suspensions))
        .order_by(Licence.starts_on.desc(), Licence.id.desc())
    )
    return list(db.session.scalars(asked))


def licensed(one: Licence) -> Licensed:
    """The licence with its days: to its end, or to the day on which it was ended before that."""
    over = [move.on_day for move in one.moves if move.to_state in OVER]
    days = Days(one.starts_on, min([one.ends_on, *over]))
    return Licensed(one.programme_version_id, days, tuple(Rest(each.from_on, each.to_on) for each in one.suspensions))


def distance(days: Days, day: date) -> int:
    """How many days lie between; 0 where the day is one of them."""
    return max((days.from_on - day).days, (day - days.until_on).days, 0)
