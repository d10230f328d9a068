"""What reviews follow from, as the tables hold it: a fixed number of statements for any number of implementations."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute

from scaleup.areas.models import Area, Implementation
from scaleup.core.base import BigId
from scaleup.core.dates import local_date
from scaleup.extensions import db
from scaleup.licences.models import Licence, LicenceMove, Suspension
from scaleup.licences.queries import was_granted
from scaleup.licences.rules import LicenceGranted, State
from scaleup.programmes import service as programmes
from scaleup.programmes.models import ProgrammeVersion
from scaleup.reviews import rules
from scaleup.reviews.models import AreaReview

Followed = Row[*tuple[Any, ...]]
STOPS = (State.ENDED, State.TERMINATED)
MANY = 500
"""From so many areas on their ids are written into the statement: to pass each alone costs more than to read it."""


def among(column: InstrumentedAttribute[int], ids: Collection[int]) -> ColumnElement[bool]:
    """Rows of these ids."""
    return column.in_(bindparam(None, list(ids), expanding=True, type_=BigId, literal_execute=len(ids) >= MANY))


@dataclass(frozen=True)
class Base:
    """An implementation with what its reviews follow from; None: its licences know of no reviews."""

    implementation_id: int
    area_id: int
    nation: str
    facts: rules.Facts | None


STOPPED_ON = (
    select(func.max(LicenceMove.on_day))
    .where(LicenceMove.licence_id == Licence.id, LicenceMove.to_state.in_(STOPS))
    .scalar_subquery()
)


def followed(those: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Implementations with those of their licences, by start, and the pauses of each: a row for each pause."""
    return (
        select(
            Implementation.id,
            Implementation.area_id,
            Implementation.opened_on,
            Implementation.closed_on,
            Area.nation,
            Licence.id.label("licence_id"),
            Licence.programme_version_id,
            ProgrammeVersion.digest,
            Licence.starts_on,
            Licence.ends_on,
            Licence.created_at,
            STOPPED_ON.label("stopped_on"),
            Suspension.from_on,
            Suspension.to_on,
        )
        .join(Area, Area.id == Implementation.area_id)
        .outerjoin(Licence, (Licence.implementation_id == Implementation.id) & those)
        .outerjoin(ProgrammeVersion, ProgrammeVersion.id == Licence.programme_version_id)
        .outerjoin(Suspension, Suspension.licence_id == Licence.id)
        .order_by(Implementation.id, Licence.starts_on, Licence.id, Suspension.from_on)
    )


FOLLOWED = followed(was_granted())


def bases_of(area_ids: Collection[int]) -> list[Base]:
    """The implementations of these areas; one statement."""
    rows = db.session.execute(FOLLOWED.where(among(Implementation.area_id, area_ids))).all()
    return [
        Base(first.id, first.area_id, first.nation, rules.facts_of(found)) for first, found in implementations(rows)
    ]


def base_after(implementation_id: int, acts: Sequence[object]) -> Base | None:
    """The implementation as it would be after these acts on its licences and itself; one statement."""
    granting = [act.licence_id for act in acts if isinstance(act, LicenceGranted)]
    asked = followed(was_granted() | Licence.id.in_(granting)).where(Implementation.id == implementation_id)
    for first, found in implementations(db.session.execute(asked).all()):
        return Base(first.id, first.area_id, first.nation, rules.facts_of(rules.after(acts, found)))
    return None


def implementations(rows: Sequence[Followed]) -> Iterator[tuple[Followed, rules.Course]]:
    """Each implementation with its licences, from these rows."""
    versions = {(row.digest, row.programme_version_id) for row in rows if row.digest}
    schedules = {version_id: schedule_of(digest, version_id) for digest, version_id in versions}
    for _, group in groupby(rows, key=attrgetter("id")):
        of_one = list(group)
        first = of_one[0]
        by_licence = groupby(of_one, key=attrgetter("licence_id"))
        held = [held_of(list(pauses), schedules) for licence_id, pauses in by_licence if licence_id]
        yield first, rules.Course(first.opened_on, first.closed_on, tuple(held))


def held_of(rows: Sequence[Followed], schedules: Mapping[int, rules.Schedule | None]) -> rules.Held:
    """A licence from its rows."""
    first = rows[0]
    return rules.Held(
        first.licence_id,
        schedules[first.programme_version_id],
        local_date(first.created_at),
        rules.Term(first.starts_on, min(first.ends_on, first.stopped_on or first.ends_on)),
        tuple(rules.Rest(row.from_on, row.to_on) for row in rows if row.from_on),
    )


def schedule_of(digest: str, version_id: int) -> rules.Schedule | None:
    """What a version of a programme says of reviews."""
    found = programmes.reviews_of_digest(digest, version_id=version_id)
    return rules.Schedule(found.annual_months, found.sustainability_months) if found else None


def kept_of(area_ids: Collection[int]) -> dict[int, list[AreaReview]]:
    """The rows that stand, by implementation."""
    found: dict[int, list[AreaReview]] = defaultdict(list)
    for row in db.session.scalars(select(AreaReview).where(among(AreaReview.area_id, area_ids))):
        found[row.implementation_id].append(row)
    return found


def areas_near(nations: Collection[str], first_on: date, last_on: date) -> list[int]:
    """The areas in these nations with a review whose day, or nominal day, lies between these."""
    near = AreaReview.due_on.between(first_on, last_on) | AreaReview.nominal_on.between(first_on, last_on)
    return list(
        db.session.scalars(
            select(AreaReview.area_id)
            .distinct()
            .join(Area, Area.id == AreaReview.area_id)
            .where(AreaReview.state.in_(["open", "gone"]), near, Area.nation.in_(nations))
            .order_by(AreaReview.area_id)
        )
    )


def names_of(area_ids: Collection[int]) -> list[tuple[int, str]]:
    """These areas with their names, by name."""
    asked = select(Area.id, Area.name).where(among(Area.id, area_ids)).order_by(Area.name_key)
    return [(row.id, row.name) for row in db.session.execute(asked)]
