"""One hand-over: MAIL and RCPT, the text, `handing` committed behind the fence, DATA, settled by the reply."""

import random
import time
from hashlib import sha256

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from scaleup import commit
from scaleup.core import stationery
from scaleup.core.letters import should_have_come
from scaleup.extensions import db
from scaleup.outbox.rules import NotNeeded, Outcome, Rendered, Reply, State, Waiting, back_off, given_up, told_late
from scaleup.outbox.service import addresses, wiring
from scaleup.outbox.service.claiming import Look, crashed, unsure
from scaleup.outbox.service.lines import line_of
from scaleup.outbox.service.moves import Column, Fence, Lease, away, move

log = structlog.get_logger()
PATIENCE = (0.1, 0.2, 0.5, 1, 2, 4, 8)
"""Seconds between tries to write down what the server said while the database is away."""


def deliver(one: Waiting, look: Look) -> Reply | None:
    """The claimed message is settled, waits again, or is no longer ours: None. Raises Unreachable without a server."""
    line = line_of(one)
    offered = line.offer()
    if offered.reply is not Reply.ACCEPTED:
        settle(one, offered, old=State.CLAIMED, look=look)
        return offered.reply
    parcel = _fenced(one, line, look)
    if parcel is None:
        line.withdraw()
        return None
    answer = line.hand(parcel)
    settle(one, answer, old=State.HANDING, look=look)
    return answer.reply


def _fenced(one: Waiting, line: wiring.Line, look: Look) -> bytes | None:
    """The message, once `handing` is committed; None when it is not to be sent."""
    by, now = look.by, look.now
    try:
        parcel = _handing(one, line, look)
        if parcel is not None:
            commit.now()
            return parcel
        db.session.rollback()
    except NotNeeded as error:
        db.session.rollback()
        note = str(error)
        move([one.id], old=State.CLAIMED, new=State.CANCELLED, now=now, by=by, fence=look.fence, note=note)
    except Exception as error:  # a text that cannot be made parks its own message and blocks no other
        if away(error):
            line.withdraw()
            raise
        db.session.rollback()
        log.exception("message_not_made", message=one.id, kind=one.kind)
        note = f"Its text could not be made: {type(error).__name__}: {str(error)[:200]}"
        crashed(one.id, one.crashes + 1, look=look, fence=look.fence, note=note)
    commit.now()
    return None


def _handing(one: Waiting, line: wiring.Line, look: Look) -> bytes | None:
    with stationery.delayed(should_have_come(one.due_at, look.now) if told_late(one, look.now) else ""):
        rendered = wiring.renderer(one.kind)(one)
    parcel = line.parcel(rendered, look.now)
    moved = move(
        [one.id],
        old=State.CLAIMED,
        new=State.HANDING,
        now=look.now,
        by=look.by,
        fence=Fence(look.owner, Lease.RUNS),
        columns={"handed_to": line.recipient, **_kept(rendered, parcel)},
        lease=look.lease + int(line.patience),
    )
    return parcel if moved else None


def _kept(rendered: Rendered, mail: bytes) -> dict[str, Column]:
    return {
        "subject": rendered.subject,
        "body_text": rendered.text if rendered.kept_text is None else rendered.kept_text,
        "body_html": rendered.html if rendered.kept_html is None else rendered.kept_html,
        "rendered_hash": sha256(mail).hexdigest(),
    }


def settle(one: Waiting, outcome: Outcome, *, old: State, look: Look) -> None:
    """What the server said is written down, also when the database is away for a moment."""
    for wait in (*PATIENCE, None):
        try:
            _settled(one, outcome, old=old, look=look)
            commit.now()
            break
        except (OperationalError, InterfaceError):
            db.session.rollback()
            if wait is None:
                raise
            time.sleep(wait)


def _settled(one: Waiting, outcome: Outcome, *, old: State, look: Look) -> None:
    if one.endpoint_id is not None:
        wiring.channel().answered(one, outcome, look.now)
    if outcome.reply is Reply.UNANSWERED:
        note, repeats = outcome.words or "No reply came after the final dot.", int(one.possible_repeat)
        unsure(one.id, one.policy, repeats=repeats, look=look, fence=look.fence, note=note)
        return
    new, columns = _following(one, outcome, look)
    note = "" if new is State.SENT else f"{outcome.code or ''} {outcome.words}".strip()
    moved = move(
        [one.id],
        old=old,
        new=new,
        now=look.now,
        by=look.by,
        fence=look.fence,
        note=note,
        code=outcome.code or None,
        columns=columns,
    )
    if moved and new is State.FAILED:
        addresses.refused(one, outcome, now=look.now)
    if not moved:
        log.warning("message_was_no_longer_ours", message=one.id, reply=outcome.reply)


def _following(one: Waiting, outcome: Outcome, look: Look) -> tuple[State, dict[str, Column]]:
    if outcome.reply is Reply.ACCEPTED:
        return State.SENT, {}
    since = one.refused_since or look.now
    if outcome.reply is Reply.REFUSED or given_up(since, look.now):
        return State.FAILED, {"refused_since": since}
    again = look.now + back_off(one.attempts, random.random())  # noqa: S311 - spreads load, guards nothing
    return State.PENDING, {"refused_since": since, "next_attempt_at": again}
