"""A group that is over gives its own result: one self-report, made level whenever its records are corrected."""

from collections.abc import Iterable

from sqlalchemy import select

from scaleup import audit
from scaleup.core import facts
from scaleup.core.facts import Change, Handler
from scaleup.delivery.rules import GroupEnded, GroupReopened
from scaleup.extensions import db
from scaleup.fidelity.models import FidelityCheck
from scaleup.fidelity.rules import CheckRecorded, Colour, Method, Result, group_result, in_words, result
from scaleup.fidelity.service.observing import announce
from scaleup.programmes.rules import Programme
from scaleup.programmes.service import terms

SOURCE = "its session records"
OPEN = "A session of it has no record any more"
"""Why the result of a group counts nowhere for now."""


def changes(fact: GroupEnded) -> list[Change]:
    """That the group's result is kept, where it is not green or was not until now; and that the unit is asked."""
    programme, kept = terms(fact.version_id), kept_of(fact.group_id)
    found, before = came_to(fact, programme), was(kept, programme)
    if found is None or (kept is not None and same(kept, found)) or both_green(found, before):
        return []
    words = f"{in_words(found.percent, programme.fidelity)}%, {found.colour}"
    until_now = f"; until now {in_words(before.percent, programme.fidelity)}%, {before.colour}" if before else ""
    told = [
        Change(
            f"The {fact.group.unit} is over: its own records come to {words}{until_now}. It is kept as its own report",
            1,
        )
    ]
    if found.colour is not Colour.GREEN:
        told.append(Change("A plan to improve is asked for: what is to change, by whom and by when", 1))
    replaced = (before.on_day, float(before.percent)) if before else None
    thought = CheckRecorded(
        fact.implementation_id, fact.area_id, found.on_day, float(found.percent), None, None, replaced
    )
    if facts.consequences(thought):
        told.append(Change("The unit is asked whether more support would help; a person decides", 1))
    return told


def apply(fact: GroupEnded, _changes: Iterable[Change]) -> None:
    """The result of the group is as its records are, and what hangs on it has been told."""
    found, kept = came_to(fact, terms(fact.version_id)), kept_of(fact.group_id)
    if found is None or (kept is not None and same(kept, found)):
        return
    act = "fidelity check of a group corrected" if kept else "fidelity check of a group kept"
    check = kept or FidelityCheck(
        implementation_id=fact.implementation_id,
        area_id=fact.area_id,
        method=Method.SELF_REPORT,
        source=SOURCE,
        group_id=fact.group_id,
    )
    check.on_day, check.percent, check.flag = found.on_day, float(found.percent), None
    keep(check, act)


def opened(fact: GroupReopened) -> list[Change]:
    """That the group's result counts nowhere while a session lacks its record."""
    kept = kept_of(fact.group_id)
    if kept is None or kept.flag is not None:
        return []
    return [Change("What it came to counts nowhere until each of its sessions has a record again", 1)]


def set_aside(fact: GroupReopened, found: Iterable[Change]) -> None:
    """The result of the group counts nowhere for now, and what hangs on it has been told."""
    kept = kept_of(fact.group_id)
    if kept is not None and list(found):
        kept.flag = OPEN
        keep(kept, "fidelity check of a group set aside")


def keep(check: FidelityCheck, act: str) -> None:
    """The check is kept, the act is in the audit log, and what hangs on it has been told."""
    db.session.add(check)
    db.session.flush()
    audit.record(act, subject="fidelity_check", subject_id=check.id, person_id=None, area_id=check.area_id)
    announce(check, by=None)


def came_to(fact: GroupEnded, programme: Programme) -> Result | None:
    """What the group's records come to; None where they cannot be measured. No session can still change it."""
    last_on = max(fact.on_day, *(one.due_on for one in fact.group.sessions))
    found = group_result(fact.group, programme, today=last_on)
    if found is None:
        return None
    return result(fact.on_day, method=found.method, percent=found.percent, fidelity=programme.fidelity)


def was(kept: FidelityCheck | None, programme: Programme) -> Result | None:
    """What is kept of the group until now, where it counts."""
    if kept is None or kept.flag is not None:
        return None
    return result(kept.on_day, method=Method.SELF_REPORT, percent=kept.percent, fidelity=programme.fidelity)


def both_green(found: Result, before: Result | None) -> bool:
    """Whether nothing follows: a result that is green, and was not otherwise."""
    return found.colour is Colour.GREEN and (before is None or before.colour is Colour.GREEN)


def kept_of(group_id: int) -> FidelityCheck | None:
    """The result that is kept of the group so far."""
    return db.session.scalar(select(FidelityCheck).where(FidelityCheck.group_id == group_id))


def same(kept: FidelityCheck, found: Result) -> bool:
    """Whether the result is what is kept, and counts."""
    return kept.flag is None and (kept.on_day, kept.percent) == (found.on_day, float(found.percent))


HANDLERS = (Handler(GroupEnded, changes, apply), Handler(GroupReopened, opened, set_aside))
""""A group is over" is followed by its result; registry.py puts this in its table."""
