"""Contacts logged and corrected: each settles the nearest open contact of the plan, or is additional."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from scaleup import audit
from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.areas.queries import calendar_of
from scaleup.core.dates import long_date, plain_date
from scaleup.core.errors import Conflict, Refusal, Refused
from scaleup.core.pressed import kept_before
from scaleup.extensions import db
from scaleup.support import rules
from scaleup.support.models import Barrier, Contact, ContactPerson, Slot
from scaleup.support.queries import since
from scaleup.support.queries import summaries as summary_reads
from scaleup.support.queries.contacts import last_held_on, said
from scaleup.support.queries.logging import topics
from scaleup.support.service import actions, desk, plan, ratings, settling, summaries, watching


@dataclass(frozen=True)
class Logged:
    """What came of logging or correcting a contact."""

    contact_id: int
    area_id: int
    slot_id: int | None
    """The contact of the plan that it counts for; none if it is additional."""
    next_slot_id: int | None
    next_on: date | None
    summed: bool = False
    """Whether a summary of it was sent."""


class AlreadyLogged(Conflict):
    """Somebody logged this contact before; `contact_id` is theirs, to be shown."""

    def __init__(self, first: Contact, message: str, theirs: dict[str, str]) -> None:
        self.contact_id = first.id
        self.refusal = Refusal(message)
        super().__init__(message, theirs)


def log_contact(
    actor_id: int,
    terms: rules.ContactTerms,
    *,
    implementation_id: int,
    nonce: str,
    today: date,
    now: datetime,
    judged: rules.RatingTerms = ratings.NOTHING_SAID,
    to: summaries.Sending = summaries.NOBODY,
) -> Logged:
    """The contact is on record once, has settled what it settles, and what was agreed stands.

    A rating is proposed with it; `judged` is what staff say of the area, whom the caller has found to be staff.
    Its summary is on its way to those in `to`.
    The same nonce again finds the first. Raises Refused, or AlreadyLogged when somebody logged it before.
    """
    implementation = plan.lock(implementation_id)
    repeated = kept_before(db.session(), Contact, nonce, implementation_id=implementation_id)
    if repeated is not None:
        return outcome_of(repeated)
    lying = desk.desk_of(implementation, actor_id=actor_id, today=today)
    known = since.known(implementation, since=last_held_on(implementation.id), today=today)
    proposed = ratings.proposed(terms, lying, known)
    found = [*desk.refusals(terms, lying), *ratings.refusals(judged, proposed, text_checked=terms.text_checked)]
    if found:
        raise Refused(found)
    if not terms.separate:
        refuse_second(terms, implementation_id=implementation_id)
    after = lying.next_slot(terms)
    contact = new_contact(terms, implementation)
    contact.known = [list(fact) for fact in rules.facts(known)]
    contact.entered_by_id, contact.entered_at, contact.nonce = actor_id, now, nonce
    settling.settle(contact, lying.settlement(terms))
    db.session.add(contact)
    db.session.flush()
    write_parts(contact, terms)
    actions.add_actions(contact, terms.actions)
    actions.close_actions(actor_id, terms.done_action_ids, on_day=today)
    agree_next(contact, terms, after)
    ratings.keep(contact, proposed, judged, by=actor_id, now=now)
    record_act("contact logged", contact, person_id=actor_id)
    db.session.flush()
    summaries.send(contact, to, by=actor_id, now=now)
    watching.look_after(contact, now=now)
    return outcome_of(contact)


def record_past_contact(
    *,
    implementation_id: int,
    held_on: date,
    channel: rules.Channel,
    outcome: rules.Outcome = rules.Outcome.HELD,
    source: str,
    now: datetime,
    staff_id: int | None = None,
    staff_note: str | None = None,
    discussed: str | None = None,
    reason: str | None = None,
    entered_by_id: int | None = None,
    actions_agreed: Sequence[rules.ActionTerms] = (),
    barriers: Sequence[rules.BarrierTerms] = (),
    next_on: date | None = None,
) -> Contact:
    """A contact of the past is history and settles its contact of the plan; nobody is reminded of it."""
    implementation = plan.lock(implementation_id)
    terms = rules.ContactTerms(
        held_on=held_on,
        outcome=outcome,
        channel=channel,
        reason=reason or "",
        discussed=discussed or "",
        staff_id=staff_id,
        barriers=tuple(barriers),
        next_on=next_on,
    )
    contact = new_contact(terms, implementation)
    contact.source, contact.staff_note = source, staff_note
    contact.entered_by_id, contact.entered_at = entered_by_id, now
    slots = settling.open_slots(implementation_id)
    calendar = calendar_of(implementation.area.nation)
    settling.settle(contact, settling.settlement(held_on, outcome, slots=slots, calendar=calendar))
    db.session.add(contact)
    db.session.flush()
    write_parts(contact, terms)
    actions.add_actions(contact, actions_agreed)
    return contact


def refuse_second(terms: rules.ContactTerms, *, implementation_id: int) -> None:
    """Raises AlreadyLogged where somebody has logged this contact: the same slot, or the same day and outcome."""
    same_day = (Contact.held_on == terms.held_on) & (Contact.outcome == terms.outcome)
    same_slot = (Contact.slot_id == terms.slot_id) & Contact.settles
    first = db.session.scalar(
        select(Contact)
        .where(Contact.implementation_id == implementation_id, same_day | same_slot)
        .order_by(Contact.id)
        .limit(1)
    )
    if first is None:
        return
    who = db.session.get(Person, first.entered_by_id) if first.entered_by_id else None
    name = who.name if who else "The old tracker"
    raise AlreadyLogged(
        first,
        f"{name} has already logged a contact of {long_date(first.held_on)}: "
        f"{rules.OUTCOME_WORDS[rules.Outcome(first.outcome)]}. If yours is the same one there is nothing to "
        "save; if it was another, tick that and save again",
        rules.in_words(said(first)),
    )


def new_contact(terms: rules.ContactTerms, implementation: Implementation) -> Contact:
    """A row that says what the terms say."""
    contact = Contact(implementation_id=implementation.id, area_id=implementation.area_id)
    take_over_words(contact, terms, implementation)
    contact.next_on = terms.next_on
    return contact


def take_over_words(contact: Contact, terms: rules.ContactTerms, implementation: Implementation) -> None:
    """The row's own fields say what the terms say; the agenda stays in the words that the form had."""
    offered = (topics(implementation.programme_version_id) | (contact.topics or {})) if terms.topics else {}
    contact.topics = {code: words for code, words in offered.items() if code in terms.topics} or None
    contact.minutes, contact.confidence = terms.minutes, terms.confidence
    contact.works = terms.works.strip() or None
    contact.counts = dict(terms.counts) or None
    contact.held_on = terms.held_on
    contact.channel, contact.outcome = terms.channel, terms.outcome
    contact.reason = terms.reason.strip() or None
    contact.discussed = terms.discussed.strip() or None
    contact.staff_id = terms.staff_id


