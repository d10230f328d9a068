"""Who came to an event and may be asked, whose link a token is, and what was said, all answers together."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, select

from scaleup.areas.models import Area
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.training.models import Booking, Event, FeedbackAnswer, FeedbackLink, FeedbackWords, HalfDay, Mark
from scaleup.training.queries.telling import whose
from scaleup.training.rules import QUESTIONS, Attendance, BookingState, EventState, Together, said_together

CAME = (Attendance.PRESENT, Attendance.LATE, Attendance.LEFT_EARLY)


@dataclass(frozen=True)
class Came:
    """Somebody whom the register shows at an event."""

    booking: Booking
    person_id: int
    nation: str
    last_on: date


def came(
    since: date,
    until: date,
    *,
    area_ids: Collection[int] | None = None,
    person_ids: Collection[int] | None = None,
) -> list[Came]:
    """Whom the register shows at an event that ends on these days; see telling.whose."""
    present = exists().where(Mark.booking_id == Booking.id, Mark.attendance.in_(CAME))
    rows = db.session.execute(
        select(Booking, Facilitator.person_id, Area.nation, Event.last_on)
        .join(Event, Event.id == Booking.event_id)
        .join(Facilitator, Facilitator.id == Booking.facilitator_id)
        .join(Area, Area.id == Booking.area_id)
        .where(
            Event.state == EventState.PLANNED,
            Event.last_on.between(since, until),
            Booking.state == BookingState.BOOKED,
            *whose(area_ids, person_ids),
            present,
        )
        .order_by(Booking.id)
    )
    return [Came(row.Booking, row.person_id, row.nation, row.last_on) for row in rows if row.last_on]


def feedback_link(token_hash: str) -> tuple[FeedbackLink, Event] | None:
    """The link of this hash with its event."""
    row = db.session.execute(
        select(FeedbackLink, Event)
        .join(Booking, Booking.id == FeedbackLink.booking_id)
        .join(Event, Event.id == Booking.event_id)
        .where(FeedbackLink.token_hash == token_hash)
    ).one_or_none()
    return (row.FeedbackLink, row.Event) if row else None


def asked_of(booking_id: int) -> FeedbackLink | None:
    """The link of this booking."""
    return db.session.scalar(select(FeedbackLink).where(FeedbackLink.booking_id == booking_id))


def days_of(event_id: int) -> list[date]:
    """The days of the event, in order."""
    asked = select(HalfDay.on_day).where(HalfDay.event_id == event_id).distinct().order_by(HalfDay.on_day)
    return list(db.session.scalars(asked))


def feedback_of(event: Event) -> Together:
    """What was said of the event; words stand in the order of numbers drawn by chance. Four statements."""
    answers: dict[date, list[dict[str, int]]] = {}
    for one in db.session.scalars(select(FeedbackAnswer).where(FeedbackAnswer.event_id == event.id)):
        answers.setdefault(one.on_day, []).append({name: getattr(one, name) for name in QUESTIONS})
    words = select(FeedbackWords.words).where(FeedbackWords.event_id == event.id).order_by(FeedbackWords.id)
    people = (
        select(func.count())
        .select_from(FeedbackLink)
        .join(Booking, Booking.id == FeedbackLink.booking_id)
        .where(Booking.event_id == event.id, FeedbackLink.answered)
    )
    return said_together(
        days_of(event.id), answers, people=db.session.scalar(people) or 0, words=db.session.scalars(words).all()
    )
