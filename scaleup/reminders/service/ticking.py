"""The tick: what is due now goes into the outbox once, and what is more than a day may bring becomes one digest.

What is to be done is decided in planning.py, for the simulator too; here it is written down.
"""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from scaleup.core.dates import instant, local_date
from scaleup.outbox.queries import last_tick
from scaleup.outbox.rules import SILENT, Draft
from scaleup.outbox.service import PLAN, list_expired, tell, ticked, ticking
from scaleup.reminders import queries
from scaleup.reminders.rules import Choices, StandIn
from scaleup.reminders.service.calendars import follow_calendars
from scaleup.reminders.service.choosing import keep
from scaleup.reminders.service.planning import KINDS, decide, drafts_for, fresh, tellings
from scaleup.reminders.service.returned import tell_what_did_not_arrive, with_next_in_line
from scaleup.reminders.service.sharing import DIGEST, merge_digests, share_out

TICK = PLAN


class Written:
    """What people have and know, as the database has it."""

    def stand_ins(self, on: date) -> "dict[int, StandIn]":
        """By person who is away then: who stands in."""
        return dict(queries.stand_ins(on))

    def known(self, keys: Sequence[str]) -> set[str]:
        """Those of these keys for which a message stands."""
        return queries.known_keys(keys)

    def told(self, drafts: Sequence[Draft]) -> set[str]:
        """The keys of those whose reader was told about the same date before."""
        return queries.told_already(drafts)

    def choices(self, person_ids: Collection[int], now: datetime) -> dict[int, Choices]:
        """What those of these people chose who chose anything."""
        return queries.choices_of(person_ids, local_date(now)) if person_ids else {}

    def had_digest(self, person_ids: Collection[int], now: datetime) -> Collection[int]:
        """Those of these people whose digest of today went, or is on its way."""
        return {id_ for id_, count in queries.taken_today(person_ids, [DIGEST], folding=[], now=now).items() if count}


def plan_due(now: datetime, *, worker: str = "") -> int:
    """Everything due at this instant is in the outbox, once; returns how many messages are new. It is known that
    somebody looked.
    """
    last = last_tick(TICK) or now
    ticked(TICK, worker=worker, now=now)  # locks the row: two ticks at once plan one after the other
    return plan(last, now)


def plan_between_ticks(now: datetime) -> int:
    """The same, and nothing is said of when somebody looked: a beat that has stopped still shows."""
    ticking(TICK)  # locks the row, as the tick does
    return plan(last_tick(TICK) or now, now)


def plan(last: datetime, now: datetime) -> int:
    """Everything due is written down, as was decided; `last` is when somebody looked before."""
    followed = follow_calendars(local_date(now), now)
    decided = decide(with_next_in_line(tellings(now)), Written(), readers=followed.readers, last=last, now=now)
    tell(decided.told, now=now, note="Told before, for the same date.")
    tell(decided.noticed, now=now, note="Told by the notice that the contact moved.")
    new = keep(decided.arranged, now)
    account_for(last, now)
    return new + followed.new + tell_anew(now)


def tell_anew(now: datetime) -> int:
    """What did not arrive and can arrive now is on its way, and no more of it by itself than a day may bring."""
    new = tell_what_did_not_arrive(now)
    fold_waiting(now)
    return new


def fold_waiting(now: datetime) -> int:
    """Nobody has more reminders on their way than a day may bring; returns how many went into digests."""
    merge_digests(now)
    return share_out(KINDS.values(), now)


def account_for(last: datetime, now: datetime) -> None:
    """What fell due while nobody looked and does not go any more is on the list, with the reason."""
    if now - last < SILENT:
        return
    today = local_date(now)
    rest = drafts_for(fresh(tellings(last, until=now), Written()))
    useless = [one for one in rest if one.expires_at is not None and one.expires_at <= now]
    listed = list_expired(
        useless,
        now=now,
        note=f"Nobody looked from {instant(last, today)} to {instant(now, today)}; by then it was too late for it.",
    )
    tell([one for one in rest if one.dedupe_key not in listed], now=now, note="The agenda of the contact tells it.")
