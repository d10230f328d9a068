"""The summary of a contact, mailed to who leads and took part, in the transaction that saves what it tells."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scaleup import audit
from scaleup.core import stationery
from scaleup.core.dates import local_date
from scaleup.core.errors import Absent, refuse
from scaleup.core.letters import Letter
from scaleup.extensions import db
from scaleup.outbox.rules import Draft, NotNeeded, Rendered, Waiting, dedupe_key
from scaleup.outbox.service import enqueue
from scaleup.support import rules
from scaleup.support.models import Contact, ContactSummary
from scaleup.support.queries import summaries as reads
from scaleup.support.queries.contacts import person_ids

SUMMARY = "support.summary"
STALE = timedelta(days=14)
"""After which the record alone tells of the contact."""


@dataclass(frozen=True)
class Sending:
    """To whom a summary is to go: the project leads, and those of the area who took part."""

    leads: bool = False
    people: bool = False


NOBODY = Sending()


def send(contact: Contact, to: Sending, *, by: int, now: datetime) -> list[int]:
    """A summary of a contact that was held is on its way to each of these; returns whose. Others get none."""
    if contact.outcome != rules.Outcome.HELD:
        return []
    wanted = set(person_ids(contact.id)) if to.people else set()
    if to.leads:
        wanted |= {one.person_id for one in reads.leads_of(contact.area_id, local_date(now))}
    found = reads.reached(wanted)
    put(contact, found, by=by, now=now)
    return found


def send_again(actor_id: int, to: Sending, *, contact_id: int, today: date, now: datetime) -> list[int]:
    """The summary goes as the contact stands now. Raises Refused where it is locked, or nobody can be reached."""
    contact = db.session.get(Contact, contact_id)
    if contact is None:
        raise Absent
    if rules.is_locked(local_date(contact.entered_at), today):
        raise refuse("This contact is locked: what it says was sent, or can be read on this page.")
    found = send(contact, to, by=actor_id, now=now)
    if not found:
        raise refuse("Nobody that you chose has an e-mail address here. Nothing was sent.")
    return found


def put(contact: Contact, wanted: Collection[int], *, by: int, now: datetime) -> None:
    """Each of these has one mail in the outbox and one line in the record."""
    sending = reads.sendings(contact.id) + 1
    for person_id in wanted:
        key = dedupe_key(
            SUMMARY, subject=f"contact {contact.id}", version=sending, step="summary", recipient=str(person_id)
        )
        draft = Draft(
            key,
            SUMMARY,
            now,
            person_id=person_id,
            area_id=contact.area_id,
            values={"contact": contact.id, "sending": sending},
            expires_at=now + STALE,
        )
        enqueue(draft, now=now)
        db.session.add(
            ContactSummary(
                contact_id=contact.id,
                area_id=contact.area_id,
                person_id=person_id,
                sending=sending,
                at=now,
                by_id=by,
            )
        )
    if wanted:
        audit.record("summary sent", subject="contact", subject_id=contact.id, person_id=by, area_id=contact.area_id)
    db.session.flush()


def letter_of(contact: Contact, *, again: bool) -> Letter:
    """The summary as the contact stands now."""
    return rules.summary(reads.summed(contact, again=again))


def text_of(contact: Contact, *, again: bool) -> str:
    """The same as plain text, as a page shows it."""
    return stationery.forms(letter_of(contact, again=again))[0]


def mail(message: Waiting) -> Rendered:
    """The summary, made at hand-over from what the contact says then."""
    contact = db.session.get(Contact, int(str(message.values["contact"])))
    if contact is None:
        raise Absent
    if contact.outcome != rules.Outcome.HELD:
        raise NotNeeded("The contact was put right: it was not held")
    letter = letter_of(contact, again=int(str(message.values["sending"])) > 1)
    text, html = stationery.forms(letter)
    return Rendered(letter.subject, text, html)


RENDERERS = {SUMMARY: mail}
"""The text of every summary. Registered by kind in registry.py."""
