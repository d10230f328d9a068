"""Areas, what they cover, the organisations in them, and the programmes that they take up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scaleup.areas.models import (
    Area,
    AreaAuthority,
    AreaOrganisation,
    Implementation,
    LocalAuthority,
)
from scaleup.areas.queries.scope import in_scope
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.queries import latest_versions


@dataclass(frozen=True)
class Authority:
    """A local authority as a form offers it."""

    code: str
    name: str
    nation: str


def area(area_id: int) -> Area:
    """The area; raises Absent."""
    found = db.session.get(Area, area_id)
    if found is None:
        raise Absent
    return found


def authorities() -> list[Authority]:
    """Every local authority, by nation and name."""
    rows = db.session.execute(
        select(LocalAuthority.code, LocalAuthority.name, LocalAuthority.nation).order_by(
            LocalAuthority.nation, LocalAuthority.name
        )
    )
    return [Authority(code, name, nation) for code, name, nation in rows]


def authorities_of(area_id: int) -> list[Authority]:
    """The local authorities that the area covers, by name."""
    rows = db.session.execute(
        select(LocalAuthority.code, LocalAuthority.name, LocalAuthority.nation)
        .join(AreaAuthority, AreaAuthority.authority_code == LocalAuthority.code)
        .where(AreaAuthority.area_id == area_id)
        .order_by(LocalAuthority.name)
    )
    return [Authority(code, name, nation) for code, name, nation in rows]


def organisations_of(area_id: int) -> list[AreaOrganisation]:
    """What each organisation is in the area."""
    return list(
        db.session.scalars(
            select(AreaOrganisation)
            .where(AreaOrganisation.area_id == area_id)
            .options(joinedload(AreaOrganisation.organisation))
            .order_by(AreaOrganisation.role, AreaOrganisation.id)
        )
    )


def implementation(implementation_id: int) -> Implementation:
    """The implementation; raises Absent."""
    found = db.session.get(Implementation, implementation_id)
    if found is None:
        raise Absent
    return found


def implementations_of(area_id: int) -> Sequence[Implementation]:
    """The area's implementations with their managers: open ones first, then the latest."""
    return list(
        db.session.scalars(
            select(Implementation)
            .where(Implementation.area_id == area_id)
            .options(
                joinedload(Implementation.manager),
                joinedload(Implementation.programme_version).joinedload(ProgrammeVersion.programme),
            )
            .order_by(Implementation.closed_on.is_not(None), Implementation.opened_on.desc())
        )
    )


def implementation_in_scope(actor: Actor, implementation_id: int, today: date) -> Implementation:
    """The implementation; raises Absent where its area is not the actor's to see."""
    return in_scope(
        select(Implementation).where(Implementation.id == implementation_id),
        Implementation.area_id,
        actor=actor,
        today=today,
    )


def programmes_offered() -> list[tuple[str, str]]:
    """The version of each programme that is taken up now, as its id and the programme's name."""
    return [(str(version.id), version.programme.name) for version in latest_versions()]
