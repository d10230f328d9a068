"""Holding what waits: everything, one kind or rule, or one area; and letting it go."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from scaleup import audit, commit
from scaleup.core.errors import Absent, refuse
from scaleup.extensions import db
from scaleup.outbox.models import Hold
from scaleup.outbox.queries import OPEN, in_waiting_digests
from scaleup.outbox.rules import Covers, HoldScope, key_taken_out
from scaleup.outbox.service.writing import DISPATCH, alike, enqueue_many

SUBJECT = "outbox_hold"


def hold(covers: Covers, *, reason: str, person_id: int | None, now: datetime) -> int:
    """What this covers is left where it is by every claim from the commit on, in digests too; the hold's id."""
    if same_holds(covers):
        raise refuse("This is held already. Let it go first, or leave it held.", "what")
    made = Hold(
        at=now,
        reason=reason,
        person_id=person_id,
        scope=covers.scope,
        kind=covers.kind,
        rule=covers.rule,
        area_id=covers.area_id,
    )
    db.session.add(made)
    db.session.flush()
    take_out_of_digests(covers, now=now)
    audit.record("sending held", subject=SUBJECT, subject_id=made.id, person_id=person_id, area_id=covers.area_id)
    return made.id


def take_out_of_digests(covers: Covers, *, now: datetime) -> int:
    """What this covers goes in no digest that still waits, but by itself, and so is held; returns how much that was."""
    found = in_waiting_digests(covers)
    return len(enqueue_many([alike(one, key_taken_out(one.dedupe_key), now) for one in found], now=now))


def let_go(hold_id: int, *, person_id: int | None, now: datetime) -> None:
    """What the hold covered goes when it is due, unless another hold covers it too."""
    found = db.session.get(Hold, hold_id)
    if found is None or found.released_at is not None:
        raise Absent
    covers = covered_by(found)
    for one in same_holds(covers):
        one.released_at = now
    db.session.flush()
    commit.ring(DISPATCH)
    audit.record("sending let go", subject=SUBJECT, subject_id=hold_id, person_id=person_id, area_id=covers.area_id)


def covered_by(hold: Hold) -> Covers:
    """What the hold covers."""
    return Covers(HoldScope(hold.scope), hold.kind, hold.rule, hold.area_id)


def same_holds(covers: Covers) -> Sequence[Hold]:
    """The holds that stand and cover exactly this."""
    chosen = select(Hold).where(OPEN, Hold.scope == covers.scope, Hold.kind == covers.kind, Hold.rule == covers.rule)
    return db.session.scalars(chosen.where(Hold.area_id.is_not_distinct_from(covers.area_id))).all()
