"""A day on which nobody works, or works again: the contacts near it are moved together, whatever their number.

Only contacts that stand on the day, or passed over it, can move; the others are not read. The few that would leave
their licence, or come back to it, are made anew one by one like after any other fact.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from sqlalchemy import update

from scaleup import commit
from scaleup.areas.queries import calendars_after
from scaleup.areas.rules import Closure, ClosureDayChanged
from scaleup.core import bulk, clock
from scaleup.core.dates import Calendar, counted, long_date, plain_date
from scaleup.core.facts import Change, Handler
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.support import rules
from scaleup.support.models import Slot
from scaleup.support.queries import closing
from scaleup.support.service import outlooks, plan, versions
from scaleup.support.service.outlooks import Outlook, outlook
from scaleup.support.service.versions import Cause, Changed

NAMED = 20
"""So many areas are told by name; of more only the number is said."""


@dataclass(frozen=True)
class Shift:
    """A contact that moves."""

    slot_id: int
    licence_id: int
    implementation_id: int
    area_id: int
    area_name: str
    now: rules.PlannedContact
    difference: rules.Difference


@dataclass(frozen=True)
class Shifted:
    """What a closure day does: contacts that move, and plans that are made anew one by one."""

    shifts: Sequence[Shift]
    others: Outlook


def shifted(fact: ClosureDayChanged) -> Shifted:
    """What the day as it now is does to plans."""
    calendars = calendars_after(fact, closing.nations(fact))
    shifts: list[Shift] = []
    apart: list[int] = []
    follow = follower(calendars, clock.today())
    for row in db.session.execute(closing.near(fact)):
        if row.apart or row.state == "gone":
            apart.append(row.licence_id)
            continue
        now, difference = follow(row.nation, closing.planned(row), row.starts_on, row.ends_on)
        if now is None:
            apart.append(row.licence_id)
        elif difference.move is not rules.Move.UNCHANGED:
            shifts.append(Shift(row.id, row.licence_id, row.implementation_id, row.area_id, row.name, now, difference))
    return Shifted(shifts, one_by_one(apart, calendars, fact))


Follow = Callable[[str, rules.PlannedContact, date, date], tuple[rules.PlannedContact | None, rules.Difference]]


def follower(calendars: dict[str, Calendar], today: date) -> Follow:
    """What becomes of a contact, reckoned once for all that are alike."""

    @cache
    def follow(
        nation: str, planned: rules.PlannedContact, starts_on: date, ends_on: date
    ) -> tuple[rules.PlannedContact | None, rules.Difference]:
        term = rules.Term(starts_on, ends_on, ())
        slot, difference = rules.by_calendar(rules.Slot(planned), term, calendar=calendars[nation], today=today)
        return (slot.planned if slot else None), difference

    return follow


def one_by_one(licence_ids: Iterable[int], calendars: dict[str, Calendar], fact: ClosureDayChanged) -> Outlook:
    """The plans that are made anew like after any other fact."""
    again = "is a working day again" if fact.change is Closure.REMOVED else "is a day on which the unit is closed"
    cause = Cause(f"{long_date(fact.on_day)} {again}", fact.person_id)
    ids = sorted(set(licence_ids))
    if not ids:
        return Outlook((), calendars, cause)
    return replace(outlook(Licence.id.in_(ids), cause=cause), calendars=calendars)


def changes(fact: ClosureDayChanged) -> list[Change]:
    """What would change, area by area; where there are many, how many contacts move from which day to which."""
    found = shifted(fact)
    return [*told(found.shifts), *outlooks.describe(found.others)]


def told(shifts: Sequence[Shift]) -> Iterator[Change]:
    """The contacts that move, in sentences."""
    if len(shifts) <= NAMED:
        for one in shifts:
            days = outlooks.days_of(one.difference)
            yield Change(f"{one.area_name}: 1 contact is moved to another day ({days})", 1)
        return
    by_days: dict[tuple[date | None, date | None], list[Shift]] = {}
    for one in shifts:
        by_days.setdefault((one.difference.was_on, one.difference.now_on), []).append(one)
    for (was_on, now_on), some in sorted(by_days.items(), key=lambda item: str(item[0])):
        areas = counted(len({one.area_id for one in some}), "area")
        days = " to ".join(plain_date(day) for day in (was_on, now_on) if day)
        yield Change(f"{counted(len(some), 'contact')} of {areas} are moved to another day ({days})", len(some))


def apply(fact: ClosureDayChanged, _changes: Iterable[Change]) -> None:
    """The contacts stand on their other days; a fixed number of statements for each 10,000 of them."""
    found = shifted(fact)
    plan.lock_all(one.implementation_id for one in found.shifts)
    moved: dict[tuple[date, bool], list[int]] = {}
    for one in found.shifts:
        moved.setdefault((one.now.due_on, one.now.provisional), []).append(one.slot_id)
    for (due_on, provisional), ids in moved.items():
        for some in bulk.portions(ids):
            to = {"due_on": due_on, "provisional": provisional}
            grown = {"anchor_version": Slot.anchor_version + 1, "version": Slot.version + 1}
            act = update(Slot).where(Slot.id.in_(some)).values(**to, **grown)
            db.session.execute(act.execution_options(synchronize_session=False))
    db.session.expire_all()
    versions.keep((Changed(one.licence_id, one.area_id, [one.difference]) for one in found.shifts), found.others.cause)
    commit.touched({one.area_id for one in found.shifts}, Slot)
    outlooks.make(found.others)


HANDLER = Handler(ClosureDayChanged, changes, apply)
"""Plans follow closure days."""
