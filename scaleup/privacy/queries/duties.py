"""What somebody else must take over before a person can be erased, each with the page where that is done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, or_, select

from scaleup.areas.models import Area, AreaPerson, Handover, Implementation
from scaleup.areas.rules import AREA_ROLE_WORDS, AreaRole, HandoverState
from scaleup.enquiries.models import Enquiry
from scaleup.enquiries.rules import State as EnquiryState
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.fidelity.models import Adaptation, ImprovementPlan
from scaleup.fidelity.rules import AdaptationState
from scaleup.milestones.models import DatedActivity
from scaleup.outbox.models import Message
from scaleup.outbox.rules import State
from scaleup.readiness.models import Condition
from scaleup.support.models import Action
from scaleup.training.models import EventTrainer, HalfDay


@dataclass(frozen=True)
class Duty:
    """One thing that is still the person's, in a sentence, and where it is handed over."""

    sentence: str
    path: str
    kind: str = ""
    """The same without an area's name, for who sees no areas."""


def duties(person_id: int, today: date) -> list[Duty]:
    """Everything in tables that must be somebody else's first; empty when nothing there stands in the way."""
    return [
        *looked_after(person_id),
        *roles(person_id, today),
        *owned(person_id),
        *asked(person_id),
        *training(person_id, today),
        *taking_over(person_id),
        *on_its_way(person_id),
    ]


def looked_after(person_id: int) -> Iterator[Duty]:
    """Areas that they look after, and enquiries that they answer."""
    asked = (
        select(Area.name)
        .join(Implementation, Implementation.area_id == Area.id)
        .where(Implementation.manager_id == person_id, Implementation.closed_on.is_(None))
    )
    for name in db.session.scalars(asked.distinct().order_by(Area.name)):
        yield Duty(
            f"They look after {name}. Hand it over.",
            f"/areas?manager={person_id}",
            "They look after areas.",
        )
    open_ones = select(Enquiry.id, Enquiry.organisation).where(
        Enquiry.manager_id == person_id, Enquiry.state.in_([EnquiryState.OPEN, EnquiryState.ANSWERED])
    )
    for enquiry_id, organisation in db.session.execute(open_ones.order_by(Enquiry.id)):
        yield Duty(
            f"The enquiry of {organisation} is theirs. Give it to somebody else.",
            f"/enquiries/{enquiry_id}",
            "Enquiries are theirs.",
        )


def roles(person_id: int, today: date) -> Iterator[Duty]:
    """What they are in areas, as area people and as facilitators."""
    held = (
        select(Area.id, Area.name, AreaPerson.role)
        .join(AreaPerson, AreaPerson.area_id == Area.id)
        .where(AreaPerson.person_id == person_id, or_(AreaPerson.until_on.is_(None), AreaPerson.until_on > today))
    )
    for area_id, name, role in db.session.execute(held.order_by(Area.name, AreaPerson.role)):
        said = AREA_ROLE_WORDS[AreaRole(role)]
        yield Duty(
            f"{said} of {name}. Name somebody else there, and end this.",
            f"/areas/{area_id}/people",
            "They are named in areas.",
        )
    team = (
        select(Area.id, Area.name)
        .join(Facilitator, Facilitator.area_id == Area.id)
        .where(Facilitator.person_id == person_id, Facilitator.left.is_(False))
    )
    for area_id, name in db.session.execute(team.distinct().order_by(Area.name)):
        yield Duty(
            f"Facilitator in {name}. Say there that they have left.",
            f"/areas/{area_id}/facilitators",
            "They are a facilitator.",
        )


def owned(person_id: int) -> Iterator[Duty]:
    """Actions, conditions and dated activities that are open."""
    open_ones: tuple[tuple[Select[int, str], str, str], ...] = (
        (
            in_areas(Action.area_id).where(
                Action.owner_id == person_id, Action.done_on.is_(None), Action.dropped_on.is_(None)
            ),
            "An action",
            "actions",
        ),
        (
            in_areas(Condition.area_id).where(Condition.owner_id == person_id, Condition.met_on.is_(None)),
            "A condition",
            "licence",
        ),
        (
            in_areas(DatedActivity.area_id).where(DatedActivity.owner_id == person_id, DatedActivity.done_on.is_(None)),
            "A dated activity",
            "milestones",
        ),
        (
            in_areas(ImprovementPlan.area_id).where(
                ImprovementPlan.owner_id == person_id, ImprovementPlan.closed_on.is_(None)
            ),
            "A plan to improve",
            "fidelity",
        ),
    )
    for asked, what, page in open_ones:
        for area_id, name in db.session.execute(asked.distinct().order_by(Area.name)):
            yield Duty(
                f"{what} in {name} is theirs. Give it another owner.", f"/areas/{area_id}/{page}", f"{what} is theirs."
            )


def asked(person_id: int) -> Iterator[Duty]:
    """Changes that they asked about and that wait, and changes that wait for their answer."""
    waiting = in_areas(Adaptation.area_id).where(Adaptation.state == AdaptationState.ASKED)
    theirs = waiting.where(Adaptation.asked_by_id == person_id)
    for area_id, name in db.session.execute(theirs.distinct().order_by(Area.name)):
        yield Duty(
            f"A change that they asked about in {name} waits for an answer. Answer it, or take it back.",
            f"/areas/{area_id}/adaptations",
            "A change that they asked about waits for an answer.",
        )
    looked_after = waiting.where(
        Implementation.id == Adaptation.implementation_id, Implementation.manager_id == person_id
    )
    for area_id, name in db.session.execute(looked_after.distinct().order_by(Area.name)):
        yield Duty(
            f"A change in {name} waits for their answer. Answer it, or hand the area over.",
            f"/areas/{area_id}/adaptations",
            "Changes wait for their answer.",
        )


def in_areas(column: object) -> Select[int, str]:
    """The areas that rows of a table are of."""
    return select(Area.id, Area.name).where(Area.id == column)


def training(person_id: int, today: date) -> Iterator[Duty]:
    """Events to come at which they train."""
    asked = select(EventTrainer.event_id).join(
        HalfDay, and_(HalfDay.event_id == EventTrainer.event_id, HalfDay.on_day >= today)
    )
    for event_id in db.session.scalars(asked.where(EventTrainer.person_id == person_id).distinct()):
        yield Duty(
            "They train at an event to come. Name another trainer.",
            f"/training/{event_id}",
            "They train at events to come.",
        )


def taking_over(person_id: int) -> Iterator[Duty]:
    """Hand-overs to come in which they give or take over."""
    asked = (
        select(Area.id, Area.name)
        .join(Handover, Handover.area_id == Area.id)
        .where(or_(Handover.to_id == person_id, Handover.from_id == person_id), Handover.state == HandoverState.PENDING)
    )
    for area_id, name in db.session.execute(asked.distinct().order_by(Area.name)):
        yield Duty(
            f"{name} is to be handed over to or from them. Settle that first.",
            f"/areas/{area_id}",
            "A hand-over names them.",
        )


def on_its_way(person_id: int) -> Iterator[Duty]:
    """Mail that a sender holds in its hands: its row is not ours."""
    handing = select(Message.id).where(
        Message.person_id == person_id, Message.state.in_([State.CLAIMED, State.HANDING, State.UNSURE])
    )
    if db.session.scalar(handing.limit(1)) is not None:
        yield Duty(
            "A mail to them is being sent at this moment. Look again in a minute.",
            "/deliveries",
            "A mail to them is being sent.",
        )
