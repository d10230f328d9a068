"""What the text of a mail needs, read at hand-over."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Date, Row, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, AreaPerson, Implementation
from scaleup.areas.queries import calendar_of, implementation
from scaleup.areas.rules import AreaRole
from scaleup.core.base import BigId
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.outbox.models import Message
from scaleup.outbox.queries import taken_out
from scaleup.outbox.rules import State as MessageState
from scaleup.outbox.rules import keys_before
from scaleup.programmes.models import Programme
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders.models import CalendarEntry
from scaleup.reminders.queries.conditions import still_unmet_conditions, unmet_conditions
from scaleup.reminders.queries.fidelity import checks_to_make, still_due_checks
from scaleup.reminders.queries.funding import funding_that_ends, still_short_of_funding
from scaleup.reminders.queries.hands import manager_then, manages_then
from scaleup.reminders.queries.measuring import open_time_points, still_closing_points, still_open_points
from scaleup.reminders.queries.milestones import open_milestones, still_open_milestones
from scaleup.reminders.queries.named import CONDITION_OF
from scaleup.reminders.queries.registers import still_unfilled_registers, unfilled_registers
from scaleup.reminders.queries.reviews import open_reviews, still_open_reviews
from scaleup.reminders.queries.subjects import (
    Candidate,
    open_actions,
    open_contacts,
    still_open_actions,
    still_open_contacts,
    still_undecided_licences,
    undecided_licences,
)
from scaleup.reminders.queries.windows import still_closing, still_opening, windows_to_plan
from scaleup.reminders.rules import ActionFacts, ContactFacts, Lead, LicenceFacts, OpenAction, Reader
from scaleup.support.models import Action, Slot
from scaleup.support.queries import agenda_of
from scaleup.support.rules import Agenda

MOST_OPEN_ACTIONS = 5
"""A mail lists so many; the page lists all."""


def contact_facts(slot_id: int) -> ContactFacts:
    """What a mail about this contact says: two statements, and the calendar's where the date was shifted."""
    row = db.session.execute(contact_asked(), {"slot_id": slot_id}).one_or_none()
    if row is None:
        raise Absent
    return ContactFacts(
        slot_id=slot_id,
        implementation_id=row.implementation_id,
        area_id=row.area_id,
        area=row.area,
        sequence=row.sequence,
        contacts=max(row.contacts or 0, row.sequence),
        due_on=row.due_on,
        at_time=row.at_time,
        manager=manager_then(row.implementation_id, row.manager or ""),
        moved_because=why_moved(row),
        version=row.anchor_version,
        version_id=row.programme_version_id,
        meeting_link=row.meeting_link,
        gone_because=row.gone_because or "",
        open_actions=open_actions_of(row.implementation_id),
    )


@cache
def contact_asked() -> Select[*tuple[Any, ...]]:
    """What is asked about one contact. Made once: SQLAlchemy takes longer to make it than a database to answer."""
    manager, planned = aliased(Person), aliased(Slot)
    last = select(func.max(planned.sequence)).where(planned.licence_id == Licence.id, planned.state != "gone")
    return (
        select(
            Slot.implementation_id,
            Slot.area_id,
            Slot.sequence,
            Slot.nominal_on,
            Slot.due_on,
            Slot.at_time,
            Slot.anchor_version,
            Slot.meeting_link,
            Slot.pinned_because,
            Slot.gone_because,
            Area.name.label("area"),
            Area.nation,
            manager.name.label("manager"),
            Licence.programme_version_id,
            last.scalar_subquery().label("contacts"),
        )
        .join(Licence, Licence.id == Slot.licence_id)
        .join(Implementation, Implementation.id == Slot.implementation_id)
        .join(Area, Area.id == Slot.area_id)
        .outerjoin(manager, manager.id == Implementation.manager_id)
        .where(Slot.id == bindparam("slot_id"))
    )


