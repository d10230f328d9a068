"""Groups and sessions as rows, and as the values that the rules of delivery and fidelity take."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scaleup.areas.queries import in_scope
from scaleup.core.pages import Actor
from scaleup.delivery.models import DeliveryGroup, GroupSession, SessionDeliverer
from scaleup.delivery.rules import Days, Deliverer, Group, Reason, SessionRecord, State, falls_away
from scaleup.extensions import db
from scaleup.facilitators.models import Accreditation, Facilitator
from scaleup.facilitators.rules import Profession
from scaleup.programmes.rules import DeliveryUnit


def groups_of(implementation_id: int) -> Sequence[DeliveryGroup]:
    """The groups of the implementation, the first first."""
    return list(
        db.session.scalars(
            select(DeliveryGroup)
            .where(DeliveryGroup.implementation_id == implementation_id)
            .order_by(DeliveryGroup.first_on, DeliveryGroup.id)
        )
    )


def group_in_scope(actor: Actor, group_id: int, today: date) -> DeliveryGroup:
    """The group; raises Absent where its area is not the actor's to see."""
    asked = select(DeliveryGroup).where(DeliveryGroup.id == group_id).options(joinedload(DeliveryGroup.area))
    return in_scope(asked, DeliveryGroup.area_id, actor=actor, today=today)


def session_in_scope(actor: Actor, group_id: int, code: str, *, today: date) -> GroupSession:
    """The group's session of this code; raises Absent where its area is not the actor's to see."""
    asked = (
        select(GroupSession)
        .where(GroupSession.group_id == group_id, GroupSession.code == code)
        .options(joinedload(GroupSession.group).joinedload(DeliveryGroup.area))
    )
    return in_scope(asked, GroupSession.area_id, actor=actor, today=today)


def group_values(group_ids: Collection[int]) -> dict[int, Group]:
    """Each of these groups with its sessions and pairs, for the rules; four statements for any number of them."""
    rows = db.session.scalars(select(DeliveryGroup).where(DeliveryGroup.id.in_(group_ids)).order_by(DeliveryGroup.id))
    return values_of(list(rows), pairs_of_groups(group_ids))


def values_of(
    groups: Sequence[DeliveryGroup], pairs: Mapping[int, tuple[Deliverer, ...]] = MappingProxyType({})
) -> dict[int, Group]:
    """Each of these groups with its sessions; one statement."""
    records: dict[int, list[SessionRecord]] = {}
    for row in sessions_of([one.id for one in groups]):
        records.setdefault(row.group_id, []).append(record_of(row, pairs.get(row.id, ())))
    return {one.id: value_of(one, records.get(one.id, ())) for one in groups}


def sessions_of(group_ids: Collection[int]) -> Sequence[GroupSession]:
    """The sessions of these groups as they stand now, in the order of their days.

    Whoever waited for another's record to be saved sees it, although they had read the session before.
    """
    return list(
        db.session.scalars(
            select(GroupSession)
            .where(GroupSession.group_id.in_(group_ids))
            .order_by(GroupSession.planned_on, GroupSession.id)
            .execution_options(populate_existing=True)
        )
    )


def value_of(group: DeliveryGroup, sessions: Iterable[SessionRecord]) -> Group:
    """The group as the rules see it: what was still to come when the area left the programme is not part of it."""
    return Group(
        name=group.name,
        variant=group.variant,
        first_on=group.first_on,
        places=group.places,
        sessions=tuple(one for one in sessions if not falls_away(one, group.closed_on)),
        families=group.families,
        meeting_criteria=group.meeting_criteria,
        unit=DeliveryUnit(group.unit),
        as_it_goes=group.as_it_goes,
        ended_on=group.ended_on or (group.closed_on if group.as_it_goes else None),
    )


def record_of(row: GroupSession, pair: tuple[Deliverer, ...]) -> SessionRecord:
    """The session as the rules see it."""
    return SessionRecord(
        code=row.code,
        name=row.name,
        kind=row.kind,
        planned_on=row.planned_on,
        minutes_planned=row.minutes_planned,
        components_planned=tuple(row.components_planned),
        state=State(row.state),
        on_day=row.on_day,
        because=Reason(row.because) if row.because else None,
        minutes=row.minutes,
        components=frozenset(row.components),
        mothers=row.mothers,
        partners=row.partners,
        parents=row.parents,
        children=row.children,
        interpreters=row.interpreters,
        supervised=row.supervised,
        pair=pair,
    )


def pairs_of_groups(group_ids: Collection[int]) -> dict[int, tuple[Deliverer, ...]]:
    """Who delivers each session of these groups, by session; two statements."""
    rows = db.session.execute(
        select(SessionDeliverer.session_id, SessionDeliverer.facilitator_id)
        .join(GroupSession, GroupSession.id == SessionDeliverer.session_id)
        .where(GroupSession.group_id.in_(group_ids))
        .order_by(SessionDeliverer.session_id, SessionDeliverer.facilitator_id)
    ).all()
    known = deliverers({row.facilitator_id for row in rows})
    found: dict[int, list[Deliverer]] = {}
    for row in rows:
        found.setdefault(row.session_id, []).append(known[row.facilitator_id])
    return {session_id: tuple(pair) for session_id, pair in found.items()}


def deliverers(facilitator_ids: Collection[int]) -> Mapping[int, Deliverer]:
    """Each of these facilitators as a session sees them; one statement."""
    rows = db.session.execute(
        select(Facilitator.id, Facilitator.profession, Accreditation.from_on, Accreditation.until_on)
        .outerjoin(Accreditation, Accreditation.facilitator_id == Facilitator.id)
        .where(Facilitator.id.in_(facilitator_ids))
        .order_by(Facilitator.id, Accreditation.from_on)
    )
    days: dict[int, list[Days]] = {}
    trades: dict[int, Profession] = {}
    for row in rows:
        trades[row.id] = Profession(row.profession)
        days.setdefault(row.id, []).extend([Days(row.from_on, row.until_on)] if row.from_on else [])
    return {one: Deliverer(one, trades[one], tuple(days[one])) for one in trades}


def pair_to_come(group_id: int) -> list[int]:
    """Who delivers the next session of the group that has no record, by number."""
    ahead = (
        select(GroupSession.id)
        .where(GroupSession.group_id == group_id, GroupSession.state.in_((State.PLANNED, State.MOVED)))
        .order_by(GroupSession.due_on, GroupSession.id)
        .limit(1)
        .scalar_subquery()
    )
    return list(
        db.session.scalars(
            select(SessionDeliverer.facilitator_id)
            .where(SessionDeliverer.session_id == ahead)
            .order_by(SessionDeliverer.facilitator_id)
        )
    )


def pair_of_session(session_id: int) -> list[int]:
    """Who delivers the session, or is to, by number."""
    return list(
        db.session.scalars(
            select(SessionDeliverer.facilitator_id)
            .where(SessionDeliverer.session_id == session_id)
            .order_by(SessionDeliverer.facilitator_id)
        )
    )
