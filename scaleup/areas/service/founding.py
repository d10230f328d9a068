"""Areas founded and edited, what they cover, the organisations in them, and the start of their reminders."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update

from scaleup import audit, commit
from scaleup.accounts.rules import Role
from scaleup.areas import queries
from scaleup.areas.models import Area, AreaAuthority, AreaOrganisation, LocalAuthority, Organisation
from scaleup.areas.rules import (
    AreaNationChanged,
    Founding,
    OrganisationRole,
    RemindersStarted,
    name_key,
    refusals_of,
)
from scaleup.areas.service.people import give_access
from scaleup.core import facts
from scaleup.core.bulk import portions
from scaleup.core.dates import local_date
from scaleup.core.errors import Conflict, Refusal, Refused, refuse
from scaleup.core.pages import Actor
from scaleup.core.versions import advance
from scaleup.extensions import db

SAVED_MEANWHILE = (
    "Somebody else saved this area while you had it open. Nothing that you typed is lost: "
    "compare the two below, then save again."
)


def found(founding: Founding, *, by: int | None, now: datetime) -> Area:
    """The area exists and may be reminded."""
    area = found_held(founding, by=by, now=now)
    area.reminders_started_at = now
    return area


def found_by(actor: Actor, founding: Founding, *, now: datetime) -> Area:
    """The area exists, and who founded it can see it."""
    area = found(founding, by=actor.person_id, now=now)
    if Role.UNIT_MANAGER not in actor.roles:
        give_access(
            area.id,
            actor.person_id,
            role=Role.IMPLEMENTATION_MANAGER,
            from_on=local_date(now),
            until_on=None,
            through="added the area",
            by=actor.person_id,
        )
    return area


def codes_of(names: str) -> frozenset[str]:
    """The codes of local authorities named with a semicolon between them; raises Refused for a name not known."""
    wanted = {name_key(name): name.strip() for name in names.split(";") if name.strip()}
    known = {name_key(authority.name): authority.code for authority in queries.authorities()} if wanted else {}
    refused = [
        Refusal(
            f"There is no local authority called “{name}” in the table of 361. Check its spelling.",
            "authorities",
        )
        for key, name in wanted.items()
        if key not in known
    ]
    if refused:
        raise Refused(refused)
    return frozenset(known[key] for key in wanted)


def found_held(founding: Founding, *, by: int | None, now: datetime) -> Area:
    """The area exists, and no reminder is planned for it until a person starts them: for what is brought in."""
    check(founding, area_id=None)
    area = Area(
        name=" ".join(founding.name.split()),
        name_key=name_key(founding.name),
        nation=founding.nation,
        created_at=now,
    )
    db.session.add(area)
    db.session.flush()
    cover(area.id, founding.authority_codes)
    audit.record("area founded", subject="area", subject_id=area.id, person_id=by, area_id=area.id)
    return area


def edit(area_id: int, founding: Founding, *, version: int, by: int | None) -> Area:
    """The area has these values; a save over somebody else's raises Conflict with theirs."""
    area = queries.area(area_id)
    covered = queries.authorities_of(area_id)
    if not advance(db.session(), area, version):
        theirs = ", ".join(authority.name for authority in covered)
        raise Conflict(SAVED_MEANWHILE, {"name": area.name, "nation": area.nation, "authorities": theirs})
    check(founding, area_id=area_id)
    formerly, changed = area.nation, set()
    name = " ".join(founding.name.split())
    if area.name != name:
        area.name, area.name_key = name, name_key(name)
        changed.add("name")
    if {authority.code for authority in covered} != founding.authority_codes:
        cover(area_id, founding.authority_codes)
        changed.add("authorities")
    if formerly != founding.nation:
        area.nation = founding.nation
        changed.add("nation")
    db.session.flush()
    if formerly != area.nation:
        facts.announce(AreaNationChanged(area_id, area.nation, formerly, by))
    audit.record("area edited", subject="area", subject_id=area_id, person_id=by, area_id=area_id, fields=changed)
    return area


def consider_edit(area_id: int, founding: Founding, *, by: int | None) -> list[facts.Change]:
    """What would follow from these values, without writing; raises Refused as the save would."""
    check(founding, area_id=area_id)
    formerly = queries.area(area_id).nation
    if formerly == founding.nation:
        return []
    return facts.consequences(AreaNationChanged(area_id, founding.nation, formerly, by))


def check(founding: Founding, *, area_id: int | None) -> None:
    """The area may have these values; else Refused is raised, with every reason."""
    refused = refusals_of(founding)
    same = db.session.scalar(select(Area.id).where(Area.name_key == name_key(founding.name)))
    if same is not None and same != area_id:
        refused.append(
            Refusal(
                f"There is already an area called {founding.name}. Open that one, or give this one another name.",
                "name",
            )
        )
    wanted = founding.authority_codes
    known = set(db.session.scalars(select(LocalAuthority.code).where(LocalAuthority.code.in_(wanted))))
    if wanted - known:
        refused.append(
            Refusal("One of the local authorities is not in our table. Choose from the list.", "authorities")
        )
    if refused:
        raise Refused(refused)


def cover(area_id: int, codes: frozenset[str]) -> None:
    """The area covers exactly these local authorities."""
    db.session.execute(delete(AreaAuthority).where(AreaAuthority.area_id == area_id))
    commit.touched([area_id], Area)
    db.session.add_all(AreaAuthority(area_id=area_id, authority_code=code) for code in sorted(codes))
    db.session.flush()


def organisation_named(name: str) -> Organisation:
    """The organisation of this name, new or known."""
    known = db.session.scalar(select(Organisation).where(Organisation.name_key == name_key(name)))
    if known is not None:
        return known
    organisation = Organisation(name=" ".join(name.split()), name_key=name_key(name))
    db.session.add(organisation)
    db.session.flush()
    return organisation


def add_organisation(area_id: int, name: str, *, role: OrganisationRole, by: int | None) -> AreaOrganisation:
    """The organisation of this name is this in the area; said twice, it is so once."""
    if not name.strip():
        raise refuse("Enter the name of the organisation.", "organisation")
    organisation = organisation_named(name)
    already = db.session.scalar(
        select(AreaOrganisation).where(
            AreaOrganisation.area_id == area_id,
            AreaOrganisation.organisation_id == organisation.id,
            AreaOrganisation.role == role,
        )
    )
    if already is not None:
        return already
    held = AreaOrganisation(area_id=area_id, organisation_id=organisation.id, role=role)
    db.session.add(held)
    db.session.flush()
    audit.record("organisation added", subject="area", subject_id=area_id, person_id=by, area_id=area_id, fields=[role])
    return held


def start_reminders(area_id: int, *, by: int | None, now: datetime) -> bool:
    """Reminders of the area go from now on. Returns whether they were held until now."""
    area = queries.area(area_id)
    begun = bool(start_reminders_in([area_id], by=by, now=now))
    db.session.refresh(area)
    return begun


def start_reminders_in(area_ids: Collection[int], *, by: int | None, now: datetime) -> int:
    """Reminders of these areas go from now on. Returns how many were held until now."""
    begun: list[int] = []
    for some in portions(area_ids):
        held = update(Area).where(Area.id.in_(some), Area.reminders_started_at.is_(None))
        begun += db.session.scalars(held.values(reminders_started_at=now).returning(Area.id))
    commit.touched(begun, Area)
    for area_id in begun:
        facts.announce(RemindersStarted(area_id, by))
        audit.record("reminders started", subject="area", subject_id=area_id, person_id=by, area_id=area_id)
    db.session.flush()
    return len(begun)
