"""The moves of a licence: granted, dropped, suspended, resumed, ended, terminated. Each announces its fact."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scaleup.core import facts
from scaleup.core.dates import local_date
from scaleup.core.errors import Refusal, Refused
from scaleup.extensions import db
from scaleup.licences import queries
from scaleup.licences.models import Licence, Suspension
from scaleup.licences.rules import (
    WAYS,
    Act,
    LicenceEnded,
    LicenceFact,
    LicenceResumed,
    LicenceSuspended,
    LicenceTerminated,
    MoveFacts,
    Terms,
    refusals_of_gates,
    refusals_to_act,
    refusals_to_override,
)
from scaleup.licences.service.conditions import carried_by
from scaleup.licences.service.drafting import granting, log, note_move, taken
from scaleup.licences.service.resting import rest_on_readiness

DAY = timedelta(days=1)
DONE: dict[Act, str] = {
    Act.GRANT: "licence granted",
    Act.DROP: "licence dropped",
    Act.SUSPEND: "licence suspended",
    Act.RESUME: "licence resumed",
    Act.END: "licence ended",
    Act.TERMINATE: "licence terminated",
}


@dataclass(frozen=True)
class Asked:
    """A move as somebody asks for it: from which day it counts, why, and until when where that is known."""

    act: Act
    on_day: date
    reason: str = ""
    to_on: date | None = None
    override: str = ""
    """Why a licence is granted although readiness stands in the way."""


def move(licence_id: int, asked: Asked, *, version: int, by: int | None, now: datetime) -> Licence:
    """The licence has moved, the move is kept, and what follows from it is written."""
    licence = taken(licence_id, version)
    refused = refused_for(licence, asked, today=local_date(now))
    if refused:
        raise Refused(refused)
    announced = fact_of(licence, asked, by=by, noted_on=local_date(now))
    from_state = queries.state_of(licence, local_date(now))
    licence.state = WAYS[asked.act].to
    keep_suspension(licence, asked)
    note_move(licence, from_state, on_day=asked.on_day, reason=said_of(asked), by=by, now=now)
    if asked.act is Act.GRANT:
        rest_on_readiness(licence, override=asked.override, by=by, now=now)
    if announced is not None:
        facts.announce(announced)
    log(DONE[asked.act], licence, by=by)
    return licence


def said_of(asked: Asked) -> str:
    """What the licence's history says of the move; an override stands in it."""
    override = asked.override.strip()
    said = [f"granted past readiness: {override}"] if override else []
    return "; ".join([*said, asked.reason.strip()] if asked.reason.strip() else said)[:400]


def consider(licence: Licence, asked: Asked, *, by: int | None, today: date) -> list[facts.Change]:
    """What would follow from the move, without writing; raises Refused as the move would."""
    refused = refused_for(licence, asked, today=today)
    if refused:
        raise Refused(refused)
    fact = fact_of(licence, asked, by=by, noted_on=today)
    carried = carried_by(licence) if asked.act is Act.GRANT else []
    return carried if fact is None else [*facts.consequences(fact), *carried]


def refused_for(licence: Licence, asked: Asked, *, today: date) -> list[Refusal]:
    """Every reason why the licence may not make this move."""
    suspension = queries.open_suspension(licence.id)
    checked = MoveFacts(
        terms=Terms(licence.starts_on, licence.ends_on, licence.places),
        on_day=asked.on_day,
        today=today,
        reason=asked.reason,
        place_limit=queries.place_limit(licence.programme_version_id),
        others=queries.spans_beside(licence.implementation_id, licence_id=licence.id),
        implementation_closed_on=queries.implementation_of(licence).closed_on,
        suspended_from_on=suspension.from_on if suspension else None,
        to_on=asked.to_on,
        training=queries.training_time_of(licence),
        verdict_on=queries.verdict_on(licence) if asked.act is Act.GRANT and not asked.override.strip() else None,
    )
    found = refusals_to_act(queries.state_of(licence, today), asked.act, checked)
    return found or refused_by_readiness(licence, asked)


