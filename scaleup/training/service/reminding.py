"""The tick's part in training: who has not answered is asked again, instructions go, needs are emptied."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from scaleup.areas.queries import calendars_of
from scaleup.core.dates import Calendar, local_date, nine_o_clock
from scaleup.outbox.rules import Draft, Policy, dedupe_key
from scaleup.outbox.service import enqueue_many
from scaleup.training import queries
from scaleup.training.queries import Came, Reached
from scaleup.training.rules import ANSWERED_BY, ASKED_FOR, JOINING_BEFORE, UNANSWERED_BEFORE, Answer, Mail, rung_on
from scaleup.training.service.booking import empty_needs

NOT_ANSWERED, BOOKED = "booking is not answered", "booking stands"
ASKED = {NOT_ANSWERED: queries.still_unanswered, BOOKED: queries.still_booked}
"""What is asked again at hand-over: an answer that came meanwhile makes the mail needless."""
FARTHEST = max(UNANSWERED_BEFORE) + timedelta(days=7)


def look(now: datetime) -> int:
    """Everything of training that is due at this instant is in the outbox, once; returns how many mails are new."""
    today = local_date(now)
    empty_needs(today)
    reached, came = queries.reachable(today, FARTHEST), queries.came_lately(today, ASKED_FOR)
    calendars = calendars_of({one.nation for one in reached} | {one.nation for one in came})
    drafts = [draft for one in reached for draft in due(one, calendars[one.nation], now)]
    drafts += [draft for one in came for draft in after(one, calendars[one.nation], now)]
    known = queries.known([draft.dedupe_key for draft in drafts])
    fresh = [draft for draft in drafts if draft.dedupe_key not in known]
    return len(enqueue_many(fresh, now=now)) if fresh else 0


def due(one: Reached, calendar: Calendar, now: datetime) -> Iterator[Draft]:
    """What is to be said to one person now."""
    asked_on = local_date(one.asked_at)
    if one.booking.answer == Answer.NONE:
        rungs = [rung_on(one.first_on, before, calendar) for before in UNANSWERED_BEFORE]
        passed = [rung for rung in rungs if nine_o_clock(rung) <= now and rung > asked_on]
        if passed:
            yield draft(one, Mail.UNANSWERED, passed[-1], condition=NOT_ANSWERED)
    rung = rung_on(one.first_on, JOINING_BEFORE, calendar)
    if nine_o_clock(rung) <= now:
        yield draft(one, Mail.JOINING, rung, condition=BOOKED)


def after(one: Came, calendar: Calendar, now: datetime) -> Iterator[Draft]:
    """Who came is asked what it was like, on the working day after it."""
    rung = calendar.next_working_day(one.last_on + timedelta(days=1))
    if nine_o_clock(rung) <= now:
        yield Draft(
            dedupe_key=dedupe_key(
                Mail.FEEDBACK,
                subject=f"booking:{one.booking.id}",
                version=1,
                step="after",
                recipient=f"person:{one.person_id}",
            ),
            kind=Mail.FEEDBACK.value,
            due_at=nine_o_clock(rung),
            person_id=one.person_id,
            area_id=one.booking.area_id,
            values={"booking": one.booking.id, "event": one.booking.event_id},
            condition=BOOKED,
            condition_key=str(one.booking.id),
            policy=Policy.HOLD,
            expires_at=nine_o_clock(one.last_on + ANSWERED_BY),
        )


def draft(one: Reached, mail: Mail, on_day: date, *, condition: str) -> Draft:
    """The mail. An event that moves makes another rung, and so another mail."""
    return Draft(
        dedupe_key=dedupe_key(
            mail,
            subject=f"booking:{one.booking.id}",
            version=1,
            step=on_day.isoformat(),
            recipient=f"person:{one.person_id}",
        ),
        kind=mail.value,
        due_at=nine_o_clock(on_day),
        person_id=one.person_id,
        area_id=one.booking.area_id,
        values={"booking": one.booking.id, "event": one.event_id},
        condition=condition,
        condition_key=str(one.booking.id),
        policy=Policy.HOLD if mail is Mail.UNANSWERED else Policy.RESEND,
        expires_at=nine_o_clock(one.first_on),
    )
