"""How sending stands, from its figures: sentences to act on, and the text that Prometheus reads. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from scaleup.core.dates import counted
from scaleup.outbox.rules import SILENT

LONG_WAIT = timedelta(minutes=10)
"""What is due goes with the next minute; who waits so long waits for something."""


class Mark(StrEnum):
    """The shape beside a finding."""

    DONE = "done"
    SOON = "soon"
    LATE = "late"
    HELD = "held"


@dataclass(frozen=True)
class Figures:
    """How many messages stand where at an instant; windows end now."""

    due: int
    """Due, worth sending, and held by nobody."""
    late: int
    """Of those, due for an hour and more."""
    in_hand: int
    workers: int
    """Processes that have messages in hand."""
    held: int
    """Due, and covered by a hold."""
    for_a_person: int
    """Held each by itself until a person decides."""
    unsure: int
    """Nobody can know whether these arrived; they wait, once more or for a person."""
    sent_in_hour: int
    failed_in_day: int
    expired_in_day: int
    oldest: timedelta
    """How long the oldest that is due and held by nobody waits."""
    ticks: Mapping[str, timedelta | None]
    """How long ago each periodic act last ran; None for never."""
    failed_hooks: int = 0
    """Of what failed in the last day, what was to tell another system: it does not stand among the reminders."""


@dataclass(frozen=True)
class Finding:
    """One thing that is so, and what to do about it; empty for nothing."""

    mark: Mark
    said: str
    do: str = ""


LOOK_AT_WORKERS = (
    "Ask whoever runs the servers to look whether the worker and the beat run. No mail is lost: it goes when they do."
)
LOOK_AT_BROKER = (
    "Ask whoever runs the servers to look at it: they call it the broker. Mail waits until it answers; none is lost."
)
LOOK_AT_MAIL_SERVER = "The mail server may be away: ask whoever runs it. We try again each minute."


def findings(figures: Figures, *, sender: str, planner: str, broker_answers: bool, all_held: bool) -> list[Finding]:
    """Whether mail is going out, first in a sentence, then each thing that stands in the way."""
    wrong = [
        *silence(figures.ticks.get(sender), "sends mail"),
        *silence(figures.ticks.get(planner), "writes down what is due"),
    ]
    if not broker_answers:
        wrong.append(Finding(Mark.LATE, "What starts the sending does not answer.", LOOK_AT_BROKER))
    if not wrong and figures.oldest >= LONG_WAIT:
        said = f"{counted(figures.due, 'message')} due, the oldest for {in_words(figures.oldest)}."
        wrong.append(Finding(Mark.LATE, said, LOOK_AT_MAIL_SERVER))
    if all_held:
        wrong.insert(0, Finding(Mark.HELD, "No mail is going out: all of it is held.", "See what is held back."))
    return [*(wrong or [Finding(Mark.DONE, "Mail is going out.")]), *beside(figures)]


def silence(since: timedelta | None, act: str) -> list[Finding]:
    """What is said of a periodic act that does not run."""
    if since is None:
        return [Finding(Mark.LATE, f"Nobody {act}: nothing has ever looked.", LOOK_AT_WORKERS)]
    if since >= SILENT:
        return [Finding(Mark.LATE, f"Nobody {act}: the last look was {in_words(since)} ago.", LOOK_AT_WORKERS)]
    return []


def beside(figures: Figures) -> list[Finding]:
    """What does not stop the mail, and wants to be seen."""
    found: list[Finding] = []
    if figures.failed_in_day > figures.failed_hooks:
        said = f"{counted(figures.failed_in_day - figures.failed_hooks, 'message')} did not arrive since yesterday."
        found.append(Finding(Mark.LATE, said, "Open the list and put the address right."))
    if figures.failed_hooks:
        said = f"{counted(figures.failed_hooks, 'message')} to another system did not arrive since yesterday."
        found.append(Finding(Mark.LATE, said, "Administrators see which under Web hooks."))
    if figures.for_a_person:
        waits = "waits" if figures.for_a_person == 1 else "wait"
        said = f"{counted(figures.for_a_person, 'message')} {waits} until a person decides."
        found.append(Finding(Mark.HELD, said, "Open each, and send it or drop it."))
    if figures.unsure:
        said = f"Nobody can know whether {counted(figures.unsure, 'message')} arrived."
        found.append(Finding(Mark.SOON, said, "Reminders go once more by themselves; of others a person decides."))
    if figures.held:
        found.append(
            Finding(Mark.HELD, f"{counted(figures.held, 'message')} due, and held back.", "See what is held back.")
        )
    return found


def in_words(long: timedelta) -> str:
    """ "40 seconds", "12 minutes", "3 hours", "2 days"."""
    seconds = int(long.total_seconds())
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * size or (seconds >= size and unit == "minute"):
            return counted(seconds // size, unit)
    return counted(seconds, "second")


HELP: Mapping[str, str] = {
    "due": "Messages due, worth sending and held by nobody",
    "late": "Of those, due for an hour and more",
    "in_hand": "Messages that a sender has in hand",
    "held": "Messages due and covered by a hold",
    "held_for_a_person": "Messages that wait for a person to decide",
    "unsure": "Messages of which nobody can know whether they arrived",
    "sent_last_hour": "Messages handed over in the last hour",
    "failed_last_day": "Messages refused or given up in the last 24 hours",
    "expired_last_day": "Messages that became useless in the last 24 hours",
    "oldest_waiting_seconds": "How long the oldest that is due and held by nobody waits",
}


def exposition(figures: Figures) -> str:
    """The figures as Prometheus reads them: its text format 0.0.4, all of them gauges."""
    values = {
        "due": figures.due,
        "late": figures.late,
        "in_hand": figures.in_hand,
        "held": figures.held,
        "held_for_a_person": figures.for_a_person,
        "unsure": figures.unsure,
        "sent_last_hour": figures.sent_in_hour,
        "failed_last_day": figures.failed_in_day,
        "expired_last_day": figures.expired_in_day,
        "oldest_waiting_seconds": int(figures.oldest.total_seconds()),
    }
    lines: list[str] = []
    for name, value in values.items():
        full = f"scaleup_outbox_{name}"
        lines += [f"# HELP {full} {HELP[name]}.", f"# TYPE {full} gauge", f"{full} {value}"]
    lines += ["# HELP scaleup_tick_age_seconds Since a periodic act last ran.", "# TYPE scaleup_tick_age_seconds gauge"]
    for tick, since in sorted(figures.ticks.items()):
        if since is not None:
            lines.append(f'scaleup_tick_age_seconds{{tick="{tick}"}} {int(since.total_seconds())}')
    return "\n".join(lines) + "\n"
