"""The versions of plans: what changed, when, by whom and why, written in the transaction that changes the plan."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Insert, func, select

from scaleup.core import bulk, clock
from scaleup.core.rows import inserting
from scaleup.extensions import db
from scaleup.support import rules
from scaleup.support.models import PlanVersion, Slot

LONGEST_CAUSE = 400
AS_IT_STOOD = "The plan as it stood before its versions were kept"


@dataclass(frozen=True)
class Cause:
    """Why plans are made anew, in a sentence without its stop."""

    words: str
    person_id: int | None = None
    staff_only: bool = False
    """Whether it is a step decision, which a project lead does not read."""


COLUMNS = ("licence_id", "area_id", "number", "at", "person_id", "cause", "changes")
FIRST = Cause("The first plan of the licence")


@dataclass(frozen=True)
class Changed:
    """How the plan of a licence differs from before."""

    licence_id: int
    area_id: int
    differences: Sequence[rules.Difference]

    @property
    def changes(self) -> bool:
        """Whether any contact is added, moved or gone."""
        return any(one.move is not rules.Move.UNCHANGED for one in self.differences)


def keep(told: Iterable[Changed], cause: Cause) -> None:
    """Each plan that changed has a version more; a fixed number of statements for any number of plans.

    The plans are written before. One from before versions were kept gets what it was as its first.
    """
    changed = {one.licence_id: one for one in told if one.changes}
    if not changed:
        return
    db.session.flush()
    numbers = last_numbers(changed)
    missing = before_versions([one for one in changed.values() if one.licence_id not in numbers])
    rows = [row(changed[licence_id], 1, Cause(AS_IT_STOOD), changes=text) for licence_id, text in missing.items()]
    for one in changed.values():
        number = numbers.get(one.licence_id, 1 if one.licence_id in missing else 0) + 1
        rows.append(row(one, number, cause, changes=rules.written(one.differences)))
    bulk.put(db.session(), PlanVersion, rows)


def keep_first(told: Mapping[int, tuple[int, str]], cause: Cause = FIRST) -> None:
    """Each of these licences (by id: its area, and its plan as written) has its first version, unless it has one."""
    if told:
        rows = [
            row(Changed(licence_id, area_id, ()), 1, cause, changes=text)
            for licence_id, (area_id, text) in told.items()
        ]
        db.session.execute(insert_missing(), rows)


def put_first(told: Iterable[tuple[int, int, str]]) -> None:
    """The same for licences (id, area, plan as written) that were just brought in: one COPY."""
    at = clock.now()
    lines = ((licence_id, area_id, 1, at, None, FIRST.words, text) for licence_id, area_id, text in told)
    bulk.put_lines(db.session(), PlanVersion, COLUMNS, lines)


def insert_missing() -> Insert:
    """An insert of versions that leaves alone what stands already."""
    insert = inserting(PlanVersion, db.engine.dialect.name)
    return insert.on_conflict_do_nothing(index_elements=["licence_id", "number"])


def row(one: Changed, number: int, cause: Cause, *, changes: str) -> dict[str, object]:
    """A version as a new row."""
    return {
        "licence_id": one.licence_id,
        "area_id": one.area_id,
        "number": number,
        "at": clock.now(),
        "person_id": cause.person_id,
        "cause": cause.words[:LONGEST_CAUSE],
        "staff_only": cause.staff_only,
        "changes": changes,
    }


def last_numbers(licence_ids: Iterable[int]) -> dict[int, int]:
    """The number of the last version of each of these licences that has one."""
    found: dict[int, int] = {}
    for some in bulk.portions(licence_ids):
        asked = (
            select(PlanVersion.licence_id, func.max(PlanVersion.number))
            .where(PlanVersion.licence_id.in_(some))
            .group_by(PlanVersion.licence_id)
        )
        found.update((row[0], row[1]) for row in db.session.execute(asked))
    return found


def before_versions(changed: Sequence[Changed]) -> dict[int, str]:
    """The plans that these were before the change, as written; of those that had none, nothing."""
    plans: dict[int, dict[int, rules.Difference]] = {one.licence_id: {} for one in changed}
    for some in bulk.portions(plans):
        standing = select(Slot.licence_id, Slot.sequence, Slot.due_on).where(
            Slot.licence_id.in_(some), Slot.state != "gone"
        )
        for licence_id, number, due_on in db.session.execute(standing):
            plans[licence_id][number] = rules.added_on(number, due_on)
    for one in changed:
        plan = plans[one.licence_id]
        for difference in one.differences:
            if difference.now_on is not None and difference.was_on is None:
                plan.pop(difference.sequence, None)
        plan |= {each.sequence: rules.added_on(each.sequence, each.was_on) for each in one.differences if each.was_on}
    return {licence_id: rules.written(plan.values()) for licence_id, plan in plans.items() if plan}
