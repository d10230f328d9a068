"""What an accreditation follows from, read for many facilitators at once: parts, licences, the first session."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select

from scaleup.areas.models import Implementation
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.licences.models import Licence, LicenceMove
from scaleup.licences.queries import was_granted
from scaleup.licences.rules import State
from scaleup.programmes import service as programmes
from scaleup.programmes.rules import TrainingEvent
from scaleup.training.rules import Period, Requires, Trained, joined, requires

OVER = (State.ENDED, State.TERMINATED)


@dataclass(frozen=True)
class Person:
    """A facilitator, with what their accreditation follows from and what the programme asks for it."""

    facilitator_id: int
    implementation_id: int
    trained: Trained
    needed: Requires
    parts: tuple[TrainingEvent, ...]
    """All parts of the programme's training, those that need not be completed too."""


def of_areas(area_ids: Collection[int]) -> list[Person]:
    """Every facilitator of these areas, those who left too; four statements for any number."""
    return trained_where(Facilitator.area_id.in_(area_ids))


def of_facilitators(facilitator_ids: Collection[int]) -> list[Person]:
    """These facilitators; four statements for any number."""
    return trained_where(Facilitator.id.in_(facilitator_ids))


def trained_where(wanted: ColumnElement[bool]) -> list[Person]:
    """Every facilitator of whom that is true, in order."""
    people = db.session.execute(facilitators_where(wanted)).all()
    if not people:
        return []
    parts = parts_where(wanted)
    licensed = licensed_days(select(Facilitator.implementation_id).where(wanted))
    found, versions = [], dict[int, tuple[TrainingEvent, ...]]()
    for row in people:
        under = licensed.get(row.implementation_id, Licensed((), row.programme_version_id))
        told = Trained(parts.get(row.id, {}), under.days, row.started_on, left=row.left, left_on=row.left_on)
        if under.version_id not in versions:
            versions[under.version_id] = parts_of(under.version_id)
        asked = versions[under.version_id]
        found.append(Person(row.id, row.implementation_id, told, requires(asked), asked))
    return found


def facilitators_where(wanted: ColumnElement[bool]) -> Select[int, int, bool, date | None, int, date | None]:
    """Facilitators of whom that is true, with their implementation's version and first session."""
    return (
        select(
            Facilitator.id,
            Facilitator.implementation_id,
            Facilitator.left,
            Facilitator.left_on,
            Implementation.programme_version_id,
            DeliveryStart.started_on,
        )
        .join(Implementation, Implementation.id == Facilitator.implementation_id)
        .outerjoin(DeliveryStart, DeliveryStart.implementation_id == Implementation.id)
        .where(wanted)
        .order_by(Facilitator.id)
    )


def parts_where(wanted: ColumnElement[bool]) -> dict[int, dict[str, date]]:
    """The parts that those facilitators completed, each with its day."""
    found: dict[int, dict[str, date]] = {}
    asked_for = select(PartDone.facilitator_id, PartDone.part, PartDone.done_on).join(Facilitator).where(wanted)
    for row in db.session.execute(asked_for):
        found.setdefault(row.facilitator_id, {})[row.part] = row.done_on
    return found


@dataclass(frozen=True)
class Licensed:
    """The days that an implementation's licences cover, and the version that the first was granted under."""

    days: tuple[Period, ...]
    version_id: int


def licensed_days(implementation_ids: Select[int]) -> Mapping[int, Licensed]:
    """For each of these implementations that was ever licensed, the days that its licences really covered."""
    over_on = (
        select(func.max(LicenceMove.on_day))
        .where(LicenceMove.licence_id == Licence.id, LicenceMove.to_state.in_(OVER))
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Licence.implementation_id,
            Licence.starts_on,
            Licence.ends_on,
            Licence.state,
            Licence.programme_version_id,
            over_on.label("over_on"),
        )
        .where(Licence.implementation_id.in_(implementation_ids), was_granted())
        .order_by(Licence.starts_on, Licence.id)
    )
    days: dict[int, list[Period]] = {}
    versions: dict[int, int] = {}
    for row in rows:
        last_on = min(row.ends_on, row.over_on) if row.state in OVER and row.over_on else row.ends_on
        versions.setdefault(row.implementation_id, row.programme_version_id)
        if row.starts_on <= last_on:
            days.setdefault(row.implementation_id, []).append(Period(row.starts_on, last_on))
    return {one: Licensed(tuple(joined(days.get(one, []))), version) for one, version in versions.items()}


def parts_of(version_id: int) -> tuple[TrainingEvent, ...]:
    """The parts of training that this version of the programme has."""
    training = programmes.training(version_id)
    return training.events if training else ()
