"""What the simulator begins with: what waits in the outbox for these people, and which areas concern a person."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import and_, or_, select, union

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import Role
from scaleup.areas.models import Access, Area, AreaPerson, Implementation
from scaleup.areas.queries import scoped
from scaleup.areas.rules import name_key
from scaleup.core.dates import LONDON, local_date
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.milestones.models import DatedActivity
from scaleup.outbox.models import Message
from scaleup.outbox.queries import taken_out
from scaleup.outbox.rules import Draft, Policy, State
from scaleup.readiness.models import Condition
from scaleup.support.models import Action
from scaleup.training.models import EventArea, EventTrainer

MOST_LIKE = 20


@dataclass(frozen=True)
class Standing:
    """A message that stands in the outbox."""

    id: int
    draft: Draft
    at: datetime
    """When it is tried."""
    created_at: datetime
    repeat: bool
    """It may have arrived: it counts, and is never folded."""
    again: bool
    """A person asked for it again: it neither counts nor is folded."""
    state: State
    folded_into: int | None


def outbox_of(
    area_ids: Collection[int], person_ids: Collection[int], kinds: Collection[str], digest: str, now: datetime
) -> list[Standing]:
    """What waits about these areas or for these people, and what they had today of these kinds. One statement.

    What was folded into a digest that waits comes with it.
    """
    midnight = datetime.combine(local_date(now), time(0), tzinfo=LONDON)
    whose = or_(Message.area_id.in_(sorted(area_ids)), Message.person_id.in_(sorted(person_ids)))
    waits = select(Message.id).where(
        Message.person_id.in_(sorted(person_ids)), Message.kind == digest, Message.state == State.PENDING
    )
    today = and_(Message.kind.in_(sorted(kinds)), Message.person_id.in_(sorted(person_ids)))
    rows = db.session.scalars(
        select(Message)
        .where(
            Message.endpoint_id.is_(None),  # a web hook is no mail
            or_(
                and_(whose, Message.state == State.PENDING),
                and_(today, Message.state.in_([State.CLAIMED, State.HANDING])),
                and_(today, Message.state == State.SENT, Message.settled_at >= midnight),
                and_(today, Message.state == State.HELD, Message.possible_repeat, Message.next_attempt_at >= midnight),
                and_(Message.state == State.FOLDED, Message.folded_into_id.in_(waits), ~taken_out()),
            ),
        )
        .order_by(Message.id)
    )
    return [standing(one) for one in rows]


def standing(one: Message) -> Standing:
    """The row as the simulator has it in mind."""
    draft = Draft(
        dedupe_key=one.dedupe_key,
        kind=one.kind,
        due_at=one.due_at,
        person_id=one.person_id,
        to_address=one.to_address,
        area_id=one.area_id,
        values=one.values,
        condition=one.condition,
        condition_key=one.condition_key,
        policy=Policy(one.policy),
        expires_at=one.expires_at,
    )
    return Standing(
        id=one.id,
        draft=draft,
        at=one.next_attempt_at,
        created_at=one.created_at,
        repeat=one.possible_repeat,
        again=one.again_of_id is not None,
        state=State(one.state),
        folded_into=one.folded_into_id,
    )


def area_ids_of(person_ids: Collection[int]) -> set[int] | None:
    """The areas about which one of these may be told something; None for all. Two statements."""
    ids = sorted(person_ids)
    manages = select(RoleHeld.id).where(
        RoleHeld.person_id.in_(ids), RoleHeld.role == Role.UNIT_MANAGER, RoleHeld.ended_at.is_(None)
    )
    if db.session.scalar(manages.limit(1)) is not None:
        return None
    return set(
        db.session.scalars(
            union(
                select(AreaPerson.area_id).where(AreaPerson.person_id.in_(ids)),
                select(Access.area_id).where(Access.person_id.in_(ids)),
                select(Implementation.area_id).where(Implementation.manager_id.in_(ids)),
                select(Action.area_id).where(Action.owner_id.in_(ids), Action.done_on.is_(None)),
                select(Condition.area_id).where(Condition.owner_id.in_(ids), Condition.met_on.is_(None)),
                select(DatedActivity.area_id).where(DatedActivity.owner_id.in_(ids)),
                select(EventArea.area_id)
                .join(EventTrainer, EventTrainer.event_id == EventArea.event_id)
                .where(EventTrainer.person_id.in_(ids)),
            )
        )
    )


def more_areas_than(number: int) -> bool:
    """Whether there are more areas than so many."""
    return db.session.scalar(select(Area.id).order_by(Area.id).offset(number).limit(1)) is not None


def area_names(area_ids: Collection[int]) -> Mapping[int, str]:
    """The names of these areas."""
    rows = db.session.execute(select(Area.id, Area.name).where(Area.id.in_(sorted(area_ids))))
    return {row.id: row.name for row in rows}


def person_named(person_id: int) -> str | None:
    """The name of the person, if there is one."""
    return db.session.scalar(select(Person.name).where(Person.id == person_id))


def areas_like(words: str, actor: Actor, today: date) -> list[tuple[int, str]]:
    """Areas of the actor's whose names begin so or hold this; the one of exactly that name alone. At most 20."""
    key = name_key(words)
    chosen = select(Area.id, Area.name, Area.name_key).where(Area.name_key.contains(key, autoescape=True))
    rows = db.session.execute(
        scoped(chosen.order_by(Area.name).limit(MOST_LIKE), Area.id, actor=actor, today=today)
    ).all()
    exact = [(row.id, row.name) for row in rows if row.name_key == key]
    return exact or [(row.id, row.name) for row in rows]