def leads_to_reach(area_id: int, today: date) -> tuple[Lead, ...]:
    """The project leads of today, with their addresses."""
    rows = db.session.execute(leads_asked(), {"area_id": area_id, "today": today})
    return tuple(Lead(row.name, row.email or "") for row in rows)


@cache
def leads_asked() -> Select[str, str | None]:
    """What is asked about project leads; made once."""
    day = bindparam("today", type_=Date)
    return (
        select(Person.name, Person.email)
        .join(AreaPerson, AreaPerson.person_id == Person.id)
        .where(
            AreaPerson.area_id == bindparam("area_id", type_=BigId),
            AreaPerson.role == AreaRole.PROJECT_LEAD,
            AreaPerson.from_on <= day,
            or_(AreaPerson.until_on.is_(None), AreaPerson.until_on >= day),
            Person.deactivated_at.is_(None),
        )
        .order_by(Person.name, Person.id)
    )


def agenda_for(facts: ContactFacts) -> Agenda:
    """What the contact goes through."""
    return agenda_of(implementation(facts.implementation_id))


def why_moved(contact: Row[*tuple[Any, ...]]) -> str:
    """Why the contact is not on its nominal day, in words; empty if it is, or if a person chose the day."""
    if contact.due_on == contact.nominal_on or contact.pinned_because:
        return ""
    return calendar_of(contact.nation).reason(contact.nominal_on)


def open_actions_of(implementation_id: int) -> tuple[OpenAction, ...]:
    """What is still open, what is due first at the top."""
    rows = db.session.execute(actions_asked(), {"implementation_id": implementation_id})
    return tuple(OpenAction(row.wording, row.due_on) for row in rows)


@cache
def actions_asked() -> Select[str, date | None]:
    """What is asked about open actions; made once."""
    return (
        select(Action.wording, Action.due_on)
        .where(
            Action.implementation_id == bindparam("implementation_id"),
            Action.done_on.is_(None),
            Action.dropped_on.is_(None),
        )
        .order_by(Action.due_on.is_(None), Action.due_on, Action.id)
        .limit(MOST_OPEN_ACTIONS)
    )


def action_facts(action_id: int) -> tuple[ActionFacts, int]:
    """What a mail about this action says, and the programme version whose rules remind of it."""
    row = db.session.execute(
        select(Action, Area.name, Implementation.programme_version_id)
        .join(Implementation, Implementation.id == Action.implementation_id)
        .join(Area, Area.id == Action.area_id)
        .where(Action.id == action_id)
    ).one_or_none()
    if row is None:
        raise Absent
    action, area, version_id = row
    if action.due_on is None:
        raise Absent
    return ActionFacts(action.id, action.area_id, area, action.wording, action.due_on), version_id


