"""A group is set up from its programme's template, tells its families, and changes who delivers what is to come."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import delete, func, select

from scaleup import audit
from scaleup.areas import queries as areas
from scaleup.core.dates import plain_date
from scaleup.core.errors import Conflict, Refusal, Refused, refuse
from scaleup.core.versions import advance
from scaleup.delivery.models import DeliveryGroup, GroupSession, SessionDeliverer
from scaleup.delivery.queries.groups import deliverers
from scaleup.delivery.queries.licensed import Licensed, licence_on
from scaleup.delivery.rules import (
    Deliverer,
    Group,
    SessionRecord,
    State,
    called,
    planned_sessions,
    put_off,
    refusals_of_families,
    refusals_to_set_up,
)
from scaleup.delivery.rules import set_up as as_planned
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.licences.queries import lock_implementation
from scaleup.programmes.rules import Delivery
from scaleup.programmes.service import terms as terms_of

NO_LICENCE = "No licence was granted here yet, so nothing can be set up. The unit can tell when one will be."
SUSPENDED = "The licence is suspended on that day. Enter a first session after it."
CHANGED_MEANWHILE = "Somebody else changed this while you had it open. Compare, then save again."
NOT_HERE = "Choose from those who deliver here"


@dataclass(frozen=True)
class GroupTerms:
    """What is said of a group when it is set up; the rest comes from the programme."""

    name: str
    variant: str
    first_on: date
    places: int
    facilitator_ids: tuple[int, ...] = ()
    off_closed_days: bool = False
    """Whether sessions on a bank holiday or a day of closure go to the next working day."""


def considered(implementation_id: int, said: GroupTerms) -> tuple[Licensed, Group]:
    """The group as it would be, with the licence that it stands under; raises Refused. Nothing is written."""
    licence, delivery = licensed(implementation_id, said.first_on)
    refused = refusals_to_set_up(
        delivery,
        name=said.name,
        variant=said.variant,
        first_on=said.first_on,
        places=said.places,
        licensed=licence.days,
    )
    if licence.rests_on(said.first_on) and licence.days.hold(said.first_on):
        refused.append(Refusal(SUSPENDED, "first_on"))
    if taken(implementation_id, called(delivery, said.name)):
        refused.append(Refusal(named_already(delivery), "name"))
    pair = pair_of(implementation_id, said.facilitator_ids)
    if refused:
        raise Refused(refused)
    made = as_planned(
        delivery, name=said.name, variant=said.variant, first_on=said.first_on, places=said.places, pair=pair
    )
    if not said.off_closed_days:
        return licence, made
    area = areas.area(areas.implementation(implementation_id).area_id)
    sessions = put_off(planned_sessions(delivery, said.first_on, pair), areas.calendar_of(area.nation))
    return licence, replace(made, sessions=sessions)


def licensed(implementation_id: int, first_on: date) -> tuple[Licensed, Delivery]:
    """The licence of that day with what its version delivers; raises Refused where nothing can be set up."""
    closed_on = areas.implementation(implementation_id).closed_on
    if closed_on is not None:
        raise refuse(f"The area left this programme on {plain_date(closed_on)}, so nothing can be set up under it.")
    licence = licence_on(implementation_id, first_on)
    if licence is None:
        raise refuse(NO_LICENCE)
    return licence, terms_of(licence.version_id).delivery


def named_already(delivery: Delivery) -> str:
    """That the name is taken."""
    if delivery.of_one_family:
        return f"That number is another {delivery.words.one}’s here already. Give this one a number of its own."
    return (
        f"{delivery.words.a.capitalize()} here has that name already. Give this one another, such as its place "
        "and season."
    )


def set_up(implementation_id: int, said: GroupTerms, *, now: datetime, by: int | None) -> DeliveryGroup:
    """The group stands with every session that its programme plans; pressed twice it stands once. Raises Refused."""
    lock_implementation(implementation_id)
    already = set_up_before(implementation_id, said, by=by)
    if already is not None:
        return already
    licence, made = considered(implementation_id, said)
    found = areas.implementation(implementation_id)
    group = DeliveryGroup(
        implementation_id=implementation_id,
        area_id=found.area_id,
        programme_version_id=licence.version_id,
        name=made.name,
        unit=made.unit,
        as_it_goes=made.as_it_goes,
        variant=made.variant,
        first_on=made.first_on,
        places=made.places,
        families=1 if terms_of(licence.version_id).delivery.of_one_family else None,
        set_up_at=now,
        set_up_by_id=by,
    )
    db.session.add(group)
    db.session.flush()
    plan(group, made.sessions)
    log("group set up", group, by=by)
    return group


def set_up_before(implementation_id: int, said: GroupTerms, *, by: int | None) -> DeliveryGroup | None:
    """The group that this very person set up in these very words: the same press, sent twice."""
    licence = licence_on(implementation_id, said.first_on)
    if licence is None:
        return None
    name = called(terms_of(licence.version_id).delivery, said.name)
    return db.session.scalar(
        select(DeliveryGroup).where(
            DeliveryGroup.implementation_id == implementation_id,
            DeliveryGroup.name == name,
            DeliveryGroup.first_on == said.first_on,
            DeliveryGroup.variant == said.variant,
            DeliveryGroup.places == said.places,
            DeliveryGroup.set_up_by_id == by,
        )
    )


def plan(group: DeliveryGroup, sessions: Sequence[SessionRecord]) -> None:
    """The sessions stand, each with who is to deliver it."""
    rows = [
        GroupSession(
            group_id=group.id,
            area_id=group.area_id,
            code=one.code,
            name=one.name,
            kind=one.kind,
            planned_on=one.planned_on,
            minutes_planned=one.minutes_planned,
            components_planned=list(one.components_planned),
            due_on=one.due_on,
        )
        for one in sessions
    ]
    db.session.add_all(rows)
    db.session.flush()
    for row, one in zip(rows, sessions, strict=True):
        name_pair(row.id, [each.facilitator_id for each in one.pair])
    db.session.flush()


def keep_families(
    group: DeliveryGroup, families: int, meeting_criteria: int | None, *, version: int, by: int | None
) -> None:
    """So many families enrolled, and so many of them meet the criteria. Raises Refused and Conflict."""
    refused = refusals_of_families(families, meeting_criteria)
    if refused:
        raise Refused(refused)
    if (group.families, group.meeting_criteria) == (families, meeting_criteria):
        return
    take(group, version)
    group.families, group.meeting_criteria = families, meeting_criteria
    db.session.flush()
    log("families counted", group, by=by, fields=("families", "meeting_criteria"))


def change_pair(group: DeliveryGroup, facilitator_ids: Collection[int], *, version: int, by: int | None) -> int:
    """These deliver what is still without a record; for how many sessions that is new: none where they did already.

    Raises Refused and Conflict.
    """
    if not facilitator_ids:
        raise refuse("Choose who delivers the sessions to come", "pair")
    lock_implementation(group.implementation_id)
    pair_of(group.implementation_id, facilitator_ids)
    ids = to_come(group)
    if all(pair == set(facilitator_ids) for pair in named_at(ids).values()):
        return 0
    take(group, version)
    db.session.execute(delete(SessionDeliverer).where(SessionDeliverer.session_id.in_(ids)))
    for session_id in ids:
        name_pair(session_id, facilitator_ids)
    db.session.flush()
    log("pair of a group changed", group, by=by)
    return len(ids)


def to_come(group: DeliveryGroup) -> list[int]:
    """The sessions of the group without a record."""
    return list(
        db.session.scalars(
            select(GroupSession.id)
            .where(GroupSession.group_id == group.id, GroupSession.state.in_((State.PLANNED, State.MOVED)))
            .order_by(GroupSession.id)
        )
    )


def named_at(session_ids: Collection[int]) -> dict[int, set[int]]:
    """Who stands at each of these sessions."""
    found: dict[int, set[int]] = {one: set() for one in session_ids}
    rows = db.session.execute(
        select(SessionDeliverer.session_id, SessionDeliverer.facilitator_id)
        .where(SessionDeliverer.session_id.in_(session_ids))
        .order_by(SessionDeliverer.session_id)
    )
    for row in rows:
        found[row.session_id].add(row.facilitator_id)
    return found


def take(group: DeliveryGroup, version: int) -> None:
    """The group is ours until the commit; raises Conflict where somebody else changed it."""
    if not advance(db.session(), group, version):
        theirs = {"families": group.families, "meeting_criteria": group.meeting_criteria}
        raise Conflict(CHANGED_MEANWHILE, {name: str(count) for name, count in theirs.items() if count is not None})


def pair_of(implementation_id: int, facilitator_ids: Collection[int]) -> tuple[Deliverer, ...]:
    """Those who deliver, as a session sees them; refused where one is not of this implementation."""
    ours = set(
        db.session.scalars(
            select(Facilitator.id).where(
                Facilitator.id.in_(facilitator_ids), Facilitator.implementation_id == implementation_id
            )
        )
    )
    if set(facilitator_ids) - ours:
        raise refuse(NOT_HERE, "pair")
    return tuple(deliverers(sorted(ours)).values())


def name_pair(session_id: int, facilitator_ids: Collection[int]) -> None:
    """These deliver the session, or are to."""
    db.session.add_all(
        SessionDeliverer(session_id=session_id, facilitator_id=one) for one in sorted(set(facilitator_ids))
    )


def taken(implementation_id: int, name: str) -> bool:
    """Whether a group of the implementation has this name; case and spaces never make another."""
    wanted = " ".join(name.split())
    found = select(DeliveryGroup.id).where(
        DeliveryGroup.implementation_id == implementation_id, func.lower(DeliveryGroup.name) == wanted.lower()
    )
    return db.session.scalar(found.limit(1)) is not None


def log(act: str, group: DeliveryGroup, *, by: int | None, fields: Sequence[str] = ()) -> None:
    """The act is in the audit log."""
    audit.record(act, subject="delivery_group", subject_id=group.id, person_id=by, area_id=group.area_id, fields=fields)