def refused_by_readiness(licence: Licence, asked: Asked) -> list[Refusal]:
    """Why readiness does not let the licence be granted."""
    if asked.act is not Act.GRANT:
        return []
    obstacles = queries.obstacles_of(licence)
    return [
        *refusals_of_gates(obstacles, override=asked.override),
        *refusals_to_override(obstacles, override=asked.override),
    ]


def fact_of(licence: Licence, asked: Asked, *, by: int | None, noted_on: date) -> LicenceFact | None:
    """The fact that the move would announce, for the page that asks before it; a dropped draft changes nothing."""
    whose = (licence.id, licence.implementation_id, licence.area_id, asked.on_day, by)
    if asked.act is Act.GRANT:
        return granting(licence, on_day=asked.on_day, by=by)
    if asked.act is Act.SUSPEND:
        return LicenceSuspended(*whose, to_on=asked.to_on, reason=asked.reason, noted_on=noted_on)
    if asked.act is Act.RESUME:
        suspension = queries.open_suspension(licence.id)
        return LicenceResumed(*whose, suspended_from_on=suspension.from_on if suspension else asked.on_day)
    if asked.act is Act.END:
        return LicenceEnded(*whose, reason=asked.reason, noted_on=noted_on)
    if asked.act is Act.TERMINATE:
        return LicenceTerminated(*whose, reason=asked.reason, noted_on=noted_on)
    return None


def keep_suspension(licence: Licence, asked: Asked) -> None:
    """A suspension begins or has its last day, as the move says; one that never was a day long is gone."""
    if asked.act is Act.SUSPEND:
        db.session.add(
            Suspension(
                licence_id=licence.id,
                from_on=asked.on_day,
                to_on=asked.to_on,
                reason=asked.reason.strip(),
            )
        )
    suspension = queries.open_suspension(licence.id) if asked.act is Act.RESUME else None
    if suspension is not None and suspension.from_on < asked.on_day:
        suspension.to_on = asked.on_day - DAY
    elif suspension is not None:
        db.session.delete(suspension)
    db.session.flush()


def grant(licence_id: int, *, on_day: date, version: int, by: int | None, now: datetime, reason: str = "") -> Licence:
    """The draft is a licence: its term stands, and support is planned."""
    return move(licence_id, Asked(Act.GRANT, on_day, reason), version=version, by=by, now=now)


def drop(licence_id: int, *, reason: str, version: int, by: int | None, now: datetime) -> Licence:
    """The draft will not be granted."""
    return move(licence_id, Asked(Act.DROP, local_date(now), reason), version=version, by=by, now=now)


def suspend(
    licence_id: int,
    *,
    from_on: date,
    to_on: date | None,
    reason: str,
    version: int,
    by: int | None,
    now: datetime,
) -> Licence:
    """There is no support from that day; due contacts inside go and nothing after shifts."""
    return move(licence_id, Asked(Act.SUSPEND, from_on, reason, to_on), version=version, by=by, now=now)


def resume(licence_id: int, *, on_day: date, reason: str, version: int, by: int | None, now: datetime) -> Licence:
    """Support stands again from that day."""
    return move(licence_id, Asked(Act.RESUME, on_day, reason), version=version, by=by, now=now)


def end(licence_id: int, *, on_day: date, reason: str, version: int, by: int | None, now: datetime) -> Licence:
    """That day was the licence's last."""
    return move(licence_id, Asked(Act.END, on_day, reason), version=version, by=by, now=now)


def terminate(licence_id: int, *, on_day: date, reason: str, version: int, by: int | None, now: datetime) -> Licence:
    """The licence was taken away; that day was its last."""
    return move(licence_id, Asked(Act.TERMINATE, on_day, reason), version=version, by=by, now=now)
