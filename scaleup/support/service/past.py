"""Contacts of the past, many at once: they are history, settle the plan, and nobody is reminded of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scaleup.areas.models import Implementation
from scaleup.areas.queries import calendars_of
from scaleup.extensions import db
from scaleup.support import rules
from scaleup.support.models import Contact, Slot
from scaleup.support.service import settling
from scaleup.support.service.actions import add_actions


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


def record_past_contacts(told: Sequence[PastContact], *, by: int | None, now: datetime) -> list[Contact]:
    """Each is history and has settled its contact of the plan, the earliest first; in the order given.

    A fixed number of statements for any number of contacts.
    """
    found = implementations({one.implementation_id for one in told})
    slots = open_slots(list(found))
    calendars = calendars_of({one.area.nation for one in found.values()})
    rows = {one: row_of(one, found[one.implementation_id], by=by, now=now) for one in told}
    for one in sorted(rows, key=lambda one: one.held_on):
        nation = found[one.implementation_id].area.nation
        free = [slot for slot in slots.get(one.implementation_id, ()) if slot.state == "open"]
        settlement = settling.settlement(one.held_on, one.outcome, slots=free, calendar=calendars[nation])
        settling.settle(rows[one], settlement)
    db.session.add_all(rows.values())
    db.session.flush()
    for one, contact in rows.items():
        add_actions(contact, one.actions)
    db.session.flush()
    return [rows[one] for one in told]


def implementations(ids: set[int]) -> dict[int, Implementation]:
    """The implementations, ours until the commit, with their areas."""
    rows = db.session.scalars(
        select(Implementation)
        .where(Implementation.id.in_(ids))
        .options(joinedload(Implementation.area))
        .with_for_update(of=Implementation)
    )
    return {one.id: one for one in rows}


def open_slots(implementation_ids: Sequence[int]) -> dict[int, list[Slot]]:
    """The open contacts of the plans of these implementations, by date."""
    rows = db.session.scalars(
        select(Slot)
        .where(Slot.implementation_id.in_(implementation_ids), Slot.state == "open")
        .order_by(Slot.due_on, Slot.id)
    )
    found: dict[int, list[Slot]] = {}
    for slot in rows:
        found.setdefault(slot.implementation_id, []).append(slot)
    return found


def row_of(one: PastContact, implementation: Implementation, *, by: int | None, now: datetime) -> Contact:
    """The row that says what is told."""
    return Contact(
        implementation_id=implementation.id,
        area_id=implementation.area_id,
        held_on=one.held_on,
        channel=one.channel,
        outcome=one.outcome,
        reason=one.reason,
        discussed=one.discussed,
        staff_id=one.staff_id,
        staff_note=one.staff_note,
        next_on=one.next_on,
        entered_by_id=by,
        entered_at=now,
        source=one.source,
    )
