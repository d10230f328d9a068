"""How long things are kept is set by a person; what is past its time goes when a person has seen the numbers."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import select

from scaleup import audit, commit
from scaleup.areas.models import Setting
from scaleup.core.dates import plain_date
from scaleup.core.errors import Conflict, Refusal, Refused, refuse
from scaleup.core.facts import Change
from scaleup.extensions import db
from scaleup.privacy import queries
from scaleup.privacy.models import LettingGo, Period
from scaleup.privacy.rules import LONGEST, PROPOSED, SHORTEST, Kind, Past
from scaleup.privacy.service.going import GOING

CARRY_OUT = "privacy.let_go"
"""The task that carries out what was confirmed."""
AT_ONCE = 500
NOTHING = "Nothing of this kind is past its time."


def set_period(actor_id: int, kind: Kind, *, months: int, version: int, now: datetime) -> None:
    """Records of this kind are kept so long from now on."""
    if not SHORTEST <= months <= LONGEST:
        raise Refused([Refusal(f"Enter between {SHORTEST} and {LONGEST} months.", "months")])
    held = db.session.scalar(select(Period).where(Period.kind == kind).with_for_update())
    if (held.version if held else 0) != version:
        theirs = {"months": str(held.months if held else PROPOSED[kind].months)}
        raise Conflict("Somebody else set this period since you opened the page. Theirs stands beside yours.", theirs)
    if held is None:
        held = Period(kind=kind, version=0)
        db.session.add(held)
    held.months, held.set_at, held.set_by_id = months, now, actor_id
    held.version = version + 1
    db.session.flush()
    audit.record(
        "retention period set", subject="retention_period", subject_id=held.id, person_id=actor_id, fields=[kind]
    )


def considering(past: Past) -> list[Change]:
    """What letting go would do; raises Refused where there is nothing."""
    if not past.count:
        raise refuse(NOTHING)
    found = PROPOSED[past.kind]
    oldest = f" The oldest is counted from {plain_date(past.oldest_on)}." if past.oldest_on else ""
    go = "goes" if past.count == 1 else "go"
    return [
        Change(f"{past.said} {go}: counted from before {plain_date(past.before_on)}.{oldest}", past.count),
        Change(found.goes, 1),
        Change("Nobody can undo it.", 1),
        *(Change(f"{name}: {count:,}.", count) for name, count in past.areas),
    ]


def confirm(actor_id: int, past: Past, *, now: datetime) -> LettingGo:
    """What was shown will go, batch by batch; refused while an earlier run of the kind goes on."""
    considering(past)
    goes_on = select(LettingGo.id).where(LettingGo.kind == past.kind, LettingGo.over_at.is_(None))
    if db.session.scalar(goes_on) is not None:
        raise refuse("Somebody confirmed this already. It goes on; look again in a minute.")
    made = LettingGo(
        kind=past.kind, before_on=past.before_on, shown=past.count, confirmed_at=now, confirmed_by_id=actor_id
    )
    db.session.add(made)
    db.session.flush()
    audit.record(
        "letting go confirmed", subject="retention_run", subject_id=made.id, person_id=actor_id, fields=[past.kind]
    )
    commit.ring(CARRY_OUT)
    return made


def batches() -> Iterator[int]:
    """The runs that go on, each as often as it has batches and once to end it; a run that fails is left for later."""
    for run_id, shown in db.session.execute(
        select(LettingGo.id, LettingGo.shown).where(LettingGo.over_at.is_(None)).order_by(LettingGo.id)
    ).all():
        for _ in range(shown // AT_ONCE + 2):
            run = db.session.get(LettingGo, run_id)
            if run is None or run.over_at is not None:
                break
            yield run_id


def let_go(run_id: int, *, now: datetime) -> int:
    """One batch of the run is gone; a run without any left is over. Done twice, nothing more goes."""
    run = db.session.get_one(LettingGo, run_id, with_for_update=True)
    if run.over_at is not None:
        return 0
    kind = Kind(run.kind)
    ids = queries.some(kind, run.before_on, AT_ONCE)
    if ids:
        GOING[kind](ids)
        run.gone += len(ids)
        audit.record(
            "past its time, gone",
            subject="retention_run",
            subject_id=run.id,
            person_id=run.confirmed_by_id,
            fields=[kind],
        )
    if len(ids) < AT_ONCE:
        run.over_at = now
    db.session.flush()
    return len(ids)


def look(today: date) -> list[Kind]:
    """It is noted for My work which kinds are past their time; returns them."""
    found = queries.kinds_past(today)
    db.session.merge(Setting(key=queries.FOUND, value=" ".join(found)))
    db.session.flush()
    return found
