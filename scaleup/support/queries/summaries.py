"""Who may be sent the summary of a contact, who was, and what it says."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from scaleup.accounts.models import Person
from scaleup.areas.models import AreaPerson
from scaleup.areas.queries import Choice, area, implementation
from scaleup.areas.rules import AreaRole
from scaleup.extensions import db
from scaleup.support import rules
from scaleup.support.models import Contact, ContactBefore, ContactSummary
from scaleup.support.queries.contacts import actions_of, name_of
from scaleup.support.queries.settling import first_open_after

REACHED = (Person.email.is_not(None), Person.deactivated_at.is_(None))
"""Whom a mail may reach."""


def leads_of(area_id: int, today: date) -> tuple[Choice, ...]:
    """The project leads of the area, by name, whom a mail may reach."""
    rows = db.session.execute(
        select(Person.id, Person.name)
        .join(AreaPerson, AreaPerson.person_id == Person.id)
        .where(
            AreaPerson.area_id == area_id,
            AreaPerson.role == AreaRole.PROJECT_LEAD,
            AreaPerson.from_on <= today,
            AreaPerson.until_on.is_(None) | (AreaPerson.until_on >= today),
            *REACHED,
        )
        .distinct()
        .order_by(Person.name, Person.id)
    )
    return tuple(Choice(row.id, row.name) for row in rows)


def reached(person_ids: Collection[int]) -> list[int]:
    """Those of these people whom a mail may reach."""
    return list(db.session.scalars(select(Person.id).where(Person.id.in_(person_ids), *REACHED).order_by(Person.id)))


def sendings(contact_id: int) -> int:
    """How many times a summary of the contact was sent."""
    asked = select(func.max(ContactSummary.sending)).where(ContactSummary.contact_id == contact_id)
    return db.session.scalar(asked) or 0


@dataclass(frozen=True)
class Sent:
    """A summary that went to somebody."""

    name: str
    at: datetime
    sending: int


@dataclass(frozen=True)
class SummaryPage:
    """What the page of a contact tells of its summary."""

    sent: tuple[Sent, ...]
    corrected: bool
    """Whether the contact was put right since it was last sent."""

    @property
    def sendings(self) -> int:
        """How many times it was sent."""
        return self.sent[0].sending if self.sent else 0

    @property
    def again(self) -> bool:
        """Whether there is reason to send it: it never was, or something else stands there now."""
        return not self.sent or self.corrected


def summary_page(contact: Contact) -> SummaryPage:
    """To whom the summary went and when, the latest first; two statements."""
    rows = db.session.execute(
        select(Person.name, ContactSummary.at, ContactSummary.sending)
        .join(Person, Person.id == ContactSummary.person_id)
        .where(ContactSummary.contact_id == contact.id)
        .order_by(ContactSummary.sending.desc(), Person.name)
    )
    sent = tuple(Sent(row.name, row.at, row.sending) for row in rows)
    corrected_at = db.session.scalar(select(func.max(ContactBefore.at)).where(ContactBefore.contact_id == contact.id))
    return SummaryPage(sent, bool(sent and corrected_at and corrected_at >= sent[0].at))


def told_ever(contact_id: int) -> set[int]:
    """Who was sent a summary of the contact before."""
    return set(db.session.scalars(select(ContactSummary.person_id).where(ContactSummary.contact_id == contact_id)))


def told_already(contact: Contact) -> set[int]:
    """Who has the summary as the contact stands: it was not put right since theirs was sent."""
    corrected = select(func.max(ContactBefore.at)).where(ContactBefore.contact_id == contact.id).scalar_subquery()
    asked = select(ContactSummary.person_id).where(
        ContactSummary.contact_id == contact.id, corrected.is_(None) | (ContactSummary.at > corrected)
    )
    return set(db.session.scalars(asked))


def summed(contact: Contact, *, again: bool) -> rules.Summed:
    """What the summary of the contact says now."""
    after = first_open_after(contact.implementation_id, contact.held_on)
    taking_up = implementation(contact.implementation_id)
    return rules.Summed(
        contact_id=contact.id,
        area=area(contact.area_id).name,
        programme=taking_up.programme_version.programme.name,
        held_on=contact.held_on,
        channel=rules.Channel(contact.channel),
        people=(*(one.name for one in contact.people), *filter(None, [name_of(contact.staff_id)])),
        discussed=contact.discussed or "",
        works=contact.works or "",
        barriers=tuple(
            f"{rules.BARRIER_WORDS[rules.BarrierCode(one.code)]}: {rules.SEVERITY_WORDS[one.severity]}"
            for one in contact.barriers
        ),
        actions=tuple(
            rules.Promise(
                one.wording, one.owner.name if one.owner else "", one.due_on, one.done_on, one.dropped_on
            ).words(contact.held_on)
            for one in actions_of(contact.id)
        ),
        next_on=after.due_on if after else contact.next_on,
        next_at=after.at_time if after else None,
        next_link=(after.meeting_link or "") if after else "",
        again=again,
    )
