"""Local authorities as an enquiry may name them."""

from dataclasses import dataclass

from sqlalchemy import select

from scaleup.areas.models import LocalAuthority
from scaleup.extensions import db


@dataclass(frozen=True)
class Place:
    """A local authority."""

    code: str
    name: str
    county: str
    nation: str


def places_named() -> list[Place]:
    """Every local authority, by name."""
    asked = select(LocalAuthority.code, LocalAuthority.name, LocalAuthority.county_name, LocalAuthority.nation)
    return [
        Place(row.code, row.name, row.county_name or "", row.nation)
        for row in db.session.execute(asked.order_by(LocalAuthority.name))
    ]
