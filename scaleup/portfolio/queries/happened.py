"""Everything that happened in an area, newest first, a page at a time: one statement over whatever kept it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Date,
    Float,
    Integer,
    Select,
    String,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from scaleup.accounts.models import Person
from scaleup.areas.models import AreaPerson, Implementation
from scaleup.audit import Entry
from scaleup.core.local_days import LocalDay
from scaleup.core.pages import Actor
from scaleup.core.paging import COUNTED, SIZE
from scaleup.delivery.models import DeliveryStart
from scaleup.documents.models import Copy, Document
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone, Place
from scaleup.fidelity.models import FidelityCheck
from scaleup.licences.models import Licence, LicenceMove
from scaleup.licences.queries import was_granted
from scaleup.outbox.models import Message
from scaleup.portfolio.rules.happenings import NOTED, SAID, Happened, Happening, Kind, line, read_by
from scaleup.programmes.models import Programme
from scaleup.readiness.models import Assessment, Condition, SignOff
from scaleup.reviews.models import AreaReview, ReviewRecord
from scaleup.support.models import Action, Contact, ContactAddendum, Slot

Column = ColumnElement[object] | InstrumentedAttribute[object]
Rows = Select[tuple[object, ...]]
Area = BindParameter[int]
AREA: Area = bindparam("area_id", type_=BigInteger)
NOBODY = cast(null(), String)


@dataclass(frozen=True)
class History:
    """A page of the history, and how many lines there are of this kind (counting stops past 500)."""

    lines: Sequence[Happening]
    total: int


def history(actor: Actor, area_id: int, *, kind: Kind | None, skip: int, today: date) -> History:
    """What the actor may read of the area's history; the area itself must be in scope."""
    wanted = [what for what in read_by(actor.permissions) if kind is None or SAID[what][0] is kind]
    if not wanted:
        return History((), 0)
    counting, reading = statements(tuple(wanted))
    given = {"area_id": area_id, "today": today}
    total = db.session.scalar(counting, given) or 0
    rows = db.session.execute(reading, {**given, "skip": skip})
    return History([line(Happened(*row)) for row in rows], total)


@cache
def statements(wanted: tuple[str, ...]) -> tuple[Select[Any], Select[Any]]:
    """How many lines there are of these rows, and a page of them: built once a process for each choice."""
    every = union_all(*(PARTS[what](AREA) for what in wanted)).subquery()
    came = select(every).where(every.c.on_day <= bindparam("today", type_=Date))
    newest = came.order_by(every.c.on_day.desc(), every.c.what, every.c.ref.desc())
    counting = select(func.count()).select_from(came.limit(COUNTED + 1).subquery())
    return counting, newest.offset(bindparam("skip", type_=Integer)).limit(SIZE)


def row(
    what: str,
    on_day: object,
    *,
    ref: object = 0,
    code: object = "",
    figure: object = 0.0,
    words: object = "",
    who: object = NOBODY,
) -> Rows:
    """The columns of one kind of row, in the order of Happened."""
    named = {"on_day": on_day, "ref": ref, "code": code, "figure": figure, "words": words}
    plain = {"ref": BigInteger, "code": String, "figure": Float, "words": String}
    columns = [
        (cast(literal(value), plain[name]) if isinstance(value, str | int | float) else value).label(name)  # type: ignore[attr-defined]  # columns and expressions alike have a label
        for name, value in named.items()
    ]
    return select(literal(what, String).label("what"), *columns, func.coalesce(who, "").label("who"))


def day(instant: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]) -> ColumnElement[date]:
    """The London day of an instant: the history needs no finer grain."""
    return LocalDay(instant)


def said(*parts: object) -> ColumnElement[object]:
    """Two texts, a line apart."""
    first, second = (func.coalesce(part, "", type_=String) for part in parts)
    return first + literal("\n", String) + second


def contacts(area_id: Area) -> Rows:
    """Every contact that was logged, with its number in the plan if it settled one."""
    number = cast(func.coalesce(case((Contact.settles, Slot.sequence)), 0), Float)
    who = func.coalesce(Person.name, Contact.staff_note)
    found = row(
        "contact", Contact.held_on, ref=Contact.id, code=Contact.outcome, figure=number, words=Contact.channel, who=who
    )
    return (
        found.select_from(Contact)
        .outerjoin(Slot, Slot.id == Contact.slot_id)
        .outerjoin(Person, Person.id == Contact.entered_by_id)
        .where(Contact.area_id == area_id)
    )


