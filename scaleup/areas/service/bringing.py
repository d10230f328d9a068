"""Areas brought in many at once: founded and held, opened, peopled. A fixed number of statements for any number.

Facts that only plans follow are not announced one by one: who brings areas in makes their plans (imports.service).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, select, update

from scaleup import audit
from scaleup.accounts.rules import Role
from scaleup.areas.models import (
    Access,
    Area,
    AreaAuthority,
    AreaOrganisation,
    AreaPerson,
    Implementation,
    Organisation,
)
from scaleup.areas.rules import AreaRole, Founding, ManagerAssigned, OrganisationRole, name_key, refusals_of
from scaleup.areas.service.pending import THROUGH_MANAGING
from scaleup.core import bulk, facts
from scaleup.core.errors import Refused
from scaleup.extensions import db
from scaleup.programmes.models import ProgrammeVersion

IMPLEMENTATIONS = bulk.table_of(Implementation)


def found_all_held(foundings: Sequence[Founding], *, by: int | None, now: datetime) -> list[int]:
    """These areas exist, each held until a person starts its reminders; returns their ids, in the order given.

    The caller knows that none of them is here, and that their authorities are.
    """
    refused = [refusal for founding in foundings for refusal in refusals_of(founding)]
    if refused:
        raise Refused(refused)
    ids = bulk.next_ids(db.session(), Area, len(foundings))
    rows, covered = [], []
    for area_id, founding in zip(ids, foundings, strict=True):
        name = " ".join(founding.name.split())
        rows.append(
            {"id": area_id, "name": name, "name_key": name_key(name), "nation": str(founding.nation), "created_at": now}
        )
        covered += [{"area_id": area_id, "authority_code": code} for code in sorted(founding.authority_codes)]
    bulk.put(db.session(), Area, rows)
    bulk.put(db.session(), AreaAuthority, covered)
    audit.record_all((("area founded", "area", one, one, ()) for one in ids), person_id=by)
    return ids


def add_organisations(told: Iterable[tuple[int, str]], *, role: OrganisationRole, by: int | None) -> None:
    """The organisation of each name is this in its area; said twice, or so before, it is so once."""
    wanted = {(area_id, name_key(name)): " ".join(name.split()) for area_id, name in told if name.strip()}
    if not wanted:
        return
    ids = {row.name_key: row.id for row in db.session.execute(select(Organisation.id, Organisation.name_key))}
    new = {key: name for (_, key), name in wanted.items() if key not in ids}
    made = bulk.next_ids(db.session(), Organisation, len(new))
    ids |= dict(zip(new, made, strict=True))
    bulk.put(db.session(), Organisation, [{"id": ids[key], "name": name, "name_key": key} for key, name in new.items()])
    held = select(AreaOrganisation.area_id, AreaOrganisation.organisation_id).where(AreaOrganisation.role == role)
    before = {(row.area_id, row.organisation_id) for row in db.session.execute(held)}
    pairs = [(area_id, ids[key]) for area_id, key in wanted if (area_id, ids[key]) not in before]
    bulk.put(
        db.session(), AreaOrganisation, [{"area_id": one, "organisation_id": body, "role": role} for one, body in pairs]
    )
    audit.record_all((("organisation added", "area", one, one, [role]) for one, _ in pairs), person_id=by)


@dataclass(frozen=True)
class Opening:
    """An area that takes up a programme, as an old record tells of it."""

    area_id: int
    programme_version_id: int
    opened_on: date


def open_all(told: Sequence[Opening], *, by: int | None) -> list[int]:
    """Each area takes up its programme; returns the ids of the implementations, in the order given.

    The caller knows that no area has the programme open.
    """
    versions = select(ProgrammeVersion.id, ProgrammeVersion.programme_id)
    programme = {row.id: row.programme_id for row in db.session.execute(versions)}
    ids = bulk.next_ids(db.session(), Implementation, len(told))
    rows = [
        {
            "id": one_id,
            "area_id": one.area_id,
            "programme_id": programme[one.programme_version_id],
            "programme_version_id": one.programme_version_id,
            "opened_on": one.opened_on,
        }
        for one_id, one in zip(ids, told, strict=True)
    ]
    bulk.put(db.session(), Implementation, rows)
    acts = [
        ("implementation opened", "implementation", one_id, one.area_id, ())
        for one_id, one in zip(ids, told, strict=True)
    ]
    audit.record_all(acts, person_id=by)
    return ids


@dataclass(frozen=True)
class Readiness:
    """What an old tracker said of an implementation's readiness: a labelled note, never a verdict."""

    implementation_id: int
    area_id: int
    note: str
    on_day: date | None


