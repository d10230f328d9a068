"""What a message may go through: its states and moves, when to try again, what a server's reply means.

Pure. The dispatcher moves a row only along `MOVES`; every move is one event.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a message stands. *Handing* is between the commit before DATA and the server's reply."""

    PENDING = "pending"
    CLAIMED = "claimed"
    HANDING = "handing"
    SENT = "sent"
    UNSURE = "unsure"
    HELD = "held"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    TOLD = "told"
    FOLDED = "folded"


class Policy(StrEnum):
    """What happens when nobody can know whether the server took a message."""

    RESEND = "resend"
    """Once more with the same Message-ID, recorded as a possible repeat: reminders."""
    HOLD = "hold"
    """A person decides: messages with a secret link or scores."""


class HoldScope(StrEnum):
    """What a hold holds: every message, those of one kind (or of one rule of it), those about one area."""

    ALL = "all"
    KIND = "kind"
    AREA = "area"


class Reply(StrEnum):
    """What became of a hand-over."""

    ACCEPTED = "accepted"
    LATER = "later"
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    """The final dot went out and no usable reply came: RFC 1047's gap."""


MOVES: Mapping[State, frozenset[State]] = {
    State.PENDING: frozenset({State.CLAIMED, State.EXPIRED, State.CANCELLED, State.TOLD, State.FOLDED, State.HELD}),
    State.CLAIMED: frozenset({State.HANDING, State.PENDING, State.CANCELLED, State.FAILED}),
    State.HANDING: frozenset({State.SENT, State.PENDING, State.FAILED, State.UNSURE}),
    State.UNSURE: frozenset({State.PENDING, State.HELD}),
    State.HELD: frozenset({State.PENDING, State.CANCELLED}),
    State.SENT: frozenset(),
    State.FAILED: frozenset(),
    State.EXPIRED: frozenset(),
    State.CANCELLED: frozenset(),
    State.TOLD: frozenset(),
    State.FOLDED: frozenset(),
}
"""The whole life of a message. A settled one never moves; sending it again makes a new row."""

BIRTHS = frozenset({State.PENDING, State.TOLD, State.FOLDED, State.EXPIRED})
"""The states that a row may be written in."""

SETTLED = frozenset(state for state, onward in MOVES.items() if not onward)

BACK_OFF = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 40, 80, 160, 300, 360))
"""How long to wait after the first, second, ... reply of 'not now'; the last is repeated."""

GIVE_UP_AFTER = timedelta(hours=24)
"""From the first 'not now' to the last try."""

MOST_CRASHES = 5
"""A message whose hand-over ended a process, or whose text could not be made, this often is parked."""

ALONE_AFTER = 3
"""From this many crashes on a message is claimed alone, so that only the guilty one counts further."""

SILENT = timedelta(minutes=3)
"""Who has not looked for so long is deaf, whatever the process says (reliability.md F5)."""

LATE_AFTER = timedelta(hours=1)
"""From so long after its time on a mail says when it should have come."""

KNOWN_WITHIN = timedelta(minutes=10)
"""What was written down so soon after its time was known in time: the tick looks each minute."""

MISSED = "missed"
"""The value of a message that fell due while nobody looked."""

HIGHEST_JITTER = 0.25
MEANINGS = {2: Reply.ACCEPTED, 4: Reply.LATER, 5: Reply.REFUSED}


@dataclass(frozen=True)
class Draft:
    """A message to be written down. Exactly one of `person_id`, `to_address` and `endpoint_id` names the recipient."""

    dedupe_key: str
    kind: str
    """The name of the renderer that makes its text at hand-over."""
    due_at: datetime
    person_id: int | None = None
    to_address: str | None = None
    area_id: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    """Ids and words for the renderer. Never a secret."""
    condition: str = ""
    """The name of the registered condition that is asked again at claim; empty for none."""
    condition_key: str = ""
    policy: Policy = Policy.RESEND
    expires_at: datetime | None = None
    endpoint_id: int | None = None
    """It goes to a system and not by mail."""


