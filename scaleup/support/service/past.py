"""Contacts of the past, many at once: they are history, settle the plan, and nobody is reminded of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select, update

from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import calendars_of
from scaleup.areas.rules import name_key
from scaleup.core import bulk
from scaleup.core.dates import Calendar
from scaleup.extensions import db
from scaleup.support import rules
from scaleup.support.models import Action, Contact, Slot
from scaleup.support.service import settling

SLOTS = bulk.table_of(Slot)


@dataclass(frozen=True)
class PastContact:
    """A contact as an old record tells of it."""

    implementation_id: int
    held_on: date
    channel: rules.Channel
    outcome: rules.Outcome
    source: str
    staff_id: int | None = None
    staff_note: str | None = None
    discussed: str | None = None
    reason: str | None = None
    next_on: date | None = None
    actions: tuple[rules.ActionTerms, ...] = ()


@dataclass(frozen=True)
class Where:
    """The area and nation of an implementation."""

    area_id: int
    nation: str


def record_past_contacts(told: Sequence[PastContact], *, by: int | None, now: datetime) -> list[int]:
    """Each is history and has settled its contact of the plan, the earliest first. Returns ids, in the order given.

    A fixed number of statements for any number of contacts.
    """
    if not told:
        return []
    places = places_of({one.implementation_id for one in told})
    slots = open_slots(list(places))
    calendars = calendars_of({one.nation for one in places.values()})
    ids = bulk.next_ids(db.session(), Contact, len(told))
    rows = [row_of(one, places[one.implementation_id].area_id, by=by, now=now) for one in told]
    settled: list[dict[str, object]] = []
    for number in sorted(range(len(told)), key=lambda number: told[number].held_on):
        one, free = told[number], slots.get(told[number].implementation_id, {})
        calendar = calendars[places[one.implementation_id].nation]
        slot_id, state = settlement_of(one, free, calendar=calendar)
        rows[number] |= {"id": ids[number], "slot_id": slot_id, "settles": state is not None}
        if slot_id is not None and state is not None:
            del free[slot_id]
            settled.append({"one": slot_id, "now": state})
    bulk.put(db.session(), Contact, rows)
    if settled:
        named = update(SLOTS).where(SLOTS.c.id == bindparam("one"))
        db.session.connection().execute(named.values(state=bindparam("now"), version=SLOTS.c.version + 1), settled)
    put_actions(told, rows)
    return ids


def settlement_of(
    one: PastContact, free: Mapping[int, rules.PlannedContact], *, calendar: Calendar
) -> tuple[int | None, str | None]:
    """The contact of the plan (by id) that it counts for, and the state that it brings it to: as for one logged now."""
    by_value = {(planned.due_on, planned.sequence): slot_id for slot_id, planned in free.items()}
    nearest = rules.settles(one.held_on, free.values(), calendar)
    if nearest is None:
        return None, None
    state = settling.state_after(one.held_on, one.outcome, due_on=nearest.due_on)
    return by_value[nearest.due_on, nearest.sequence], state


def put_actions(told: Sequence[PastContact], rows: Sequence[Mapping[str, object]]) -> None:
    """What was agreed at each of these contacts stands, open."""
    agreed = [
        {
            "implementation_id": one.implementation_id,
            "area_id": row["area_id"],
            "contact_id": row["id"],
            "wording": terms.wording.strip(),
            "owner_id": terms.owner_id,
            "due_on": terms.due_on,
        }
        for one, row in zip(told, rows, strict=True)
        for terms in one.actions
    ]
    bulk.put(db.session(), Action, agreed)


def places_of(ids: Collection[int]) -> dict[int, Where]:
    """The areas and nations of these implementations, which are ours until the commit."""
    found: dict[int, Where] = {}
    for some in bulk.portions(ids):
        asked = (
            select(Implementation.id, Implementation.area_id, Area.nation)
            .join(Area, Area.id == Implementation.area_id)
            .where(Implementation.id.in_(some))
            .with_for_update(of=Implementation)
        )
        found |= {row.id: Where(row.area_id, row.nation) for row in db.session.execute(asked)}
    return found


def open_slots(implementation_ids: Sequence[int]) -> dict[int, dict[int, rules.PlannedContact]]:
    """The open contacts of the plans of these implementations, by id."""
    found: dict[int, dict[int, rules.PlannedContact]] = {}
    columns = (
        Slot.id,
        Slot.implementation_id,
        Slot.sequence,
        Slot.nominal_on,
        Slot.due_on,
        Slot.interval_months,
        Slot.provisional,
    )
    for some in bulk.portions(implementation_ids):
        for row in db.session.execute(select(*columns).where(Slot.implementation_id.in_(some), Slot.state == "open")):
            planned = rules.PlannedContact(
                sequence=row.sequence,
                nominal_on=row.nominal_on,
                due_on=row.due_on,
                interval_months=row.interval_months,
                provisional=row.provisional,
            )
            found.setdefault(row.implementation_id, {})[row.id] = planned
    return found


def row_of(one: PastContact, area_id: int, *, by: int | None, now: datetime) -> dict[str, object]:
    """The row that says what is told."""
    return {
        "implementation_id": one.implementation_id,
        "area_id": area_id,
        "held_on": one.held_on,
        "channel": one.channel.value,
        "outcome": one.outcome.value,
        "reason": one.reason,
        "discussed": one.discussed,
        "staff_id": one.staff_id,
        "staff_note": one.staff_note,
        "next_on": one.next_on,
        "entered_by_id": by,
        "entered_at": now,
        "source": one.source,
    }


def note_staff(people: Mapping[str, int]) -> None:
    """Contacts whose unit's person was known by name only are theirs, once a person of exactly this name is here."""
    unmatched = (Contact.staff_id.is_(None), Contact.staff_note.is_not(None))
    for written in db.session.scalars(select(Contact.staff_note).where(*unmatched).distinct()).all():
        person_id = people.get(name_key(written or ""))
        if person_id is not None:
            theirs = update(Contact).where(*unmatched, Contact.staff_note == written).values(staff_id=person_id)
            db.session.execute(theirs.execution_options(synchronize_session=False))
