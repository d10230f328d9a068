"""Counts what happened, from the mail server's journal and the database. Shares no code with the sender.

    python -m tests.storm.check --database URL --journal FILE --created N [--kills N] [--restarts N] [--workers N]
        [--clock-start EPOCH --clock-factor F --clock-base EPOCH] [--unfinished]

Prints figures and, for each broken invariant, sentences; exit 1 when any is broken. With a fast clock, the
database's instants run F times as fast as the journal's, from the base on. `--unfinished` allows rows in hand.
"""

import argparse
import json
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg

LEGAL = {
    "": "pending told folded expired",
    "pending": "claimed expired cancelled told folded held",
    "claimed": "handing pending cancelled failed",
    "handing": "sent pending failed unsure",
    "unsure": "pending held",
    "held": "pending cancelled",
}
"""Written down again, on purpose: the sender's own table is not asked."""
WITH_REASON = ("failed", "expired", "held", "cancelled", "told")
SILENT_AT_DOT = ("cut", "lost", "hang", "half", "garbage", "long")
CAP = 3
"""Reminders for one person in one day of London's."""
CAPPED = ("storm heap", "reminder digest")
HOLD = "I1 I2 I3 I4 I5 I6 I7 I8 I9 I10 I12 hold"
MESSAGES = """SELECT id, message_id, state, due_at, handed_to, last_error, folded_into_id, policy, lease_until, kind
FROM outbox_message"""
EVENTS = "SELECT outbox_id, at, from_state, to_state, note FROM outbox_event ORDER BY id"


@dataclass
class Row:
    """A message as the database has it."""

    id: int
    message_id: str
    state: str
    due_at: float
    handed_to: str
    reason: str
    folded_into: int | None
    policy: str
    leased: bool
    kind: str
    events: list[tuple[float, str, str, str]] = field(default_factory=list)

    @property
    def unsures(self) -> int:
        """How often nobody could know."""
        return sum(1 for _, _, to, _ in self.events if to == "unsure")


def instant(value: object) -> float:
    """Seconds since 1970 of a database's instant."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return (at.replace(tzinfo=UTC) if at.tzinfo is None else at).timestamp()


def read(url: str, query: str) -> list[tuple[object, ...]]:
    """The rows of the query."""
    if url.startswith("sqlite:///"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        try:
            return connection.execute(query).fetchall()
        finally:
            connection.close()
    with psycopg.connect(url.replace("postgresql+psycopg://", "postgresql://")) as server:
        return server.execute(query).fetchall()  # type: ignore[call-overload, no-any-return]


def rows(url: str) -> dict[int, Row]:
    """Every message with its events."""
    found: dict[int, Row] = {}
    for id_, message_id, state, due_at, handed_to, error, folded, policy, lease, kind in read(url, MESSAGES):
        found[int(str(id_))] = Row(
            int(str(id_)),
            str(message_id),
            str(state),
            instant(due_at),
            str(handed_to or ""),
            str(error or ""),
            int(str(folded)) if folded is not None else None,
            str(policy),
            lease is not None,
            str(kind),
        )
    for id_, at, old, new, note in read(url, EVENTS):
        found[int(str(id_))].events.append((instant(at), str(old), str(new), str(note or "")))
    return found


@dataclass
class Evidence:
    """What is known, and what is wrong with it."""

    messages: dict[int, Row]
    journal: list[dict[str, object]]
    created: int
    kills: int
    restarts: int
    workers: int
    clock: tuple[float, float, float]
    """When its clock began, how much faster it runs, and what it said then."""
    wrong: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Accepted mails by Message-ID."""
        self.accepted: dict[str, list[dict[str, object]]] = defaultdict(list)
        for line in self.journal:
            if line["event"] == "accepted":
                self.accepted[str(line["message_id"])].append(line)
        faults = [line for line in self.journal if line["event"] == "fault"]
        self.faults = Counter(f"{line['verb']} {line['kind']}" for line in faults)
        self.cuts = sum(1 for line in faults if line["verb"] == "dot" and line["kind"] in SILENT_AT_DOT)

    def virtual(self, real: float) -> float:
        """The sender's instant of a moment of the journal."""
        start, factor, base = self.clock
        return base + (real - start) * factor

    def london_day(self, real: float) -> str:
        """London's date, by the sender's clock, of a moment of the journal."""
        return datetime.fromtimestamp(self.virtual(real), ZoneInfo("Europe/London")).date().isoformat()

    def a_day(self) -> Counter[tuple[str, str]]:
        """How many capped reminders each recipient got on each day; a recorded repeat is no other reminder."""
        firsts = [(row, self.accepted[row.message_id]) for row in self.messages.values() if row.kind in CAPPED]
        return Counter(
            (str(taken[0]["to"]), self.london_day(float(str(taken[0]["at"])))) for _, taken in firsts if taken
        )

    def blame(self, invariant: str, row: Row, sentence: str) -> None:
        """The invariant is broken by this message."""
        self.wrong.append(f"{invariant}: message {row.id} ({row.state}, {row.message_id}): {sentence}")


