"""Nobody gets more than three reminders a day: what has no room today is folded into one digest, and none is lost."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scaleup.core.dates import DAY, local_date, nine_o_clock
from scaleup.outbox.rules import Draft, dedupe_key
from scaleup.outbox.service import cancel, enqueue, fold_pending
from scaleup.reminders import queries
from scaleup.reminders.rules import COUNTED, NOTHING_CHOSEN, Day, Due, to_fold

DIGEST = "reminder digest"
DIGEST_CONDITION = "digest has something open"


@dataclass(frozen=True)
class Having:
    """What one person has today, and the digests that wait for him: one that goes today, one that goes later."""

    day: Day
    today_id: int | None
    later_id: int | None
    morning: datetime
    """When what has no room today is told."""


def share_out(kinds: Collection[str], now: datetime) -> int:
    """Of the reminders of these kinds nobody has more waiting than may go today; returns how many were folded.

    The tick's row is locked by then: two ticks at once share out one after the other.
    """
    waiting = queries.waiting_reminders(kinds, now)
    if not waiting:
        return 0
    having = what_they_have(waiting, kinds, now)
    return sum(share(person_id, waiting[person_id], having[person_id], now) for person_id in sorted(waiting))


def what_they_have(people: Collection[int], kinds: Collection[str], now: datetime) -> Mapping[int, Having]:
    """For each of these people, what the day holds already, and when a digest goes that has no room in it."""
    today = local_date(now)
    digests = queries.waiting_digests(people, DIGEST)
    taken = queries.taken_today(people, {*kinds, DIGEST, *COUNTED}, folding={*kinds, DIGEST}, now=now)
    chosen = queries.choices_of(people, today)
    found = {}
    for person_id in people:
        morning = chosen.get(person_id, NOTHING_CHOSEN).open_at(nine_o_clock(today + DAY))
        open_ones = digests.get(person_id, ())
        of_today = next((id_ for id_, due_at in open_ones if due_at <= now), None)
        later = next((id_ for id_, due_at in open_ones if now < due_at <= morning), None)
        found[person_id] = Having(Day(taken[person_id], of_today is not None), of_today, later, morning)
    return found


def share(person_id: int, waiting: Sequence[Due], having: Having, now: datetime) -> int:
    """What has no room waits in a digest: today's, if one can still go today, else that of the next morning."""
    ids = to_fold(waiting, having.day, local_date(now))
    if not ids:
        return 0
    today = having.day.takes_digest
    into, at = (having.today_id, now) if today else (having.later_id, having.morning)
    if into is not None:
        return len(fold_pending(ids, into=into, now=now))
    made = digest(person_id, f"upto:{max(ids)}", due_at=at, now=now)
    moved = fold_pending(ids, into=made, now=now) if made is not None else set()
    if made is not None and not moved:
        cancel([made], reason="Another digest told these.", now=now)
    return len(moved)


def digest_at(person_id: int, at: datetime, *, now: datetime) -> int | None:
    """The person's digest of that instant, made if need be; None where it is on its way already."""
    for id_, due_at in queries.waiting_digests([person_id], DIGEST).get(person_id, ()):
        if due_at == at:
            return id_
    return digest(person_id, f"at:{at.isoformat()}", due_at=at, now=now)


def digest(person_id: int, subject: str, *, due_at: datetime, now: datetime) -> int | None:
    """An empty digest for the person. Two ticks at once make the same key, so only one digest."""
    name = dedupe_key("digest", subject=subject, version=1, step="late", recipient=f"person:{person_id}")
    return enqueue(
        Draft(
            dedupe_key=name,
            kind=DIGEST,
            due_at=due_at,
            person_id=person_id,
            condition=DIGEST_CONDITION,
            condition_key=name,
        ),
        now=now,
    )
