"""Nobody gets more than three reminders a day: what has no room today is folded into one digest, and none is lost."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from scaleup.core.dates import local_date
from scaleup.outbox.rules import Draft, dedupe_key
from scaleup.outbox.service import cancel, enqueue, fold_pending
from scaleup.reminders import queries
from scaleup.reminders.rules import COUNTED, Due, Folding, Having, folding, having

DIGEST = "reminder digest"
DIGEST_CONDITION = "digest has something open"


def share_out(kinds: Collection[str], now: datetime) -> int:
    """Of the reminders of these kinds nobody has more waiting than may go today; returns how many were folded.

    The tick's row is locked by then: two ticks at once share out one after the other.
    """
    waiting = queries.waiting_reminders(kinds, now)
    if not waiting:
        return 0
    having = what_they_have(waiting, kinds, now)
    return sum(share(person_id, waiting[person_id], having[person_id], now) for person_id in sorted(waiting))


def merge_digests(now: datetime) -> None:
    """Nobody has two digests on their way: what went anew is told by the first."""
    several = queries.with_several_digests(DIGEST, now)
    for open_ones in queries.waiting_digests(several, DIGEST).values():
        due = [id_ for id_, due_at in open_ones if due_at <= now]
        fold_pending(due[1:], into=due[0], now=now)


def what_they_have(people: Collection[int], kinds: Collection[str], now: datetime) -> Mapping[int, Having]:
    """For each of these people, what the day holds already, and when a digest goes that has no room in it."""
    digests = queries.waiting_digests(people, DIGEST)
    taken = queries.taken_today(people, {*kinds, DIGEST, *COUNTED}, folding={*kinds, DIGEST}, now=now)
    chosen = queries.choices_of(people, local_date(now))
    return {
        person_id: having(digests.get(person_id, ()), taken=taken[person_id], choices=chosen.get(person_id), now=now)
        for person_id in people
    }


def share(person_id: int, waiting: Sequence[Due], having: Having, now: datetime) -> int:
    """What has no room waits in a digest: today's, if one can still go today, else that of the next morning."""
    found = folding(waiting, having, now)
    if found is None:
        return 0
    if found.into is not None:
        return len(fold_pending(found.ids, into=found.into, now=now))
    made = digest(person_id, name_of_shared(found), due_at=found.at, now=now)
    moved = fold_pending(found.ids, into=made, now=now) if made is not None else set()
    if made is not None and not moved:
        cancel([made], reason="Another digest told these.", now=now)
    return len(moved)


def digest_at(person_id: int, at: datetime, *, now: datetime) -> int | None:
    """The person's digest of that instant, made if need be; None where it is on its way already."""
    for id_, due_at in queries.waiting_digests([person_id], DIGEST).get(person_id, ()):
        if due_at == at:
            return id_
    return digest(person_id, name_at(at), due_at=at, now=now)


def name_at(at: datetime) -> str:
    """The subject of a person's digest of this instant, in its key."""
    return f"at:{at.isoformat()}"


def name_of_shared(found: Folding) -> str:
    """The subject of a digest for what had no room, in its key."""
    return f"upto:{max(found.ids)}"


def digest(person_id: int, subject: str, *, due_at: datetime, now: datetime) -> int | None:
    """An empty digest for the person. Two ticks at once make the same key, so only one digest."""
    return enqueue(digest_draft(person_id, subject, due_at=due_at), now=now)


def digest_draft(person_id: int, subject: str, *, due_at: datetime) -> Draft:
    """The message that a digest goes as."""
    name = dedupe_key("digest", subject=subject, version=1, step="late", recipient=f"person:{person_id}")
    return Draft(
        dedupe_key=name,
        kind=DIGEST,
        due_at=due_at,
        person_id=person_id,
        condition=DIGEST_CONDITION,
        condition_key=name,
    )