def write_parts(contact: Contact, terms: rules.ContactTerms) -> None:
    """Who took part and what stood in the way are on record."""
    for person_id in dict.fromkeys(terms.people_ids):
        db.session.add(ContactPerson(contact_id=contact.id, person_id=person_id))
    for barrier in terms.barriers:
        db.session.add(
            Barrier(
                contact_id=contact.id,
                code=barrier.code,
                severity=barrier.severity,
                wording=barrier.wording.strip() or None,
            )
        )


def agree_next(contact: Contact, terms: rules.ContactTerms, after: Slot | None) -> None:
    """The next contact stands on the day that was agreed, with its time and link."""
    if after is None or terms.next_on is None:
        return
    if after.due_on != terms.next_on:
        because = f"agreed at the contact of {plain_date(terms.held_on)}"
        plan.pin(after, to_on=terms.next_on, because=because, by=contact.entered_by_id)
        plan.record_act("contact moved", after, person_id=contact.entered_by_id, fields=("due_on",))
    plan.meet(after, terms.next_at, terms.next_link)
    after.version += 1


def outcome_of(contact: Contact) -> Logged:
    """What stands after the act."""
    slot = db.session.get(Slot, contact.slot_id) if contact.slot_id else None
    found = settling.Settlement(slot, slot.state if slot and contact.settles else None)
    slots = settling.open_slots(contact.implementation_id)
    after = settling.next_slot(slots, after=contact.held_on, found=found)
    return Logged(
        contact_id=contact.id,
        area_id=contact.area_id,
        slot_id=contact.slot_id,
        next_slot_id=after.id if after else None,
        next_on=after.due_on if after else contact.next_on,
        summed=summary_reads.sendings(contact.id) > 0,
    )


def record_act(act: str, contact: Contact, *, person_id: int | None, fields: Iterable[str] = ()) -> None:
    """The act is in the log."""
    audit.record(
        act,
        subject="contact",
        subject_id=contact.id,
        person_id=person_id,
        area_id=contact.area_id,
        fields=fields,
    )