@dataclass(frozen=True)
class Waiting:
    """What a renderer and the sender are given of a message."""

    id: int
    kind: str
    dedupe_key: str
    message_id: str
    person_id: int | None
    area_id: int | None
    address: str
    values: Mapping[str, object]
    condition: str
    condition_key: str
    policy: Policy
    due_at: datetime
    attempts: int
    crashes: int
    possible_repeat: bool
    refused_since: datetime | None
    created_at: datetime | None = None
    endpoint_id: int | None = None


@dataclass(frozen=True)
class Covers:
    """What a hold covers. `kind` and `rule` for KIND (no rule: all of the kind), `area_id` for AREA."""

    scope: HoldScope
    kind: str = ""
    rule: str = ""
    area_id: int | None = None

    def covers(self, draft: Draft) -> bool:
        """Whether this message is left where it is. In SQL: outbox.queries.covered."""
        if self.scope is HoldScope.KIND:
            return draft.kind == self.kind and self.rule in ("", draft.values.get("rule"))
        return self.scope is HoldScope.ALL or draft.area_id == self.area_id


class NotNeeded(Exception):
    """A renderer found that there is nothing to tell any more; the message is cancelled with this reason."""


@dataclass(frozen=True)
class Calendar:
    """An iCalendar object and its method (REQUEST, CANCEL, PUBLISH)."""

    text: str
    method: str = "REQUEST"


@dataclass(frozen=True)
class Rendered:
    """The text of a mail. With a secret in it, `kept_text` and `kept_html` are what may be kept."""

    subject: str
    text: str
    html: str
    calendar: Calendar | None = None
    kept_text: str | None = None
    kept_html: str | None = None


@dataclass(frozen=True)
class Outcome:
    """A server's answer: what it means, its code (0 without one) and its words."""

    reply: Reply
    code: int = 0
    words: str = ""


def told_late(one: Waiting, now: datetime) -> bool:
    """Whether the reader should have had this before: it was known when it was due, or missed while nobody looked.

    What became known after its time is not late for the reader; a possible repeat may have been read before.
    """
    known = one.created_at is not None and one.created_at <= one.due_at + KNOWN_WITHIN
    return now - one.due_at >= LATE_AFTER and not one.possible_repeat and (known or MISSED in one.values)


def may_move(old: State, new: State) -> bool:
    """Whether a message in the old state may go to the new one."""
    return new in MOVES[old]


def dedupe_key(rule: str, *, subject: str, version: int, step: str, recipient: str, channel: str = "mail") -> str:
    """The key that makes a message one of its kind. The version grows when the subject's anchor moves."""
    parts = (rule, subject, str(version), step, recipient, channel)
    return "|".join(part.replace("%", "%25").replace("|", "%7C") for part in parts)


def message_id(key: str, host: str) -> str:
    """The Message-ID of the message with this key: the same however often it is derived."""
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{host}>"


def back_off(tries: int, jitter: float) -> timedelta:
    """How long to wait after this many tries (from 1); jitter from 0 to 1 adds up to a quarter."""
    base = BACK_OFF[min(max(tries, 1), len(BACK_OFF)) - 1]
    return base * (1 + HIGHEST_JITTER * jitter)


def meaning(code: int) -> Reply:
    """What a reply code means: 2xx taken, 4xx not now, 5xx never; anything else is no answer."""
    return MEANINGS.get(code // 100, Reply.UNANSWERED)


def given_up(refused_since: datetime | None, now: datetime) -> bool:
    """Whether a message has been put off for as long as we try."""
    return refused_since is not None and now - refused_since >= GIVE_UP_AFTER


def after_crash(crashes: int) -> State:
    """Where a message goes when a process ended, or its text could not be made, for the n-th time."""
    return State.FAILED if crashes >= MOST_CRASHES else State.PENDING


def wait_after_crash(crashes: int, jitter: float) -> timedelta:
    """The first crashes may be a neighbour's fault and cost no wait; after that the usual back-off."""
    return back_off(crashes - ALONE_AFTER, jitter) if crashes > ALONE_AFTER else timedelta(0)


def after_unsure(policy: Policy, repeats: int) -> State:
    """Where a message goes when nobody can know if it was taken: one repeat, then a person decides."""
    return State.PENDING if policy is Policy.RESEND and repeats == 0 else State.HELD
