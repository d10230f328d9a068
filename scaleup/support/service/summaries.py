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
from scaleup.support.service import plan

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
    found = wanted_by(contact, to, now=now)
    put(contact, found, by=by, now=now)
    return found


def wanted_by(contact: Contact, to: Sending, *, now: datetime) -> list[int]:
    """Those whom a mail may reach; nobody where the contact was not held."""
    if contact.outcome != rules.Outcome.HELD:
        return []
    wanted = set(person_ids(contact.id)) if to.people else set()
    if to.leads:
        wanted |= {one.person_id for one in reads.leads_of(contact.area_id, local_date(now))}
    return reads.reached(wanted)


def send_again(actor_id: int, to: Sending, *, contact_id: int, today: date, now: datetime) -> list[int]:
    """The summary goes as the contact stands now; whose.

    Raises Refused where it is locked, nobody can be reached, or everybody has it as it stands.
    """
    contact = db.session.get(Contact, contact_id)
    if contact is None:
        raise Absent
    plan.lock(contact.implementation_id)
    if rules.is_locked(local_date(contact.entered_at), today):
        raise refuse("This contact is locked: what it says was sent, or can be read on this page.")
    wanted = wanted_by(contact, to, now=now)
    if not wanted:
        raise refuse("Nobody that you chose has an e-mail address here. Nothing was sent.")
    found = sorted(set(wanted) - reads.told_already(contact))
    if not found:
        raise refuse("They have the summary as it stands. Nothing was sent again.")
    put(contact, found, by=actor_id, now=now)
    return found


def put(contact: Contact, wanted: Collection[int], *, by: int, now: datetime) -> None:
    """Each of these has one mail in the outbox and one line in the record."""
    sending, before = reads.sendings(contact.id) + 1, reads.told_ever(contact.id)
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
            values={"contact": contact.id, "again": person_id in before},
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
    letter = letter_of(contact, again=bool(message.values["again"]))
    text, html = stationery.forms(letter)
    return Rendered(letter.subject, text, html)


RENDERERS = {SUMMARY: mail}
"""The text of every summary. Registered by kind in registry.py."""
