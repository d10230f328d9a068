"""Nobody gets more than three reminders a day: what has no room today is folded into one digest, and none is lost."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scaleup.core.dates import local_date, nine_o_clock
from scaleup.outbox.rules import Draft, dedupe_key
from scaleup.outbox.service import cancel, enqueue, fold_pending
from scaleup.reminders import queries
from scaleup.reminders.rules import COUNTED, Day, Due, to_fold

DIGEST = "reminder digest"
DIGEST_CONDITION = "digest has something open"


@dataclass(frozen=True)
class Having:
    """What one person has today, and the digests that wait for him: one that goes today, one that goes later."""

    day: Day
    today_id: int | None
    later_id: int | None


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
    """For each of these people, what the day holds already."""
    digests = queries.waiting_digests(people, DIGEST)
    counted = {*kinds, DIGEST, *COUNTED}
    taken = queries.taken_today(people, counted, folding={*kinds, DIGEST}, now=now)
    found = {}
    for person_id in people:
        open_ones = digests.get(person_id, ())
        today = next((id_ for id_, due_at in open_ones if due_at <= now), None)
        later = next((id_ for id_, due_at in open_ones if due_at > now), None)
        found[person_id] = Having(Day(taken[person_id], today is not None), today, later)
    return found


def share(person_id: int, waiting: Sequence[Due], having: Having, now: datetime) -> int:
    """What has no room waits in a digest: today's, if one can still go today, else that of the next morning."""
    ids = to_fold(waiting, having.day, local_date(now))
    if not ids:
        return 0
    if having.day.takes_digest:
        return len(fold_into(having.today_id, ids, person_id=person_id, due_at=now, now=now))
    tomorrow = nine_o_clock(local_date(now) + timedelta(days=1))
    return len(fold_into(having.later_id, ids, person_id=person_id, due_at=tomorrow, now=now))


def fold_into(
    digest_id: int | None, ids: Sequence[int], *, person_id: int, due_at: datetime, now: datetime
) -> set[int]:
    """These messages are told by that digest, or by a new one that goes at the instant."""
    into = digest_id if digest_id is not None else digest(person_id, max(ids), due_at=due_at, now=now)
    if into is None:
        return set()
    moved = fold_pending(ids, into=into, now=now)
    if not moved and digest_id is None:
        cancel([into], reason="Another digest told these.", now=now)
    return moved


def digest(person_id: int, last: int, *, due_at: datetime, now: datetime) -> int | None:
    """An empty digest for the person. Two ticks at once make the same key, so only one digest."""
    name = dedupe_key("digest", subject=f"upto:{last}", version=1, step="late", recipient=f"person:{person_id}")
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
