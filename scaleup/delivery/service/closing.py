"""An area leaves a programme while groups are running: what was to come is not to be held, and counts nowhere.

Nothing is written: sessions fall away by the day on which the area left, and come back where it only paused.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from scaleup.areas.rules import Exit, ImplementationClosed
from scaleup.core.dates import counted, local_date
from scaleup.core.facts import Change, Handler
from scaleup.delivery import queries
from scaleup.delivery.models import DeliveryGroup
from scaleup.delivery.queries.groups import record_of, sessions_of
from scaleup.delivery.rules import Group, GroupEnded, ended_on, falls_away, lacking
from scaleup.programmes.rules import units_counted


def closing_changes(fact: ImplementationClosed) -> list[Change]:
    """How many sessions fall away, how many up to that day lack a record, and the groups that are over by it."""
    rows = queries.groups_of(fact.implementation_id)
    left = {one: cut(value, fact) for one, value in queries.values_of(rows).items()}
    ahead = falling_away([row.id for row in rows], fact.closed_on)
    gone = sum(ahead.values())
    missing = sum(len(lacking(one.sessions, today=fact.closed_on)) for one in left.values())
    running = [row for row in rows if row.id in ahead or (row.as_it_goes and row.ended_on is None)]
    what = "they come back if the area goes on" if fact.exit == Exit.PAUSED else "they count nowhere"
    are = "is" if gone == 1 else "are"
    told = f"{counted(gone, 'session')} planned for after that day {are} not to be held; {what}"
    over = ended_by(running, left, fact)
    found = [Change(told, gone, over)] if gone else []
    if over and not gone:
        found.append(Change(over_said(over), len(over), over))
    if missing:
        words = f"{counted(missing, 'session')} up to that day {'lacks' if missing == 1 else 'lack'} a record"
        found.append(Change(f"{words}: {'it' if missing == 1 else 'they'} can still be entered", missing))
    return found


def over_said(over: Sequence[GroupEnded]) -> str:
    """That these are over: no plan of theirs would have said so."""
    return f"{units_counted(one.group.unit for one in over)} {'is' if len(over) == 1 else 'are'} over with that day"


def falling_away(group_ids: Collection[int], closed_on: date) -> dict[int, int]:
    """How many sessions of each of these groups are still to come after that day; those without any are left out."""
    found: dict[int, int] = {}
    for row in sessions_of(group_ids):
        if falls_away(record_of(row, ()), closed_on):
            found[row.group_id] = found.get(row.group_id, 0) + 1
    return found


def cut(value: Group, fact: ImplementationClosed) -> Group:
    """The group without what was still to come."""
    stays = tuple(one for one in value.sessions if not falls_away(one, fact.closed_on))
    over = (value.ended_on or fact.closed_on) if value.as_it_goes else value.ended_on
    return replace(value, sessions=stays, ended_on=over)


def ended_by(
    rows: Sequence[DeliveryGroup], left: dict[int, Group], fact: ImplementationClosed
) -> tuple[GroupEnded, ...]:
    """The groups of which every session that stays has its record."""
    days = {row.id: ended_on(left[row.id], local_date(fact.at)) for row in rows}
    return tuple(
        GroupEnded(row.id, row.implementation_id, row.area_id, day, row.programme_version_id, left[row.id])
        for row in rows
        if (day := days[row.id]) is not None
    )


def closing_apply(_fact: ImplementationClosed, _changes: Sequence[Change]) -> None:
    """Nothing is to be written; what follows from groups that are over has been told."""


HANDLERS = (Handler(ImplementationClosed, closing_changes, closing_apply),)
