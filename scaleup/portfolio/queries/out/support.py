"""Contacts, plans and what was agreed, as files."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import ScalarSelect, String, case, cast, func, select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.areas.models import Area
from scaleup.areas.rules import STAFF_ROLES
from scaleup.core.pages import Actor
from scaleup.exports.queries import Field, Listing, for_reader, of_unit, shown
from scaleup.exports.rules import Kind
from scaleup.licences.models import Licence
from scaleup.portfolio.queries.out.places import PLACE, Manager, in_place
from scaleup.support.models import (
    Action,
    Barrier,
    Contact,
    ContactAddendum,
    ContactPerson,
    ContactRating,
    ContactSummary,
    Slot,
)
from scaleup.support.rules import BARRIER_WORDS, CHANNEL_WORDS, OUTCOME_WORDS, SEVERITY_WORDS, counts_in_words

Staff, Owner, Enterer = aliased(Person), aliased(Person), aliased(Person)
APART = "|"
"""Between a barrier's code and its severity. No code holds it."""


def took_part() -> ScalarSelect[str]:
    """The names of those who took part in the contact."""
    names = (
        select(Person.name)
        .join(ContactPerson, ContactPerson.person_id == Person.id)
        .where(ContactPerson.contact_id == Contact.id)
        .order_by(Person.name)
        .correlate(Contact)
        .subquery()
    )
    return select(func.aggregate_strings(names.c.name, ", ")).scalar_subquery()


def in_the_way() -> ScalarSelect[str]:
    """The barriers of the contact, each as code and severity."""
    said = (
        select((Barrier.code + APART + cast(Barrier.severity, String)).label("said"))
        .where(Barrier.contact_id == Contact.id)
        .order_by(Barrier.code)
        .correlate(Contact)
        .subquery()
    )
    return select(func.aggregate_strings(said.c.said, "; ")).scalar_subquery()


def barriers_in_words(said: str) -> str:
    """ "funding|2; venue|1" as "Funding (holds us up); Venue (slows us)"."""
    found = []
    for one in said.split("; "):
        code, _, severity = one.partition(APART)
        found.append(f"{BARRIER_WORDS.get(code, code)} ({SEVERITY_WORDS.get(int(severity), severity)})")  # type: ignore[call-overload]  # a code is a str, as the table's keys are
    return "; ".join(found)


def topics_in_words(said: str) -> str:
    """The agenda of a contact, from the JSON that holds it."""
    return "; ".join(json.loads(said).values())


def counts_told(said: str) -> str:
    """Groups, sessions and families, from the JSON that holds them."""
    return counts_in_words(json.loads(said))


def added_later() -> ScalarSelect[str]:
    """The words that were added to the contact, in their order."""
    said = (
        select(ContactAddendum.text)
        .where(ContactAddendum.contact_id == Contact.id)
        .order_by(ContactAddendum.at, ContactAddendum.id)
        .correlate(Contact)
        .subquery()
    )
    return select(func.aggregate_strings(said.c.text, " / ")).scalar_subquery()


def last_summary() -> ScalarSelect[datetime]:
    """When a summary of the contact was last sent."""
    return select(func.max(ContactSummary.at)).where(ContactSummary.contact_id == Contact.id).scalar_subquery()


def reads_ratings(actor: Actor) -> bool:
    """Whether they are staff wherever they see anything, and nobody's project lead."""
    return bool(actor.roles) and actor.roles <= STAFF_ROLES


def ratings() -> tuple[Field, ...]:
    """How the area stood, for staff."""
    return (
        of_unit("Rating proposed", ContactRating.proposed),
        of_unit("Why proposed", ContactRating.because),
        of_unit("Rating set", ContactRating.rating),
        of_unit("Why it differs", ContactRating.reason),
        of_unit("Note for the unit", ContactRating.note),
    )


