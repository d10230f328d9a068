"""What a message may go through: its states and moves, when to try again, what a server's reply means.

Pure. The dispatcher moves a row only along `MOVES`; every move is one event.
"""

import hashlib
import hmac
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
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


class Return(StrEnum):
    """What it means that a message did not reach an address."""

    HARD = "hard"
    """There is no such mailbox: the address is stopped."""
    COUNTED = "counted"
    """Perhaps only for now: on the third day within a week the address is stopped."""
    WITHHELD = "withheld"
    """It was never handed over, because the address was stopped."""
    NOTED = "noted"
    """It came back for a reason that says nothing about the address."""


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

HARD_STATUS = frozenset({"1.1", "1.2", "1.3", "1.6", "1.10", "2.1"})
"""RFC 3463: no such mailbox or system, no address, moved away, a domain without mail, a mailbox switched off."""
COUNTED_STATUS = frozenset({"1.4", "2.0", "2.2", "2.4", "4.1", "4.4", "4.7"})
"""A full mailbox, a list that fails, a server that was not found or did not answer for days; and 5.4.1, with which
some servers refuse whoever is not in their directory."""
COUNTED_CODES = frozenset({550, 551, 553})
"""Without an enhanced code these say "no such mailbox" or "not allowed", and nobody can know which."""
STATUS = re.compile(r"([245])\.(\d{1,3}\.\d{1,3})(?!\d)")
COUNTED_DAYS = 3
COUNTED_WITHIN = timedelta(days=7)
AGAIN_AFTER = timedelta(days=1)
"""A message that came back only for now goes again a day later."""

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
    to_rcpt: bool = False
    """Whether the server said so of the address, before it saw the mail."""

    @property
    def status(self) -> str:
        """The enhanced code at the beginning of the words (RFC 2034), where it is of the reply's class; else empty."""
        found = STATUS.match(self.words.strip())
        return found[0] if found and found[1] == str(self.code)[:1] else ""


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


def message_id(key: str, host: str, secret: bytes = b"") -> str:
    """The Message-ID of the message with this key: the same however often it is derived.

    Nobody without the secret can guess it, so who can name it has seen the mail (docs/decisions/0048-returned-mail.md).
    """
    return f"<{hmac.new(secret, key.encode(), hashlib.sha256).hexdigest()[:40]}@{host}>"


def address_key(address: str) -> str:
    """The form in which addresses are compared."""
    return address.strip().lower()


ANEW = "|anew "
"""Parts the key of a message that did not arrive from the number of its telling anew."""


def key_anew(key: str) -> str:
    """The key of the message that tells once more what the message of this key did not bring: always the same one."""
    first, _, number = key.partition(ANEW)
    return f"{first}{ANEW}{int(number or 0) + 1}"


TAKEN_OUT = "|held"


def key_taken_out(key: str) -> str:
    """The key of the message that tells by itself what a hold took out of a digest."""
    return f"{key}{TAKEN_OUT}"


def first_key(key: str) -> str:
    """The key that a message told anew, or sent again by hand, began with."""
    return key.partition("|anew ")[0].partition("|again ")[0]


def keys_before(key: str) -> list[str]:
    """This key, and those of the messages that it tells anew."""
    base, _, number = key.partition("|anew ")
    return [first_key(key), base, *(f"{base}|anew {n + 1}" for n in range(int(number or 0)))]


def returned(status: str) -> Return | None:
    """What a final failure with this enhanced code says of the address; None where it is about us, or the mail."""
    found = STATUS.fullmatch(status)
    if found is None:
        return None
    if found[1] == "5" and found[2] in HARD_STATUS:
        return Return.HARD
    passing = found[1] == "4" and found[2].startswith(("1.", "2."))
    return Return.COUNTED if passing or found[2] in COUNTED_STATUS else None


def refused_address(outcome: Outcome) -> Return | None:
    """What a refusal says of the address: only what was said to RCPT can be about it. 5.7 and 5.3 are about us."""
    if not outcome.to_rcpt:
        return None
    if outcome.status or not outcome.code:
        return returned(outcome.status) if outcome.code else Return.HARD
    return Return.COUNTED if outcome.code in COUNTED_CODES else None


def must_stop(days: Collection[date]) -> bool:
    """Whether mail came back on so many days (of a week) that the address is stopped."""
    return len(set(days)) >= COUNTED_DAYS


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
