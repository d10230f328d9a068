"""What may be reminded of: open contacts, open actions, licences without a decision; and who is told."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, AreaPerson, Implementation
from scaleup.areas.queries import scoped
from scaleup.areas.rules import AreaRole, name_key
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.outbox.models import Message
from scaleup.outbox.queries import came_back
from scaleup.outbox.rules import Draft
from scaleup.outbox.rules import State as MessageState
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders.rules import People, Subject
from scaleup.support.models import Action, Slot

CHUNK = 5000
"""Keys asked about at a time: both databases limit the parameters of a statement."""

MOST_NAMED = 500
"""Ids in one statement, where all rows would do as well: to name 3,000 took 0.2 s of CPU, to read 5,000 rows 0.02 s."""

ONE_DATE = frozenset(
    {
        "reminder of a licence",
        "reminder of a condition",
        "reminder of a milestone",
        "reminder of funding",
        "reminder of a register",
        "reminder of a top-up window",
        "reminder of a fidelity check",
        "reminder of forms",
    }
)
"""Kinds whose version is the date itself: the same date has the same key, so none is told of it again."""

TOLD = (MessageState.SENT, MessageState.TOLD, MessageState.FOLDED, MessageState.HANDING)
"""A message in one of these states has told, or is telling, its reader."""


@dataclass(frozen=True)
class Candidate:
    """A subject with what its rungs depend on."""

    subject: Subject
    nation: str
    version_id: int
    manager_id: int | None
    implementation_id: int


def reminded(area_ids: Collection[int] | None) -> list[ColumnElement[bool]]:
    """Areas whose reminders were started; with ids, these areas whether started or not (a preview)."""
    if area_ids is None:
        return [Area.reminders_started_at.is_not(None)]
    return [Area.id.in_(area_ids)]


def open_contacts(until: date, area_ids: Collection[int] | None = None) -> list[Candidate]:
    """Open slots due by the date, of granted licences of open implementations."""
    chosen = (
        select(
            Slot.id,
            Slot.anchor_version,
            Slot.due_on,
            Slot.at_time,
            Slot.area_id,
            Area.reminders_started_at,
            Area.nation,
            *_terms(),
        )
        .join(Licence, Licence.id == Slot.licence_id)
        .join(Implementation, Implementation.id == Slot.implementation_id)
        .join(Area, Area.id == Slot.area_id)
        .where(Slot.state == "open", Slot.due_on <= until, *_running(), *reminded(area_ids))
    )
    return [
        Candidate(
            Subject(ReminderSubject.CONTACT, id_, version, due_on, area_id, begun_at=begun_at, at=at),
            nation,
            version_id,
            manager_id,
            under,
        )
        for id_, version, due_on, at, area_id, begun_at, nation, version_id, manager_id, under in db.session.execute(
            chosen
        )
    ]


def open_actions(until: date, area_ids: Collection[int] | None = None) -> list[Candidate]:
    """Open actions with a date, due by then, in open implementations."""
    chosen = (
        select(
            Action.id,
            Action.anchor_version,
            Action.due_on,
            Action.area_id,
            Action.owner_id,
            Area.reminders_started_at,
            Area.nation,
            Implementation.programme_version_id,
            Implementation.manager_id,
            Implementation.id,
        )
        .join(Implementation, Implementation.id == Action.implementation_id)
        .join(Area, Area.id == Action.area_id)
        .where(Action.due_on <= until, *_unfinished(), Implementation.closed_on.is_(None), *reminded(area_ids))
    )
    return [
        Candidate(
            Subject(ReminderSubject.ACTION, id_, version, due_on, area_id, owner_id, begun_at),
            nation,
            version_id,
            manager_id,
            under,
        )
        for id_, version, due_on, area_id, owner_id, begun_at, nation, version_id, manager_id, under in (
            db.session.execute(chosen)
        )
        if due_on is not None
    ]


def undecided_licences(until: date, area_ids: Collection[int] | None = None) -> list[Candidate]:
    """Licences that end by the date, with no decision on what follows. The end itself is the version."""
    chosen = (
        select(Licence.id, Licence.ends_on, Licence.area_id, Area.reminders_started_at, Area.nation, *_terms())
        .join(Implementation, Implementation.id == Licence.implementation_id)
        .join(Area, Area.id == Licence.area_id)
        .where(
            Licence.ends_on <= until,
            Licence.state.in_([State.GRANTED, State.SUSPENDED]),
            Licence.renewal.is_(None),
            Implementation.closed_on.is_(None),
            *reminded(area_ids),
        )
    )
    return [
        Candidate(
            Subject(ReminderSubject.LICENCE, id_, ends_on.toordinal(), ends_on, area_id, begun_at=begun_at),
            nation,
            version_id,
            manager_id,
            under,
        )
        for id_, ends_on, area_id, begun_at, nation, version_id, manager_id, under in db.session.execute(chosen)
    ]


def people(
    area_ids: Collection[int], today: date, *, takers: Collection[int] = ()
) -> Callable[[int, int | None], People]:
    """Who may be told, asked in three statements; answers by area and its manager. Takers: who will look after one."""
    leads: dict[int, list[int]] = defaultdict(list)
    for area_id, person_id in db.session.execute(_leads(area_ids, today)):
        leads[area_id].append(person_id)
    managers = tuple(db.session.scalars(_holding(Role.UNIT_MANAGER)))
    managing = Person.id.in_(_managing(area_ids))
    looking_after = or_(managing, Person.id.in_(sorted(takers))) if takers else managing
    staff = frozenset(db.session.scalars(select(Person.id).where(*_reachable(), looking_after)))

    def of(area_id: int, manager_id: int | None) -> People:
        own = manager_id if manager_id in staff else None
        return People(tuple(leads.get(area_id, ())), own, managers)

    return of


def among(column: InstrumentedAttribute[int], ids: Collection[int]) -> ColumnElement[bool]:
    """Rows of these ids; where naming them takes longer than reading the rest, all rows: the caller picks its own."""
    return column.in_(ids) if len(ids) <= MOST_NAMED else true()


def known_keys(keys: Sequence[str]) -> set[str]:
    """Those of these dedupe keys for which a message stands."""
    known: set[str] = set()
    for start in range(0, len(keys), CHUNK):
        chosen = select(Message.dedupe_key).where(
            Message.dedupe_key.in_(keys[start : start + CHUNK]), Message.state != MessageState.CANCELLED
        )
        known |= set(db.session.scalars(chosen))
    return known


def told_already(drafts: Sequence[Draft]) -> set[str]:
    """The keys of those drafts whose recipient was told by the same rule about the same date, before it moved away."""
    moved = [draft for draft in drafts if draft.kind not in ONE_DATE and _int(draft.values["version"]) > 1]
    if not moved:
        return set()
    rows = db.session.execute(
        select(Message.person_id, Message.kind, Message.values).where(
            Message.person_id.in_({draft.person_id for draft in moved}),
            Message.area_id.in_({draft.area_id for draft in moved}),
            Message.state.in_(TOLD),
            ~came_back(),
        )
    )
    told = {(person_id, kind, _telling(values)) for person_id, kind, values in rows}
    return {draft.dedupe_key for draft in moved if (draft.person_id, draft.kind, _telling(draft.values)) in told}


def _telling(values: Mapping[str, object]) -> tuple[object, ...]:
    return values.get("rule"), values.get("subject_id"), values.get("anchor_on"), values.get("step", 0)


def _int(value: object) -> int:
    return int(str(value))


def held_areas() -> list[tuple[int, str]]:
    """Areas whose reminders were not started yet, by name."""
    chosen = select(Area.id, Area.name).where(Area.reminders_started_at.is_(None)).order_by(Area.name)
    return [(row.id, row.name) for row in db.session.execute(chosen)]


def held_areas_of(actor: Actor, today: date) -> list[tuple[int, str]]:
    """Areas of the actor's whose reminders were not started yet, by name."""
    chosen = select(Area.id, Area.name).where(Area.reminders_started_at.is_(None)).order_by(Area.name)
    held = scoped(chosen, Area.id, actor=actor, today=today)
    return [(row.id, row.name) for row in db.session.execute(held)]


