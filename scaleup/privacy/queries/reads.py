"""Who read evaluation data: for the unit by area and person, for a lead of the own area."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from scaleup.accounts.models import Person
from scaleup.areas.models import Area
from scaleup.audit import Read
from scaleup.extensions import db

MOST = 200


@dataclass(frozen=True)
class ReadBy:
    """One look: when, who, what, how, of which area."""

    at: datetime
    who: str
    person_id: int
    what: str
    kind: str
    area: str
    area_id: int | None


def reads(*, area_id: int | None = None, person_id: int | None = None) -> Sequence[ReadBy]:
    """The latest reads, the newest first; of one area, of one person, or of all."""
    asked = (
        select(
            Read.at,
            func.coalesce(Person.name, "somebody whose record was merged"),
            Read.person_id,
            Read.what,
            Read.kind,
            func.coalesce(Area.name, "several areas"),
            Read.area_id,
        )
        .outerjoin(Person, Person.id == Read.person_id)
        .outerjoin(Area, Area.id == Read.area_id)
    )
    if area_id is not None:
        asked = asked.where(Read.area_id == area_id)
    if person_id is not None:
        asked = asked.where(Read.person_id == person_id)
    return [ReadBy(*row) for row in db.session.execute(asked.order_by(Read.at.desc(), Read.id.desc()).limit(MOST))]


def reads_of(by: str) -> Sequence[tuple[int, str, int]]:
    """How often each person, or each area, was in the log: id, name, count, most first."""
    column, table = (Read.person_id, Person) if by == "person" else (Read.area_id, Area)
    asked = (
        select(table.id, table.name, func.count())
        .join(Read, column == table.id)
        .group_by(table.id, table.name)
        .order_by(func.count().desc(), table.name)
        .limit(MOST)
    )
    return [(id_, name, count) for id_, name, count in db.session.execute(asked)]
