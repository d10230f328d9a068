"""All that is held about one person, along the columns that refer to them: for themselves to read and to keep."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, select

from scaleup.accounts.models import Person
from scaleup.areas.models import Area
from scaleup.audit import Entry, Read
from scaleup.core import bulk
from scaleup.core.base import UtcDateTime
from scaleup.core.dates import LONDON, plain_date
from scaleup.core.references import Kept, Reference
from scaleup.extensions import db
from scaleup.records.service import rows
from scaleup.records.service.moving import references

DAY = re.compile(r"\d{4}-\d\d-\d\d")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT")
OF_THE_PERSON = ("name", "email", "employer", "created_at", "invited_at", "leaves_on")


@dataclass(frozen=True)
class Part:
    """One kind of thing that is held, and each of it by column and value."""

    title: str
    rows: tuple[dict[str, object], ...]

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """Each row as a reader reads it: heads and words, what is empty left out."""
        return [
            [(head(name), in_words(value)) for name, value in row.items() if value is not None] for row in self.rows
        ]


HEADS = {"email": "E-mail address", "created_at": "On record since", "at": "When", "act": "What"}


def head(name: str) -> str:
    """A column as it is headed."""
    return HEADS.get(name, name.replace("_", " ").removesuffix(" on").removesuffix(" at").capitalize())


def in_words(value: object) -> str:
    """A kept value as a reader reads it; days and instants are known by their shape."""
    text = str(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if INSTANT.match(text):
        at = datetime.fromisoformat(text).astimezone(LONDON)
        return f"{plain_date(at.date())}, {at:%H:%M}"
    return plain_date(date.fromisoformat(text)) if DAY.fullmatch(text) else text.replace("_", " ")


SUBJECTS = ("facilitator", "booking")
"""Tables whose rows are about the person: what refers to one of them is about the person, too."""
NEVER = frozenset({"token_hash", "nonce", "dedupe_key", "key"})
PLAIN = (Date, UtcDateTime, Boolean)


def own_record(person_id: int) -> list[Part]:
    """Everything that names this person. What others wrote of third people is not theirs, and is left out."""
    person = rows.rows(rows.table_of(Person.__tablename__), Person.id == person_id)
    parts = [Part("You", tuple(rows.plain({k: one[k] for k in OF_THE_PERSON}) for one in person))]
    parts += held(Person.__tablename__, [person_id])
    read = select(Read.at, Read.kind, Read.what, Read.area_id).where(Read.person_id == person_id).order_by(Read.id)
    acts = select(Entry.at, Entry.act).where(Entry.person_id == person_id).order_by(Entry.id)
    about = select(Entry.at, Entry.act, Entry.fields).where(Entry.subject == "person", Entry.subject_id == person_id)
    for title, asked in (
        ("What was done to your record", about.order_by(Entry.id)),
        ("Evaluation data that you read", read),
        ("What you did", acts),
    ):
        parts.append(Part(title, tuple(named(rows.plain(dict(row)) for row in db.session.execute(asked).mappings()))))
    return [parts[0], *(part for part in parts[1:] if part.rows)]


def held(to: str, ids: Sequence[int]) -> list[Part]:
    """What refers to these records, column by column, and what refers to that where it is about the person."""
    parts: list[Part] = []
    for reference in references(to):
        table, names = rows.table_of(reference.table), told(reference)
        only = {*names, *table.primary_key.columns.keys()}
        found = [
            row
            for some in bulk.portions(ids)
            for row in rows.rows(table, table.c[reference.column].in_(some), only=sorted(only))
        ]
        if found and reference.kept is not Kept.DERIVED:
            kept = named(rows.plain({name: row[name] for name in names}) for row in found)
            parts.append(Part(reference.many.capitalize(), tuple(kept)))
        if reference.table in SUBJECTS and found:
            parts += held(reference.table, [rows.number(row, "id") for row in found])
    return parts


def told(reference: Reference) -> tuple[str, ...]:
    """The columns that a person is given: those that are listed, else the area, days, instants, and codes."""
    if reference.told:
        return reference.told
    columns = rows.table_of(reference.table).columns
    return tuple(
        one.name
        for one in columns
        if one.name not in NEVER
        and (one.name in ("id", "area_id") or isinstance(one.type, PLAIN) or one.name in coded(reference.table))
    )


def coded(name: str) -> set[str]:
    """The columns of a table that hold one of a closed list of words."""
    rules = rows.table_of(name).constraints
    return {str(one.name).removeprefix(f"ck_{name}_") for one in rules if isinstance(one, CheckConstraint)}


def named(found: Iterable[dict[str, object]]) -> list[dict[str, object]]:
    """The rows with their area by its name."""
    listed = list(found)
    ids = {row["area_id"] for row in listed if "area_id" in row}
    names: dict[object, str] = {}
    for some in bulk.portions(number for number in ids if isinstance(number, int)):
        for row in db.session.execute(select(Area.id, Area.name).where(Area.id.in_(some))):
            names[row.id] = row.name
    return [{"area": names.get(row.pop("area_id"))} | row if "area_id" in row else row for row in listed]
