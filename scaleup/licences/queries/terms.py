"""Named reads of licences: one in scope, an area's, and what a refusal may hang on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import joinedload, selectinload

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.areas.queries import in_scope
from scaleup.core.dates import add_months
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.licences.models import Licence, LicenceBasis, LicenceMove, SignedCopy, Suspension
from scaleup.licences.queries.funding import signed_copies_of
from scaleup.licences.queries.gates import bases_of, goes_on
from scaleup.licences.rules import (
    Renewal,
    Rest,
    Span,
    Standing,
    State,
    Term,
    Terms,
    TrainingTime,
    acting,
    renewal_is_open,
    standing,
    training_time,
)
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.service import terms as terms_of
from scaleup.readiness import queries as readiness
from scaleup.readiness.models import Condition

OVER = (State.ENDED, State.TERMINATED)


@dataclass(frozen=True)
class MoveLine:
    """A move as a page shows it."""

    on_day: date
    from_state: str
    to_state: str
    who: str
    reason: str


@dataclass(frozen=True)
class LicencePage:
    """A licence as its section on the area's page shows it."""

    licence: Licence
    standing: Standing
    state: State
    """The state that acts begin from: a suspension may have ended by date."""
    renewal: Renewal | None
    moves: Sequence[MoveLine]
    conditions: Sequence[Condition]
    basis: LicenceBasis | None
    """What it was granted on, where that was here."""
    signed: SignedCopy | None
    renewal_open: bool
    """Whether somebody is to decide now what follows it."""


def licence(licence_id: int) -> Licence:
    """The licence; raises Absent."""
    found = db.session.get(Licence, licence_id)
    if found is None:
        raise Absent
    return found


def licence_in_scope(actor: Actor, licence_id: int, today: date) -> Licence:
    """The licence; raises Absent where its area is not the actor's to see."""
    return in_scope(select(Licence).where(Licence.id == licence_id), Licence.area_id, actor=actor, today=today)


def was_granted() -> ColumnElement[bool]:
    """That the licence was granted at some time: it is no draft, nor one that was dropped."""
    dropped = exists().where(
        LicenceMove.licence_id == Licence.id,
        LicenceMove.from_state == State.DRAFT,
        LicenceMove.to_state == State.ENDED,
    )
    return and_(Licence.state != State.DRAFT, or_(Licence.state != State.ENDED, ~dropped))


def licences_of(area_id: int) -> Sequence[Licence]:
    """The area's licences with their suspensions, the latest first."""
    return list(
        db.session.scalars(
            select(Licence)
            .where(Licence.area_id == area_id)
            .options(selectinload(Licence.suspensions), joinedload(Licence.implementation))
            .order_by(Licence.starts_on.desc(), Licence.id.desc())
        )
    )


def pages_of(area_id: int, today: date) -> list[LicencePage]:
    """Every licence of the area with its moves and conditions, the latest first; six statements at any size."""
    found = licences_of(area_id)
    ids = [one.id for one in found]
    moves = moves_of(ids)
    conditions = readiness.conditions_of_licences(ids)
    bases = bases_of(ids)
    signed = signed_copies_of(ids)
    return [
        LicencePage(
            one,
            standing_of(one, today),
            acting(State(one.state), rest_of(one), today),
            Renewal(one.renewal) if one.renewal else None,
            moves.get(one.id, []),
            conditions.get(one.id, []),
            bases.get(one.id),
            signed.get(one.id),
            renewal_is_open(State(one.state), one.ends_on, renewal=one.renewal, today=today),
        )
        for one in found
    ]


def moves_of(licence_ids: Sequence[int]) -> dict[int, list[MoveLine]]:
    """The moves of each of these licences, the first first, with who made them."""
    rows = db.session.execute(
        select(LicenceMove, Person.name)
        .outerjoin(Person, Person.id == LicenceMove.person_id)
        .where(LicenceMove.licence_id.in_(licence_ids))
        .order_by(LicenceMove.id)
    )
    found: dict[int, list[MoveLine]] = {}
    for move, name in rows:
        line = MoveLine(move.on_day, move.from_state, move.to_state, name or "the system", move.reason)
        found.setdefault(move.licence_id, []).append(line)
    return found


def standing_of(found: Licence, today: date) -> Standing:
    """How the licence reads today."""
    return standing(State(found.state), Term(found.starts_on, found.ends_on), today, rest=rest_of(found))


