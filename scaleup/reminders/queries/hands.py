"""Hand-overs that are settled for the days ahead, and who looks after what by then, for what the simulator reckons."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.areas.queries import Settled, settled_handovers
from scaleup.core.dates import DAY, local_date
from scaleup.extensions import db
from scaleup.reminders.rules import Hand, Hands, hour


@dataclass(frozen=True)
class Keeper:
    """Who looks after an implementation."""

    area_id: int
    person_id: int | None
    name: str


_then: ContextVar[Mapping[int, Keeper] | None] = ContextVar("then", default=None)


def hands(now: datetime, until: datetime, area_ids: Collection[int] | None) -> Hands:
    """Those from now until then, in these areas or in all: to who takes over, and back where that is settled too."""
    found: dict[int, list[Hand]] = defaultdict(list)
    for one in settled_handovers(local_date(until), area_ids):
        found[one.implementation_id] += [hand for hand in both_ways(one, now) if hand.at <= until]
    return dict(found)


def both_ways(one: Settled, now: datetime) -> Iterator[Hand]:
    """The hand-over at the first instant of its day, now if that has come; and back on the day after its last."""
    yield Hand(max(hour(one.on_day, 0), now), one.implementation_id, one.area_id, one.from_id, one.to_id)
    if one.until_on is not None and one.from_id is not None and one.may_have_back:
        back = max(hour(one.until_on + DAY, 0), now)
        yield Hand(back, one.implementation_id, one.area_id, one.to_id, one.from_id)


def keepers(area_id: int, handed: Sequence[Hand]) -> Mapping[int, Keeper]:
    """Who looks after each implementation of the area once these hand-overs are done; nothing where there are none."""
    if not handed:
        return {}
    asked = select(Implementation.id, Implementation.manager_id).where(Implementation.area_id == area_id)
    by_id = {row.id: row.manager_id for row in db.session.execute(asked)}
    by_id |= {one.implementation_id: one.taker_id for one in handed}
    people = select(Person.id, Person.name).where(Person.id.in_({one for one in by_id.values() if one is not None}))
    names = {row.id: row.name for row in db.session.execute(people)}
    return {id_: Keeper(area_id, person_id, names.get(person_id or 0, "")) for id_, person_id in by_id.items()}


@contextmanager
def looked_after_by(then: Mapping[int, Keeper]) -> Iterator[None]:
    """What is read inside about who looks after these is as it will be."""
    before = _then.set(then)
    try:
        yield
    finally:
        _then.reset(before)


def manager_then(implementation_id: int, name: str) -> str:
    """The name of who looks after it: the given one, unless something else is reckoned with."""
    keeper = (_then.get() or {}).get(implementation_id)
    return name if keeper is None else keeper.name


def manages_then(area_id: int | None, person_id: int, *, manages: object) -> bool:
    """Whether the person looks after the area: as given, unless something else is reckoned with."""
    here = [one for one in (_then.get() or {}).values() if one.area_id == area_id]
    return any(one.person_id == person_id for one in here) if here else bool(manages)
