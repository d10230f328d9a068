"""What stands in the way of a first grant, and what licences were granted on."""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from scaleup.core.dates import plain_date
from scaleup.extensions import db
from scaleup.licences.models import Licence, LicenceBasis
from scaleup.licences.rules import STANDING, Obstacle, State
from scaleup.programmes.models import ProgrammeVersion
from scaleup.readiness import queries as readiness
from scaleup.readiness.models import Assessment, Condition
from scaleup.readiness.queries import FailingGate, Standing
from scaleup.readiness.rules import PERMITTING, Decision


def obstacles_of(licence: Licence) -> list[Obstacle]:
    """What stands in the way of granting this draft: nothing where it renews, or a verdict of its version permits."""
    if goes_on(licence):
        return []
    found = readiness.latest_signed(licence.implementation_id)
    if found is not None and permits(found, licence):
        return []
    standing = readiness.standing(licence.implementation_id) if found else None
    if licence.programme_version_id != licence.implementation.programme_version_id:
        return [of_another_version(licence, standing)]
    return told(standing, licence, under_way=readiness.latest(licence.implementation_id))


def verdict_on(licence: Licence) -> date | None:
    """When the verdict was signed that the licence would rest on; None where it goes on from another."""
    found = None if goes_on(licence) else readiness.latest_signed(licence.implementation_id)
    return found.sign_off.signed_on if found is not None and found.sign_off is not None else None


def goes_on(licence: Licence) -> bool:
    """Whether the licence follows without a gap one that stands, renewing it or not: the area has not stopped."""
    before = exists().where(
        Licence.implementation_id == licence.implementation_id,
        Licence.id != licence.id,
        Licence.state.in_(STANDING),
        Licence.starts_on < licence.starts_on,
        Licence.ends_on >= licence.starts_on - timedelta(days=1),
    )
    return bool(db.session.scalar(select(before)))


def permits(found: Assessment, licence: Licence) -> bool:
    """Whether this signed round lets the licence be granted."""
    same = found.programme_version_id == licence.programme_version_id
    return same and found.sign_off is not None and Decision(found.sign_off.decision) in PERMITTING


def of_another_version(licence: Licence, standing: Standing | None) -> Obstacle:
    """That no round can permit the licence: rounds go by another version, that of the implementation."""
    manager = licence.implementation.manager.name if licence.implementation.manager else ""
    own = db.session.get_one(ProgrammeVersion, licence.programme_version_id).version
    version = db.session.get_one(ProgrammeVersion, licence.implementation.programme_version_id).version
    said = (
        f"Readiness is asked for, and its rounds go by version {version} of the programme; this licence is of "
        f"version {own}. Drop this draft and draft it under version {version}."
    )
    return Obstacle(said, manager, standing.path if standing else f"/areas/{licence.area_id}/readiness")


def told(standing: Standing | None, licence: Licence, *, under_way: Assessment | None) -> list[Obstacle]:
    """The obstacles in sentences, each with its owner and its page."""
    manager = licence.implementation.manager.name if licence.implementation.manager else ""
    section = f"/areas/{licence.area_id}/readiness"
    if standing is None:
        asked = "The round under way is not signed yet." if under_way else "No round of readiness was begun."
        return [Obstacle(f"There is no signed readiness verdict. {asked}", manager, section)]
    if standing.permits:
        version = db.session.get_one(ProgrammeVersion, standing.programme_version_id).version
        own = db.session.get_one(ProgrammeVersion, licence.programme_version_id).version
        said = (
            f"The verdict of {plain_date(standing.signed_on)} is of version {version} of the programme, "
            f"and this licence is of version {own}. Begin a round under that version."
        )
        return [Obstacle(said, manager, standing.path)]
    on_day = plain_date(standing.signed_on)
    said = f"Round {standing.round} was signed “{standing.words}” on {on_day} by {standing.name}."
    return [Obstacle(said, manager, standing.path), *(obstacle(gate) for gate in standing.failing)]


def obstacle(gate: FailingGate) -> Obstacle:
    """A gate that is not passed."""
    rated = f"is rated {gate.rating}" if gate.rating else "is not rated"
    return Obstacle(f"Gate {gate.code} ({gate.words}) {rated}.", gate.owner, gate.path)


def bases_of(licence_ids: Sequence[int]) -> dict[int, LicenceBasis]:
    """What each of these licences was granted on, where it was granted here."""
    rows = db.session.scalars(
        select(LicenceBasis).where(LicenceBasis.licence_id.in_(licence_ids)).options(joinedload(LicenceBasis.by))
    )
    return {row.licence_id: row for row in rows}


def earlier_of(licence: Licence) -> dict[int, str]:
    """The earlier licences of the implementation that this one follows, by id, with their numbers.

    One that was ended early or taken away is none of them: after it, the verdict is asked for again.
    """
    rows = db.session.execute(
        select(Licence.id, Licence.number).where(
            Licence.implementation_id == licence.implementation_id,
            Licence.id != licence.id,
            Licence.state.in_(STANDING),
            Licence.starts_on < licence.starts_on,
        )
    )
    return {row.id: row.number for row in rows}


def over_with(condition_ids: Sequence[int]) -> list[tuple[Condition, str]]:
    """Of these conditions, those of a licence that was ended early or taken away, each with its number."""
    rows = db.session.execute(
        select(Condition, Licence.number)
        .join(Licence, Licence.id == Condition.licence_id)
        .where(Condition.id.in_(condition_ids), Licence.state.in_((State.ENDED, State.TERMINATED)))
        .order_by(Condition.id)
    )
    return [(row.Condition, row.number) for row in rows]