def i1_none_lost(e: Evidence) -> None:
    """Each is in the journal, or settled otherwise with a reason; what counts as sent is in the journal."""
    for row in e.messages.values():
        if row.state == "sent" and not e.accepted[row.message_id]:
            e.blame("I1", row, "counts as sent, but the server never took it")
        if row.state in WITH_REASON and not (row.reason or row.events[-1][3]):
            e.blame("I1", row, "was not sent, and has no reason")
        if row.state == "folded" and (row.folded_into is None or row.folded_into not in e.messages):
            e.blame("I1", row, "was folded into no digest")


def i2_no_unrecorded_repeat(e: Evidence) -> None:
    """A Message-ID was taken once, and once more at most for each recorded unsure hand-over."""
    known = {row.message_id for row in e.messages.values()}
    e.wrong += [f"I2: {stranger} was taken and is in no row" for stranger in e.accepted if stranger not in known]
    for row in e.messages.values():
        taken, allowed = len(e.accepted[row.message_id]), max(1, 1 + row.unsures)
        if taken > allowed:
            e.blame("I2", row, f"was taken {taken} times, with {row.unsures} recorded as unsure")
        if row.policy == "hold" and taken > 1:
            e.blame("I2", row, f"was to be held when unsure, and was taken {taken} times")


def i3_unsure_is_explained(e: Evidence) -> None:
    """There are no more unsure hand-overs than kills, restarts and cut lines explain, and one for each cut line."""
    unsure = sum(row.unsures for row in e.messages.values())
    if unsure < e.cuts:
        e.wrong.append(f"I3: {e.cuts} lines ended without an answer after the dot, and {unsure} are recorded")
    most = e.kills + e.workers * e.restarts + e.cuts
    if unsure > most:
        e.wrong.append(f"I3: {unsure} hand-overs are unsure; {most} are explained")


def i4_conservation(e: Evidence, *, unfinished: bool = False) -> None:
    """What was created stands in one state each; nothing is in hand when all has stopped."""
    filled = {row.folded_into for row in e.messages.values()}
    written = [row for row in e.messages.values() if row.kind != "reminder digest"]
    if len(written) != e.created:
        e.wrong.append(f"I4: {e.created} were created, {len(written)} are there")
    for row in e.messages.values():
        if row.kind == "reminder digest" and row.id not in filled and row.state != "cancelled":
            e.blame("I4", row, "is a digest that nothing was folded into")
    open_ = (
        [] if unfinished else [r for r in e.messages.values() if r.state in ("pending", "claimed", "handing", "unsure")]
    )
    for row in open_:
        e.blame("I4", row, "is not settled")


def i5_never_early_never_after_cancel(e: Evidence) -> None:
    """None was taken before it was due, nor after it was cancelled."""
    for row in e.messages.values():
        for line in e.accepted[row.message_id]:
            at = e.virtual(float(str(line["at"])))
            if at < row.due_at:
                e.blame("I5", row, f"was taken {row.due_at - at:.1f} s before it was due")
            if row.state == "cancelled" and at > row.events[-1][0] and not row.unsures:
                e.blame("I5", row, "was taken after it was cancelled")
        if row.state in ("cancelled", "expired", "told", "folded") and len(e.accepted[row.message_id]) > row.unsures:
            e.blame("I5", row, "was taken although it was not to be sent")


def i6_one_recipient(e: Evidence) -> None:
    """Each had one recipient, the one it was handed over for, and the same one in its To."""
    for row in e.messages.values():
        for line in e.accepted[row.message_id]:
            if line["recipients"] != [row.handed_to] or line["to"] != row.handed_to:
                e.blame("I6", row, f"went to {line['recipients']} (To: {line['to']}), not to {row.handed_to}")


def i7_three_a_day(e: Evidence) -> None:
    """Nobody got more than three reminders of those that are capped in one day of London's."""
    for (who, day), number in e.a_day().items():
        if number > CAP:
            e.wrong.append(f"I7: {who} got {number} reminders on {day}")


