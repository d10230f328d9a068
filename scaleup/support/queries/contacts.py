"""Contacts as pages show them: one with its parts, the history, and what was agreed last time."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scaleup.accounts.models import Person
from scaleup.extensions import db
from scaleup.support.models import Action, Barrier, Contact, ContactPerson


def person_ids(contact_id: int) -> list[int]:
    """Who took part."""
    return list(
        db.session.scalars(
            select(ContactPerson.person_id)
            .where(ContactPerson.contact_id == contact_id)
            .order_by(ContactPerson.person_id)
        )
    )


def said(contact: Contact) -> dict[str, str | None]:
    """What the contact says, as words to keep or to show beside others."""
    people = db.session.scalars(
        select(Person.name)
        .join(ContactPerson, ContactPerson.person_id == Person.id)
        .where(ContactPerson.contact_id == contact.id)
        .order_by(Person.name)
    )
    barriers = db.session.execute(
        select(Barrier.code, Barrier.severity, Barrier.wording)
        .where(Barrier.contact_id == contact.id)
        .order_by(Barrier.code)
    )
    staff = db.session.get(Person, contact.staff_id) if contact.staff_id else None
    return {
        "held_on": contact.held_on.isoformat(),
        "outcome": contact.outcome,
        "channel": contact.channel,
        "reason": contact.reason,
        "discussed": contact.discussed,
        "staff": staff.name if staff else contact.staff_note,
        "people": ", ".join(people) or None,
        "barriers": "; ".join(f"{code} {severity} {wording or ''}".strip() for code, severity, wording in barriers)
        or None,
    }


def open_actions(implementation_id: int) -> list[Action]:
    """What was agreed and is not done, the earliest due first."""
    return list(
        db.session.scalars(
            select(Action)
            .where(
                Action.implementation_id == implementation_id,
                Action.done_on.is_(None),
                Action.dropped_on.is_(None),
            )
            .options(joinedload(Action.owner))
            .order_by(Action.due_on.is_(None), Action.due_on, Action.id)
        )
    )
