"""Contacts as pages show them: one with its parts, the history, and what was agreed last time."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from scaleup.accounts.models import Person
from scaleup.areas.models import Area
from scaleup.areas.queries import area, in_scope, staff_scoped
from scaleup.core.dates import local_date
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.support import rules
from scaleup.support.models import (
    Action,
    Barrier,
    Contact,
    ContactAddendum,
    ContactBefore,
    ContactPerson,
    ContactRating,
    Slot,
)


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
        "minutes": str(contact.minutes) if contact.minutes else None,
        "topics": "; ".join((contact.topics or {}).values()) or None,
        "works": contact.works,
        "confidence": str(contact.confidence) if contact.confidence else None,
        "counts": rules.counts_in_words(contact.counts or {}) or None,
        "staff": staff.name if staff else contact.staff_note,
        "people": ", ".join(people) or None,
        "barriers": "; ".join(barrier_words(*barrier) for barrier in barriers) or None,
    }


def barrier_words(code: str, severity: int, wording: str | None) -> str:
    """A barrier in words: "Funding (holds us up)"."""
    words = f"{rules.BARRIER_WORDS[rules.BarrierCode(code)]} ({rules.SEVERITY_WORDS[severity]})"
    return f"{words}: {wording}" if wording else words


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


@dataclass(frozen=True)
class LastTime:
    """What was agreed at the last contact, and what else is still open."""

    contact: Contact | None
    agreed: tuple[Action, ...]
    still_open: tuple[Action, ...]
    """Open actions of earlier contacts."""

    @property
    def open_ids(self) -> frozenset[int]:
        """Everything that may be reported done."""
        return frozenset(
            action.id
            for action in (*self.agreed, *self.still_open)
            if action.done_on is None and action.dropped_on is None
        )


def last_time(implementation_id: int) -> LastTime:
    """The last contact that was held, what was agreed there, and what is open from before."""
    contact = db.session.scalar(
        select(Contact)
        .where(Contact.implementation_id == implementation_id, Contact.outcome == "held")
        .order_by(Contact.held_on.desc(), Contact.id.desc())
        .limit(1)
    )
    agreed = actions_of(contact.id) if contact else []
    seen = {action.id for action in agreed}
    carried = [action for action in open_actions(implementation_id) if action.id not in seen]
    return LastTime(contact, tuple(agreed), tuple(carried))


def last_held_on(implementation_id: int) -> date | None:
    """The day of the last contact that was held."""
    return db.session.scalar(
        select(func.max(Contact.held_on)).where(
            Contact.implementation_id == implementation_id, Contact.outcome == "held"
        )
    )


def actions_of(contact_id: int) -> list[Action]:
    """What was agreed at a contact, also what is done by now."""
    return list(
        db.session.scalars(
            select(Action).where(Action.contact_id == contact_id).options(joinedload(Action.owner)).order_by(Action.id)
        )
    )


def history(implementation_id: int) -> list[Contact]:
    """Every contact of the implementation, the latest first."""
    return list(
        db.session.scalars(
            select(Contact)
            .where(Contact.implementation_id == implementation_id)
            .order_by(Contact.held_on.desc(), Contact.id.desc())
        )
    )


def contact_in_scope(actor: Actor, contact_id: int, *, today: date) -> Contact:
    """The contact; raises Absent where there is none, or its area is not the actor's to see."""
    return in_scope(select(Contact).where(Contact.id == contact_id), Contact.area_id, actor=actor, today=today)


def action_in_scope(actor: Actor, action_id: int, *, today: date) -> Action:
    """The action; raises Absent where there is none, or its area is not the actor's to see."""
    return in_scope(select(Action).where(Action.id == action_id), Action.area_id, actor=actor, today=today)


