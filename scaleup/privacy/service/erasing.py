"""A person is erased: what is theirs alone goes, what must stay says "Person erased" in place of their name.

Nothing here can be undone. The tombstone keeps a number, an instant and a reason, so that a restored backup can be
brought back in line (docs/decisions: erasure and retention).
"""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from scaleup import audit, commit
from scaleup.accounts import service as accounts
from scaleup.accounts.models import Leave, Link, Person, RoleHeld, SignedIn, WorkingWeek
from scaleup.accounts.rules import PersonDeactivated
from scaleup.areas.models import Access, CalendarFeed
from scaleup.core import facts
from scaleup.core.base import Base
from scaleup.core.dates import local_date
from scaleup.core.errors import Absent, refuse
from scaleup.core.facts import Change
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Address, Message, MessageEvent, Undelivered
from scaleup.outbox.rules import State
from scaleup.privacy import queries
from scaleup.privacy.models import Erasure
from scaleup.privacy.rules import Because, Sought, fitted, tombstone
from scaleup.privacy.service.waiting import must_have_handed_over
from scaleup.records.models import Merge, MergeStep
from scaleup.records.rules import Kind
from scaleup.records.service import references
from scaleup.records.service.rows import change as change_row
from scaleup.reminders.models import MailChoice
from scaleup.search import service as search
from scaleup.training.models import AnswerLink, Booking, FeedbackLink
from scaleup.worklist.models import Snoozed

OWN: tuple[tuple[type[Base], str, str], ...] = (
    (SignedIn, "session", "sessions"),
    (Link, "one-time link", "one-time links"),
    (CalendarFeed, "calendar address", "calendar addresses"),
    (MailChoice, "choice about mail", "choices about mail"),
    (Snoozed, "line put off", "lines put off"),
    (WorkingWeek, "working week", "working weeks"),
    (Leave, "time away", "times away"),
)
"""What is a person's alone and goes as rows."""
KEEP_LIST = "privacy.keep_list"
"""The task that writes the list of erasures that stands outside of the database."""
STAYS = (
    "Licences and agreements that they signed or decided, for 6 years after the end: who was bound by what, and since "
    "when. Their name is replaced by their number.",
    "Training and accreditation, for 6 years: whether somebody accredited delivered. Their name is replaced.",
    "Contacts, reviews and decisions of areas: they are the area’s record. Name and address are replaced in them.",
    "Who did what and when, by number alone, for 6 years.",
    "Files on the shelf, such as a scanned agreement: no machine can change what was signed. Look through the "
    "documents of their areas, and withdraw what need not be kept.",
    "A given name that stands alone in a text: it is many people’s.",
    "Backups that were taken before: after one is put back, everybody is erased anew, from a list beside them.",
)
"""What is not deleted, and why."""
NO_LONGER = "The person it was for was erased."


def considering(actor_id: int, one: Sought, *, today: date) -> list[Change]:
    """What would go and be replaced, counted; raises Refused where the actor may not erase this person, or not yet."""
    must_be_erasable(actor_id, one.person_id)
    must_have_handed_over(one.person_id, today)
    changes = [Change(f"{one.name} is read as “{tombstone(one.person_id)}” everywhere.", 1)]
    for email in one.emails:
        changes.append(Change(f"{email}, the employer and the password go. Nobody signs in with them any more.", 1))
    for table, single, several in OWN:
        if count := how_many(table, one.person_id):
            changes.append(Change(f"1 {single} goes." if count == 1 else f"{count} {several} go.", count))
    if count := db.session.scalar(select(func.count()).where(Message.person_id == one.person_id)) or 0:
        said = "1 mail loses" if count == 1 else f"{count} mails lose"
        changes.append(Change(f"{said} text and address; that it was sent, and when, stays.", count))
    if count := db.session.scalar(select(func.count()).where(Booking.needs != "", of_the_person(one.person_id))) or 0:
        changes.append(Change("Access and dietary needs go.", count))
    rows = Counter(found.table.name for found in queries.mentions(one, references(Person.__tablename__)))
    if rows:
        total = sum(rows.values())
        said = "1 record names" if total == 1 else f"{total} records name"
        changes.append(Change(f"{said} them: replaced there.", total))
    return changes


def must_be_erasable(actor_id: int, person_id: int) -> None:
    """Refused where it is oneself, the last administrator, or not the actor's to look after."""
    if actor_id == person_id:
        raise refuse("Nobody erases themselves. Ask another administrator or unit manager.")
    accounts.must_be_removable(actor_id, person_id)


def erase(actor_id: int, one: Sought, because: Because, *, now: datetime) -> Erasure:
    """The person is erased; refused while something of theirs must be handed over first."""
    must_be_erasable(actor_id, one.person_id)
    must_have_handed_over(one.person_id, local_date(now))
    return wipe(one, because, by=actor_id, at=now, now=now)


