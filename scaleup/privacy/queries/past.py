"""What is past its time: of each kind, the records whose day of counting lies before a day."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time

from sqlalchemy import Date, Select, Subquery, case, cast, exists, func, literal, null, or_, select, type_coerce

from scaleup.areas.models import Area
from scaleup.audit import Entry, Read
from scaleup.core.base import BigId
from scaleup.delivery.models import DeliveryGroup
from scaleup.documents.models import Document
from scaleup.enquiries.models import Enquiry
from scaleup.enquiries.rules import State as EnquiryState
from scaleup.evaluation.models import Administration, EvaluationSetting, Participant
from scaleup.extensions import db
from scaleup.facilitators.models import Accreditation, Facilitator
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.privacy.rules import Kind, Past, last_kept
from scaleup.support.models import Contact, ContactAddendum, ContactBefore

MOST_AREAS = 20
Rows = Select[int, int | None, date | None]
"""The id of a record, its area, and the day from which its period counts."""


def last_licence(by: object) -> Subquery:
    """The end of the last licence that was granted, by what it is of."""
    asked = select(by.label("of"), func.max(Licence.ends_on).label("on"))  # type: ignore[attr-defined]  # a column
    return asked.where(Licence.state != State.DRAFT).group_by(by).subquery()  # type: ignore[arg-type]  # as above


def enquiries(before_on: date) -> Rows:
    """Enquiries that came to nothing."""
    return select(Enquiry.id, Enquiry.area_id, Enquiry.settled_on).where(
        Enquiry.state == EnquiryState.ENDED, Enquiry.settled_on < before_on
    )


def call_notes(before_on: date) -> Rows:
    """Contacts of which words are still held."""
    last = last_licence(Licence.implementation_id)
    more = [exists().where(table.contact_id == Contact.id) for table in (ContactAddendum, ContactBefore)]
    return (
        select(Contact.id, Contact.area_id, last.c.on)
        .join(last, last.c.of == Contact.implementation_id)
        .where(last.c.on < before_on, or_(Contact.discussed.is_not(None), Contact.works.is_not(None), *more))
    )


def training(before_on: date) -> Rows:
    """Facilitators of whom an accreditation is held."""
    last = (
        select(Accreditation.facilitator_id.label("of"), func.max(Accreditation.until_on).label("on"))
        .group_by(Accreditation.facilitator_id)
        .subquery()
    )
    return (
        select(Facilitator.id, Facilitator.area_id, last.c.on)
        .join(last, last.c.of == Facilitator.id)
        .where(last.c.on < before_on)
    )


def documents(before_on: date) -> Rows:
    """Documents of areas without a licence since then."""
    last = last_licence(Licence.area_id)
    return (
        select(Document.id, Document.area_id, last.c.on)
        .join(last, last.c.of == Document.area_id)
        .where(last.c.on < before_on)
    )


def lines_of(table: type[Entry] | type[Read], before_on: date) -> Rows:
    """Lines of a log; their areas are not told, since a line may name one that is no more."""
    began = datetime.combine(before_on, time(), UTC)
    return select(table.id, cast(null(), BigId), type_coerce(func.date(table.at), Date)).where(table.at < began)


def scores(before_on: date) -> Rows:
    """Participants under random codes: by the report that tells of all their forms, else by the licence."""
    last = last_licence(Licence.implementation_id)
    later = exists().where(
        Administration.participant_id == Participant.id, Administration.on_day > EvaluationSetting.reported_on
    )
    told = case((~later, EvaluationSetting.reported_on))
    on = func.coalesce(told, last.c.on)
    return (
        select(Participant.id, Participant.area_id, on)
        .join(DeliveryGroup, DeliveryGroup.id == Participant.group_id)
        .outerjoin(last, last.c.of == DeliveryGroup.implementation_id)
        .outerjoin(EvaluationSetting, EvaluationSetting.implementation_id == DeliveryGroup.implementation_id)
        .where(on < before_on)
    )


ROWS: Mapping[Kind, Callable[[date], Rows]] = {
    Kind.ENQUIRIES: enquiries,
    Kind.CALL_NOTES: call_notes,
    Kind.TRAINING: training,
    Kind.DOCUMENTS: documents,
    Kind.AUDIT: lambda before_on: lines_of(Entry, before_on),
    Kind.READS: lambda before_on: lines_of(Read, before_on),
    Kind.SCORES: scores,
}


def past(kind: Kind, months: int, today: date) -> Past:
    """What of this kind is past its time today, with its areas."""
    before_on = last_kept(today, months)
    found = named(kind, before_on)
    count, oldest_on = db.session.execute(select(func.count(), func.min(found.c.on))).one()
    asked = (
        select(Area.name, func.count())
        .join(found, found.c.area_id == Area.id)
        .group_by(Area.id, Area.name)
        .order_by(func.count().desc(), Area.name)
        .limit(MOST_AREAS)
    )
    areas = [(name, number) for name, number in db.session.execute(asked)] if count else []
    return Past(kind, months, before_on, count, oldest_on, areas)


def named(kind: Kind, before_on: date) -> Subquery:
    """The rows with names for their columns."""
    made = ROWS[kind](before_on).subquery()
    record, area, on = made.c
    return select(record.label("id"), area.label("area_id"), type_coerce(on, Date).label("on")).subquery()


def some(kind: Kind, before_on: date, most: int) -> list[int]:
    """The ids of the first of them."""
    found = named(kind, before_on)
    return list(db.session.scalars(select(found.c.id).order_by(found.c.id).limit(most)))


def any_past(kind: Kind, months: int, today: date) -> bool:
    """Whether anything of the kind is past its time."""
    found = named(kind, last_kept(today, months))
    return db.session.scalar(select(literal(1)).select_from(found).limit(1)) is not None
