"""Before a hand-over: what ended processes left behind, what is too late, the claim, and asking again."""

import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import update

from scaleup.core.clock import DatabaseNow
from scaleup.extensions import db
from scaleup.outbox import queries
from scaleup.outbox.models import Message
from scaleup.outbox.rules import (
    Policy,
    State,
    Waiting,
    address_key,
    after_crash,
    after_unsure,
    back_off,
    wait_after_crash,
)
from scaleup.outbox.service import addresses, wiring
from scaleup.outbox.service.moves import By, Column, Fence, Lease, away, move

log = structlog.get_logger()
SWEEP = 200
"""How many abandoned or expired rows one look settles; the next look takes the rest."""


@dataclass(frozen=True)
class Look:
    """One look of one process: when, by whom, and for how long its claims stand."""

    now: datetime
    owner: str
    lease: int

    @property
    def by(self) -> By:
        """The worker, for events."""
        return By(worker=self.owner)

    @property
    def fence(self) -> Fence:
        """The row is still this look's own."""
        return Fence(self.owner)


def recover(look: Look) -> int:
    """Rows that ended processes had claimed wait again; those in mid-hand-over are recorded as unsure."""
    rows = queries.abandoned(SWEEP)
    for row in rows:
        fence = Fence(row.owner, Lease.RAN_OUT)
        if row.state is State.CLAIMED:
            crashed(row.id, row.crashes + 1, look=look, fence=fence, note="The process that held it ended.")
        else:
            note = "The process ended between the final dot and the server's reply."
            unsure(row.id, row.policy, repeats=int(row.possible_repeat), look=look, fence=fence, note=note)
    return len(rows)


def crashed(id_: int, crashes: int, *, look: Look, fence: Fence, note: str) -> None:
    """The claimed message waits again, or is parked after the last crash that we bear."""
    again = look.now + wait_after_crash(crashes, random.random())  # noqa: S311 - spreads load, guards nothing
    columns: dict[str, Column] = {"crashes": crashes, "next_attempt_at": again}
    new = after_crash(crashes)
    move([id_], old=State.CLAIMED, new=new, now=look.now, by=look.by, fence=fence, note=note, columns=columns)


def unsure(id_: int, policy: Policy, *, repeats: int, look: Look, fence: Fence, note: str) -> bool:
    """It is recorded that nobody can know; the message goes once more, marked, or waits for a person."""
    by, now = look.by, look.now
    if not move([id_], old=State.HANDING, new=State.UNSURE, now=now, by=by, fence=fence, note=note):
        return False
    new = after_unsure(policy, repeats)
    columns: dict[str, Column] = {"possible_repeat": True, "next_attempt_at": now + back_off(1, random.random())}  # noqa: S311 - as above
    move([id_], old=State.UNSURE, new=new, now=now, by=by, note=note, columns=columns)
    return True


def expire(look: Look) -> int:
    """Messages that it is too late for are settled as expired."""
    ids = queries.expired(look.now, SWEEP)
    note = "It was too late for it before it could be sent."
    return len(move(ids, old=State.PENDING, new=State.EXPIRED, now=look.now, by=look.by, note=note))


def claim(look: Look, most: int) -> list[Waiting]:
    """Due messages are this look's own for the length of its lease, counted before the work."""
    due = queries.claimable(look.now, most) or queries.claimable_alone(look.now)
    columns: dict[str, Column] = {"owner": look.owner, "last_error": ""}
    ids = [waiting.id for waiting in due]
    by, lease = look.by, look.lease
    mine = move(ids, old=State.PENDING, new=State.CLAIMED, now=look.now, by=by, columns=columns, lease=lease)
    return [replace(waiting, attempts=waiting.attempts + 1) for waiting in due if waiting.id in mine]


def renew(ids: Sequence[int], look: Look) -> None:
    """The claims that are still this look's own stand for another lease."""
    db.session.execute(
        update(Message)
        .where(Message.id.in_(ids), Message.state == State.CLAIMED, Message.owner == look.owner)
        .values(lease_until=DatabaseNow(look.lease))
        .execution_options(synchronize_session=False)
    )