def i8_every_move_is_an_event(e: Evidence) -> None:
    """The events of a message are one unbroken chain from its birth to its state."""
    for row in e.messages.values():
        stands = ""
        for _, old, new, _ in row.events:
            if old != stands:
                e.blame("I8", row, f"moved from {old or 'nothing'} to {new} while it was {stands or 'nothing'}")
            stands = new
        if stands != row.state:
            e.blame("I8", row, f"its last event says {stands}")


def i9_legal_moves_only(e: Evidence) -> None:
    """No message made a move that there is not."""
    for row in e.messages.values():
        for _, old, new, _ in row.events:
            if new not in LEGAL.get(old, "").split():
                e.blame("I9", row, f"moved from {old or 'nothing'} to {new}")


def i10_nothing_is_kept(e: Evidence) -> None:
    """Nobody who has ended holds a message: a lease stands on messages in hand alone."""
    for row in e.messages.values():
        if row.leased and row.state not in ("claimed", "handing"):
            e.blame("I10", row, "is settled and still leased to somebody")


def second_run(first: Evidence, second: Evidence) -> list[str]:
    """I12: after everything was written down and looked for once more, nothing was sent, and nothing old moved.

    Only what was cancelled may be written down anew, and is cancelled again.
    """
    sent = sum(map(len, second.accepted.values())) - sum(map(len, first.accepted.values()))
    wrong = [f"I12: a second run sent {sent} mails"] if sent else []
    for row in second.messages.values():
        old = first.messages.get(row.id)
        if old is None and row.state != "cancelled":
            wrong.append(f"I12: a second run made message {row.id}, which is {row.state}")
        if old is not None and len(row.events) != len(old.events):
            wrong.append(f"I12: message {row.id} moved in a second run")
    return wrong


def figures(e: Evidence) -> list[str]:
    """What is printed."""
    states = Counter(row.state for row in e.messages.values())
    unsure = sum(row.unsures for row in e.messages.values())
    repeats = sum(max(0, len(taken) - 1) for taken in e.accepted.values())
    return [
        f"created {e.created}: " + ", ".join(f"{state} {number}" for state, number in sorted(states.items())),
        f"taken by the server {sum(map(len, e.accepted.values()))}; unsure hand-overs recorded {unsure}"
        f" (explained at most {e.kills + e.workers * e.restarts + e.cuts}); repeats {repeats}, all recorded"
        if not e.wrong
        else f"unsure {unsure}, repeats {repeats}",
        f"most reminders for one person in one day {max(e.a_day().values(), default=0)}",
        f"kills and freezes {e.kills}, database restarts {e.restarts}, lines without an answer after the dot {e.cuts},"
        f" faults shown {sum(e.faults.values())} of {len(e.faults)} kinds",
    ]


def judge(e: Evidence, *, unfinished: bool = False) -> list[str]:
    """The broken invariants, a sentence each."""
    i1_none_lost(e)
    i2_no_unrecorded_repeat(e)
    i3_unsure_is_explained(e)
    i4_conservation(e, unfinished=unfinished)
    i5_never_early_never_after_cancel(e)
    i6_one_recipient(e)
    i7_three_a_day(e)
    i8_every_move_is_an_event(e)
    i9_legal_moves_only(e)
    i10_nothing_is_kept(e)
    return e.wrong


def evidence(
    url: str,
    journal: Path,
    *,
    created: int,
    kills: int = 0,
    restarts: int = 0,
    workers: int = 1,
    clock: tuple[float, float, float] = (0.0, 1.0, 0.0),
) -> Evidence:
    """Everything there is to know."""
    lines = [json.loads(line) for line in journal.read_text().splitlines()] if journal.exists() else []
    return Evidence(rows(url), lines, created, kills, restarts, workers, clock)


def main(arguments: Sequence[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", required=True)
    parser.add_argument("--journal", type=Path, required=True)
    for name in ("created", "kills", "restarts"):
        parser.add_argument(f"--{name}", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--clock-start", type=float, default=0.0)
    parser.add_argument("--clock-factor", type=float, default=1.0)
    parser.add_argument("--clock-base", type=float, default=0.0)
    parser.add_argument("--unfinished", action="store_true")
    given = parser.parse_args(arguments)
    e = evidence(
        given.database,
        given.journal,
        created=given.created,
        kills=given.kills,
        restarts=given.restarts,
        workers=given.workers,
        clock=(given.clock_start, given.clock_factor, given.clock_base),
    )
    wrong = judge(e, unfinished=given.unfinished)
    print("\n".join(figures(e)))
    print("\n".join(wrong[:40]) or HOLD)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
