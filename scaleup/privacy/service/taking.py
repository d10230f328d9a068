"""All that is held about a person as files: made when asked for, kept nowhere."""

import csv
import io
import json
import re
from dataclasses import dataclass

from scaleup.accounts.models import Person
from scaleup.core.errors import Absent
from scaleup.exports.rules import guarded
from scaleup.extensions import db
from scaleup.privacy import adapters
from scaleup.records.service import own_record
from scaleup.records.service.own import Part

READ_ME = """What is held here about {name}.

everything.json   all of it, for a program to read
the .csv files    the same, one file a kind of record, for a spreadsheet

What others wrote about third people is left out; so are passwords and links, which nobody can read.
"""


@dataclass(frozen=True)
class Record:
    """A person by name, and all that is held about them."""

    name: str
    parts: list[Part]


def record_of(person_id: int) -> Record:
    """All that is held about the person; raises Absent."""
    person = db.session.get(Person, person_id)
    if person is None:
        raise Absent
    return Record(person.name, own_record(person_id))


def record_file(person_id: int) -> bytes:
    """The same as a zip of one JSON document and a CSV a kind."""
    record = record_of(person_id)
    everything = {part.title: list(part.rows) for part in record.parts}
    files = {
        "read-me.txt": READ_ME.format(name=record.name).encode(),
        "everything.json": json.dumps(everything, indent=2, ensure_ascii=False, default=str).encode(),
    }
    for number, part in enumerate(record.parts, start=1):
        plain = "-".join(re.findall(r"[a-z0-9]+", part.title.casefold()))
        files[f"{number:02}-{plain}.csv"] = as_csv(part)
    return adapters.zipped(files)


def as_csv(part: Part) -> bytes:
    """The rows of one kind; no cell is run by a spreadsheet."""
    columns = list(dict.fromkeys(name for row in part.rows for name in row))
    written = io.StringIO()
    lines = csv.writer(written)
    lines.writerow(columns)
    for row in part.rows:
        lines.writerow(["" if row.get(name) is None else guarded(str(row[name])) for name in columns])
    return written.getvalue().encode("utf-8-sig")
