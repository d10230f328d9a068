"""Holding back and letting go, each shown first: what would follow is done in a savepoint, counted and taken back."""

from datetime import datetime

from scaleup.core.dates import counted
from scaleup.core.errors import refuse
from scaleup.core.facts import Change
from scaleup.extensions import db
from scaleup.operations import queries
from scaleup.outbox import service as outbox
from scaleup.outbox.queries import in_waiting_digests
from scaleup.outbox.rules import Covers, HoldScope
from scaleup.reminders import service as reminders

USELESS = "/deliveries?show=not-arrived&days=all"


def covers_of(what: str, *, rule: str, area_id: int | None) -> Covers:
    """What is to be held, as a form says it; a rule is named "kind|code"."""
    if what == HoldScope.KIND:
        kind, _, code = rule.partition("|")
        return Covers(HoldScope.KIND, kind, code)
    return Covers(HoldScope.AREA, area_id=area_id) if what == HoldScope.AREA else Covers(HoldScope.ALL)


def hold(covers: Covers, *, reason: str, by: int, now: datetime) -> None:
    """What this covers is held back from now on, with the reason."""
    outbox.hold(covers, reason=reason, person_id=by, now=now)


def consider_holding(covers: Covers, *, now: datetime) -> list[Change]:
    """What holding this back would keep at this moment; refused where it is held already."""
    if outbox.same_holds(covers):
        raise refuse("This is held already. Let it go first, or leave it held.", "what")
    now_due, in_digests = queries.covered_now(covers, now), len(in_waiting_digests(covers))
    told = f"{messages(in_digests)} on the way in a digest {waits(in_digests)} too; the digest goes without."
    return [
        Change(f"Held back: {queries.what_of(covers)}.", 0),
        Change(f"{messages(now_due.count)} due now {waits(now_due.count)}{to_people(now_due)}.", now_due.count),
        *([Change(told, in_digests)] if in_digests else []),
        Change(
            "What falls due later waits too. It is planned as ever, and what becomes useless meanwhile is listed.", 0
        ),
    ]


def let_go(hold_id: int, *, by: int, now: datetime) -> None:
    """The hold is over; what is more than a day may bring somebody is told in one digest."""
    outbox.let_go(hold_id, person_id=by, now=now)
    reminders.fold_waiting(now)


def consider_letting_go(hold_id: int, *, by: int, now: datetime) -> list[Change]:
    """What letting go would do: it is done, counted, and taken back."""
    useless = queries.useless(hold_id, now)
    attempt = db.session.begin_nested()
    try:
        let_go(hold_id, by=by, now=now)
        db.session.flush()
        going = queries.going(hold_id, now)
        folded = queries.folded(now)
    finally:
        attempt.rollback()
        db.session.expire_all()
    return [
        Change(f"{messages(going.count)} {goes(going.count)} now{to_people(going)}.", going.count),
        *told_together(folded),
        *too_late(useless),
        *still_held(going.still_held),
    ]


def too_late(count: int) -> list[Change]:
    """What became useless, if anything did."""
    told = f"{messages(count)} became useless while held and {goes(count)} to the list, not to people."
    return [Change(told, count, path=USELESS)] if count else []


def told_together(folded: queries.Folded) -> list[Change]:
    """The late ones that are folded, if any are."""
    if not folded.count:
        return []
    digests = counted(folded.digests, "digest")
    told = f"{messages(folded.count)} that are late are told together in {digests}, so that nobody is flooded."
    return [Change(told, folded.count)]


def still_held(count: int) -> list[Change]:
    """What another hold keeps, if it keeps any."""
    return [Change(f"{messages(count)} {waits(count)} on: another hold covers them.", count)] if count else []


def messages(count: int) -> str:
    """ "No message", "1 message", "12 messages"."""
    return counted(count, "message") if count else "No message"


def to_people(due: queries.Due) -> str:
    """ ", to 4 people"; nothing where there is nobody."""
    return f", to {counted(due.people, 'person')}" if due.people else ""


def waits(count: int) -> str:
    """The verb in its number."""
    return "wait" if count > 1 else "waits"


def goes(count: int) -> str:
    """The verb in its number."""
    return "go" if count > 1 else "goes"