def rest_of(found: Licence) -> Rest | None:
    """The licence's latest suspension."""
    last = found.suspensions[-1] if found.suspensions else None
    return Rest(last.from_on, last.to_on) if last else None


def state_of(found: Licence, today: date) -> State:
    """The state that acts on the licence begin from today."""
    suspension = open_suspension(found.id)
    return acting(State(found.state), Rest(suspension.from_on, suspension.to_on) if suspension else None, today)


def spans_beside(implementation_id: int, *, licence_id: int | None) -> list[Span]:
    """The days that the implementation's other licences cover, or covered until they ended; drafts cover none.

    Nor does a draft that was dropped.
    """
    rows = db.session.execute(
        select(Licence, LicenceMove.on_day, LicenceMove.from_state)
        .outerjoin(
            LicenceMove,
            (LicenceMove.licence_id == Licence.id)
            & LicenceMove.to_state.in_(OVER)
            & LicenceMove.from_state.not_in(OVER),
        )
        .where(Licence.implementation_id == implementation_id, Licence.state != State.DRAFT)
        .order_by(Licence.starts_on)
    )
    return [
        Span(other.number, Term(other.starts_on, min(other.ends_on, over_on or other.ends_on)))
        for other, over_on, over_from in rows
        if other.id != licence_id and over_from != State.DRAFT
    ]


def open_suspension(licence_id: int) -> Suspension | None:
    """The latest suspension of the licence."""
    return db.session.scalar(
        select(Suspension)
        .where(Suspension.licence_id == licence_id)
        .order_by(Suspension.from_on.desc(), Suspension.id.desc())
        .limit(1)
    )


def suspended_of(implementation_id: int, today: date) -> Licence | None:
    """The licence of the implementation that is suspended and not over by date, if there is one."""
    rows = db.session.scalars(
        select(Licence)
        .where(
            Licence.implementation_id == implementation_id,
            Licence.state == State.SUSPENDED,
            Licence.ends_on >= today,
        )
        .order_by(Licence.starts_on)
    )
    return next((one for one in rows if state_of(one, today) is State.SUSPENDED), None)


def place_limit(programme_version_id: int) -> int:
    """How many facilitators the programme allows under one licence."""
    version = db.session.get_one(ProgrammeVersion, programme_version_id)
    return int(version.content["licence"]["places"])


def training_of(programme_version_id: int) -> TrainingTime | None:
    """How long the programme's required training takes."""
    version = db.session.get_one(ProgrammeVersion, programme_version_id)
    return training_time(terms_of(programme_version_id).training) if "training" in version.content else None


def training_time_of(found: Licence) -> TrainingTime | None:
    """What training asks of the licence: nothing of a renewal, nor of one that was granted before this system."""
    if found.granted_before_system or found.renews_id is not None or goes_on(found):
        return None
    return training_of(found.programme_version_id)


def implementation_of(found: Licence) -> Implementation:
    """The implementation that the licence is for."""
    return db.session.get_one(Implementation, found.implementation_id)


def lock_implementation(implementation_id: int) -> None:
    """The implementation is ours until the commit: what is asked of all its licences stays true while one moves."""
    db.session.execute(select(Implementation.id).where(Implementation.id == implementation_id).with_for_update())


def usual_terms(implementation: Implementation, today: date) -> Terms:
    """What a first draft is prefilled with: from the first of next month, for the programme's usual term and places."""
    licensing = terms_of(implementation.programme_version_id).licence
    starts_on = add_months(today.replace(day=1), 1)
    return Terms(starts_on, add_months(starts_on, licensing.months) - timedelta(days=1), licensing.places)


def following_terms(found: Licence, *, version_id: int) -> Terms:
    """What the next licence is prefilled with: from the day after this one, for the usual term of its version."""
    licensing = terms_of(version_id).licence
    starts_on = found.ends_on + timedelta(days=1)
    return Terms(
        starts_on, add_months(starts_on, licensing.months) - timedelta(days=1), min(found.places, licensing.places)
    )


def condition(licence_id: int, condition_id: int) -> Condition:
    """The condition of this licence; raises Absent where it has none of this id."""
    found = readiness.condition(condition_id)
    if found.licence_id != licence_id:
        raise Absent
    return found
