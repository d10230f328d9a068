"""Mail that comes back: the next in line is told what the person was not, and what did not arrive goes anew."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from scaleup.outbox.queries import reached
from scaleup.outbox.service import tell_anew
from scaleup.reminders import queries
from scaleup.reminders.rules import Telling
from scaleup.reminders.service.planning import own_key


def with_next_in_line(found: Sequence[Telling]) -> tuple[Telling, ...]:
    """The tellings, and who is next in line is told what was for somebody whose mail comes back, each thing once.

    The person's own stays: it is on record as withheld, and goes once mail can reach them.
    """
    bad = queries.unreachable()
    concerned = [one for one in found if one.person_id in bad]
    if not concerned:
        return tuple(found)
    arrived = reached([own_key(one) for one in concerned])
    told = {(one.rung, one.person_id) for one in found}
    more: list[Telling] = []
    for one in concerned:
        if own_key(one) in arrived:
            continue
        for person_id in nearest(one, bad):
            if (one.rung, person_id) not in told:
                told.add((one.rung, person_id))
                more.append(replace(one, person_id=person_id, instead_of=one.person_id, came_back=True))
    return (*found, *more)


def nearest(one: Telling, bad: Collection[int]) -> tuple[int, ...]:
    """The nearest in line whom mail reaches."""
    for group in one.in_line:
        if reachable := tuple(person_id for person_id in group if person_id not in bad):
            return reachable
    return ()


def tell_what_did_not_arrive(now: datetime) -> int:
    """What came back and can arrive now is on its way again, once; returns how many messages are new."""
    ids = queries.not_arrived(now)
    return tell_anew(ids, now=now) if ids else 0
