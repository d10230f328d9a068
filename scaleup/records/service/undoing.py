"""A merge is taken back exactly, backwards along its journal; or it is said what stands in the way."""

from datetime import datetime

from sqlalchemy import select

from scaleup import audit, commit
from scaleup.core import bulk
from scaleup.core.errors import Absent, Refusal, Refused
from scaleup.core.references import Kept, Reference
from scaleup.extensions import db
from scaleup.records.models import Merge, MergeStep
from scaleup.records.rules import Kind, Step, may_still_be_undone
from scaleup.records.service import rows
from scaleup.records.service.moving import references
from scaleup.records.service.people import areas_worked_in


def undo(merge_id: int, *, by: int | None, now: datetime) -> Merge:
    """Both records are there again as they were before they became one."""
    merge = db.session.scalar(select(Merge).where(Merge.id == merge_id).with_for_update())
    if merge is None:
        raise Absent
    steps = journal_of(merge)
    if refused := refusals(merge, steps, now):
        raise Refused(refused)
    if merge.kind == Kind.PERSON:
        commit.touched(areas_worked_in(merge.kept_id))
    for step in reversed(steps):
        table = rows.table_of(step.table_name)
        if step.act == Step.REMOVED:
            rows.put_back(table, step.was)
        else:
            rows.change(table, step.row_key, step.was)
    merge.undone_at = now
    if merge.kind == Kind.AREA:
        commit.touched([merge.kept_id, merge.gone_id])
    for record_id in (merge.kept_id, merge.gone_id):
        area_id = record_id if merge.kind == Kind.AREA else None
        audit.record(f"{merge.kind} unmerged", subject=merge.kind, subject_id=record_id, person_id=by, area_id=area_id)
    db.session.flush()
    db.session.expire_all()
    return merge


def journal_of(merge: Merge) -> list[MergeStep]:
    """What the merge did, in order."""
    return list(db.session.scalars(select(MergeStep).where(MergeStep.merge_id == merge.id).order_by(MergeStep.id)))


def refusals(merge: Merge, steps: list[MergeStep], now: datetime) -> list[Refusal]:
    """What stands in the way of undoing; nothing is written to learn it."""
    if merge.undone_at is not None:
        return [Refusal("This was undone already.")]
    if not may_still_be_undone(merge.at, now):
        return [Refusal("A merge can be undone for a week, and that has passed. Put right by hand what is wrong.")]
    table = rows.table_of(merge.kind)
    if rows.row_at(table, {"id": merge.kept_id}) is None:
        return [Refusal("The one record was itself merged since. Undo that first.")]
    now_there = what_is_there(steps)
    changed = sorted({words(step) for step in steps if stands_in_the_way(step, now_there)} | new_ones(merge, steps))
    return [
        Refusal(f"Since then {one} was changed. Undoing would lose that: put right by hand what is wrong.")
        for one in changed
    ]


There = dict[tuple[str, str], rows.Values]
"""Rows by table and key."""


def what_is_there(steps: list[MergeStep]) -> There:
    """The rows of the journal as they are now, in a few statements for each table."""
    keys: dict[str, list[rows.Values]] = {}
    for step in steps:
        if step.act != Step.REMOVED:
            keys.setdefault(step.table_name, []).append(step.row_key)
    return {
        (name, key): row for name, its in keys.items() for key, row in rows.rows_at(rows.table_of(name), its).items()
    }


def stands_in_the_way(step: MergeStep, there: There) -> bool:
    """Whether the row is no longer as the merge left it."""
    if step.act == Step.REMOVED:
        return False
    found = there.get((step.table_name, text_of(step)))
    if found is None:
        return True
    if step.print is not None:
        return rows.fingerprint(found) != step.print
    now = rows.plain(found)
    return any(now[name] != value for name, value in step.became.items() if name not in LIVING)


def text_of(step: MergeStep) -> str:
    """The key of the step's row, its columns in the table's order."""
    return str({column.name: step.row_key[column.name] for column in rows.table_of(step.table_name).primary_key})


LIVING = frozenset({"password_hash", "invited_at", "version"})
"""Columns of a record that go on by themselves, when somebody signs in or is invited."""


def words(step: MergeStep) -> str:
    """What kind of row it is, in words."""
    for to in ("person", "area", "implementation", "facilitator"):
        for reference in references(to):
            if reference.table == step.table_name and reference.column in step.became:
                return f"a moved row ({reference.one})"
    return f"the record itself ({step.table_name})"


def new_ones(merge: Merge, steps: list[MergeStep]) -> set[str]:
    """Rows written since that hang on what would go back: they would be left between the two records."""
    moved: dict[str, set[int]] = {}
    keys: dict[str, set[str]] = {}
    for step in steps:
        keys.setdefault(step.table_name, set()).add(text_of(step))
        if step.act == Step.MOVED and "id" in step.row_key:
            moved.setdefault(step.table_name, set()).add(rows.number(step.row_key, "id"))
    return {
        f"something new ({reference.one})"
        for reference in references(merge.kind)
        if reference.kept is not Kept.DERIVED and hanging(reference, merge.kept_id, moved, keys)
    }


def hanging(reference: Reference, kept_id: int, moved: dict[str, set[int]], keys: dict[str, set[str]]) -> bool:
    """Whether its table has such a row: its record the kept one, its parent moved, itself not in the journal."""
    table = rows.table_of(reference.table)
    for key in table.foreign_keys:
        parents = moved.get(key.column.table.name, set())
        if key.parent.name == reference.column or not parents:
            continue
        for some in bulk.portions(parents):
            found = rows.rows(table, table.c[reference.column] == kept_id, key.parent.in_(some))
            if any(str(rows.plain(rows.key(table, row))) not in keys.get(table.name, set()) for row in found):
                return True
    return False


def the_merge(merge_id: int) -> Merge:
    """The merge; raises Absent."""
    found = db.session.get(Merge, merge_id)
    if found is None:
        raise Absent
    return found


def what_stands_in_the_way(merge_id: int, now: datetime) -> None:
    """Refused where it could not be undone now."""
    merge = the_merge(merge_id)
    if refused := refusals(merge, journal_of(merge), now):
        raise Refused(refused)