def area_named(name: str) -> int | None:
    """The area of this name, whatever its case and spaces."""
    return db.session.scalar(select(Area.id).where(Area.name_key == name_key(name)))


def names(person_ids: Collection[int]) -> Mapping[int, str]:
    """The names of these people."""
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {row.id: row.name for row in rows}


def still_open_contacts(keys: Sequence[str]) -> set[str]:
    """Of these "slot:version" keys, those whose contact is still open on that date and may be reminded of."""
    chosen = (
        select(Slot.id, Slot.anchor_version)
        .join(Licence, Licence.id == Slot.licence_id)
        .join(Implementation, Implementation.id == Slot.implementation_id)
        .join(Area, Area.id == Slot.area_id)
        .where(Slot.id.in_(_ids(keys)), Slot.state == "open", *_running(), *reminded(None))
    )
    return {f"{id_}:{version}" for id_, version in db.session.execute(chosen)} & set(keys)


def still_open_actions(keys: Sequence[str]) -> set[str]:
    """Of these "action:version" keys, those still open with that date."""
    chosen = (
        select(Action.id, Action.anchor_version)
        .join(Implementation, Implementation.id == Action.implementation_id)
        .join(Area, Area.id == Action.area_id)
        .where(Action.id.in_(_ids(keys)), *_unfinished(), Implementation.closed_on.is_(None), *reminded(None))
    )
    return {f"{id_}:{version}" for id_, version in db.session.execute(chosen)} & set(keys)


