"""The tick's part in training: who has not answered is asked again, instructions go, needs are emptied.

What the days ahead will bring is reckoned here too, for the simulator, by the same rules; that writes nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
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
    empty_needs(local_date(now))
    drafts = ahead(now, now).get(now, [])
    known = queries.known([draft.dedupe_key for draft in drafts])
    fresh = [draft for draft in drafts if draft.dedupe_key not in known]
    return len(enqueue_many(fresh, now=now)) if fresh else 0


def ahead(
    now: datetime,
    until: datetime,
    *,
    area_ids: Collection[int] | None = None,
    person_ids: Collection[int] | None = None,
) -> Mapping[datetime, list[Draft]]:
    """By the instant at which the tick finds it, what is to be said from now until then, if nothing changes.

    With areas: to those of these, whether started or not; with persons: to these alone. Reads, never writes.
    """
    today, within = local_date(now), FARTHEST + (until - now)
    reached = queries.reachable(today, within, area_ids=area_ids, person_ids=person_ids)
    came = queries.came(today - ASKED_FOR, local_date(until), area_ids=area_ids, person_ids=person_ids)
    nations = {one.nation for one in reached} | {one.nation for one in came}
    calendars = calendars_of(nations) if nations else {}
    found: dict[datetime, list[Draft]] = defaultdict(list)
    for one in reached:
        for at in looks(days_before(one, calendars[one.nation]), now, until):
            found[at] += due(one, calendars[one.nation], at)
    for somebody in came:
        for at in looks([day_after(somebody, calendars[somebody.nation])], now, until):
            found[at] += after(somebody, calendars[somebody.nation], at)
    return found


def looks(days: Collection[date], now: datetime, until: datetime) -> list[datetime]:
    """The instants until then at which the tick may find something new: now, and nine o'clock of these days."""
    return [now, *sorted({at for day in days if now < (at := nine_o_clock(day)) <= until})]


def days_before(one: Reached, calendar: Calendar) -> list[date]:
    """The days on which something may be said before the event."""
    return [rung_on(one.first_on, before, calendar) for before in (*UNANSWERED_BEFORE, JOINING_BEFORE)]


def day_after(one: Came, calendar: Calendar) -> date:
    """The working day after the event."""
    return calendar.next_working_day(one.last_on + timedelta(days=1))


def due(one: Reached, calendar: Calendar, now: datetime) -> Iterator[Draft]:
    """What is to be said to one person now; nothing once the event has begun."""
    if one.first_on <= local_date(now):
        return
    asked_on = local_date(one.asked_at)
    *rungs, rung = days_before(one, calendar)
    if one.booking.answer == Answer.NONE:
        passed = [rung for rung in rungs if nine_o_clock(rung) <= now and rung > asked_on]
        if passed:
            yield draft(one, Mail.UNANSWERED, passed[-1], condition=NOT_ANSWERED)
    if nine_o_clock(rung) <= now:
        yield draft(one, Mail.JOINING, rung, condition=BOOKED)


def after(one: Came, calendar: Calendar, now: datetime) -> Iterator[Draft]:
    """Who came is asked what it was like, on the working day after it."""
    rung = day_after(one, calendar)
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
