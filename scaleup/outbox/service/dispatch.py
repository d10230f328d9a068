"""The dispatcher: claim, ask again, hand over, settle. The only service that commits inside.

A process that ends anywhere leaves a lease that runs out; only one that ends in `handing` leaves an unsure
message. Any number of dispatchers may run at once.
"""

import os
import secrets
import socket
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from scaleup import commit
from scaleup.core.clock import elapsed
from scaleup.outbox import adapters, queries
from scaleup.outbox.rules import Reply, Waiting
from scaleup.outbox.service import claiming, wiring
from scaleup.outbox.service.claiming import Look
from scaleup.outbox.service.handing import deliver
from scaleup.outbox.service.writing import DISPATCH, ticked

log = structlog.get_logger()
BATCH = 25
NOTED_EVERY = timedelta(seconds=20)
"""How often an idle dispatcher notes that it looked."""
WAIT_FOR_SERVER = timedelta(minutes=1)
WAIT_FOR_SYSTEM = timedelta(minutes=1)
SHARE = 15.0
"""Seconds that one system may take of a look."""


@dataclass(frozen=True)
class Dispatched:
    """What one look did."""

    recovered: int
    expired: int
    claimed: int
    begun: int
    """Hand-overs begun; those not begun wait again."""

    @property
    def more(self) -> bool:
        """Whether another look may find something to do at once."""
        return self.claimed > 0 and self.begun == self.claimed


def owner() -> str:
    """A name for one dispatching process that no other has, nor had."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(6)}"


def dispatch(*, now: datetime, owner: str, batch: int = BATCH) -> Dispatched:
    """One look: what was left behind is recovered, what is too late expired, and one batch handed over."""
    nothing, noted = queries.idle(now, DISPATCH)
    if nothing:
        if noted is None or abs(now - noted) >= NOTED_EVERY:
            ticked(DISPATCH, worker=owner, now=now)
        commit.now()
        return Dispatched(0, 0, 0, 0)
    look = Look(now, owner, wiring.terms().lease)
    recovered = claiming.recover(look)
    expired = claiming.expire(look)
    claimed = claiming.claim(look, batch)
    ticked(DISPATCH, worker=owner, now=now)
    commit.now()
    ready: list[Waiting] = []
    if claimed:
        ready = claiming.asked_again(claimed, look)
        commit.now()
    left = _hand_over(ready, look)
    return Dispatched(recovered, expired, len(claimed), len(claimed) - left)


def _hand_over(ready: Sequence[Waiting], look: Look) -> int:
    """Each was handed over in a transaction of its own, mails first; returns how many had to be put back.

    A mail server that is away keeps no system waiting, nor a slow system the mails: what it has had its share of this
    look, and what waits for it, rests for a minute.
    """
    terms, queue, left = wiring.terms(), sorted(ready, key=lambda one: one.endpoint_id is not None), 0
    spent: defaultdict[int, float] = defaultdict(float)
    begun = renewed = elapsed()
    while queue:
        if elapsed() - renewed > look.lease / 3:
            claiming.renew([later.id for later in queue], look)
            commit.now()
            renewed = elapsed()
        if elapsed() - begun > terms.spell:
            return left + _put_back(queue, look, note="", wait=timedelta(0))
        one, started = queue.pop(0), elapsed()
        try:
            reply = deliver(one, look)
        except adapters.Unreachable as error:
            log.warning("mail_server_unreachable", reason=str(error))
            mails = [one, *(other for other in queue if other.endpoint_id is None)]
            left += _put_back(mails, look, note=str(error), wait=WAIT_FOR_SERVER)
            queue = [other for other in queue if other.endpoint_id is not None]
            continue
        if (system := one.endpoint_id) is not None:
            spent[system] += elapsed() - started
            if reply in (Reply.LATER, Reply.UNANSWERED) or spent[system] > SHARE:
                queue = _rest(system, queue, look)
    return left


def _rest(system: int, queue: Sequence[Waiting], look: Look) -> list[Waiting]:
    """What waits for this system, claimed or not, waits a minute more; returns what is left to hand over."""
    claiming.rest(system, look.now + WAIT_FOR_SYSTEM)
    same = [one for one in queue if one.endpoint_id == system]
    _put_back(same, look, note="", wait=WAIT_FOR_SYSTEM)
    return [one for one in queue if one.endpoint_id != system]


def _put_back(rest: Sequence[Waiting], look: Look, *, note: str, wait: timedelta) -> int:
    claiming.put_back([one.id for one in rest], look=look, note=note, wait=wait)
    commit.now()
    return len(rest)
