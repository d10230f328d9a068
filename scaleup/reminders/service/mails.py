"""The text of every reminder, made at hand-over from the facts of then. Registered by kind in registry.py."""

from dataclasses import replace
from datetime import date
from functools import cache

from sqlalchemy.dialects.postgresql import Insert as InsertOnPostgresql
from sqlalchemy.dialects.postgresql import insert as insert_on_postgresql
from sqlalchemy.dialects.sqlite import Insert as InsertOnSqlite
from sqlalchemy.dialects.sqlite import insert as insert_on_sqlite

from scaleup.core import stationery
from scaleup.core.bulk import table_of
from scaleup.core.errors import Absent
from scaleup.core.letters import Letter, Way
from scaleup.extensions import db
from scaleup.outbox.rules import Calendar, NotNeeded, Rendered, Waiting
from scaleup.programmes.rules import ReminderRule, ReminderSubject, Says
from scaleup.reminders import adapters, queries
from scaleup.reminders.models import CalendarEntry
from scaleup.reminders.rules import (
    ContactFacts,
    Reader,
    action_letter,
    agenda_letter,
    condition_letter,
    contact_letter,
    digest_letter,
    funding_letter,
    gone_letter,
    licence_letter,
    milestone_letter,
    moved_letter,
    register_letter,
    review_letter,
    top_up_letter,
)
from scaleup.reminders.rules.evidence import check_letter, forms_letter

ENTRY = table_of(CalendarEntry)
CHOICE = Way("Choose how reminders come", "/me/mail")


def contact(waiting: Waiting, *, today: date) -> Rendered:
    """The reminder of a contact, with its calendar entry while it is to come; or the contact's agenda."""
    return kept(*of_contact(waiting, today=today))


def moved(waiting: Waiting) -> Rendered:
    """The contact in the reader's calendar is on another day: the entry follows."""
    return kept(*of_moved(waiting))


def gone(waiting: Waiting) -> Rendered:
    """The contact in the reader's calendar does not take place: the entry goes."""
    return kept(*of_gone(waiting))


def kept(text: Rendered, entry: CalendarEntry | None) -> Rendered:
    """The text; it is known what then stands in the reader's calendar. Commits together with `handing`."""
    if entry is not None:
        stands = {column.name: getattr(entry, column.name) for column in ENTRY.c}
        db.session.execute(keeping(db.session.get_bind().dialect.name), stands)
    return text


@cache
def keeping(dialect: str) -> InsertOnPostgresql | InsertOnSqlite:
    """The statement that puts an entry into the place of the one that stood; made once."""
    made = insert_on_postgresql(ENTRY) if dialect == "postgresql" else insert_on_sqlite(ENTRY)
    rest = {column.name: made.excluded[column.name] for column in ENTRY.c if not column.primary_key}
    return made.on_conflict_do_update(index_elements=list(ENTRY.primary_key), set_=rest)


def of_contact(waiting: Waiting, *, today: date) -> tuple[Rendered, CalendarEntry | None]:
    """The text, and what then stands in the reader's calendar. Writes nothing."""
    facts = queries.contact_facts(subject_id(waiting))
    facts = replace(facts, leads=queries.leads_to_reach(facts.area_id, today))
    reader = reader_of(waiting, facts.area_id, facts.area)
    rule = rule_of(waiting, facts.version_id)
    if rule.says is Says.AGENDA:
        letter = agenda_letter(facts, queries.agenda_for(facts), rule, reader=reader, today=today)
        stands = queries.in_calendar(facts.slot_id, person_id=person_id(waiting))
    else:
        letter, stands = contact_letter(facts, rule, reader=reader, today=today), False
    if facts.due_on < today or stands:
        return rendered(letter), None
    entry = calendar_entry(waiting, facts, on_day=facts.due_on, sequence=facts.version)
    text = rendered(letter, Calendar(adapters.request(entry), "REQUEST"))
    return text, into_calendar(waiting, facts, sequence=facts.version)


