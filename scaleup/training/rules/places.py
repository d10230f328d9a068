"""What a place at a training is reminded of: the days come from the unit's rules, as plain values. Pure.

Which rules there are, and who may change them, is a matter of reminders, which hands their steps down.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scaleup.core.dates import Calendar, local_date, nine_o_clock
from scaleup.training.rules.mails import Mail


@dataclass(frozen=True)
class Step:
    """One rule, for an event that begins on a day."""

    mail: Mail
    code: str
    """In the key: a place is told once by a rule of one first day."""
    due_at: datetime
    expires_at: datetime | None
    values: Mapping[str, object]
    """What the message keeps of the rule."""


@dataclass(frozen=True)
class Steps:
    """The rules about places."""

    farthest: timedelta
    """How long before an event the first of them may fall due, and more."""
    of: Callable[[int, date, Calendar], Sequence[Step]]
    """By the programme's version, the first day of an event and the nation's calendar: in the order of their days."""


def due_steps(steps: Sequence[Step], *, first_on: date, asked_on: date, unanswered: bool, now: datetime) -> list[Step]:
    """What is to be said of a place now: the latest of each kind that fell due; nothing once the event has begun.

    Who was asked on that day or later is not asked again by it, and who has answered not at all.
    """
    if first_on <= local_date(now):
        return []
    passed = [one for one in steps if one.due_at <= now]
    asked = [one for one in passed if one.mail is Mail.UNANSWERED and local_date(one.due_at) > asked_on]
    told = [one for one in passed if one.mail is Mail.JOINING]
    return [*(asked[-1:] if unanswered else []), *told[-1:]]


def worth_until(step: Step, first_on: date) -> datetime:
    """Until when it is worth sending: never after the event has begun."""
    begins = nine_o_clock(first_on)
    return begins if step.expires_at is None else min(step.expires_at, begins)