def added(area_id: Area) -> Rows:
    """Words that were added to a contact later."""
    found = row("added", day(ContactAddendum.at), ref=ContactAddendum.contact_id, who=Person.name)
    return (
        found.select_from(ContactAddendum)
        .outerjoin(Person, Person.id == ContactAddendum.person_id)
        .where(ContactAddendum.area_id == area_id)
    )


def actions(area_id: Area) -> Rows:
    """What was agreed and is done, or dropped."""
    on_day = func.coalesce(Action.done_on, Action.dropped_on, type_=Date)
    code = case((Action.done_on.is_not(None), "done"), else_="dropped")
    found = row("action", on_day, ref=Action.id, code=code, words=Action.wording, who=Person.name)
    return (
        found.select_from(Action)
        .outerjoin(Person, Person.id == Action.owner_id)
        .where(Action.area_id == area_id, Action.done_on.is_not(None) | Action.dropped_on.is_not(None))
    )


def beginnings(area_id: Area) -> Rows:
    """The first day of each licence."""
    found = row("begins", Licence.starts_on, words=Licence.number)
    return found.select_from(Licence).where(Licence.area_id == area_id, was_granted())


def moves(area_id: Area) -> Rows:
    """What was done to each licence."""
    code = LicenceMove.from_state + literal(">") + LicenceMove.to_state
    words = said(Licence.number, LicenceMove.reason)
    found = row("move", LicenceMove.on_day, ref=LicenceMove.id, code=code, words=words, who=Person.name)
    return (
        found.select_from(LicenceMove)
        .join(Licence, Licence.id == LicenceMove.licence_id)
        .outerjoin(Person, Person.id == LicenceMove.person_id)
        .where(Licence.area_id == area_id)
    )


def conditions(area_id: Area) -> Rows:
    """The conditions that were met."""
    found = row("condition", Condition.met_on, ref=Condition.id, words=Condition.wording)
    return found.where(Condition.area_id == area_id, Condition.met_on.is_not(None))


def rounds(area_id: Area) -> Rows:
    """The rounds of readiness that were begun."""
    number = cast(Assessment.round, Float)
    return row("begun", Assessment.begun_on, ref=Assessment.id, figure=number).where(Assessment.area_id == area_id)


def signatures(area_id: Area) -> Rows:
    """The rounds of readiness that were signed."""
    words = said(SignOff.name, SignOff.reason)
    found = row("signed", SignOff.signed_on, ref=SignOff.assessment_id, code=SignOff.decision, words=words)
    return found.where(SignOff.area_id == area_id)


def taken_up(area_id: Area) -> Rows:
    """The programmes that the area took up."""
    found = row("taken up", Implementation.opened_on, words=Programme.name)
    return (
        found.select_from(Implementation)
        .join(Programme, Programme.id == Implementation.programme_id)
        .where(Implementation.area_id == area_id)
    )


def closings(area_id: Area) -> Rows:
    """The programmes that it left."""
    words = said(Programme.name, Implementation.exit_reason)
    found = row("closed", Implementation.closed_on, code=Implementation.exit, words=words, who=Person.name)
    return (
        found.select_from(Implementation)
        .join(Programme, Programme.id == Implementation.programme_id)
        .outerjoin(Person, Person.id == Implementation.closed_by_id)
        .where(Implementation.area_id == area_id, Implementation.closed_on.is_not(None))
    )


def deliveries(area_id: Area) -> Rows:
    """First sessions."""
    return row("delivery", DeliveryStart.started_on).where(DeliveryStart.area_id == area_id)


def trainings(area_id: Area) -> Rows:
    """Each part of training by its day."""
    found = row(
        "training",
        PartDone.done_on,
        ref=func.min(PartDone.id),
        code=PartDone.part,
        figure=cast(func.count(), Float),
    )
    return (
        found.select_from(PartDone)
        .join(Facilitator, Facilitator.id == PartDone.facilitator_id)
        .where(Facilitator.area_id == area_id)
        .group_by(PartDone.part, PartDone.done_on)
    )


def checks(area_id: Area) -> Rows:
    """Fidelity checks."""
    words = func.coalesce(FidelityCheck.flag, "")
    return row(
        "check",
        FidelityCheck.on_day,
        ref=FidelityCheck.id,
        code=FidelityCheck.method,
        figure=FidelityCheck.percent,
        words=words,
    ).where(FidelityCheck.area_id == area_id)


def reviews(area_id: Area) -> Rows:
    """Reviews that were held."""
    found = row(
        "review", ReviewRecord.held_on, ref=ReviewRecord.review_id, code=AreaReview.kind, words=ReviewRecord.outcome
    )
    return (
        found.select_from(ReviewRecord)
        .join(AreaReview, AreaReview.id == ReviewRecord.review_id)
        .where(ReviewRecord.area_id == area_id)
    )