def of_moved(waiting: Waiting) -> tuple[Rendered, CalendarEntry]:
    """The notice of a move, and what then stands in the reader's calendar. Writes nothing."""
    facts = queries.contact_facts(subject_id(waiting))
    reader = reader_of(waiting, facts.area_id, facts.area)
    entry = calendar_entry(waiting, facts, on_day=facts.due_on, sequence=facts.version)
    text = rendered(
        moved_letter(facts, formerly=anchor_of(waiting), reader=reader), Calendar(adapters.request(entry), "REQUEST")
    )
    return text, into_calendar(waiting, facts, sequence=facts.version)


def of_gone(waiting: Waiting) -> tuple[Rendered, CalendarEntry]:
    """The notice that a contact goes, and what then stands in the reader's calendar. Writes nothing."""
    facts = queries.contact_facts(subject_id(waiting))
    reader = reader_of(waiting, facts.area_id, facts.area)
    sequence = facts.version + 1
    entry = calendar_entry(waiting, facts, on_day=anchor_of(waiting), sequence=sequence)
    letter = gone_letter(facts, formerly=anchor_of(waiting), because=facts.gone_because, reader=reader)
    text = rendered(letter, Calendar(adapters.cancellation(entry), "CANCEL"))
    return text, into_calendar(waiting, facts, sequence=sequence, withdrawn_on=anchor_of(waiting))


def action(waiting: Waiting, *, today: date) -> Rendered:
    """The reminder of something agreed."""
    facts, version_id = queries.action_facts(subject_id(waiting))
    reader = reader_of(waiting, facts.area_id, facts.area)
    return rendered(action_letter(facts, rule_of(waiting, version_id), reader=reader, today=today))


def condition(waiting: Waiting, *, today: date) -> Rendered:
    """The reminder of a condition of a verdict or a licence."""
    facts, version_id = queries.condition_facts(subject_id(waiting))
    reader = reader_of(waiting, facts.area_id, facts.area)
    return rendered(condition_letter(facts, rule_of(waiting, version_id), reader=reader, today=today))


def licence(waiting: Waiting, *, today: date) -> Rendered:
    """The reminder that a decision on renewal is open."""
    facts, version_id = queries.licence_facts(subject_id(waiting))
    reader = reader_of(waiting, facts.area_id, facts.area)
    return rendered(licence_letter(facts, rule_of(waiting, version_id), reader=reader, today=today))


def milestone(waiting: Waiting, *, today: date) -> Rendered:
    """The reminder of an activity of a programme's stages."""
    facts, version_id = queries.milestone_facts(subject_id(waiting))
    reader = reader_of(waiting, facts.area_id, facts.area)
    return rendered(milestone_letter(facts, rule_of(waiting, version_id), reader=reader, today=today))


def funding(waiting: Waiting, *, today: date) -> Rendered:
    """The reminder that funding ends before the licence."""
    facts, version_id = queries.funding_facts(subject_id(waiting))
    reader = reader_of(waiting, facts.area_id, facts.area)
    return rendered(funding_letter(facts, rule_of(waiting, version_id), reader=reader, today=today))


def register(waiting: Waiting, *, today: date) -> Rendered:
    """The reminder of a register that is not filled."""
    if waiting.area_id is None:
        raise Absent
    facts, version_id = queries.register_facts(subject_id(waiting), area_id=waiting.area_id)
    reader = reader_of(waiting, facts.area_id, facts.area)
    return rendered(register_letter(facts, rule_of(waiting, version_id), reader=reader, today=today))


def top_up(waiting: Waiting, *, today: date) -> Rendered:
    """The reminder that a top-up window opens or closes, and no event is planned."""
    opens = waiting.condition == queries.CONDITION_OF[ReminderSubject.TOP_UP_OPENS]
    kind = ReminderSubject.TOP_UP_OPENS if opens else ReminderSubject.TOP_UP_CLOSES
    facts, version_id = queries.top_up_facts(subject_id(waiting), kind, anchor_of(waiting))
    reader = reader_of(waiting, facts.area_id, facts.area)
    return rendered(top_up_letter(facts, rule_of(waiting, version_id), reader=reader, today=today))


def review(waiting: Waiting, *, today: date) -> Rendered:
    """The reminder of a review that comes, or has no record."""
    facts, version_id = queries.review_facts(subject_id(waiting))
    reader = reader_of(waiting, facts.area_id, facts.area)
    return rendered(review_letter(facts, rule_of(waiting, version_id), reader=reader, today=today))


