"""What reviews follow from, as the tables hold it: a fixed number of statements for any number of implementations."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute

from scaleup.areas.models import Area, Implementation
from scaleup.core.base import BigId
from scaleup.core.dates import local_date
from scaleup.extensions import db
from scaleup.licences.models import Licence, LicenceMove, Suspension
from scaleup.licences.queries import was_granted
from scaleup.licences.rules import State
from scaleup.programmes import service as programmes
from scaleup.programmes.models import ProgrammeVersion
from scaleup.reviews import rules
from scaleup.reviews.models import AreaReview

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


@dataclass(frozen=True)
class Held:
    """A licence that was granted, with its pauses."""

    schedule: rules.Schedule | None
    known_on: date
    term: rules.Term
    rests: tuple[rules.Rest, ...]


STOPPED_ON = (
    select(func.max(LicenceMove.on_day))
    .where(LicenceMove.licence_id == Licence.id, LicenceMove.to_state.in_(STOPS))
    .scalar_subquery()
)
FOLLOWED = (
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
    .outerjoin(Licence, (Licence.implementation_id == Implementation.id) & was_granted())
    .outerjoin(ProgrammeVersion, ProgrammeVersion.id == Licence.programme_version_id)
    .outerjoin(Suspension, Suspension.licence_id == Licence.id)
    .order_by(Implementation.id, Licence.starts_on, Licence.id, Suspension.from_on)
)
"""Implementations with the licences that were granted, by start, and the pauses of each: a row for each pause."""


def bases_of(area_ids: Collection[int]) -> list[Base]:
    """The implementations of these areas; one statement."""
    rows = db.session.execute(FOLLOWED.where(among(Implementation.area_id, area_ids))).all()
    versions = {(row.digest, row.programme_version_id) for row in rows if row.digest}
    schedules = {version_id: schedule_of(digest, version_id) for digest, version_id in versions}
    found = []
    for _, group in groupby(rows, key=attrgetter("id")):
        of_one = list(group)
        first = of_one[0]
        by_licence = groupby(of_one, key=attrgetter("licence_id"))
        held = [held_of(list(pauses), schedules) for licence_id, pauses in by_licence if licence_id]
        found.append(Base(first.id, first.area_id, first.nation, facts_of(held, first.opened_on, first.closed_on)))
    return found


def held_of(rows: Sequence[Row[*tuple[Any, ...]]], schedules: Mapping[int, rules.Schedule | None]) -> Held:
    """A licence from its rows."""
    first = rows[0]
    return Held(
        schedules[first.programme_version_id],
        local_date(first.created_at),
        rules.Term(first.starts_on, min(first.ends_on, first.stopped_on or first.ends_on)),
        tuple(rules.Rest(row.from_on, row.to_on) for row in rows if row.from_on),
    )


def schedule_of(digest: str, version_id: int) -> rules.Schedule | None:
    """What a version of a programme says of reviews."""
    found = programmes.reviews_of_digest(digest, version_id=version_id)
    return rules.Schedule(found.annual_months, found.sustainability_months) if found else None


def facts_of(licences: list[Held], opened_on: date, closed_on: date | None) -> rules.Facts | None:
    """The facts of one implementation: the latest licence says how often it is looked back."""
    knowing = [one for one in licences if one.schedule]
    if not knowing or knowing[-1].schedule is None:
        return None
    first_on = min(one.term.starts_on for one in licences)
    return rules.Facts(
        schedule=knowing[-1].schedule,
        opened_on=min(opened_on, first_on),
        closed_on=closed_on,
        known_from=min(one.known_on for one in knowing),
        terms=tuple(one.term for one in licences),
        rests=tuple(rest for one in licences for rest in one.rests),
    )


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
