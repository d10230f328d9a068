"""Everything that refers to one record refers to another afterwards, and the journal says how it was."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Date, String, Table, func, select, update

from scaleup.core.dates import local_date
from scaleup.core.references import Clash, Kept, Reference
from scaleup.extensions import db
from scaleup.records.models import MergeStep
from scaleup.records.rules import Step
from scaleup.records.service import rows
from scaleup.records.service.rows import Values

GIVES_WAY = (Clash.DROP, Clash.FOLD)
"""Of what cannot be moved, this goes."""
_references: list[Reference] = []


def install(references: Sequence[Reference]) -> None:
    """Afterwards these are the columns that refer to records."""
    _references[:] = references


def references(to: str) -> list[Reference]:
    """The columns that refer to records of this table."""
    return [one for one in _references if one.to == to]


@dataclass
class Journal:
    """What was done, in order, until it is written down with its merge."""

    now: datetime
    steps: list[MergeStep] = field(default_factory=list)
    whole: set[tuple[str, str]] = field(default_factory=set)
    """Tables and keys of rows of which any later change stands in the way of undoing."""

    def changed(self, table: Table, row: Values, values: Values, *, act: Step = Step.CHANGED) -> None:
        """The row gets these values, and the journal keeps what stood there."""
        was = rows.plain({name: row[name] for name in values})
        rows.change(table, rows.plain(rows.key(table, row)), rows.plain(values))
        after = rows.plain(rows.key(table, row | values))
        self.note(act, table, after, was=was, became=rows.plain(values))

    def removed(self, table: Table, row: Values) -> None:
        """The row is gone, and the journal keeps all of it."""
        row_key = rows.plain(rows.key(table, row))
        rows.remove(table, row_key)
        self.note(Step.REMOVED, table, row_key, was=rows.plain(row), became={})

    def note(self, act: Step, table: Table, row_key: Values, *, was: Values, became: Values) -> None:
        """One more step."""
        self.steps.append(MergeStep(act=act, table_name=table.name, row_key=row_key, was=was, became=became))

    def write(self, merge_id: int) -> None:
        """The steps are on record, each row that is watched as a whole with its fingerprint."""
        for step in self.steps:
            step.merge_id = merge_id
            if (step.table_name, str(step.row_key)) in self.whole and step.act != Step.REMOVED:
                found = rows.row_at(rows.table_of(step.table_name), step.row_key)
                step.print = rows.fingerprint(found) if found else None
        db.session.add_all(self.steps)
        db.session.flush()


def move_all(to: str, gone_id: int, kept_id: int, journal: Journal) -> None:
    """Whatever referred to the one record refers to the other."""
    for reference in references(to):
        if reference.kept is Kept.DERIVED:
            table = rows.table_of(reference.table)
            column = table.c[reference.column]
            db.session.execute(update(table).where(column == gone_id).values({column: kept_id}))
        else:
            move(reference, gone_id, kept_id, journal)


def move(reference: Reference, gone_id: int, kept_id: int, journal: Journal) -> None:
    """What refers through this column refers to the other record; what has its twin there gives way."""
    table = rows.table_of(reference.table)
    shared = rows.uniques(table, reference.column)
    if reference.same:
        shared.append(((*reference.same, reference.column), reference.same_while))
    for row in rows.rows(table, table.c[reference.column] == gone_id):
        other = rows.twin(table, row, reference.column, kept_id, shared) if shared else None
        if other is not None and reference.clash in GIVES_WAY:
            if reference.clash is Clash.FOLD:
                move_all(table.name, rows.number(row, "id"), rows.number(other, "id"), journal)
            journal.removed(table, row)
            continue
        values: Values = {reference.column: kept_id} | rekeyed(reference, table, row, gone_id, kept_id)
        if other is not None and reference.clash is Clash.END:
            values[reference.end_with] = end_of(table, reference.end_with, journal.now)
        if other is not None and reference.clash is Clash.NUMBER:
            values[reference.named] = numbered(reference, table, row, kept_id)
        journal.changed(table, row, values, act=Step.MOVED)
        if reference.kept is Kept.WHOLE:
            journal.whole.add((table.name, str(rows.plain(rows.key(table, row | values)))))


def numbered(reference: Reference, table: Table, row: Values, kept_id: int) -> str:
    """The row's name with the first number that makes it another one there, shortened where it would be too long."""
    column, of = table.c[reference.named], table.c[reference.column]
    taken = set(db.session.scalars(select(column).where(of.in_((kept_id, row[reference.column])))))
    name, longest = str(row[reference.named]), column.type.length if isinstance(column.type, String) else None
    endings = (f" ({number})" for number in itertools.count(2))
    found = (f"{name[: longest - len(one)] if longest else name}{one}" for one in endings)
    return next(one for one in found if one not in taken)


def end_of(table: Table, column: str, now: datetime) -> date | datetime:
    """This instant, or today, as the column wants it."""
    return local_date(now) if isinstance(table.c[column].type, Date) else now


def rekeyed(reference: Reference, table: Table, row: Values, gone_id: int, kept_id: int) -> Values:
    """The key that names the record, naming the other; as it was, if that key is in use."""
    if not reference.keyed:
        return {}
    old = str(row[reference.keyed])
    new = "|".join(
        part.replace(f"{reference.to}:{gone_id}", f"{reference.to}:{kept_id}")
        if part.strip() == f"{reference.to}:{gone_id}"
        else part
        for part in old.split("|")
    )
    taken = select(func.count()).select_from(table).where(table.c[reference.keyed] == new)
    return {} if new == old or db.session.scalar(taken) else {reference.keyed: new}


def counted(to: str, record_id: int) -> list[tuple[Reference, int]]:
    """How many rows refer to this record, column by column; what has none is left out."""
    found = []
    for reference in references(to):
        if reference.kept is not Kept.DERIVED:
            table = rows.table_of(reference.table)
            each = func.count(table.c[reference.counted].distinct()) if reference.counted else func.count()
            asked = select(each).select_from(table).where(table.c[reference.column] == record_id)
            found.append((reference, db.session.scalar(asked) or 0))
    return [(reference, count) for reference, count in found if count]


def moving(reference: Reference, count: int, whose: str, what: str) -> str:
    """That so many of these move, in words."""
    if said := reference.moving[count > 1]:
        return said.format(count=count, whose=whose, what=what)
    those = f"1 {reference.one}" if count == 1 else f"{count} {reference.many}"
    return f"{those} of {whose} {'moves' if count == 1 else 'move'} to the one {what}."
