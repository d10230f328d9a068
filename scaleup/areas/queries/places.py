"""Areas, what they cover, the organisations in them, and the programmes that they take up."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scaleup.areas.models import (
    Area,
    AreaAuthority,
    AreaOrganisation,
    Implementation,
    LocalAuthority,
)
from scaleup.core.errors import Absent
from scaleup.extensions import db


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
            .options(joinedload(Implementation.manager))
            .order_by(Implementation.closed_on.is_not(None), Implementation.opened_on.desc())
        )
    )
