"""Implementations: an area takes up a programme, a manager looks after it, it closes by an exit or goes on."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import exists, literal, select

from scaleup import audit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import queries
from scaleup.areas.models import Handover, Implementation
from scaleup.areas.rules import (
    Exit,
    HandoverState,
    ImplementationClosed,
    ImplementationOpened,
    Leaving,
    ManagerAssigned,
    refusals_to_close,
)
from scaleup.areas.service.pending import THROUGH_MANAGING, drop_pending
from scaleup.areas.service.people import end_access_of, give_access, person
from scaleup.core import facts
from scaleup.core.dates import local_date, plain_date
from scaleup.core.errors import Conflict, Refused, refuse
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.programmes.models import ProgrammeVersion

DAY = timedelta(days=1)
SAVED_MEANWHILE = (
    "Somebody else changed this implementation while you had it open. Look at what it says now, then act again."
)


def open_implementation(area_id: int, programme_version_id: int, *, opened_on: date, by: int | None) -> Implementation:
    """The area takes up the programme, under this version of it."""
    version = db.session.get_one(ProgrammeVersion, programme_version_id)
    already = db.session.scalar(
        select(Implementation).where(
            Implementation.area_id == area_id,
            Implementation.programme_id == version.programme_id,
            Implementation.closed_on.is_(None),
        )
    )
    if already is not None:
        raise refuse(
            f"This area already takes up {version.programme.name}, since {plain_date(already.opened_on)}. "
            "Close that implementation first.",
            "programme",
        )
    opened = Implementation(
        area_id=area_id,
        programme_id=version.programme_id,
        programme_version_id=version.id,
        opened_on=opened_on,
    )
    db.session.add(opened)
    db.session.flush()
    facts.announce(opening(opened, by=by))
    log("implementation opened", opened, by=by)
    return opened


def note_readiness(implementation_id: int, note: str, *, on_day: date | None, by: int | None) -> Implementation:
    """What an old tracker said of readiness stands as a labelled note, never a verdict (decisions.md, Readiness)."""
    found = queries.implementation(implementation_id)
    found.readiness_note, found.readiness_note_on = note, on_day
    db.session.flush()
    log("readiness noted", found, by=by)
    return found


def plan_pairs(implementation_id: int, pairs: int, *, version: int, by: int | None) -> Implementation:
    """The area means to field so many pairs. Raises Conflict where somebody saved meanwhile."""
    found = queries.implementation(implementation_id)
    if not advance(db.session(), found, version):
        raise Conflict(SAVED_MEANWHILE, {"pairs": str(found.pairs_planned or 0)})
    found.pairs_planned = pairs
    db.session.flush()
    log("pairs planned", found, by=by)
    return found


def log(act: str, row: Implementation, *, by: int | None) -> None:
    """The act on this implementation is in the audit log."""
    audit.record(act, subject="implementation", subject_id=row.id, person_id=by, area_id=row.area_id)


def assign_manager(implementation_id: int, manager_id: int, *, on_day: date, by: int | None) -> Implementation:
    """This member of the unit looks after the implementation and sees its area; the former one no longer does."""
    found = queries.implementation(implementation_id)
    locked([implementation_id])
    formerly_id = found.manager_id
    if formerly_id == manager_id:
        return found
    if not may_manage(person(manager_id)):
        raise refuse(
            f"{person(manager_id).name} is not an implementation manager. "
            "Give them the role under People first, or choose somebody else.",
            "manager",
        )
    drop_pending(found, because="somebody else was chosen before its day", by=by)
    found.manager_id = manager_id
    db.session.flush()
    if formerly_id is not None:
        let_go(found.area_id, formerly_id, last_on=on_day - DAY)
    take_on(found.area_id, manager_id, on_day=on_day, by=by)
    facts.announce(ManagerAssigned(found.id, found.area_id, manager_id, formerly_id, on_day=on_day, person_id=by))
    log("manager assigned", found, by=by)
    return found


def locked(ids: Sequence[int]) -> dict[int, Implementation]:
    """These implementations as they are now, ours until the commit."""
    rows = db.session.scalars(
        select(Implementation)
        .where(Implementation.id.in_(ids))
        .order_by(Implementation.id)
        .with_for_update(of=Implementation)
        .execution_options(populate_existing=True)
    )
    return {row.id: row for row in rows}


def may_manage(candidate: Person) -> bool:
    """Whether the person holds a role of the unit that looks after areas."""
    return bool(db.session.scalar(select(queries.may_manage(literal(candidate.id)))))


def take_on(area_id: int, manager_id: int, *, on_day: date, by: int | None) -> None:
    """The manager sees the area from that day."""
    access = queries.access_of(area_id, person_id=manager_id, today=on_day)
    if any(row.role == Role.IMPLEMENTATION_MANAGER and row.until_on is None for row in access):
        return
    give_access(
        area_id,
        manager_id,
        role=Role.IMPLEMENTATION_MANAGER,
        from_on=on_day,
        until_on=None,
        through=THROUGH_MANAGING,
        by=by,
    )


def let_go(area_id: int, former_id: int, *, last_on: date) -> None:
    """The former manager no longer sees the area, unless another open implementation there is and stays theirs."""
    handed_on = exists().where(Handover.implementation_id == Implementation.id, Handover.state == HandoverState.PENDING)
    other = db.session.scalar(
        select(Implementation.id).where(
            ~handed_on,
            Implementation.area_id == area_id,
            Implementation.manager_id == former_id,
            Implementation.closed_on.is_(None),
        )
    )
    if other is None:
        end_access_of(area_id, former_id, role=Role.IMPLEMENTATION_MANAGER, last_on=last_on)


def close(implementation_id: int, leaving: Leaving, *, version: int, by: int | None, now: datetime) -> Implementation:
    """The area has left the programme by this exit; nothing of the support stands after that day."""
    found = queries.implementation(implementation_id)
    if not advance(db.session(), found, version):
        raise Conflict(SAVED_MEANWHILE, {"closed_on": str(found.closed_on or "still open")})
    check_leaving(found, leaving, today=local_date(now))
    found.closed_on, found.exit = leaving.closed_on, leaving.exit
    found.exit_reason, found.closed_by_id = leaving.reason.strip(), by
    db.session.flush()
    facts.announce(closing(found, leaving, by=by, now=now))
    log("implementation closed", found, by=by)
    return found


def check_leaving(found: Implementation, leaving: Leaving, *, today: date) -> None:
    """The implementation may leave so; else Refused is raised."""
    if found.closed_on is not None:
        raise refuse(f"It is already closed, since {plain_date(found.closed_on)}.")
    refused = refusals_to_close(leaving, opened_on=found.opened_on, today=today)
    if refused:
        raise Refused(refused)


def closing(found: Implementation, leaving: Leaving, *, by: int | None, now: datetime) -> ImplementationClosed:
    """The fact that a closure announces."""
    return ImplementationClosed(
        found.id,
        found.area_id,
        leaving.closed_on,
        leaving.exit,
        reason=leaving.reason,
        person_id=by,
        at=now,
    )


def consider_closing(found: Implementation, leaving: Leaving, *, by: int | None, now: datetime) -> list[facts.Change]:
    """What would follow from the closure, without writing; raises Refused as the closure would."""
    check_leaving(found, leaving, today=local_date(now))
    return facts.consequences(closing(found, leaving, by=by, now=now))


def reopen(implementation_id: int, *, version: int, by: int | None) -> Implementation:
    """A paused implementation stands again. Every other exit is final: open a new one instead."""
    found = stand_again(implementation_id, version=version)
    facts.announce(opening(found, by=by))
    log("implementation reopened", found, by=by)
    return found


def stand_again(implementation_id: int, *, version: int) -> Implementation:
    """The implementation is open again, and nobody was told; raises Refused and Conflict as the act does."""
    found = queries.implementation(implementation_id)
    if found.closed_on is None or found.exit != Exit.PAUSED:
        raise refuse("Only a paused implementation can go on. Open a new one instead.")
    if not advance(db.session(), found, version):
        raise Conflict(SAVED_MEANWHILE, {"closed_on": str(found.closed_on or "still open")})
    found.closed_on = found.exit = found.exit_reason = found.closed_by_id = None
    db.session.flush()
    return found


def opening(found: Implementation, *, by: int | None) -> ImplementationOpened:
    """The fact that it is open announces."""
    return ImplementationOpened(found.id, found.area_id, found.opened_on, by)
