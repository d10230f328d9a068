"""After a backup was put back: who was erased since it was taken is erased anew, from a list outside of it."""

from collections.abc import Iterable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.privacy import adapters, queries
from scaleup.privacy.adapters import Line
from scaleup.privacy.models import Erasure
from scaleup.privacy.rules import Because
from scaleup.privacy.service.erasing import wipe


def listed(path: Path) -> list[Line]:
    """Every erasure that the database or the list knows, in the order of their numbers."""
    rows = db.session.scalars(select(Erasure))
    known = {one.erased_id: Line(one.erased_id, one.at.isoformat(), one.by_id, one.because) for one in rows}
    both = {line.erased_id: line for line in adapters.read_list(path)} | known
    return [both[number] for number in sorted(both)]


def keep_list() -> int:
    """The list beside the database holds every erasure there is; returns how many."""
    path = adapters.list_path()
    lines = listed(path)
    if lines != adapters.read_list(path):
        adapters.write_list(path, lines)
        clean_up()
    return len(lines)


def clean_up() -> None:
    """SQLite's file holds nothing of what was deleted. PostgreSQL's own vacuum sees to that by itself."""
    if db.engine.dialect.name != "sqlite":
        return
    db.session.rollback()
    with closing(db.engine.raw_connection()) as connection:  # VACUUM takes no transaction
        for statement in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            connection.cursor().execute(statement)


def standing(lines: Iterable[Line]) -> list[Line]:
    """Those of the list who are on record here by name."""
    found = []
    for line in lines:
        try:
            queries.sought(line.erased_id)
        except Absent:
            continue
        found.append(line)
    return found


def erase_again(line: Line, *, now: datetime) -> bool:
    """The person of this tombstone is erased here too, whatever they still have to hand over; False if they were."""
    if db.session.get(Person, line.erased_id) is None:
        return False
    one = queries.sought(line.erased_id, alone="yes")
    wipe(one, Because(line.because), by=line.by_id, at=datetime.fromisoformat(line.at), now=now)
    return True
