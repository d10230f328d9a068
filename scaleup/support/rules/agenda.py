"""The agenda of a contact: what was agreed last time, what is open, what changed since. Pure.

Nothing here comes from free text but the wording of actions, which area and unit both see.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import counted, distance, plain_date, short_date

MOST_CHANGES = 8
"""An agenda lists so many changes, the latest; the history lists all."""

PART_WORDS = {"initial": "initial training", "top_up": "top-up training", "verp": "video-enhanced reflective practice"}
"""The parts of training inside a sentence."""
MOVE_WORDS = {
    "granted": "was granted",
    "suspended": "was suspended",
    "resumed": "was resumed",
    "ended": "was ended",
    "terminated": "was terminated",
}


@dataclass(frozen=True)
class Promise:
    """Something agreed, as an agenda says it."""

    wording: str
    owner: str
    due_on: date | None
    done_on: date | None = None
    dropped_on: date | None = None

    def words(self, today: date) -> str:
        """ "Send the report (Niamh O’Rourke): open, due Mon 4 Jan"."""
        who = f" ({self.owner})" if self.owner else ""
        return f"{self.wording}{who}: {self.state(today)}"

    def state(self, today: date) -> str:
        """How it stands."""
        if self.done_on is not None:
            return f"done {short_date(self.done_on, today)}"
        if self.dropped_on is not None:
            return f"dropped {short_date(self.dropped_on, today)}"
        if self.due_on is None:
            return "open, no date agreed"
        if self.due_on < today:
            return f"open, {distance(self.due_on, today)}"
        return f"open, due {short_date(self.due_on, today)}"


@dataclass(frozen=True)
class Happened:
    """Something that happened since the last contact: its day and a sentence."""

    on_day: date
    sentence: str


@dataclass(frozen=True)
class Agenda:
    """What a contact goes through. Without a last contact nothing was agreed and nothing has changed since."""

    last_on: date | None = None
    agreed: tuple[Promise, ...] = ()
    still_open: tuple[Promise, ...] = ()
    """Open from contacts before the last."""
    changed: tuple[Happened, ...] = ()
    topics: tuple[str, ...] = ()
    ready: tuple[str, ...] = ()


def latest(happened: Iterable[Happened]) -> tuple[Happened, ...]:
    """What an agenda has room for, the latest of all, oldest first."""
    return tuple(sorted(happened, key=lambda each: (each.on_day, each.sentence))[-MOST_CHANGES:])


def left(name: str, on_day: date) -> Happened:
    """A facilitator left."""
    return Happened(on_day, f"{name} left the team on {plain_date(on_day)}.")


def trained(people: int, part: str, on_day: date) -> Happened:
    """So many people completed a part of training."""
    words = PART_WORDS.get(part, "a part of training")
    return Happened(on_day, f"{counted(people, 'person')} completed {words} on {plain_date(on_day)}.")


def first_session(on_day: date) -> Happened:
    """Delivery began."""
    return Happened(on_day, f"The first session was on {plain_date(on_day)}.")


def licence_moved(number: str, move: str, on_day: date) -> Happened:
    """The licence was moved from one state to another."""
    return Happened(on_day, f"Licence {number} {MOVE_WORDS.get(move, 'changed')} on {plain_date(on_day)}.")


def not_held(outcome: str, on_day: date) -> Happened:
    """A contact that did not take place."""
    said = "Nobody answered" if outcome == "no_answer" else "A contact was called off"
    return Happened(on_day, f"{said} on {plain_date(on_day)}.")
