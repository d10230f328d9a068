"""What is told: an act, or what became late, is written down as a message to each system that wants to know."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from scaleup import audit
from scaleup.core.clock import now as this_instant
from scaleup.core.dates import local_date
from scaleup.extensions import db
from scaleup.hooks import queries
from scaleup.hooks.models import Endpoint
from scaleup.hooks.rules import ACTS, Kind
from scaleup.hooks.service.wiring import hosts
from scaleup.outbox import service as outbox
from scaleup.outbox.rules import Draft

HOOK = "web hook"
"""The kind of every message to a system."""
LOOK = "hooks.look"
"""The task that looks for what has become late."""
WORTH = timedelta(days=7)
LATE_SINCE = timedelta(days=7)


def heard(told: Sequence[audit.Act]) -> None:
    """Of these acts, each that a system wants to be told of is a message to it when the transaction commits."""
    known = [one for one in told if one[0] in ACTS]
    if not known or not (hosts().any_at_all or hosts().loopback):
        return
    with db.session.no_autoflush:  # an act is told while it is being written
        listening = queries.listening()
        now = this_instant()
        drafts = [
            draft_of(one, event_of(ACTS[act], thing, id_, area_id, now), new_key(one), now)
            for act, thing, id_, area_id, _fields in known
            for one in listening
            if ACTS[act] in one.kinds
        ]
        if drafts:
            outbox.enqueue_many(drafts, now=now)


def look(now: datetime) -> int:
    """What became late is told to those who want to know, once for each day that it was due on; returns how many."""
    today, written = local_date(now), 0
    listening = queries.listening()
    for kind, thing, find in (
        (Kind.CONTACT_LATE, "slot", queries.late_contacts),
        (Kind.ACTION_LATE, "action", queries.late_actions),
    ):
        wanting = [one for one in listening if kind in one.kinds]
        for found in find(today - LATE_SINCE, today) if wanting else ():
            drafts = [
                draft_of(
                    one,
                    event_of(kind, thing, late.id, late.area_id, now),
                    f"{HOOK}|{one.id}|{kind}|{late.id}|{late.due_on.isoformat()}",
                    now,
                )
                for late in found
                for one in wanting
                if late.due_on >= local_date(one.made_at)
            ]
            written += len(outbox.enqueue_many(drafts, now=now))
    return written


def event_of(kind: str, thing: str, id_: int, area_id: int | None, now: datetime) -> dict[str, object]:
    """What the message keeps of the event."""
    subject = {thing: id_} | ({"area": area_id} if area_id is not None else {})
    return {"kind": str(kind), "at": now.astimezone(UTC).isoformat(timespec="seconds"), "subject": subject}


def new_key(one: Endpoint) -> str:
    """A key that no other message to this system has."""
    return f"{HOOK}|{one.id}|{secrets.token_hex(12)}"


def draft_of(one: Endpoint, values: Mapping[str, object], key: str, now: datetime) -> Draft:
    """The message to this system."""
    subject = values["subject"]
    area_id = subject.get("area") if isinstance(subject, dict) else None
    return Draft(key, HOOK, now, endpoint_id=one.id, area_id=area_id, values=values, expires_at=now + WORTH)
