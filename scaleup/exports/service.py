"""A list goes out: who took it is on record, and its rows come by a connection of their own that the answer closes."""

from contextlib import ExitStack, closing
from datetime import datetime
from typing import IO

from sqlalchemy import Connection, insert

from scaleup import audit
from scaleup.core import stationery
from scaleup.core.dates import local_date
from scaleup.core.downloads import Download
from scaleup.core.errors import refuse
from scaleup.core.pages import Actor
from scaleup.exports.adapters import TooMany, csv_pieces, workbook_file
from scaleup.exports.queries import Listing, batches, opened
from scaleup.exports.rules import MOST_IN_A_WORKBOOK, Ending, Known, Sheet, file_name
from scaleup.extensions import db, reading

PIECE = 64 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def begin(listing: Listing, ending: Ending, *, by: Actor, now: datetime) -> Download:
    """The file is on its way, and that it was taken is on record."""
    with ExitStack() as stack:
        connection = stack.enter_context(db.engine.connect())
        put_on_record(connection, listing, ending, by=by, now=now)
        return on_its_way(listing, ending, connection, stack, now=now)


def begin_in_act(listing: Listing, ending: Ending, *, by: Actor, now: datetime) -> Download:
    """The same for a list that was asked for by an act: it is on record when the act commits, which holds SQLite's
    one lock for writing already.
    """
    audit.record(
        f"list exported as {ending}",
        subject=listing.name,
        subject_id=None,
        person_id=by.person_id,
        area_id=listing.area_id,
        fields=listing.narrowed,
    )
    with ExitStack() as stack:
        connection = stack.enter_context(db.engine.connect())
        return on_its_way(listing, ending, connection, stack, now=now)


def on_its_way(
    listing: Listing, ending: Ending, connection: Connection, stack: ExitStack, *, now: datetime
) -> Download:
    """The file; what stands behind it is closed with its last piece."""
    notes = [stationery.EXAMPLE] if stationery.house().demonstration() else []
    narrowed = [*listing.narrowed.values(), *(["example"] if notes else [])]
    name = file_name(listing.name, narrowed, on_day=local_date(now), ending=ending)
    result = stack.enter_context(closing(opened(connection, listing)))
    sheet = Sheet(listing.title, listing.columns, batches(result, listing), notes)
    if ending is Ending.CSV:
        return Download(name, CSV, csv_pieces(sheet), stack.pop_all().close)
    file = in_a_workbook(sheet)
    return Download(name, XLSX, iter(lambda: file.read(PIECE), b""), file.close)


def in_a_workbook(sheet: Sheet) -> IO[bytes]:
    """The whole list as a workbook; refused where it is too long for one."""
    try:
        return workbook_file(sheet, most=MOST_IN_A_WORKBOOK)
    except TooMany:
        raise refuse(
            f"This list has more than {MOST_IN_A_WORKBOOK:,} rows, too many for a workbook. "
            "Download it as CSV, or narrow it first."
        ) from None


def put_on_record(
    connection: Connection, listing: Listing | Known, ending: Ending, *, by: Actor, now: datetime
) -> None:
    """Who took which list, narrowed by what, is in the log, whatever becomes of the answer."""
    told = reading.set(False)
    try:
        connection.execute(
            insert(audit.Entry).values(
                at=now,
                person_id=by.person_id,
                act=f"list exported as {ending}",
                subject=listing.name,
                area_id=listing.area_id,
                fields=sorted(listing.narrowed),
            )
        )
        connection.commit()
    finally:
        reading.reset(told)


def begin_known(known: Known, *, by: Actor, now: datetime) -> Download:
    """A table that was reckoned, not read, is on its way as CSV, and that it was taken is on record."""
    with db.engine.connect() as connection:
        put_on_record(connection, known, Ending.CSV, by=by, now=now)
    notes = [*known.notes, *([stationery.EXAMPLE] if stationery.house().demonstration() else [])]
    narrowed = [*known.narrowed.values(), *(["example"] if stationery.house().demonstration() else [])]
    name = file_name(known.name, narrowed, on_day=local_date(now), ending=Ending.CSV)
    pieces = csv_pieces(Sheet(known.title, known.columns, iter([known.rows]), notes))
    return Download(name, CSV, pieces, lambda: None)