@dataclass(frozen=True)
class ContactPage:
    """One contact with everything that its page shows."""

    contact: Contact
    area: Area
    slot: Slot | None
    people: tuple[Person, ...]
    staff_name: str
    entered_by: str
    barriers: tuple[Barrier, ...]
    actions: tuple[Action, ...]
    before: tuple[tuple[ContactBefore, str], ...]
    """What it said before each correction, and who corrected it; the latest first."""
    added: tuple[tuple[ContactAddendum, str], ...]
    """Words added later, and by whom; the first first."""

    @property
    def open_until(self) -> date:
        """The last day on which it can be corrected."""
        return rules.open_until(local_date(self.contact.entered_at))

    @property
    def locked_on(self) -> date:
        """The first day on which it can no longer be corrected."""
        return rules.locked_on(local_date(self.contact.entered_at))

    def is_locked(self, today: date) -> bool:
        """Whether it can no longer be corrected."""
        return today >= self.locked_on

    @property
    def told(self) -> list[tuple[str, str]]:
        """What else the area told: confidence, the agenda, groups and families; what was not told is left out."""
        said, counts = self.contact, self.contact.counts or {}
        found = [
            ("Confidence", rules.CONFIDENCE_WORDS[said.confidence] if said.confidence else ""),
            ("On the agenda", "; ".join((said.topics or {}).values())),
            *((words, str(counts[code])) for code, words in rules.COUNT_WORDS.items() if code in counts),
        ]
        return [(label, words) for label, words in found if words]


def contact_page(contact: Contact) -> ContactPage:
    """The contact with its parts."""
    befores = db.session.execute(
        select(ContactBefore, Person.name)
        .outerjoin(Person, Person.id == ContactBefore.person_id)
        .where(ContactBefore.contact_id == contact.id)
        .order_by(ContactBefore.at.desc(), ContactBefore.id.desc())
    )
    added = db.session.execute(
        select(ContactAddendum, Person.name)
        .outerjoin(Person, Person.id == ContactAddendum.person_id)
        .where(ContactAddendum.contact_id == contact.id)
        .order_by(ContactAddendum.at, ContactAddendum.id)
    )
    return ContactPage(
        contact=contact,
        area=area(contact.area_id),
        slot=db.session.get(Slot, contact.slot_id) if contact.slot_id else None,
        people=tuple(contact.people),
        staff_name=name_of(contact.staff_id) or contact.staff_note or "",
        entered_by=name_of(contact.entered_by_id),
        barriers=tuple(contact.barriers),
        actions=tuple(actions_of(contact.id)),
        before=tuple((row, name or "") for row, name in befores),
        added=tuple((row, name or "") for row, name in added),
    )


@dataclass(frozen=True)
class RatingPage:
    """How an area stood after a contact; for staff alone."""

    row: ContactRating
    by: str
    on_day: date
    """The day of the contact."""

    @property
    def rating(self) -> str:
        """What counts: what staff set, else what the rule proposes."""
        return self.row.rating or self.row.proposed


def rating_of(contact_id: int) -> RatingPage | None:
    """The rating after this contact; none of those from before ratings were kept."""
    return rating_page(ratings().where(ContactRating.contact_id == contact_id))


def latest_rating(actor: Actor, implementation_id: int, today: date) -> RatingPage | None:
    """The rating after the latest contact that has one; None to all but the unit's own there."""
    latest = ratings().where(Contact.implementation_id == implementation_id)
    return rating_page(staff_scoped(latest, Contact.area_id, actor=actor, today=today))


def ratings() -> Select[ContactRating, str, date]:
    """Ratings with who set them and the day of the contact, the latest first."""
    return (
        select(ContactRating, Person.name, Contact.held_on)
        .join(Contact, Contact.id == ContactRating.contact_id)
        .outerjoin(Person, Person.id == ContactRating.person_id)
        .order_by(Contact.held_on.desc(), Contact.id.desc())
    )


def rating_page(asked: Select[ContactRating, str, date]) -> RatingPage | None:
    """The first of these; one statement."""
    found = db.session.execute(asked.limit(1)).one_or_none()
    return RatingPage(found[0], found[1] or "", found[2]) if found else None


def name_of(person_id: int | None) -> str:
    """The person's name; empty for nobody."""
    person = db.session.get(Person, person_id) if person_id is not None else None
    return person.name if person else ""
