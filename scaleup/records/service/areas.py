"""Two records of one area become one: the newer stays, with the name that was chosen and everything of both."""

from datetime import datetime

from scaleup import commit
from scaleup.areas.models import Area
from scaleup.areas.rules import name_key
from scaleup.core.errors import Refused
from scaleup.core.facts import Change
from scaleup.records import queries
from scaleup.records.models import Merge
from scaleup.records.rules import AreaSide, Chosen, Kind, refusals_of_areas
from scaleup.records.service import rows
from scaleup.records.service.moving import Journal, counted, move_all, moving
from scaleup.records.service.people import both, kept_and_gone, written

AREA = Area.__tablename__


def consider_areas(one: AreaSide, other: AreaSide, chosen: Chosen) -> list[Change]:
    """What would follow from making these two one; raises Refused with every reason against it."""
    if refused := refusals_of_areas(one, other, queries.terms_in([one.id, other.id])):
        raise Refused(refused)
    _, gone_id = kept_and_gone(one.id, other.id)
    leaver = one if one.id == gone_id else other
    named = one if chosen.name_of == one.id else other
    changes = [Change(f"The one area is called {named.name}.", 1)]
    covered = sorted({*one.authorities, *other.authorities})
    if covered:
        changes.append(Change(f"It covers {', '.join(covered)}.", len(covered)))
    if one.held != other.held:
        held = one if one.held else other
        changes.append(Change(f"Reminders of what {held.name} brings begin: they were held until now.", 1))
    changes.append(Change("Everybody who sees one of the two sees all of it.", 1))
    changes += [Change(moving(ref, count, leaver.name, "area"), count) for ref, count in counted(AREA, gone_id)]
    return changes


def merge_areas(actor_id: int, one_id: int, other_id: int, chosen: Chosen, *, now: datetime) -> Merge:
    """The two are one area; it can be undone for a week."""
    found = both(AREA, one_id, other_id)
    one, other = queries.area_side(one_id), queries.area_side(other_id)
    consider_areas(one, other, chosen)
    kept_id, gone_id = kept_and_gone(one_id, other_id)
    table = rows.table_of(AREA)
    journal = Journal(now)
    move_all(AREA, gone_id, kept_id, journal)
    journal.removed(table, found[gone_id])
    name = str(found[chosen.name_of]["name"])
    instants = (row["reminders_started_at"] for row in found.values())
    started = [at for at in instants if isinstance(at, datetime)]
    values: rows.Values = {
        "name": name,
        "name_key": name_key(name),
        "reminders_started_at": min(started, default=None),
        "version": rows.number(found[kept_id], "version") + 1,
    }
    journal.changed(table, found[kept_id], values)
    commit.touched([kept_id])
    names = {one.id: one.name, other.id: other.name}
    return written(Kind.AREA, journal, kept_id=kept_id, gone_id=gone_id, names=names, by=actor_id)
