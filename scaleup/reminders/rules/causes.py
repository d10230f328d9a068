"""What moved a message, and why one did not go, each in a sentence. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scaleup.core.dates import instant
from scaleup.outbox.rules import State

PLANNED_AT_ONCE = timedelta(minutes=10)
"""The tick looks each minute: what was written down so soon before its time waited for no hours."""


HOLDS: Mapping[str, str] = {
    "contact is open": "the contact is still open, on that day",
    "action is open": "it is still to be done, by that day",
    "condition is not met": "the condition is still not met, and is due on that day",
    "licence is undecided": "there is still no decision on the licence",
    "milestone is open": "the milestone is still to be done, by that day",
    "funding ends before the licence": "funding still ends before the licence does",
    "register is not filled": "the register still has an empty cell",
    "top-up window opens without an event": "there is still no event planned for the window",
    "top-up window closes without an event": "there is still no event planned for the window",
    "review is open": "the review is still to be held, on that day",
    "fidelity check is due": "nobody has looked at delivery since, and the check is still due by that day",
    "forms are awaited": "it is still not known of every form what became of it",
    "forms are awaited until the window closes": "it is still not known of every form what became of it",
    "booking is not answered": "they have still not said whether they come",
    "booking stands": "they are still booked",
    "digest has something open": "something in it is still open",
}
"""What is asked once more at hand-over, by the name under which it is registered, in words."""


def in_words(condition: str) -> str:
    """What is asked, as the end of a sentence; by its name where nothing says it better."""
    return HOLDS.get(condition, condition)


@dataclass(frozen=True)
class HeldBack:
    """A hold that kept a message back."""

    at: datetime
    until: datetime | None
    reason: str


@dataclass(frozen=True)
class Fate:
    """What a row of the outbox says of itself."""

    state: State
    due_at: datetime
    created_at: datetime
    expires_at: datetime | None
    settled_at: datetime | None
    note: str
    digest_key: str = ""
    """The key of the digest that tells it."""


def moved_by(fate: Fate, holds: Sequence[HeldBack], *, away: str, today: date) -> list[str]:
    """Which choices of its reader, which limit and which hold moved it."""
    found = []
    if away:
        found.append(f"{away} is away and chose who stands in: it went to that person too.")
    if fate.due_at - fate.created_at > PLANNED_AT_ONCE:
        planned, due = instant(fate.created_at, today), instant(fate.due_at, today)
        found.append(f"It fell due outside the reader’s hours, {planned}, and waited until {due}.")
    if fate.digest_key:
        found.append(why_folded(fate.digest_key))
    for hold in holds:
        until = f"to {instant(hold.until, today)}" if hold.until else "and still is"
        found.append(f"It was held back from {instant(hold.at, today)} {until}: {hold.reason}")
    return found


def why_folded(digest_key: str) -> str:
    """Why it went in a digest, by the digest's key."""
    subject = digest_key.split("|")[1] if digest_key.count("|") else ""
    if subject.startswith("upto"):
        return "Its reader had no room for more mails that day (three at the most): it went in a digest."
    return "Its reader chose one mail a day, was away, or had no hours left in time: it went in a digest."


def asked_at_hand_over(fate: Fate, condition: str, *, today: date) -> str:
    """What was asked once more, and what it answered."""
    if not condition:
        return "Nothing: it goes in any case."
    asked = f"Whether {in_words(condition)}."
    when = instant(fate.settled_at, today) if fate.settled_at else ""
    if fate.state is State.SENT:
        return f"{asked} Yes, when it was handed over {when}."
    if fate.state is State.CANCELLED and fate.note == NOT_NEEDED:
        return f"{asked} No, when it was about to go {when}."
    if fate.state in (State.TOLD, State.FOLDED, State.EXPIRED, State.CANCELLED):
        return f"{asked} It was not asked, because it did not come so far."
    return f"{asked} It is asked when it goes."


NOT_NEEDED = "Not needed any more when it was about to be sent."


def why_not_sent(fate: Fate, *, today: date) -> str:
    """Why it was not sent by itself, in a sentence. Empty for what went, or waits."""
    note = fate.note.rstrip(".")
    said = {
        State.CANCELLED: "It was settled before, or its day moved: nothing was left to tell."
        if fate.note in ("", NOT_NEEDED)
        else f"{note}.",
        State.TOLD: f"{note or 'Told before, for the same date'}.",
        State.FOLDED: why_folded(fate.digest_key),
        State.EXPIRED: f"{note or 'It was too late for it when its turn came'}.",
        State.HELD: f"A person decides: {note or 'it may have arrived before'}.",
        State.FAILED: f"It could not be delivered: {note or 'the mail server refused it'}.",
    }
    if fate.state in said:
        return said[fate.state]
    if fate.state is State.PENDING and fate.expires_at is not None and fate.expires_at <= fate.due_at:
        return f"It is worth nothing after {instant(fate.expires_at, today)}."
    return ""
