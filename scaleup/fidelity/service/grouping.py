"""A group that is over gives its own result: one self-report, made level whenever its records are corrected."""

from collections.abc import Iterable

from sqlalchemy import select

from scaleup import audit
from scaleup.core import facts
from scaleup.core.facts import Change, Handler
from scaleup.delivery.models import DeliveryGroup
from scaleup.delivery.queries import group_values
from scaleup.delivery.rules import GroupEnded
from scaleup.extensions import db
from scaleup.fidelity.models import FidelityCheck
from scaleup.fidelity.rules import CheckRecorded, Method, Result, group_result, written
from scaleup.fidelity.service.observing import announce
from scaleup.programmes.rules import Fidelity
from scaleup.programmes.service import terms

SOURCE = "its session records"


def changes(fact: GroupEnded) -> list[Change]:
    """That the group's result is kept, and what would follow from it."""
    found, kept = came_to(fact), kept_of(fact.group_id)
    if found is None or (kept is not None and same(kept, found)):
        return []
    said = terms_of_group(fact.group_id)
    words = written(found.percent, green_from=said.green_at_least, amber_from=said.amber_at_least)
    sentence = f"The group is over: its own records come to {words}%, {found.colour}, kept as a self-report"
    thought = CheckRecorded(
        fact.implementation_id, fact.area_id, found.on_day, float(found.percent), kept.id if kept else None, None
    )
    return [Change(sentence, 1), *facts.consequences(thought)]


def apply(fact: GroupEnded, _changes: Iterable[Change]) -> None:
    """The result of the group is as its records are, and what hangs on it has been told."""
    found, kept = came_to(fact), kept_of(fact.group_id)
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
    check.on_day, check.percent = found.on_day, float(found.percent)
    db.session.add(check)
    db.session.flush()
    audit.record(act, subject="fidelity_check", subject_id=check.id, person_id=None, area_id=check.area_id)
    announce(check, by=None)


def came_to(fact: GroupEnded) -> Result | None:
    """What the group's records come to; None where they lack something."""
    group = db.session.get_one(DeliveryGroup, fact.group_id)
    value = group_values([fact.group_id])[fact.group_id]
    return group_result(value, terms(group.programme_version_id), today=fact.on_day)


def terms_of_group(group_id: int) -> Fidelity:
    """The thresholds by which the group is measured."""
    return terms(db.session.get_one(DeliveryGroup, group_id).programme_version_id).fidelity


def kept_of(group_id: int) -> FidelityCheck | None:
    """The result that is kept of the group so far."""
    return db.session.scalar(select(FidelityCheck).where(FidelityCheck.group_id == group_id))


def same(kept: FidelityCheck, found: Result) -> bool:
    """Whether the result is what is kept."""
    return (kept.on_day, kept.percent) == (found.on_day, float(found.percent))


HANDLERS = (Handler(GroupEnded, changes, apply),)
""""A group is over" is followed by its result; registry.py puts this in its table."""