def contacts(actor: Actor, area_id: int | None, today: date) -> Listing:
    """The contacts that were logged, the latest first."""
    fields = for_reader(
        [
            *PLACE,
            shown("Date", Contact.held_on, Kind.DAY),
            shown("Contact of the plan", Slot.sequence, Kind.NUMBER),
            shown("Planned for", Slot.due_on, Kind.DAY),
            shown("How", Contact.channel, words=CHANNEL_WORDS),
            shown("Outcome", Contact.outcome, words=OUTCOME_WORDS),
            shown("Reason", Contact.reason),
            shown("For the unit", func.coalesce(Staff.name, Contact.staff_note)),
            shown("Took part", took_part()),
            shown("What was discussed", Contact.discussed),
            shown("In the way", in_the_way(), told=barriers_in_words),
            shown("What works", Contact.works),
            shown("Minutes", Contact.minutes, Kind.NUMBER),
            shown("On the agenda", cast(Contact.topics, String), told=topics_in_words),
            shown("Confidence", Contact.confidence, Kind.NUMBER),
            shown("Groups and families", cast(Contact.counts, String), told=counts_told),
            shown("Next contact", Contact.next_on, Kind.DAY),
            shown("Added later", added_later()),
            shown("Summary sent", last_summary(), Kind.INSTANT),
            *(ratings() if reads_ratings(actor) else ()),
            of_unit("Entered by", Enterer.name),
            of_unit("Entered", Contact.entered_at, Kind.INSTANT),
            of_unit("Source", Contact.source),
        ],
        actor,
    )
    asked = select(*(one.value for one in fields)).select_from(Contact)
    asked = (
        in_place(asked, Contact.area_id, Contact.implementation_id, actor=actor, area_id=area_id, today=today)
        .outerjoin(Slot, Slot.id == Contact.slot_id)
        .outerjoin(Staff, Staff.id == Contact.staff_id)
        .outerjoin(Enterer, Enterer.id == Contact.entered_by_id)
        .outerjoin(ContactRating, ContactRating.contact_id == Contact.id)
        .order_by(Contact.held_on.desc(), Contact.id.desc())
    )
    return Listing("contacts", "Contacts", asked, [one.column for one in fields], area_id=area_id)


def plan(actor: Actor, area_id: int | None, today: date) -> Listing:
    """Every planned contact of every licence, by area and date."""
    states = case((Slot.state == "open", case((Slot.due_on < today, "late"), else_="to come")), else_=Slot.state)
    fields = [
        *PLACE,
        shown("Licence", Licence.number),
        shown("Contact", Slot.sequence, Kind.NUMBER),
        shown("Due", Slot.due_on, Kind.DAY),
        shown("Time", Slot.at_time, told=lambda said: said[:5]),
        shown("State", states, words={"gone": "not planned"}),
        shown("Held or tried on", Contact.held_on, Kind.DAY),
        shown("Every so many months", Slot.interval_months, Kind.NUMBER),
        shown("By the taper", Slot.nominal_on, Kind.DAY),
        shown("Why changed", func.coalesce(Slot.gone_because, Slot.pinned_because)),
        shown("Provisional", Slot.provisional & (Slot.state == "open"), Kind.YES),
        shown("Manager", Manager.name),
    ]
    asked = select(*(one.value for one in fields)).select_from(Slot)
    asked = (
        in_place(asked, Slot.area_id, Slot.implementation_id, actor=actor, area_id=area_id, today=today)
        .join(Licence, Licence.id == Slot.licence_id)
        .outerjoin(Contact, (Contact.slot_id == Slot.id) & Contact.settles)
        .order_by(Area.name_key, Licence.starts_on, Slot.due_on, Slot.id)
    )
    return Listing("plan", "Plan", asked, [one.column for one in fields], area_id=area_id)


def actions(actor: Actor, area_id: int | None, today: date) -> Listing:
    """What was agreed: the open first, the earliest due first."""
    is_open = Action.done_on.is_(None) & Action.dropped_on.is_(None)
    state: Any = case(
        (Action.done_on.is_not(None), "done"),
        (Action.dropped_on.is_not(None), "dropped"),
        (Action.due_on < today, "late"),
        else_="open",
    )
    fields = [
        *PLACE,
        shown("What was agreed", Action.wording),
        shown("By whom", Owner.name),
        shown("By when", Action.due_on, Kind.DAY),
        shown("State", state),
        shown("Done", Action.done_on, Kind.DAY),
        shown("Dropped", Action.dropped_on, Kind.DAY),
        shown("Why dropped", Action.dropped_because),
        shown("Agreed on", Contact.held_on, Kind.DAY),
        shown("Manager", Manager.name),
    ]
    asked = select(*(one.value for one in fields)).select_from(Action)
    asked = (
        in_place(asked, Action.area_id, Action.implementation_id, actor=actor, area_id=area_id, today=today)
        .outerjoin(Contact, Contact.id == Action.contact_id)
        .outerjoin(Owner, Owner.id == Action.owner_id)
        .order_by(case((is_open, 0), else_=1), Action.due_on.is_(None), Action.due_on, Action.id)
    )
    return Listing("actions", "Actions", asked, [one.column for one in fields], area_id=area_id)
