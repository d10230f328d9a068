"""Why a session cannot be recorded so: counts, minutes, days and reasons, in the reader's words. Pure.

What happened is never refused because it is not what the programme asks for: a weak pair or a short session is a
record like any other. Refused is what cannot have been, or is of the wrong kind.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, timedelta

from scaleup.core.dates import plain_date
from scaleup.core.errors import Refusal
from scaleup.delivery.rules.sessions import SessionRecord, State
from scaleup.programmes.rules import ATTENDING, Attender

LONGEST_MINUTES = 600
ADULTS_AT_MOST = 99
"""Of one kind at one session; beyond that a count is a slip of the key, or a number that belongs nowhere here."""
MOVED_AT_MOST = timedelta(weeks=4)
"""A session that is put off for longer counts as cancelled: else moving it would keep it from ever being due."""
OFF_THE_PLAN = timedelta(weeks=26)
"""A day farther from the planned one is the slip of a year."""


def refusals_of_record(
    record: SessionRecord, *, today: date, attending: Collection[Attender] = ATTENDING
) -> list[Refusal]:
    """Why the record cannot be kept; `attending` are those whom the programme counts."""
    if record.state is State.HELD:
        return [*of_held(record, today), *of_counts(record, attending), *of_pair(record)]
    found = [*of_moved(record, today)] if record.state is State.MOVED else []
    if record.because is None and record.state is not State.PLANNED:
        found.append(Refusal(f"Choose why it was {record.state}", "because"))
    return [*found, *nothing_delivered(record)]


def of_held(record: SessionRecord, today: date) -> Iterator[Refusal]:
    """Why it cannot have been held so."""
    yield from of_day_held(record, today)
    if not 1 <= (record.minutes if record.minutes is not None else unsaid(record)) <= LONGEST_MINUTES:
        yield Refusal(f"Enter how many minutes it lasted, from 1 to {LONGEST_MINUTES}", "minutes")
    if record.components - set(record.components_planned):
        yield Refusal("Tick only what is planned for this session", "components")


def of_pair(record: SessionRecord) -> Iterator[Refusal]:
    """Why nobody can have delivered it so."""
    if not record.pair:
        yield Refusal("Say who delivered the session", "pair")
    if any(times > 1 for times in Counter(one.facilitator_id for one in record.pair).values()):
        yield Refusal("The same person stands there twice. Choose two people.", "pair")


def of_day_held(record: SessionRecord, today: date) -> Iterator[Refusal]:
    """Why it cannot have been held on that day."""
    if record.on_day is None:
        yield Refusal("Enter the day on which it was held", "on_day")
    elif record.on_day > today:
        yield Refusal(f"{plain_date(record.on_day)} is still to come. Record the session once it was held.", "on_day")
    elif abs(record.on_day - record.planned_on) > OFF_THE_PLAN:
        yield Refusal(
            f"{plain_date(record.on_day)} is more than half a year from {plain_date(record.planned_on)}, "
            "for which it was planned. Check the year.",
            "on_day",
        )


def unsaid(record: SessionRecord) -> int:
    """What stands for minutes that nobody told: enough where none are planned, so that nothing is counted by them."""
    return 1 if record.minutes_planned is None else 0


def of_counts(record: SessionRecord, attending: Collection[Attender]) -> Iterator[Refusal]:
    """Why so many cannot have been there."""
    came = {one.value: record.count_of(one) for one in attending}
    counts = {**came, "interpreters": record.interpreters}
    for field, count in counts.items():
        if count is None or not 0 <= count <= ADULTS_AT_MOST:
            yield Refusal(f"Enter how many {field} were there, from 0 to {ADULTS_AT_MOST}", field)
    if came and not any(count != 0 for count in came.values()):
        yield Refusal("Nobody came. Record the session as cancelled, with the reason.", next(iter(came)))


def refusals_after_leaving(record: SessionRecord, closed_on: date | None) -> Iterator[Refusal]:
    """Why it cannot be held, or moved, to that day: the area had left the programme by then."""
    if closed_on is not None and record.on_day is not None and record.on_day > closed_on:
        words = f"The area left the programme on {plain_date(closed_on)}. Enter that day or an earlier one."
        yield Refusal(words, "on_day")


def of_moved(record: SessionRecord, today: date) -> Iterator[Refusal]:
    """Why it cannot be moved so."""
    planned = plain_date(record.planned_on)
    if record.on_day is None:
        yield Refusal("Enter the day to which it is moved", "on_day")
    elif record.on_day == record.planned_on:
        yield Refusal(f"It is planned for {planned} already. Enter another day.", "on_day")
    elif record.on_day < today:
        yield Refusal(f"{plain_date(record.on_day)} is past. If it was held then, record it as held.", "on_day")
    elif record.on_day - record.planned_on > MOVED_AT_MOST:
        last = plain_date(record.planned_on + MOVED_AT_MOST)
        yield Refusal(
            f"It was planned for {planned} and can be moved to {last} at the latest. "
            "After that, record it as cancelled; if it is held later on all the same, record that then.",
            "on_day",
        )


def nothing_delivered(record: SessionRecord) -> Iterator[Refusal]:
    """That something is told of a session that was not held."""
    told = (record.minutes, record.interpreters, *(record.count_of(one) for one in Attender))
    if record.components or any(one is not None for one in told):
        yield Refusal("A session that was not held has no minutes, nobody who came and nothing delivered", "state")
