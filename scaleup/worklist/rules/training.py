"""A trainer's next event, and what was said of the last, at the top of My work. Pure."""

from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import counted, distance, plain_date
from scaleup.training.rules.feedback import ENOUGH, DaySaid, Together
from scaleup.worklist.rules.glance import Fact


@dataclass(frozen=True)
class NextEvent:
    """A trainer's next event."""

    event_id: int
    name: str
    days: str
    venue: str
    first_on: date
    booked: int
    capacity: int
    professions: tuple[tuple[str, int], ...]
    health: int
    children: int
    unanswered: int
    waiting: int


def next_event_of(event: NextEvent | None, today: date) -> Fact:
    """Where and when a trainer trains next, who comes, how the two sides balance, who has not answered."""
    if event is None:
        return Fact("You train next", "Nothing is planned", "/training", "Training")
    where = f", {event.venue}" if event.venue else ""
    pairs = min(event.health, event.children)
    waits = f"; {event.waiting} waiting" if event.waiting else ""
    items = [
        f"{event.booked} of {counted(event.capacity, 'place')} booked{waits}",
        ", ".join(counted(count, name.lower()) for name, count in event.professions),
        f"{event.health} from health, {event.children} from children’s services: {counted(pairs, 'pair')}"
        if event.booked
        else "",
        f"{counted(event.unanswered, 'invitation')} not answered" if event.unanswered else "",
    ]
    return Fact(
        "You train next",
        f"{event.name}, {event.days}, {distance(event.first_on, today)}{where}",
        f"/training/{event.event_id}",
        "The event",
        items=tuple(item for item in items if item),
    )


@dataclass(frozen=True)
class LastEvent:
    """The event that a trainer held last, with what was said of it."""

    event_id: int
    name: str
    days: str
    said: Together


def last_feedback_of(event: LastEvent | None) -> Fact:
    """What the last feedback said, day by day; below five answers only how many there are."""
    if event is None:
        return Fact("Last feedback", "No event of yours is past")
    told = [day for day in event.said.days if day.means]
    said = counted(event.said.people, "answer")
    return Fact(
        "Last feedback",
        f"{event.name}, {event.days}: {said if told else f'{event.said.people} of {ENOUGH} answers so far'}",
        f"/training/{event.event_id}",
        "All of it",
        items=tuple(said_on(day) for day in told),
    )


def said_on(day: DaySaid) -> str:
    """What was said of a day: each question with its mean."""
    return f"{plain_date(day.on_day)}: {'; '.join(f'{question} {mean}' for question, mean in day.means)}"
