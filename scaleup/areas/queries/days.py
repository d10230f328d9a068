"""The days on which areas work: bank holidays of the nation, less the closure days that managers keep."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from scaleup.areas.models import ClosureDay
from scaleup.areas.rules import EVERY_NATION, Closure, ClosureDayChanged
from scaleup.core.dates import Calendar, Nation
from scaleup.core.errors import Absent
from scaleup.core.holidays import calendar
from scaleup.extensions import db


def closure_days() -> list[ClosureDay]:
    """Every closure day, the earliest first."""
    return list(db.session.scalars(select(ClosureDay).order_by(ClosureDay.on_day, ClosureDay.nation)))


def closure_day(closure_day_id: int) -> ClosureDay:
    """The closure day. Raises Absent."""
    found = db.session.get(ClosureDay, closure_day_id)
    if found is None:
        raise Absent
    return found


def calendars_of(nations: Iterable[str]) -> dict[str, Calendar]:
    """The calendar of each of these nations, in one statement."""
    return calendars(closed_days(), nations)


def calendars_after(fact: ClosureDayChanged, nations: Iterable[str]) -> dict[str, Calendar]:
    """The same with that day as the fact says, whether it is written already or not."""
    touch = set.union if fact.change is Closure.ADDED else set.difference
    return calendars(touch(closed_days(), {(fact.nation, fact.on_day)}), nations)


def closed_days() -> set[tuple[str, date]]:
    """The closure days, each with its nation."""
    return {(nation, day) for nation, day in db.session.execute(select(ClosureDay.nation, ClosureDay.on_day))}


def calendars(closed: Iterable[tuple[str, date]], nations: Iterable[str]) -> dict[str, Calendar]:
    """The calendar of each of these nations, with these closure days."""
    of: dict[str, set[date]] = {}
    for nation, day in closed:
        of.setdefault(nation, set()).add(day)
    everywhere = of.get(EVERY_NATION, set())
    return {nation: calendar(Nation(nation), closures=everywhere | of.get(nation, set())) for nation in set(nations)}


def calendar_of(nation: str) -> Calendar:
    """The working days of this nation."""
    return calendars_of([nation])[nation]