def put_back(ids: Sequence[int], *, look: Look, note: str, wait: timedelta = timedelta(0)) -> None:
    """Claimed messages wait again: it was no fault of theirs."""
    move(
        ids,
        old=State.CLAIMED,
        new=State.PENDING,
        now=look.now,
        by=look.by,
        fence=look.fence,
        note=note,
        columns={"next_attempt_at": look.now + wait},
    )


def asked_again(claimed: Sequence[Waiting], look: Look) -> list[Waiting]:
    """Those whose condition still holds and whose recipient may have them, with the address; the rest is cancelled."""
    true = _still_true(claimed, look)
    people = wiring.addresses(sorted({one.person_id for one in true if one.person_id is not None}))
    systems = wiring.system_addresses(sorted({one.endpoint_id for one in true if one.endpoint_id is not None}))
    addressed = [replace(one, address=_address(one, people, systems)) for one in true]
    gone = [one for one in addressed if not one.address]
    for note, some in (
        ("The recipient may not have mail, or has no address.", [one.id for one in gone if one.endpoint_id is None]),
        ("The endpoint is switched off.", [one.id for one in gone if one.endpoint_id is not None]),
    ):
        _cancel(some, look=look, note=note)
    return _but_stopped([one for one in addressed if one.address], look)


def _address(one: Waiting, people: Mapping[int, str], systems: Mapping[int, str]) -> str:
    if one.endpoint_id is not None:
        return systems.get(one.endpoint_id, "")
    return one.address if one.person_id is None else people.get(one.person_id, "")


def rest(endpoint_id: int, until: datetime) -> None:
    """What waits for this system is not claimed before then: no move, for nothing became of the messages."""
    db.session.execute(
        update(Message)
        .where(queries.IS_PENDING, Message.endpoint_id == endpoint_id, Message.next_attempt_at < until)
        .values(next_attempt_at=until)
        .execution_options(synchronize_session=False)
    )


def _but_stopped(ready: Sequence[Waiting], look: Look) -> list[Waiting]:
    """Those whose address is not stopped; the others are settled as failed, and go again once mail can reach it."""
    known = queries.stopped([one.address for one in ready if one.kind not in wiring.asked_for()])
    if not known:
        return list(ready)
    by, now = look.by, look.now
    for one in ready:
        found = known.get(address_key(one.address))
        if found is None or one.kind in wiring.asked_for():
            continue
        note = addresses.WITHHELD
        if move([one.id], old=State.CLAIMED, new=State.FAILED, now=now, by=by, fence=look.fence, note=note):
            addresses.withheld(one.id, found, now=now)
    return [one for one in ready if one.kind in wiring.asked_for() or address_key(one.address) not in known]


def _still_true(claimed: Sequence[Waiting], look: Look) -> list[Waiting]:
    by_name: dict[str, list[Waiting]] = defaultdict(list)
    for one in claimed:
        by_name[one.condition].append(one)
    kept: list[Waiting] = []
    for name, group in by_name.items():
        holding = _holding(name, group, look) if name else {one.condition_key for one in group}
        if holding is not None:
            kept += [one for one in group if one.condition_key in holding]
            gone = [one.id for one in group if one.condition_key not in holding]
            _cancel(gone, look=look, note="Not needed any more when it was about to be sent.")
    return sorted(kept, key=lambda one: (one.due_at, one.id))


def _holding(name: str, group: Sequence[Waiting], look: Look) -> set[str] | None:
    """The keys that still hold; None when they could not be asked for, which counts like a crash."""
    try:
        with db.session.begin_nested():
            return wiring.condition(name)(sorted({one.condition_key for one in group}))
    except Exception as error:  # a faulty condition parks its own messages and blocks no others
        if away(error):
            raise
        log.exception("condition_failed", condition=name)
        note = f"The condition {name} could not be asked: {type(error).__name__}."
        for one in group:
            crashed(one.id, one.crashes + 1, look=look, fence=look.fence, note=note)
        return None


def _cancel(ids: Sequence[int], *, look: Look, note: str) -> None:
    move(ids, old=State.CLAIMED, new=State.CANCELLED, now=look.now, by=look.by, fence=look.fence, note=note)
