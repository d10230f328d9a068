"""What may be reminded of: open contacts, open actions, licences without a decision; and who is told."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, AreaPerson, Implementation
from scaleup.areas.rules import AreaRole
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders.rules import People, Subject
from scaleup.support.models import Action, Slot


@dataclass(frozen=True)
class Candidate:
    """A subject with what its rungs depend on."""

    subject: Subject
    nation: str
    version_id: int
    manager_id: int | None


def reminded(area_ids: Collection[int] | None) -> list[ColumnElement[bool]]:
    """Areas whose reminders were started; with ids, these areas whether started or not (a preview)."""
    if area_ids is None:
        return [Area.reminders_started_at.is_not(None)]
    return [Area.id.in_(area_ids)]


def open_contacts(until: date, area_ids: Collection[int] | None = None) -> list[Candidate]:
    """Open slots due by the date, of granted licences of open implementations."""
    chosen = (
        select(Slot.id, Slot.anchor_version, Slot.due_on, Slot.area_id, Area.nation, *_terms())
        .join(Licence, Licence.id == Slot.licence_id)
        .join(Implementation, Implementation.id == Slot.implementation_id)
        .join(Area, Area.id == Slot.area_id)
        .where(Slot.state == "open", Slot.due_on <= until, *_running(), *reminded(area_ids))
    )
    return [
        Candidate(Subject(ReminderSubject.CONTACT, id_, version, due_on, area_id), nation, version_id, manager_id)
        for id_, version, due_on, area_id, nation, version_id, manager_id in db.session.execute(chosen)
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
            Area.nation,
            Implementation.programme_version_id,
            Implementation.manager_id,
        )
        .join(Implementation, Implementation.id == Action.implementation_id)
        .join(Area, Area.id == Action.area_id)
        .where(Action.due_on <= until, *_unfinished(), Implementation.closed_on.is_(None), *reminded(area_ids))
    )
    return [
        Candidate(
            Subject(ReminderSubject.ACTION, id_, version, due_on, area_id, owner_id), nation, version_id, manager_id
        )
        for id_, version, due_on, area_id, owner_id, nation, version_id, manager_id in db.session.execute(chosen)
        if due_on is not None
    ]


def undecided_licences(until: date, area_ids: Collection[int] | None = None) -> list[Candidate]:
    """Licences that end by the date, with no decision on what follows. The end itself is the version."""
    chosen = (
        select(Licence.id, Licence.ends_on, Licence.area_id, Area.nation, *_terms())
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
            Subject(ReminderSubject.LICENCE, id_, ends_on.toordinal(), ends_on, area_id),
            nation,
            version_id,
            manager_id,
        )
        for id_, ends_on, area_id, nation, version_id, manager_id in db.session.execute(chosen)
    ]


def people(area_ids: Collection[int], today: date) -> Callable[[int, int | None], People]:
    """Who may be told, asked in three statements; answers by area and its manager."""
    leads: dict[int, list[int]] = defaultdict(list)
    for area_id, person_id in db.session.execute(_leads(area_ids, today)):
        leads[area_id].append(person_id)
    managers = tuple(db.session.scalars(_holding(Role.UNIT_MANAGER)))
    staff = frozenset(db.session.scalars(select(Person.id).where(*_reachable(), Person.id.in_(_managing(area_ids)))))

    def of(area_id: int, manager_id: int | None) -> People:
        own = manager_id if manager_id in staff else None
        return People(tuple(leads.get(area_id, ())), own, managers)

    return of


def reachable(person_ids: Collection[int]) -> frozenset[int]:
    """Those of these people who can be written to."""
    return frozenset(db.session.scalars(select(Person.id).where(*_reachable(), Person.id.in_(person_ids))))


def names(person_ids: Collection[int]) -> Mapping[int, str]:
    """The names of these people."""
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(person_ids)))
    return {id_: name for id_, name in rows}


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


def _terms() -> tuple[ColumnElement[int], ColumnElement[int | None]]:
    return Licence.programme_version_id.expression, Implementation.manager_id.expression


def _running() -> tuple[ColumnElement[bool], ...]:
    return (Licence.state == State.GRANTED, Implementation.closed_on.is_(None))


def _unfinished() -> tuple[ColumnElement[bool], ...]:
    return (Action.done_on.is_(None), Action.dropped_on.is_(None))


def _reachable() -> tuple[ColumnElement[bool], ...]:
    return (Person.deactivated_at.is_(None), Person.email.is_not(None))


def _leads(area_ids: Collection[int], today: date) -> Select[tuple[int, int]]:
    return (
        select(AreaPerson.area_id, AreaPerson.person_id)
        .join(Person, Person.id == AreaPerson.person_id)
        .where(
            AreaPerson.area_id.in_(area_ids),
            AreaPerson.role == AreaRole.PROJECT_LEAD,
            AreaPerson.from_on <= today,
            or_(AreaPerson.until_on.is_(None), AreaPerson.until_on >= today),
            *_reachable(),
        )
        .order_by(AreaPerson.id)
    )


def _holding(role: Role) -> Select[tuple[int]]:
    return (
        select(Person.id)
        .join(RoleHeld, and_(RoleHeld.person_id == Person.id, RoleHeld.ended_at.is_(None)))
        .where(RoleHeld.role == role, *_reachable())
        .order_by(Person.id)
    )


def _managing(area_ids: Collection[int]) -> Select[tuple[int | None]]:
    return select(Implementation.manager_id).where(Implementation.area_id.in_(area_ids))


def _ids(keys: Sequence[str]) -> list[int]:
    return [int(key.partition(":")[0]) for key in keys]
