"""How an area stands after a contact: proposed by rule with every contact, set by staff, read by staff alone."""

from dataclasses import replace
from datetime import datetime

from scaleup import audit
from scaleup.areas.models import Implementation
from scaleup.core.errors import Absent, Conflict, Refusal, Refused
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.support import rules
from scaleup.support.models import Contact, ContactRating
from scaleup.support.queries import since
from scaleup.support.queries.contacts import last_held_on
from scaleup.support.service.desk import Desk

NOTHING_SAID = rules.RatingTerms()
STOPS = 3
"""The severity of a barrier that stops an area."""


def proposed(terms: rules.ContactTerms, desk: Desk, known: rules.Known) -> rules.ProposedRating:
    """What the rule proposes once this contact is on record."""
    today = desk.bounds.today
    before = since.signals(desk.implementation_id, known, done=terms.done_action_ids, today=today)
    state = desk.settlement(terms).state
    misses = {"held": 0, "missed": before.misses + 1}.get(state or "", before.misses)
    stopping = tuple(rules.BARRIER_WORDS[one.code] for one in terms.barriers if one.severity == STOPS)
    told = replace(before, misses=misses, stopping=stopping, confidence=terms.confidence)
    return rules.proposed_rating(told)


def refusals(judged: rules.RatingTerms, found: rules.ProposedRating, *, text_checked: bool) -> list[Refusal]:
    """Why staff may not rate so; nothing if they may."""
    return [
        *rules.refusals_to_rate(judged, found),
        *rules.family_details(judged.reason, name="rating_reason", text_checked=text_checked),
        *rules.family_details(judged.note, name="note", text_checked=text_checked),
    ]


def keep(contact: Contact, found: rules.ProposedRating, judged: rules.RatingTerms, *, by: int, now: datetime) -> None:
    """What the rule proposes stands beside the contact, and what staff said of it."""
    row = ContactRating(contact_id=contact.id, area_id=contact.area_id, proposed=found.rating, because=found.because)
    db.session.add(row)
    if judged.says_something:
        say(row, judged, by=by, now=now)


def propose_again(contact: Contact, terms: rules.ContactTerms, desk: Desk, implementation: Implementation) -> None:
    """What the rule proposes of a corrected contact; what staff set stays theirs."""
    known = since.known(implementation, since=last_held_on(implementation.id), today=desk.bounds.today)
    found = proposed(terms, desk, known)
    row = db.session.get(ContactRating, contact.id)
    if row is None:
        db.session.add(
            ContactRating(contact_id=contact.id, area_id=contact.area_id, proposed=found.rating, because=found.because)
        )
    else:
        row.proposed, row.because = found.rating, found.because


def say(row: ContactRating, judged: rules.RatingTerms, *, by: int, now: datetime) -> None:
    """The row says what this person of the unit says."""
    row.rating = judged.rating
    row.reason, row.note = judged.reason.strip() or None, judged.note.strip() or None
    row.person_id, row.at = by, now
    audit.record(
        "area rated",
        subject="contact",
        subject_id=row.contact_id,
        person_id=by,
        area_id=row.area_id,
        fields=["rating"] if judged.rating else ["note"],
    )


def rate(
    actor_id: int,
    judged: rules.RatingTerms,
    *,
    contact_id: int,
    version: int,
    text_checked: bool,
    now: datetime,
) -> None:
    """Staff have said how the area stands. Raises Refused, or Conflict when a colleague has meanwhile."""
    row = db.session.get(ContactRating, contact_id)
    if row is None:
        raise Absent
    found = refusals(judged, rules.ProposedRating(rules.Rating(row.proposed), row.because), text_checked=text_checked)
    if found:
        raise Refused(found)
    if not advance(db.session(), row, version):
        raise Conflict(
            "A colleague rated this meanwhile. Both are shown: save again to use yours",
            {
                "rating": rules.RATING_WORDS[rules.Rating(row.rating)] if row.rating else "",
                "rating_reason": row.reason or "",
                "note": row.note or "",
            },
        )
    say(row, judged, by=actor_id, now=now)