def came(area_id: Area) -> Rows:
    """Who became what."""
    found = row("came", AreaPerson.from_on, ref=AreaPerson.id, code=AreaPerson.role, words=Person.name)
    return (
        found.select_from(AreaPerson)
        .join(Person, Person.id == AreaPerson.person_id)
        .where(AreaPerson.area_id == area_id)
    )


def went(area_id: Area) -> Rows:
    """Who no longer is it."""
    found = row("went", AreaPerson.until_on, ref=AreaPerson.id, code=AreaPerson.role, words=Person.name)
    return (
        found.select_from(AreaPerson)
        .join(Person, Person.id == AreaPerson.person_id)
        .where(AreaPerson.area_id == area_id, AreaPerson.until_on.is_not(None))
    )


def held(area_id: Area) -> Rows:
    """Places that were given to somebody, by licence and day."""
    return places("held", Place.held_from, area_id)


def released(area_id: Area) -> Rows:
    """Places that were released, by licence and day."""
    return places("released", Place.released_on, area_id).where(Place.released_on.is_not(None))


def places(what: str, on_day: InstrumentedAttribute[date] | InstrumentedAttribute[date | None], area_id: Area) -> Rows:
    """How many places of each licence of the area that happened to on each day."""
    code = "given to facilitators" if what == "held" else "free again"
    found = row(what, on_day, ref=Licence.id, code=code, figure=cast(func.count(), Float), words=Licence.number)
    return (
        found.select_from(Place)
        .join(Licence, Licence.id == Place.licence_id)
        .where(Licence.area_id == area_id)
        .group_by(Licence.id, Licence.number, on_day)
    )


def gone(area_id: Area) -> Rows:
    """Facilitators who left on a day that is known."""
    found = row("left", Facilitator.left_on, ref=Facilitator.id, words=Person.name)
    return (
        found.select_from(Facilitator)
        .join(Person, Person.id == Facilitator.person_id)
        .where(Facilitator.area_id == area_id, Facilitator.left_on.is_not(None))
    )


def documents(area_id: Area) -> Rows:
    """Every version of every document that is in force."""
    number = cast(Copy.number, Float)
    found = row(
        "document", day(Copy.added_at), ref=Document.area_id, figure=number, words=Document.title, who=Person.name
    )
    return (
        found.select_from(Copy)
        .join(Document, Document.id == Copy.document_id)
        .outerjoin(Person, Person.id == Copy.added_by_id)
        .where(Document.area_id == area_id, Document.withdrawn_at.is_(None))
    )


def withdrawals(area_id: Area) -> Rows:
    """Documents that were withdrawn."""
    words = said(Document.title, Document.withdrawn_because)
    found = row("withdrawn", day(Document.withdrawn_at), ref=Document.area_id, words=words, who=Person.name)
    return (
        found.select_from(Document)
        .outerjoin(Person, Person.id == Document.withdrawn_by_id)
        .where(Document.area_id == area_id, Document.withdrawn_at.is_not(None))
    )


def reminders(area_id: Area) -> Rows:
    """Messages that were handed over; a subject goes with its text after 90 days."""
    words = func.coalesce(Message.subject, Message.kind)
    found = row("reminder", day(Message.settled_at), ref=Message.id, words=words, who=Person.name)
    return (
        found.select_from(Message)
        .outerjoin(Person, Person.id == Message.person_id)
        .where(Message.area_id == area_id, Message.state == "sent", Message.settled_at.is_not(None))
        .where(Message.endpoint_id.is_(None))
    )


def notes(area_id: Area) -> Rows:
    """Acts that have no place elsewhere."""
    found = row("system", day(Entry.at), ref=Entry.id, code=Entry.act, who=Person.name)
    return (
        found.select_from(Entry)
        .outerjoin(Person, Person.id == Entry.person_id)
        .where(Entry.area_id == area_id, Entry.act.in_(NOTED))
    )


PARTS: dict[str, Callable[[Area], Rows]] = {
    "contact": contacts,
    "added": added,
    "action": actions,
    "begins": beginnings,
    "move": moves,
    "condition": conditions,
    "begun": rounds,
    "signed": signatures,
    "taken up": taken_up,
    "closed": closings,
    "delivery": deliveries,
    "training": trainings,
    "check": checks,
    "review": reviews,
    "came": came,
    "went": went,
    "held": held,
    "released": released,
    "left": gone,
    "document": documents,
    "withdrawn": withdrawals,
    "reminder": reminders,
    "system": notes,
}
"""Where each kind of row is read."""