def wipe(one: Sought, because: Because, *, by: int | None, at: datetime, now: datetime) -> Erasure:
    """Nothing of the person is left but their number; `at` is when that was decided."""
    person = db.session.get(Person, one.person_id, with_for_update=True)
    if person is None:
        raise Absent
    former = queries.standing_for(one.person_id)
    drop_what_is_theirs(one, now)
    drop_mail(one, now)
    forget_merges([one.person_id, *former])
    texts = replace_everywhere(one)
    blank(person, now)
    made = [
        Erasure(erased_id=number, at=at, by_id=by, because=because, texts=texts if number == one.person_id else 0)
        for number in (one.person_id, *former)
        if queries.erased(number) is None
    ]
    db.session.add_all(made)
    audit.record("person erased", subject="person", subject_id=one.person_id, person_id=by, fields=["name", "email"])
    db.session.flush()
    search.forget_words(one.person_id)
    commit.ring(KEEP_LIST)
    db.session.expire_all()
    return made[0]


def blank(person: Person, now: datetime) -> None:
    """The record says that there was somebody, and nothing else."""
    was_there = person.deactivated_at is None
    person.name, person.email, person.employer = tombstone(person.id), None, None
    person.password_hash = person.invited_at = person.leaves_on = None
    person.deactivated_at = person.deactivated_at or now
    person.version += 1
    db.session.flush()
    if was_there:
        facts.announce(PersonDeactivated(person.id, local_date(now)))


def drop_what_is_theirs(one: Sought, now: datetime) -> None:
    """Sessions, links, feeds, choices and needs are gone; roles and access have their end."""
    for table, _, _ in OWN:
        db.session.execute(delete(table).where(table.__table__.c.person_id == one.person_id), execution_options=APART)
    bookings = select(Booking.id).where(of_the_person(one.person_id))
    for statement in (
        delete(AnswerLink).where(AnswerLink.booking_id.in_(bookings)),
        delete(FeedbackLink).where(FeedbackLink.booking_id.in_(bookings)),
        update(Booking).where(of_the_person(one.person_id)).values(needs=""),
        update(MailChoice).where(MailChoice.stand_in_id == one.person_id).values(stand_in_id=None),
        update(RoleHeld).where(RoleHeld.person_id == one.person_id, RoleHeld.ended_at.is_(None)).values(ended_at=now),
        update(Access)
        .where(Access.person_id == one.person_id, or_(Access.until_on.is_(None), Access.until_on > local_date(now)))
        .values(until_on=local_date(now)),
        update(Booking)
        .where(of_the_person(one.person_id), Booking.walk_in != "")
        .values(walk_in=tombstone(one.person_id)),
    ):
        db.session.execute(statement, execution_options=APART)


APART = {"synchronize_session": False}


def of_the_person(person_id: int) -> ColumnElement[bool]:
    """The condition that a booking is of this person."""
    return Booking.facilitator_id.in_(select(Facilitator.id).where(Facilitator.person_id == person_id))


def drop_mail(one: Sought, now: datetime) -> None:
    """What waited is not sent; of what was sent no text, value or address is left, nor what a server said of it."""
    theirs = or_(Message.person_id == one.person_id, func.lower(Message.to_address).in_(one.emails))
    waiting = select(Message.id).where(theirs, Message.state.in_([State.PENDING, State.HELD]))
    outbox.cancel(db.session.scalars(waiting).all(), reason=NO_LONGER, now=now)
    ids = select(Message.id).where(theirs)
    addresses = select(Address.id).where(or_(Address.person_id == one.person_id, Address.address.in_(one.emails)))
    texts = {"subject": None, "body_text": None, "body_html": None, "to_address": None, "handed_to": None}
    for statement in (
        update(MessageEvent).where(MessageEvent.outbox_id.in_(ids)).values(note=""),
        delete(Undelivered).where(or_(Undelivered.outbox_id.in_(ids), Undelivered.address_id.in_(addresses))),
        delete(Address).where(or_(Address.person_id == one.person_id, Address.address.in_(one.emails))),
        update(Message).where(theirs).values(values={}, last_error="", **texts),
    ):
        db.session.execute(statement, execution_options=APART)


def replace_everywhere(one: Sought) -> int:
    """In no text of any table does the name or the address stand; returns how many rows are otherwise."""
    found = list(queries.mentions(one, references(Person.__tablename__)))
    for row in found:
        columns = row.table.c
        values = {name: fitted(new, getattr(columns[name].type, "length", None)) for name, new in row.values.items()}
        change_row(row.table, row.key, values)
    return len(found)


def forget_merges(numbers: list[int]) -> None:
    """No journal of a merge of these is left: it would hold the name, and could bring it back."""
    merges = select(Merge.id).where(
        Merge.kind == Kind.PERSON, or_(Merge.kept_id.in_(numbers), Merge.gone_id.in_(numbers))
    )
    db.session.execute(delete(MergeStep).where(MergeStep.merge_id.in_(merges)), execution_options=APART)
    db.session.execute(
        delete(Merge).where(Merge.kind == Kind.PERSON, or_(Merge.kept_id.in_(numbers), Merge.gone_id.in_(numbers))),
        execution_options=APART,
    )


def how_many(table: type[Base], person_id: int) -> int:
    """How many rows of this table are the person's."""
    asked = select(func.count()).select_from(table).where(table.__table__.c.person_id == person_id)
    return db.session.scalar(asked) or 0