def licence_facts(licence_id: int) -> tuple[LicenceFacts, int]:
    """What a mail about this licence says, and the programme version whose rules remind of it."""
    row = db.session.execute(
        select(Licence, Area.name, Programme.name)
        .join(Implementation, Implementation.id == Licence.implementation_id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .join(Area, Area.id == Licence.area_id)
        .where(Licence.id == licence_id)
    ).one_or_none()
    if row is None:
        raise Absent
    licence, area, programme = row
    facts = LicenceFacts(licence.area_id, area, programme, licence.number, licence.ends_on)
    return facts, licence.programme_version_id


def reader(person_id: int, *, area_id: int | None, area: str) -> Reader:
    """Who reads, and why they get it. First names are what the letter greets with."""
    row = db.session.execute(reader_asked(), {"person_id": person_id, "area_id": area_id}).one_or_none()
    if row is None:
        return Reader(first_name="", standing=standing(area_id, area, leads=False, manages=False, unit=False), name="")
    manages = manages_then(area_id, person_id, manages=row.manages)
    why = standing(area_id, area, leads=row.leads, manages=manages, unit=row.unit)
    return Reader(first_name=row.name.split(" ")[0], standing=why, name=row.name)


def stand_in(person_id: int, *, instead_of: int) -> Reader:
    """Who reads for somebody who is away."""
    found = {
        row.id: row.name
        for row in db.session.execute(select(Person.id, Person.name).where(Person.id.in_([person_id, instead_of])))
    }
    name = found.get(person_id, "")
    away = found.get(instead_of, "somebody")
    return Reader(name.split(" ")[0], f"you stand in for {away}, who is away", name, instead_of=away)


def next_in_line(person_id: int, *, instead_of: int) -> Reader:
    """Who reads what was for somebody whose mail comes back."""
    found = stand_in(person_id, instead_of=instead_of)
    whose = db.session.scalar(select(Person.name).where(Person.id == instead_of)) or "somebody"
    return replace(found, standing=f"mail to {whose} comes back; tell them", instead_of="")


def standing(area_id: int | None, area: str, *, leads: object, manages: object, unit: object) -> str:
    """Why this person is told, as the end of a sentence that begins "because"."""
    if area_id is None:
        return "these are yours to follow up"
    if leads:
        return f"you lead {area}"
    if manages:
        return f"you look after {area}"
    return "you manage the unit" if unit else "it is yours to do"


@cache
def reader_asked() -> Select[str, bool, bool, bool]:
    """What is asked about a reader: the name, and what they are to the area; made once."""
    person, area = bindparam("person_id", type_=BigId), bindparam("area_id", type_=BigId)
    leads = exists().where(
        AreaPerson.area_id == area,
        AreaPerson.person_id == Person.id,
        AreaPerson.role == AreaRole.PROJECT_LEAD,
        AreaPerson.until_on.is_(None),
    )
    manages = exists().where(Implementation.area_id == area, Implementation.manager_id == Person.id)
    unit = exists().where(
        RoleHeld.person_id == Person.id, RoleHeld.role == Role.UNIT_MANAGER, RoleHeld.ended_at.is_(None)
    )
    told = select(Person.name, leads.label("leads"), manages.label("manages"), unit.label("unit"))
    return told.where(Person.id == person)


Look = Callable[[date, Collection[int] | None], list[Candidate]]

CANDIDATES: Mapping[ReminderSubject, Look] = {
    ReminderSubject.CONTACT: open_contacts,
    ReminderSubject.ACTION: open_actions,
    ReminderSubject.CONDITION: unmet_conditions,
    ReminderSubject.LICENCE: undecided_licences,
    ReminderSubject.MILESTONE: open_milestones,
    ReminderSubject.FUNDING: funding_that_ends,
    ReminderSubject.REGISTER: unfilled_registers,
    ReminderSubject.TOP_UP_OPENS: windows_to_plan,
    ReminderSubject.TOP_UP_CLOSES: windows_to_plan,
    ReminderSubject.REVIEW: open_reviews,
    ReminderSubject.FIDELITY: checks_to_make,
    ReminderSubject.TIME_POINT: open_time_points,
    ReminderSubject.TIME_POINT_CLOSES: open_time_points,
}
"""By subject: what may have a rung due, of anchors up to a date; with ids, in these areas alone.

Where one look finds two subjects, both name it.
"""

ASKED: Mapping[str, Callable[[Sequence[str]], set[str]]] = {
    CONDITION_OF[ReminderSubject.CONTACT]: still_open_contacts,
    CONDITION_OF[ReminderSubject.ACTION]: still_open_actions,
    CONDITION_OF[ReminderSubject.CONDITION]: still_unmet_conditions,
    CONDITION_OF[ReminderSubject.LICENCE]: still_undecided_licences,
    CONDITION_OF[ReminderSubject.MILESTONE]: still_open_milestones,
    CONDITION_OF[ReminderSubject.FUNDING]: still_short_of_funding,
    CONDITION_OF[ReminderSubject.REGISTER]: still_unfilled_registers,
    CONDITION_OF[ReminderSubject.TOP_UP_OPENS]: still_opening,
    CONDITION_OF[ReminderSubject.TOP_UP_CLOSES]: still_closing,
    CONDITION_OF[ReminderSubject.REVIEW]: still_open_reviews,
    CONDITION_OF[ReminderSubject.FIDELITY]: still_due_checks,
    CONDITION_OF[ReminderSubject.TIME_POINT]: still_open_points,
    CONDITION_OF[ReminderSubject.TIME_POINT_CLOSES]: still_closing_points,
}
"""By condition: of these keys, those that still stand."""


@dataclass(frozen=True)
class Folded:
    """A reminder that a digest tells."""

    condition_key: str
    condition: str
    area: str
    area_id: int
    anchor_on: date
    instead_of: int = 0
    """Whose mail comes back, where it is told to who is next in line."""


def folded(dedupe_key: str) -> list[Folded]:
    """The reminders that a digest tells, each thing once; those of the digests that it tells anew or took along too."""
    found: dict[tuple[str, str], Folded] = {}
    keys, seen = keys_before(dedupe_key), {dedupe_key}
    while keys:
        seen |= set(keys)
        digest = select(Message.id).where(Message.dedupe_key.in_(keys), Message.state != MessageState.CANCELLED)
        rows = db.session.execute(
            select(
                Message.dedupe_key, Message.condition_key, Message.condition, Area.name, Message.area_id, Message.values
            )
            .outerjoin(Area, Area.id == Message.area_id)
            .where(Message.folded_into_id.in_(digest), ~taken_out())
            .order_by(Message.id)
        ).all()
        keys = [key for row in rows if row.area_id is None for key in keys_before(row.dedupe_key) if key not in seen]
        for _, key, condition, area, area_id, values in rows:
            if area_id is not None:
                day = date.fromisoformat(str(values["anchor_on"]))
                found[key, condition] = Folded(key, condition, area or "", area_id, day, whose_comes_back(values))
    return list(found.values())


def whose_comes_back(values: Mapping[str, object]) -> int:
    """The id of the person whose mail comes back, by what a reminder carries; 0 for the reader's own."""
    return int(str(values["instead_of"])) if values.get("came_back") else 0


def still_open(rows: Sequence[Folded]) -> set[tuple[str, str]]:
    """Those of these that still stand, as (condition, key)."""
    standing_keys: set[tuple[str, str]] = set()
    for condition, ask in ASKED.items():
        keys = [row.condition_key for row in rows if row.condition == condition]
        if keys:
            standing_keys |= {(condition, key) for key in ask(keys)}
    return standing_keys


def standing_digests(keys: Sequence[str]) -> set[str]:
    """Of these digests, by dedupe key, those that have something to tell."""
    return {key for key in keys if still_open(folded(key))}


def in_calendar(slot_id: int, *, person_id: int) -> bool:
    """Whether this person's calendar holds the contact; when it moves, the notice of the move puts that right."""
    entry = db.session.get(CalendarEntry, (slot_id, person_id))
    return entry is not None and not entry.withdrawn


def changed_entries(
    today: date, *, area_ids: Collection[int] | None = None, person_ids: Collection[int] | None = None
) -> list[tuple[CalendarEntry, Slot]]:
    """Entries in people's calendars, of days to come, whose contact moved or went since they were sent."""
    chosen = (
        select(CalendarEntry, Slot)
        .join(Slot, Slot.id == CalendarEntry.slot_id)
        .where(
            CalendarEntry.withdrawn.is_(False),
            CalendarEntry.on_day >= today,
            (Slot.state == "gone") | (Slot.anchor_version > CalendarEntry.sequence),
            Slot.state.in_(["open", "gone"]),
        )
    )
    if area_ids is not None:
        chosen = chosen.where(CalendarEntry.area_id.in_(area_ids))
    if person_ids is not None:
        chosen = chosen.where(CalendarEntry.person_id.in_(person_ids))
    return [(entry, slot) for entry, slot in db.session.execute(chosen)]
