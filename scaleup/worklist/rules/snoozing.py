"""Putting a line off: for how long, why, and when it is back. Pure; nothing else of My work is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scaleup.core.dates import long_date, plain_date
from scaleup.core.errors import Refusal
from scaleup.support.rules import family_details
from scaleup.worklist.rules.facts import Line

LONGEST = timedelta(days=30)
"""Nothing stays out of sight for longer: our choice, long enough for a summer leave."""
LONGEST_REASON = 200


@dataclass(frozen=True)
class Snooze:
    """A line put off until a day, on which it is back. It counts only while the line is what it was."""

    id: int
    key: str
    stamp: str
    until_on: date
    reason: str


@dataclass(frozen=True)
class Asleep:
    """A line that is out of the list, until when and why."""

    line: Line
    snooze: Snooze


def last_day(today: date) -> date:
    """The last day until which something may be put off."""
    return today + LONGEST


def refusals(until_on: date, reason: str, *, today: date, text_checked: bool) -> list[Refusal]:
    """Why a line may not be put off like this; nothing if it may."""
    found = list(family_details(reason, name="reason", text_checked=text_checked))
    if not reason.strip():
        found.append(Refusal("Say why it can wait: whoever looks at your list reads this sentence", "reason"))
    if until_on <= today:
        found.append(Refusal(f"{plain_date(until_on)} is not still to come. Enter tomorrow or a later day", "until_on"))
    elif until_on > last_day(today):
        found.append(
            Refusal(
                f"Nothing is put off for more than {LONGEST.days} days. "
                f"Enter {long_date(last_day(today))} or an earlier day",
                "until_on",
            )
        )
    return found


def parted(lines: Iterable[Line], snoozes: Sequence[Snooze], today: date) -> tuple[list[Line], list[Asleep]]:
    """The lines that are awake, and those put off, the first to come back first."""
    by_key = {snooze.key: snooze for snooze in snoozes if snooze.until_on > today}
    awake, asleep = [], []
    for line in lines:
        snooze = by_key.get(line.key)
        if snooze is not None and snooze.stamp == line.stamp:
            asleep.append(Asleep(line, snooze))
        else:
            awake.append(line)
    return awake, sorted(asleep, key=lambda each: (each.snooze.until_on, each.line.area, each.line.key))
