"""What stood in the way in the areas of whoever looks: counted in SQL, by the worst of each area and quarter.

Contacts and reviews tell of barriers alike. Contacts keep a row for each, reviews an object of severities by code.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    Integer,
    Subquery,
    TableValuedAlias,
    case,
    cast,
    func,
    literal,
    null,
    select,
    true,
    union,
    union_all,
)

from scaleup.areas.models import Area
from scaleup.areas.queries import scoped, staff_scoped
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.portfolio.rules.barriers import Quarter, Standing, standings
from scaleup.reviews.models import ReviewRecord
from scaleup.support.models import Barrier, Contact
from scaleup.support.rules import BarrierCode

MOST_NAMED = 200
"""A page names so many areas; the file of contacts holds all."""
CONTACT, REVIEW = "contact", "review"


@dataclass(frozen=True)
class Named:
    """An area in which something stood in the way: the worst that was said of it, and when and in what last."""

    area_id: int
    name: str
    severity: int
    last_on: date
    said_in: str
    said_id: int

    @property
    def in_a_review(self) -> bool:
        """Whether it was last said in a review; else in a contact."""
        return self.said_in == REVIEW


def sayings(actor: Actor, first_on: date, last_on: date, *, today: date) -> Subquery:
    """Every barrier that was named in these days, with its area, its day, and the contact or review that told of it.

    Reviews tell only whoever is the unit's own in the area: a project lead does not read their barriers.
    """
    contacts = select(
        literal(CONTACT).label("said_in"),
        Contact.id.label("said_id"),
        Contact.area_id,
        Contact.held_on,
        Barrier.code,
        Barrier.severity,
    ).join(Barrier, Barrier.contact_id == Contact.id)
    each = each_barrier()
    reviews = select(
        literal(REVIEW),
        ReviewRecord.review_id,
        ReviewRecord.area_id,
        ReviewRecord.held_on,
        each.c.key,
        cast(each.c.value, Integer),
    ).join(each, true())
    told = reviews.where(ReviewRecord.barriers.is_not(null()), ReviewRecord.held_on.between(first_on, last_on))
    return union_all(
        scoped(contacts.where(Contact.held_on.between(first_on, last_on)), Contact.area_id, actor=actor, today=today),
        staff_scoped(told, ReviewRecord.area_id, actor=actor, today=today),
    ).subquery()


def each_barrier() -> TableValuedAlias:
    """The codes and severities of a review, a row each, in the words of the database."""
    postgresql = db.session.get_bind().dialect.name == "postgresql"
    taken_apart = func.json_each_text if postgresql else func.json_each
    return taken_apart(ReviewRecord.barriers).table_valued("key", "value")


def standing_in(actor: Actor, quarter: Quarter, *, today: date) -> list[Standing]:
    """Every barrier of the quarter and the one before, in most areas first; one statement at any size."""
    said = sayings(actor, quarter.before.begins_on, quarter.ends_on, today=today)
    current = case((said.c.held_on >= quarter.begins_on, 1), else_=0)
    worst = (
        select(current.label("now"), said.c.code, said.c.area_id, func.max(said.c.severity).label("severity"))
        .group_by(current, said.c.code, said.c.area_id)
        .subquery()
    )
    counted = select(worst.c.now, worst.c.code, worst.c.severity, func.count()).group_by(
        worst.c.now, worst.c.code, worst.c.severity
    )
    return standings((bool(now), code, severity, areas) for now, code, severity, areas in db.session.execute(counted))


def spoken_with(actor: Actor, quarter: Quarter, *, today: date) -> int:
    """In how many areas a contact or a review was held in the quarter."""
    contacts = select(Contact.area_id).where(
        Contact.held_on >= quarter.begins_on, Contact.held_on <= quarter.ends_on, Contact.outcome == "held"
    )
    reviews = select(ReviewRecord.area_id).where(ReviewRecord.held_on.between(quarter.begins_on, quarter.ends_on))
    areas = union(
        scoped(contacts, Contact.area_id, actor=actor, today=today),
        staff_scoped(reviews, ReviewRecord.area_id, actor=actor, today=today),
    ).subquery()
    return db.session.scalar(select(func.count()).select_from(areas)) or 0


def named_areas(actor: Actor, code: BarrierCode, quarter: Quarter, *, today: date) -> Sequence[Named]:
    """The areas in which it stood in the way, the gravest first; one statement."""
    told = sayings(actor, quarter.begins_on, quarter.ends_on, today=today)
    latest = (told.c.held_on.desc(), told.c.said_in.desc(), told.c.said_id.desc())
    said = (
        select(
            told,
            func.max(told.c.severity).over(partition_by=told.c.area_id).label("worst"),
            func.row_number().over(partition_by=told.c.area_id, order_by=latest).label("place"),
        )
        .where(told.c.code == code)
        .subquery()
    )
    asked = (
        select(Area.id, Area.name, said.c.worst, said.c.held_on, said.c.said_in, said.c.said_id)
        .join(said, said.c.area_id == Area.id)
        .where(said.c.place == 1)
        .order_by(said.c.worst.desc(), Area.name_key)
        .limit(MOST_NAMED)
    )
    return [Named(*row) for row in db.session.execute(asked)]