def note_all_readiness(told: Sequence[Readiness], *, by: int | None) -> None:
    """These notes stand (decisions.md, Readiness)."""
    if not told:
        return
    named = update(IMPLEMENTATIONS).where(IMPLEMENTATIONS.c.id == bindparam("one"))
    db.session.connection().execute(
        named.values(readiness_note=bindparam("note"), readiness_note_on=bindparam("day")),
        [{"one": one.implementation_id, "note": one.note, "day": one.on_day} for one in told],
    )
    acts = (("readiness noted", "implementation", one.implementation_id, one.area_id, ()) for one in told)
    audit.record_all(acts, person_id=by)


@dataclass(frozen=True)
class Managing:
    """Who is to look after which implementation. The caller knows that nobody does, and that this person may."""

    implementation_id: int
    area_id: int
    manager_id: int


def assign_managers(told: Sequence[Managing], *, on_day: date, by: int | None) -> None:
    """Each manager looks after the implementation, and sees its area from that day."""
    if not told:
        return
    named = update(IMPLEMENTATIONS).where(IMPLEMENTATIONS.c.id == bindparam("one"))
    db.session.connection().execute(
        named.values(manager_id=bindparam("manager")),
        [{"one": one.implementation_id, "manager": one.manager_id} for one in told],
    )
    seen = select(Access.area_id, Access.person_id).where(
        Access.role == Role.IMPLEMENTATION_MANAGER,
        Access.until_on.is_(None),
        Access.person_id.in_({one.manager_id for one in told}),
    )
    before = {(row.area_id, row.person_id) for row in db.session.execute(seen)}
    pairs = dict.fromkeys((one.area_id, one.manager_id) for one in told)
    give_all(
        [(area_id, person_id, on_day) for area_id, person_id in pairs if (area_id, person_id) not in before],
        role=Role.IMPLEMENTATION_MANAGER,
        through=THROUGH_MANAGING,
        by=by,
    )
    acts = (("manager assigned", "implementation", one.implementation_id, one.area_id, ()) for one in told)
    audit.record_all(acts, person_id=by)
    for one in told:
        facts.announce(
            ManagerAssigned(one.implementation_id, one.area_id, one.manager_id, None, on_day=on_day, person_id=by)
        )


def give_all(told: Sequence[tuple[int, int, date]], *, role: Role, through: str, by: int | None) -> None:
    """Each person can see the area in this role, from that day on."""
    rows = [
        {"area_id": area_id, "person_id": person_id, "role": role.value, "from_on": from_on, "through": through}
        for area_id, person_id, from_on in told
    ]
    bulk.put(db.session(), Access, rows)
    audit.record_all((("access given", "area", one, one, [role.value]) for one, _, _ in told), person_id=by)


def add_leads(told: Sequence[tuple[int, int, date]], *, by: int | None) -> None:
    """Each person leads the project in the area from that day, and can see it. The caller knows that none did."""
    role = AreaRole.PROJECT_LEAD
    rows = [
        {"area_id": area_id, "person_id": person_id, "role": role.value, "from_on": from_on}
        for area_id, person_id, from_on in told
    ]
    bulk.put(db.session(), AreaPerson, rows)
    audit.record_all((("area person added", "area", one, one, [role.value]) for one, _, _ in told), person_id=by)
    give_all(told, role=Role.PROJECT_LEAD, through="project lead", by=by)
