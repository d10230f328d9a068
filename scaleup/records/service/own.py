"""All that is held about one person, along the columns that refer to them: for themselves to read and to keep."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.areas.models import Area
from scaleup.audit import Entry
from scaleup.core import bulk
from scaleup.core.dates import LONDON, plain_date
from scaleup.core.references import Reference
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


def own_record(person_id: int) -> list[Part]:
    """Everything that names this person. What others wrote of third people is not theirs, and is left out."""
    person = rows.rows(rows.table_of(Person.__tablename__), Person.id == person_id)
    parts = [Part("You", tuple(rows.plain({k: one[k] for k in OF_THE_PERSON}) for one in person))]
    for reference in references(Person.__tablename__):
        if reference.told and (found := told(reference, person_id)):
            parts.append(Part(reference.many.capitalize(), tuple(found)))
    acts = db.session.execute(select(Entry.at, Entry.act).where(Entry.person_id == person_id).order_by(Entry.id))
    parts.append(Part("What you did", tuple(rows.plain(dict(row)) for row in acts.mappings())))
    return parts


def told(reference: Reference, person_id: int) -> list[dict[str, object]]:
    """The rows that refer to the person through this column, with the area by its name."""
    table = rows.table_of(reference.table)
    found = [
        {name: row[name] for name in reference.told} for row in rows.rows(table, table.c[reference.column] == person_id)
    ]
    ids = {row["area_id"] for row in found if "area_id" in row}
    names: dict[object, str] = {}
    for some in bulk.portions(number for number in ids if isinstance(number, int)):
        for row in db.session.execute(select(Area.id, Area.name).where(Area.id.in_(some))):
            names[row.id] = row.name
    return [rows.plain({"area": names.get(row.pop("area_id"))} | row if "area_id" in row else row) for row in found]
