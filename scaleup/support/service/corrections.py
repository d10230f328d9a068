"""A wrong contact put right: what it said before is kept, and the plan follows."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import delete

from scaleup.areas.models import Implementation
from scaleup.core.dates import local_date, plain_date
from scaleup.core.errors import Absent, Conflict, Refused, refuse
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.support import rules
from scaleup.support.models import Barrier, Contact, ContactBefore, ContactPerson
from scaleup.support.queries import contacts as contact_reads
from scaleup.support.service import contacts, desk, plan, ratings, settling, watching
from scaleup.support.service.versions import Cause


def correct_contact(
    actor_id: int,
    terms: rules.ContactTerms,
    *,
    contact_id: int,
    version: int,
    because: str,
    today: date,
    now: datetime,
) -> contacts.Logged:
    """The contact says what it should have said; what it said before is kept, and the plan follows.

    Raises Refused once it is locked, and Conflict when someone else corrected it since the form was opened.
    """
    contact, implementation = unlocked(contact_id, today=today)
    lying = desk.desk_of(implementation, actor_id=actor_id, today=today)
    taking_part = frozenset(contact_reads.person_ids(contact.id))
    lying = replace(lying, bounds=replace(lying.bounds, people_ids=lying.bounds.people_ids | taking_part))
    before = contact_reads.said(contact)
    found = [
        *desk.refusals(terms, lying),
        *rules.refusals_of_correction(because, text_checked=terms.text_checked),
    ]
    if found:
        raise Refused(found)
    if not advance(db.session(), contact, version):
        raise Conflict(
            "Someone else corrected this contact while you had it open. Both are shown: save again to use yours",
            rules.in_words(contact_reads.said(contact)),
        )
    ratings.propose_again(contact, terms, lying, implementation)
    keep_before(contact, before, person_id=actor_id, because=because, now=now)
    take_over(contact, terms, implementation)
    settling.release(contact)
    settling.settle(
        contact,
        settling.settlement(
            terms.held_on,
            terms.outcome,
            slots=settling.open_slots(contact.implementation_id),
            calendar=lying.calendar,
        ),
    )
    db.session.flush()
    plan.remake(contact.implementation_id, today=today, cause=Cause("A contact was put right", actor_id))
    contacts.record_act(
        "contact corrected", contact, person_id=actor_id, fields=changed(before, contact_reads.said(contact))
    )
    watching.look_after(contact, now=now)
    return contacts.outcome_of(contact)


def unlocked(contact_id: int, *, today: date) -> tuple[Contact, Implementation]:
    """The contact with its implementation, ours until the commit.

    Raises Absent, or Refused where it was entered too long ago to be corrected.
    """
    contact = db.session.get(Contact, contact_id)
    if contact is None:
        raise Absent
    implementation = plan.lock(contact.implementation_id)
    entered_on = local_date(contact.entered_at)
    if rules.is_locked(entered_on, today):
        day = plain_date(rules.locked_on(entered_on))
        raise refuse(f"This contact is locked since {day}. Add what you want to say beneath it instead")
    return contact, implementation


def take_over(contact: Contact, terms: rules.ContactTerms, implementation: Implementation) -> None:
    """The whole contact, with who took part and the barriers, says what the terms say."""
    contacts.take_over_words(contact, terms, implementation)
    db.session.execute(delete(ContactPerson).where(ContactPerson.contact_id == contact.id))
    db.session.execute(delete(Barrier).where(Barrier.contact_id == contact.id))
    db.session.expire(contact, ["people", "barriers"])
    contacts.write_parts(contact, terms)
    db.session.flush()


def keep_before(
    contact: Contact, before: dict[str, str | None], *, person_id: int, because: str, now: datetime
) -> None:
    """What the contact said is kept beside it."""
    db.session.add(
        ContactBefore(
            contact_id=contact.id,
            area_id=contact.area_id,
            at=now,
            person_id=person_id,
            reason=because.strip()[:400],
            was=before,
        )
    )


def changed(before: dict[str, str | None], after: dict[str, str | None]) -> list[str]:
    """The names of the fields that differ."""
    return [name for name, value in after.items() if before.get(name) != value]
