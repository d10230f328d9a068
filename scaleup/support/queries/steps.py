"""What is proposed and was decided about the pace of support, as the log of contacts tells it; for staff alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from scaleup.accounts.models import Person
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.support.models import Contact, StepDecision, StepProposal


@dataclass(frozen=True)
class Decided:
    """A decision about the pace of support that followed a contact."""

    on_day: date
    by: str
    accepted: bool
    proposed: str
    reason: str


def open_proposal(implementation_id: int) -> StepProposal | None:
    """The proposal that waits for somebody; of several licences the one that waits longest."""
    return db.session.scalar(
        select(StepProposal)
        .where(StepProposal.implementation_id == implementation_id, StepProposal.settled_on.is_(None))
        .order_by(StepProposal.since_on, StepProposal.id)
        .limit(1)
    )


def decided_after(contact: Contact) -> Sequence[Decided]:
    """What was decided from the day of this contact until the next one; one statement."""
    following = (
        select(func.min(Contact.held_on))
        .where(Contact.implementation_id == contact.implementation_id, Contact.held_on > contact.held_on)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(StepDecision, Person.name)
        .join(Licence, Licence.id == StepDecision.licence_id)
        .join(Person, Person.id == StepDecision.decided_by_id)
        .where(
            Licence.implementation_id == contact.implementation_id,
            StepDecision.decided_on >= contact.held_on,
            following.is_(None) | (StepDecision.decided_on < following),
        )
        .order_by(StepDecision.decided_on, StepDecision.id)
    )
    return [Decided(row.decided_on, name, row.accepted, row.facts or "", row.reason) for row, name in rows]
