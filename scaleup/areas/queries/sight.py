"""Who can see an area, and what a person can see: the same rows, asked from either side."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from scaleup.accounts.rules import Role
from scaleup.areas.models import Access, Area
from scaleup.areas.queries.people import access_to, holding
from scaleup.areas.queries.scope import scope
from scaleup.areas.rules import SIGHTS, Sight
from scaleup.core.pages import Actor
from scaleup.extensions import db


@dataclass(frozen=True)
class Seer:
    """Somebody who can see an area: through what, and from when until when. The unit's roles have no dates here."""

    name: str
    through: str = ""
    from_on: date | None = None
    until_on: date | None = None
    access_id: int | None = None


@dataclass(frozen=True)
class Sights:
    """One role: what it sees, what it does not, and who holds it here."""

    role: Role
    sight: Sight
    seers: tuple[Seer, ...]


@dataclass(frozen=True)
class Reach:
    """One area that a person sees, saw, or will see."""

    access_id: int
    area_id: int
    area: str
    role: str
    through: str
    from_on: date
    until_on: date | None
    now: bool
    """Whether it counts today."""
    open: bool
    """Whether whoever reads this may open the area."""


def sights_of(area_id: int, today: date) -> list[Sights]:
    """Every role that could see something of the area, with what it sees and who holds it."""
    found: dict[str, list[Seer]] = {}
    for given in access_to(area_id, today):
        seer = Seer(given.person.name, given.through, given.from_on, given.until_on, given.id)
        found.setdefault(given.role, []).append(seer)
    for role in (Role.UNIT_MANAGER, Role.ADMINISTRATOR):
        found[role] = [Seer(name) for _, name in holding(role)]
    return [Sights(role, sight, tuple(found.get(role, ()))) for role, sight in SIGHTS.items()]


def reach_of(person_id: int, *, actor: Actor, today: date) -> list[Reach]:
    """The access rows of a person: those that count first, then those to come or over.

    Whoever looks after accounts reads all of them; others those of areas that they see themselves.
    """
    mine = scope(actor, today)
    asked = (
        select(Access, Area.name, Area.id.in_(mine).label("open"))
        .join(Area, Area.id == Access.area_id)
        .where(Access.person_id == person_id)
        .order_by(or_(Access.until_on.is_(None), Access.until_on >= today).desc(), Area.name, Access.from_on)
    )
    if not actor.roles & {Role.ADMINISTRATOR, Role.UNIT_MANAGER}:
        asked = asked.where(Access.area_id.in_(mine))
    return [
        Reach(
            row.Access.id,
            row.Access.area_id,
            row.name,
            row.Access.role,
            row.Access.through,
            row.Access.from_on,
            row.Access.until_on,
            row.Access.from_on <= today and (row.Access.until_on is None or row.Access.until_on >= today),
            bool(row.open),
        )
        for row in db.session.execute(asked)
    ]
