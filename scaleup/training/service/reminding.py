"""The tick's part in training: who has not answered is asked again, instructions go, needs are emptied.

On which days places are reminded of is handed in (rules/places.py). What the days ahead will bring is reckoned here
too, for the simulator, by the same rules; that writes nothing.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from scaleup.areas.queries import calendars_of
from scaleup.core.dates import Calendar, local_date, nine_o_clock
from scaleup.outbox.rules import Draft, Policy, dedupe_key
from scaleup.outbox.service import enqueue_many
from scaleup.training import queries
from scaleup.training.queries import Came, Reached
from scaleup.training.rules import ANSWERED_BY, ASKED_FOR, Answer, Mail, Step, Steps, due_steps, worth_until
from scaleup.training.service.booking import empty_needs

NOT_ANSWERED, BOOKED = "booking is not answered", "booking stands"
ASKED = {NOT_ANSWERED: queries.still_unanswered, BOOKED: queries.still_booked}
"""What is asked again at hand-over: an answer that came meanwhile makes the mail needless."""


def look(now: datetime, steps: Steps) -> int:
    """Everything of training that is due at this instant is in the outbox, once; returns how many mails are new."""
    empty_needs(local_date(now))
    drafts = ahead(now, now, steps).get(now, [])
    known = queries.known([draft.dedupe_key for draft in drafts])
    fresh = [draft for draft in drafts if draft.dedupe_key not in known]
    return len(enqueue_many(fresh, now=now)) if fresh else 0


def ahead(
    now: datetime,
    until: datetime,
    steps: Steps,
    *,
    area_ids: Collection[int] | None = None,
    person_ids: Collection[int] | None = None,
) -> Mapping[datetime, list[Draft]]:
    """By the instant at which the tick finds it, what is to be said from now until then, if nothing changes.

    With areas: to those of these, whether started or not; with persons: to these alone. Reads, never writes.
    """
    today, within = local_date(now), steps.farthest + (until - now)
    reached = queries.reachable(today, within, area_ids=area_ids, person_ids=person_ids)
    came = queries.came(today - ASKED_FOR, local_date(until), area_ids=area_ids, person_ids=person_ids)
    nations = {one.nation for one in reached} | {one.nation for one in came}
    calendars = calendars_of(nations) if nations else {}
    found: dict[datetime, list[Draft]] = defaultdict(list)
    for one, own in untold([(one, steps.of(one.version_id, one.first_on, calendars[one.nation])) for one in reached]):
        for at in looks([step.due_at for step in own], now, until):
            found[at] += due(one, own, at)
    for somebody in came:
        for at in looks([nine_o_clock(day_after(somebody, calendars[somebody.nation]))], now, until):
            found[at] += after(somebody, calendars[somebody.nation], at)
    return found


Placed = tuple[Reached, Sequence[Step]]


def untold(placed: Sequence[Placed]) -> list[Placed]:
    """The places with their steps, without what they were told while the days stood fixed here: by the key of then."""
    told = queries.known([former_key(one, step) for one, steps in placed for step in steps])
    return [(one, [step for step in steps if former_key(one, step) not in told]) for one, steps in placed]


def looks(instants: Collection[datetime], now: datetime, until: datetime) -> list[datetime]:
    """The instants until then at which the tick may find something new: now, and those of these that are to come."""
    return [now, *sorted({at for at in instants if now < at <= until})]


def day_after(one: Came, calendar: Calendar) -> date:
    """The working day after the event."""
    return calendar.next_working_day(one.last_on + timedelta(days=1))


def due(one: Reached, steps: Sequence[Step], now: datetime) -> list[Draft]:
    """What is to be said to one person now."""
    found = due_steps(
        steps,
        first_on=one.first_on,
        asked_on=local_date(one.asked_at),
        unanswered=one.booking.answer == Answer.NONE,
        now=now,
    )
    return [draft(one, step) for step in found]


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


def draft(one: Reached, step: Step) -> Draft:
    """The mail. An event that moves is another anchor, and so another mail."""
    asks = step.mail is Mail.UNANSWERED
    return Draft(
        dedupe_key=dedupe_key(
            step.mail,
            subject=f"booking:{one.booking.id}",
            version=one.first_on.toordinal(),
            step=step.code,
            recipient=f"person:{one.person_id}",
        ),
        kind=step.mail.value,
        due_at=step.due_at,
        person_id=one.person_id,
        area_id=one.booking.area_id,
        values={"booking": one.booking.id, "event": one.event_id, **step.values},
        condition=NOT_ANSWERED if asks else BOOKED,
        condition_key=str(one.booking.id),
        policy=Policy.HOLD if asks else Policy.RESEND,
        expires_at=worth_until(step, one.first_on),
    )


def former_key(one: Reached, step: Step) -> str:
    """The key that the same mail had before rules said its day: of the day on which it went."""
    day = local_date(step.due_at).isoformat()
    subject, to = f"booking:{one.booking.id}", f"person:{one.person_id}"
    return dedupe_key(step.mail, subject=subject, version=1, step=day, recipient=to)