def check(waiting: Waiting, *, today: date) -> Rendered:
    """The reminder that somebody is to look at delivery again."""
    facts, version_id = queries.check_facts(subject_id(waiting), anchor_of(waiting))
    reader = reader_of(waiting, facts.area_id, facts.area)
    return rendered(check_letter(facts, rule_of(waiting, version_id), reader=reader, today=today))


def forms(waiting: Waiting, *, today: date) -> Rendered:
    """The reminder of the forms of a group at a time point."""
    closes = waiting.condition == queries.CONDITION_OF[ReminderSubject.TIME_POINT_CLOSES]
    kind = ReminderSubject.TIME_POINT_CLOSES if closes else ReminderSubject.TIME_POINT
    facts, version_id = queries.forms_facts(subject_id(waiting), kind, anchor_of(waiting))
    reader = reader_of(waiting, facts.area_id, facts.area)
    return rendered(forms_letter(facts, rule_of(waiting, version_id), reader=reader, today=today))


def digest(waiting: Waiting, *, today: date) -> Rendered:
    """Everything that was folded into this message and is still open."""
    things = queries.digest_things(waiting.dedupe_key, today)
    if not things:
        raise NotNeeded("Everything in it was settled before it went.")
    return rendered(digest_letter(things, reader=queries.reader(person_id(waiting), area_id=None, area="")))


def reader_of(waiting: Waiting, area_id: int, area: str) -> Reader:
    """Who reads this, and why they get it: for themselves, or for somebody who is away."""
    instead_of = waiting.values.get("instead_of")
    if instead_of is not None and waiting.values.get("came_back"):
        return queries.next_in_line(person_id(waiting), instead_of=int(str(instead_of)))
    if instead_of is not None:
        return queries.stand_in(person_id(waiting), instead_of=int(str(instead_of)))
    return queries.reader(person_id(waiting), area_id=area_id, area=area)


def rendered(letter: Letter, calendar: Calendar | None = None) -> Rendered:
    """The letter in both forms, with where its reader chooses how reminders come."""
    text, html = stationery.forms(replace(letter, choice=CHOICE))
    return Rendered(subject=letter.subject, text=text, html=html, calendar=calendar)


def rule_of(waiting: Waiting, version_id: int) -> ReminderRule:
    """The rule behind the message, as it stood when the message was planned."""
    return queries.rule_behind(waiting.values, version_id)


def into_calendar(
    waiting: Waiting, facts: ContactFacts, *, sequence: int, withdrawn_on: date | None = None
) -> CalendarEntry:
    """What stands in the reader's calendar once the mail is handed over."""
    return CalendarEntry(
        slot_id=facts.slot_id,
        person_id=person_id(waiting),
        area_id=facts.area_id,
        sequence=sequence,
        on_day=withdrawn_on or facts.due_on,
        withdrawn=withdrawn_on is not None,
    )


def calendar_entry(waiting: Waiting, facts: ContactFacts, *, on_day: date, sequence: int) -> adapters.Entry:
    """The contact as a calendar entry for this reader."""
    house = stationery.house()
    return adapters.Entry(
        uid=f"contact-{facts.slot_id}@{house.host}",
        sequence=sequence,
        on_day=on_day,
        at_time=facts.at_time,
        title=f"{facts.area}: support contact {facts.sequence} of {facts.contacts}",
        url=stationery.address(facts.log_path),
        meeting_link=facts.meeting_link,
        organiser=house.sender,
        attendee=waiting.address,
        made_at=waiting.due_at,
    )


def subject_id(waiting: Waiting) -> int:
    """The id of what the message is about."""
    return int(str(waiting.values["subject_id"]))


def anchor_of(waiting: Waiting) -> date:
    """The date that the reader was told, or is told."""
    return date.fromisoformat(str(waiting.values["anchor_on"]))


def person_id(waiting: Waiting) -> int:
    """The reader. Reminders go to persons only."""
    if waiting.person_id is None:
        raise Absent
    return waiting.person_id
