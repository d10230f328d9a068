"""What stood in the way in the areas of whoever looks: counted in SQL, by the worst of each area and quarter."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select

from scaleup.areas.models import Area
from scaleup.areas.queries import scoped
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.portfolio.rules.barriers import Quarter, Standing, standings
from scaleup.support.models import Barrier, Contact
from scaleup.support.rules import BarrierCode

MOST_NAMED = 200
"""A page names so many areas; the file of contacts holds all."""


@dataclass(frozen=True)
class Named:
    """An area in which something stood in the way: the worst that was said of it, and when last."""

    area_id: int
    name: str
    severity: int
    last_on: date
    contact_id: int


def standing_in(actor: Actor, quarter: Quarter, *, today: date) -> list[Standing]:
    """Every barrier of the quarter and the one before, in most areas first; one statement at any size."""
    current = case((Contact.held_on >= quarter.begins_on, 1), else_=0)
    worst = scoped(
        select(current.label("now"), Barrier.code, Contact.area_id, func.max(Barrier.severity).label("severity"))
        .join(Contact, Contact.id == Barrier.contact_id)
        .where(Contact.held_on >= quarter.before.begins_on, Contact.held_on <= quarter.ends_on)
        .group_by(current, Barrier.code, Contact.area_id),
        Contact.area_id,
        actor=actor,
        today=today,
    ).subquery()
    counted = select(worst.c.now, worst.c.code, worst.c.severity, func.count()).group_by(
        worst.c.now, worst.c.code, worst.c.severity
    )
    return standings((bool(now), code, severity, areas) for now, code, severity, areas in db.session.execute(counted))


def spoken_with(actor: Actor, quarter: Quarter, *, today: date) -> int:
    """In how many areas a contact was held in the quarter."""
    asked = scoped(
        select(func.count(Contact.area_id.distinct())).where(
            Contact.held_on >= quarter.begins_on, Contact.held_on <= quarter.ends_on, Contact.outcome == "held"
        ),
        Contact.area_id,
        actor=actor,
        today=today,
    )
    return db.session.scalar(asked) or 0


def named_areas(actor: Actor, code: BarrierCode, quarter: Quarter, *, today: date) -> Sequence[Named]:
    """The areas in which it stood in the way, the gravest first; one statement."""
    latest = (Contact.held_on.desc(), Contact.id.desc())
    said = scoped(
        select(
            Contact.area_id,
            func.max(Barrier.severity).over(partition_by=Contact.area_id).label("severity"),
            Contact.held_on,
            Contact.id.label("contact_id"),
            func.row_number().over(partition_by=Contact.area_id, order_by=latest).label("place"),
        )
        .join(Barrier, Barrier.contact_id == Contact.id)
        .where(Barrier.code == code, Contact.held_on >= quarter.begins_on, Contact.held_on <= quarter.ends_on),
        Contact.area_id,
        actor=actor,
        today=today,
    ).subquery()
    asked = (
        select(Area.id, Area.name, said.c.severity, said.c.held_on, said.c.contact_id)
        .join(said, said.c.area_id == Area.id)
        .where(said.c.place == 1)
        .order_by(said.c.severity.desc(), Area.name_key)
        .limit(MOST_NAMED)
    )
    return [Named(*row) for row in db.session.execute(asked)]