def still_undecided_licences(keys: Sequence[str]) -> set[str]:
    """Of these "licence:version" keys, those without a decision, ending on that day."""
    chosen = (
        select(Licence.id, Licence.ends_on)
        .join(Implementation, Implementation.id == Licence.implementation_id)
        .join(Area, Area.id == Licence.area_id)
        .where(
            Licence.id.in_(_ids(keys)),
            Licence.state.in_([State.GRANTED, State.SUSPENDED]),
            Licence.renewal.is_(None),
            Implementation.closed_on.is_(None),
            *reminded(None),
        )
    )
    return {f"{id_}:{ends_on.toordinal()}" for id_, ends_on in db.session.execute(chosen)} & set(keys)


def _terms() -> tuple[ColumnElement[int], ColumnElement[int | None], ColumnElement[int]]:
    return (
        Licence.programme_version_id.expression,
        Implementation.manager_id.expression,
        Implementation.id.expression,
    )


def _running() -> tuple[ColumnElement[bool], ...]:
    return (Licence.state == State.GRANTED, Implementation.closed_on.is_(None))


def _unfinished() -> tuple[ColumnElement[bool], ...]:
    return (Action.done_on.is_(None), Action.dropped_on.is_(None))


def _reachable() -> tuple[ColumnElement[bool], ...]:
    return (Person.deactivated_at.is_(None), Person.email.is_not(None))


def _leads(area_ids: Collection[int], today: date) -> Select[int, int]:
    return (
        select(AreaPerson.area_id, AreaPerson.person_id)
        .join(Person, Person.id == AreaPerson.person_id)
        .where(
            among(AreaPerson.area_id, area_ids),
            AreaPerson.role == AreaRole.PROJECT_LEAD,
            AreaPerson.from_on <= today,
            or_(AreaPerson.until_on.is_(None), AreaPerson.until_on >= today),
            *_reachable(),
        )
        .order_by(AreaPerson.id)
    )


def _holding(role: Role) -> Select[int]:
    return (
        select(Person.id)
        .join(RoleHeld, and_(RoleHeld.person_id == Person.id, RoleHeld.ended_at.is_(None)))
        .where(RoleHeld.role == role, *_reachable())
        .order_by(Person.id)
    )


def _managing(area_ids: Collection[int]) -> Select[int | None]:
    return select(Implementation.manager_id).where(among(Implementation.area_id, area_ids))


def _ids(keys: Sequence[str]) -> list[int]:
    return [int(key.partition(":")[0]) for key in keys]
