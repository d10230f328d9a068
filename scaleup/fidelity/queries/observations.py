"""Ratings of sessions: who may be observed and by whom, by which version, and what two raters said of one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scaleup.accounts.models import Person
from scaleup.accounts.rules import ALLOWED, Permission, Role
from scaleup.areas.models import Implementation
from scaleup.areas.queries import access_to, in_scope
from scaleup.core.pages import Actor
from scaleup.delivery.models import DeliveryGroup, GroupSession, SessionDeliverer
from scaleup.delivery.queries.licensed import licence_on
from scaleup.delivery.rules import State
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.fidelity.models import FidelityCheck, Observation, ObservationItem, Observed
from scaleup.fidelity.rules import Agreement, Weights, agreement

LATELY = timedelta(days=92)
"""Sessions of the last months are offered to be observed; of others the day is typed."""


def version_on(of: Implementation, day: date) -> int:
    """The version of the programme that delivery on that day is measured by: the licence's, else its own."""
    found = licence_on(of.id, day)
    return found.version_id if found and found.days.hold(day) else of.programme_version_id


def rating_of(check_id: int, turn: int) -> Observation | None:
    """The first or the second rating of a check."""
    return db.session.scalar(select(Observation).where(Observation.check_id == check_id, Observation.turn == turn))


def check_in_scope(actor: Actor, check_id: int, today: date) -> FidelityCheck:
    """The check; raises Absent where its area is not the actor's to see."""
    asked = select(FidelityCheck).where(FidelityCheck.id == check_id)
    return in_scope(asked, FidelityCheck.area_id, actor=actor, today=today)


@dataclass(frozen=True)
class SessionHeld:
    """A session that may be rated."""

    id: int
    kind: str
    on_day: date
    words: str
    """The group and the session, as a list shows them."""
    facilitator_ids: tuple[int, ...]


def sessions_held(implementation_id: int, *, today: date) -> Sequence[SessionHeld]:
    """The sessions of the last months, the latest first, with who delivered them; two statements."""
    rows = db.session.execute(
        select(GroupSession.id, GroupSession.kind, GroupSession.on_day, GroupSession.name, DeliveryGroup.name)
        .join(DeliveryGroup, DeliveryGroup.id == GroupSession.group_id)
        .where(
            DeliveryGroup.implementation_id == implementation_id,
            GroupSession.state == State.HELD,
            GroupSession.on_day >= today - LATELY,
            GroupSession.on_day <= today,
        )
        .order_by(GroupSession.on_day.desc(), GroupSession.id.desc())
        .limit(60)
    ).all()
    pairs: dict[int, list[int]] = {}
    asked = select(SessionDeliverer).where(SessionDeliverer.session_id.in_([row[0] for row in rows]))
    for one in db.session.scalars(asked.order_by(SessionDeliverer.facilitator_id)):
        pairs.setdefault(one.session_id, []).append(one.facilitator_id)
    return [
        SessionHeld(id_, kind, on_day, f"{group}: {name}", tuple(pairs.get(id_, ())))
        for id_, kind, on_day, name, group in rows
        if on_day is not None
    ]


def facilitators_at(implementation_id: int) -> list[tuple[int, str]]:
    """Those who deliver or delivered there, by name."""
    asked = (
        select(Facilitator.id, Person.name)
        .join(Person, Person.id == Facilitator.person_id)
        .where(Facilitator.implementation_id == implementation_id)
        .order_by(Facilitator.left, Person.name, Facilitator.id)
    )
    return [(row.id, row.name) for row in db.session.execute(asked)]


def observers_in(area_id: int, *, actor: Actor, today: date) -> list[tuple[int, str]]:
    """Those of the unit who may check fidelity in the area, the actor first."""
    may = {role for role in Role if Permission.CHECK_FIDELITY in ALLOWED[role]}
    others = {one.person_id: one.person.name for one in access_to(area_id, today) if one.role in may}
    others.pop(actor.person_id, None)
    return [(actor.person_id, actor.name), *sorted(others.items(), key=lambda one: one[1])]


@dataclass(frozen=True)
class CheckPage:
    """A check with what its raters marked."""

    check: FidelityCheck
    ratings: Sequence[Observation]
    marks: dict[int, dict[str, int | None]]
    """By rating, then by item."""
    observed: Sequence[str]
    """Names of those whose session it was: for the unit alone."""
    observed_ids: tuple[int, ...]

    @property
    def agreement(self) -> Agreement | None:
        """How far the two raters agree over what both marked; None while only one did."""
        return agreement(self.pairs, weights=Weights.QUADRATIC) if len(self.ratings) > 1 else None

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """The marks of both raters, item by item."""
        first, second = (self.marks[one.id] for one in self.ratings[:2])
        both = ((first[code], second.get(code)) for code in first)
        return [(mine, theirs) for mine, theirs in both if mine is not None and theirs is not None]


def check_page(check: FidelityCheck) -> CheckPage:
    """The check with its ratings and items; three statements."""
    ratings = db.session.scalars(
        select(Observation)
        .where(Observation.check_id == check.id)
        .options(joinedload(Observation.observer))
        .order_by(Observation.turn)
    ).all()
    marks: dict[int, dict[str, int | None]] = {one.id: {} for one in ratings}
    items = select(ObservationItem).where(ObservationItem.observation_id.in_(list(marks)))
    for item in db.session.scalars(items.order_by(ObservationItem.code)):
        marks[item.observation_id][item.code] = item.mark
    names = db.session.execute(
        select(Observed.facilitator_id, Person.name)
        .join(Facilitator, Facilitator.id == Observed.facilitator_id)
        .join(Person, Person.id == Facilitator.person_id)
        .where(Observed.check_id == check.id)
        .order_by(Person.name)
    ).all()
    return CheckPage(check, ratings, marks, [one.name for one in names], tuple(one.facilitator_id for one in names))
