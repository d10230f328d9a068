"""What reviews follow from, as the tables hold it: a fixed number of statements for any number of implementations."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from scaleup.areas.models import Area, Implementation
from scaleup.core.dates import local_date
from scaleup.extensions import db
from scaleup.licences.models import Licence, LicenceMove, Suspension
from scaleup.licences.queries import was_granted
from scaleup.licences.rules import State
from scaleup.programmes import service as programmes
from scaleup.reviews import rules
from scaleup.reviews.models import AreaReview

STOPS = (State.ENDED, State.TERMINATED)


@dataclass(frozen=True)
class Base:
    """An implementation with what its reviews follow from; None: its licences know of no reviews."""

    implementation_id: int
    area_id: int
    nation: str
    facts: rules.Facts | None


def bases_of(area_ids: Collection[int]) -> list[Base]:
    """The implementations of these areas."""
    rows = db.session.execute(
        select(
            Implementation.id, Implementation.area_id, Implementation.opened_on, Implementation.closed_on, Area.nation
        )
        .join(Area, Area.id == Implementation.area_id)
        .where(Implementation.area_id.in_(area_ids))
        .order_by(Implementation.id)
    ).all()
    licences = licences_of(area_ids)
    return [
        Base(row.id, row.area_id, row.nation, facts_of(licences.get(row.id, []), row.opened_on, row.closed_on))
        for row in rows
    ]


@dataclass(frozen=True)
class Held:
    """A licence that was granted, with its pauses."""

    schedule: rules.Schedule | None
    known_on: date
    term: rules.Term
    rests: tuple[rules.Rest, ...]


def licences_of(area_ids: Collection[int]) -> dict[int, list[Held]]:
    """The granted licences of each implementation in these areas, by start."""
    stopped_on = (
        select(func.max(LicenceMove.on_day))
        .where(LicenceMove.licence_id == Licence.id, LicenceMove.to_state.in_(STOPS))
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Licence.id,
            Licence.implementation_id,
            Licence.programme_version_id,
            Licence.starts_on,
            Licence.ends_on,
            Licence.created_at,
            stopped_on.label("stopped_on"),
        )
        .where(Licence.area_id.in_(area_ids), was_granted())
        .order_by(Licence.starts_on, Licence.id)
    ).all()
    rests: dict[int, list[rules.Rest]] = defaultdict(list)
    resting = (
        select(Suspension.licence_id, Suspension.from_on, Suspension.to_on)
        .join(Licence, Licence.id == Suspension.licence_id)
        .where(Licence.area_id.in_(area_ids))
        .order_by(Suspension.from_on)
    )
    for licence_id, from_on, to_on in db.session.execute(resting):
        rests[licence_id].append(rules.Rest(from_on, to_on))
    schedules = {one: schedule_of(one) for one in {row.programme_version_id for row in rows}}
    found: dict[int, list[Held]] = defaultdict(list)
    for row in rows:
        ends_on = min(row.ends_on, row.stopped_on or row.ends_on)
        found[row.implementation_id].append(
            Held(
                schedules[row.programme_version_id],
                local_date(row.created_at),
                rules.Term(row.starts_on, ends_on),
                tuple(rests[row.id]),
            )
        )
    return found


def schedule_of(version_id: int) -> rules.Schedule | None:
    """What a version of a programme says of reviews."""
    found = programmes.reviews(version_id)
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
    for row in db.session.scalars(select(AreaReview).where(AreaReview.area_id.in_(area_ids))):
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
