"""XLSX, written row by row into a file of its own: real dates, and every text a text, whatever it begins with."""

import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import IO, Any
from zoneinfo import ZoneInfo

from scaleup.core.sheets import Font, Workbook, WriteOnlyCell, WriteOnlyWorksheet, get_column_letter
from scaleup.exports.rules import (
    LONGEST_CELL,
    NOTHING,
    UNPRINTABLE,
    UNSAFE,
    Column,
    Kind,
    Sheet,
    storable,
    with_first,
)

LONDON = ZoneInfo("Europe/London")
INSTANT = "yyyy-mm-dd hh:mm"
WIDTHS = {Kind.TEXT: 24, Kind.NUMBER: 10, Kind.DAY: 12, Kind.INSTANT: 17, Kind.YES: 8}
LONGEST_TITLE = 31


class TooMany(Exception):
    """The list has more rows than a workbook opens well."""


def workbook_file(sheet: Sheet, *, most: int) -> IO[bytes]:
    """The workbook as a file without a name, at its beginning; raises TooMany."""
    book = Workbook(write_only=True)
    page = new_page(book, sheet.title, sheet.columns)
    some, batches = with_first(sheet.batches)
    makers = [maker(column, page) for column in sheet.columns]
    count = 0
    for batch in batches:
        count += len(batch)
        if count > most:
            leave(page)
            raise TooMany
        for row in batch:
            page.append([make(cell) for make, cell in zip(makers, row, strict=True)])
    for note in ([] if some else [NOTHING]) + list(sheet.notes):
        page.append([text_cell(note, page)])
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    book.save(file)
    file.seek(0)
    return file


def leave(page: Any) -> None:
    """The half-written sheet is given up, its file on the disk too."""
    page.close()
    page._writer.cleanup()


def new_page(book: Workbook, title: str, columns: Sequence[Column], *, above: str = "") -> WriteOnlyWorksheet:
    """A sheet with its headings, which stay in sight, and perhaps a line above them."""
    page: Any = book.create_sheet(
        title[:LONGEST_TITLE]
    )  # openpyxl's stubs know nothing of a write-only sheet's columns
    page.freeze_panes = "A3" if above else "A2"
    for number, column in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = WIDTHS[column.kind]
    if above:
        page.append([text_cell(above, page)])
    headings = [WriteOnlyCell(page, value=column.heading) for column in columns]
    for heading in headings:
        heading.font = Font(bold=True)
    page.append(headings)
    written: WriteOnlyWorksheet = page
    return written


def append(page: WriteOnlyWorksheet, columns: Sequence[Column], rows: Iterable[Sequence[object]]) -> None:
    """These rows stand on the sheet."""
    makers = [maker(column, page) for column in columns]
    for row in rows:
        page.append([make(cell) for make, cell in zip(makers, row, strict=True)])


def maker(column: Column, page: WriteOnlyWorksheet) -> Callable[[object], object]:
    """What makes a cell of this column."""
    match column.kind:
        case Kind.NUMBER | Kind.DAY:
            return lambda cell: cell  # a date reads as ISO has it without being told so
        case Kind.INSTANT:
            return lambda cell: at_minute(in_london(cell), page)
        case Kind.YES:
            return lambda cell: "yes" if cell else "no"
    words, told = column.words, column.told
    if told is not None:
        return lambda cell: None if cell is None else text_cell(told(str(cell)), page)
    return lambda cell: None if cell is None else text_cell(words.get(str(cell), str(cell)) if words else cell, page)


def text_cell(cell: object, page: WriteOnlyWorksheet) -> object:
    """The text as a cell that is a text."""
    text = str(cell)
    if len(text) > LONGEST_CELL or UNPRINTABLE.search(text):
        text = storable(text)
    if text[:1] not in UNSAFE:
        return text
    safe = WriteOnlyCell(page, value=text)
    safe.data_type = "s"
    return safe


def at_minute(cell: object, page: WriteOnlyWorksheet) -> object:
    """The instant as a date and a time, to the minute."""
    if not isinstance(cell, datetime):
        return None
    found = WriteOnlyCell(page, value=cell)
    found.number_format = INSTANT
    return found


def in_london(cell: object) -> object:
    """The instant on London's clock, as a workbook keeps it: without a zone."""
    return cell.astimezone(LONDON).replace(tzinfo=None) if isinstance(cell, datetime) else cell
