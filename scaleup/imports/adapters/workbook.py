"""The workbook as a file: refused unless it is one and of a bearable size, then read into plain rows.

Limits are checked on the zip directory before anything is unpacked. Macros, pictures and links are never opened;
formulas are not computed: their stored values are read.
"""

import hashlib
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from rapidfuzz import fuzz, process

from scaleup.core import bulk
from scaleup.core.errors import Refused, refuse
from scaleup.core.sheets import (
    BUILTIN_FORMATS,
    CALENDAR_MAC_1904,
    FORMULA_TAG,
    InvalidFileException,
    WorkSheetParser,
    load_workbook,
    range_boundaries,
)
from scaleup.imports.rules import Cell, Grid, Line

MOST_BYTES = 25_000_000
MOST_UNPACKED = 150_000_000
MOST_ENTRIES = 2_000
MOST_TIMES = 200
"""A sheet of repeated words shrinks sixtyfold at most; what shrinks more than this was made to burst."""
SMALL_ENTRY = 1_000_000
"""Below this an entry's ratio says nothing."""
MOST_ROWS = 50_000
PROGRESS_ROWS = 1_000
MOST_COLUMNS = 200
"""Cells further right stand under no heading; a stray one is said, not read."""
LONGEST_CELL = 32_767
"""The most characters that a spreadsheet keeps in a cell."""

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

DAMAGED = (
    zipfile.BadZipFile,
    InvalidFileException,
    ParseError,
    DefusedXmlException,
    zlib.error,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    NotImplementedError,
    OSError,
)
"""What openpyxl and zipfile raise on a file that is not what it says."""


@dataclass(frozen=True)
class WorkbookRead:
    """A workbook as it was read, with the digest of its bytes."""

    name: str
    digest: str
    grids: tuple[Grid, ...]


def silent(_rows: int) -> None:
    """Progress that nobody watches."""


@bulk.undisturbed()
def read_workbook(path: Path, *, name: str = "", progress: Callable[[int], None] = silent) -> WorkbookRead:
    """The workbook's sheets as plain rows; refused with one sentence if it cannot be read safely.

    `name` is what its sender called it, where it is kept under another; `progress` hears of every thousand rows.
    """
    name = name or path.name
    check_workbook(path, name)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of parts that it skips (drawings, validations); none of them is read here.
            warnings.simplefilter("ignore")
            grids = tuple(read_grids(path, name, progress))
    except Refused:
        raise
    except DAMAGED as error:
        raise refuse(
            f"{name} cannot be read as a workbook: it seems damaged ({type(error).__name__}). "
            "Open it in a spreadsheet program, save it as .xlsx and try again."
        ) from error
    if not any(grid.lines for grid in grids):
        raise refuse(f"{name} is empty: no sheet of it has a row.")
    return WorkbookRead(name, digest_of(path), grids)


def check_workbook(path: Path, name: str) -> None:
    """The file may be opened as a workbook; else Refused, before anything of it is unpacked."""
    check_file(path, name)
    check_directory(path, name)


def digest_of(path: Path) -> str:
    """What the file holds, in 64 characters."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_file(path: Path, name: str) -> None:
    """The path is a file of bearable size that may be a workbook; else Refused."""
    if not path.exists():
        raise refuse(f"There is no file {path}. Check the path.")
    if not path.is_file():
        raise refuse(f"{path} is not a file. Name the tracker workbook, an .xlsx file.")
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise refuse(
                f"{name} has {size / 1_000_000:.0f} MB; a tracker may have {MOST_BYTES // 1_000_000} MB. "
                "Take out pictures and sheets that are not the tracker's, and save it again."
            )
        with path.open("rb") as file:
            head = file.read(len(OLE))
    except OSError as error:
        raise refuse(f"{name} cannot be opened: {error.strerror}.") from error
    if head == OLE:
        raise refuse(ole_sentence(path, name))
    if not zipfile.is_zipfile(path):
        raise refuse(f"{name} is not a workbook. Save the tracker as .xlsx and try again.")


def ole_sentence(path: Path, name: str) -> str:
    """A protected workbook, or one of the old format."""
    if ENCRYPTED in path.read_bytes():
        return f"{name} is protected with a password. Save it without one and try again."
    return f"{name} is a workbook of the old format. Save it as .xlsx and try again."


def check_directory(path: Path, name: str) -> None:
    """What the zip directory promises is bearable, and a workbook; else Refused, before anything is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refuse(f"{name} is damaged: its parts cannot be listed. Save it again as .xlsx.") from error
    names = {entry.filename for entry in entries}
    if any(entry.flag_bits & 1 for entry in entries):
        raise refuse(f"{name} is protected with a password. Save it without one and try again.")
    burst = any(
        entry.file_size > SMALL_ENTRY and entry.file_size > MOST_TIMES * max(entry.compress_size, 1)
        for entry in entries
    )
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED or burst:
        raise refuse(f"{name} would unpack to far more than a tracker holds, and was not opened.")
    if "xl/workbook.bin" in names:
        raise refuse(f"{name} is a binary workbook. Save it as .xlsx and try again.")
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise refuse(f"{name} is not a workbook. Save the tracker as .xlsx and try again.")


class CellParser(WorkSheetParser):
    """openpyxl's own parser of a sheet, which also tells which cells are formulas.

    Used directly because its worksheet fills gaps: one stray cell in the last corner would be 17 thousand million.
    """

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """The cell with its stored value, and whether a formula stands behind it."""
        cell: dict[str, Any] = super().parse_cell(element)
        cell["formula"] = element.find(FORMULA_TAG) is not None
        return cell


@dataclass(frozen=True)
class Styles:
    """What the workbook as a whole says of its numbers: which styles show percentages, and where days begin."""

    percent: frozenset[int]
    from_1904: bool


def read_grids(path: Path, name: str, progress: Callable[[int], None]) -> Iterator[Grid]:
    """Every worksheet with its non-empty rows; hidden ones too."""
    with path.open("rb") as file:
        workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False, keep_vba=False)
        rows = 0
        percent = percent_styles(workbook)
        for sheet in workbook.worksheets:
            lines = []
            for line in read_lines(workbook, sheet, Styles(percent, workbook.epoch == CALENDAR_MAC_1904)):
                rows += 1
                if rows > MOST_ROWS:
                    raise refuse(f"{name} has more than {MOST_ROWS:,} rows. Import it in parts.")
                if rows % PROGRESS_ROWS == 0:
                    progress(rows)
                lines.append(line)
            yield Grid(sheet.title, tuple(lines), hidden=sheet.sheet_state != "visible")


def percent_styles(workbook: Any) -> frozenset[int]:
    """The styles that show a number as a percentage."""
    formats = workbook._number_formats
    return frozenset(
        number
        for number, style in enumerate(workbook._cell_styles)
        if "%" in (BUILTIN_FORMATS.get(style.numFmtId) or own_format(formats, style.numFmtId - 164))
    )


def own_format(formats: Sequence[str], number: int) -> str:
    """A number format that the workbook defines itself."""
    return formats[number] if 0 <= number < len(formats) else ""


def read_lines(workbook: Any, sheet: Any, styles: Styles) -> Iterator[Line]:
    """The rows with something in them; a merged cell counts for every row that it covers, in its first column."""
    with sheet._get_source() as source:
        parser = CellParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=workbook.epoch,
            date_formats=workbook._date_formats,
            timedelta_formats=workbook._timedelta_formats,
        )
        lines = [line for number, cells in parser.parse() if (line := read_line(number, cells, styles)).cells]
    merged = getattr(getattr(parser, "merged_cells", None), "mergeCell", ())
    yield from spread(lines, [range_boundaries(one.ref) for one in merged])


def read_line(number: int, cells: Sequence[dict[str, Any]], styles: Styles) -> Line:
    """The non-empty cells of one row; of those beyond all headings only the first, so that it can be said."""
    found: dict[int, Cell] = {}
    for cell in cells:
        column = cell["column"]
        if column > MOST_COLUMNS and found and max(found) > MOST_COLUMNS:
            break
        read = read_cell(cell, styles)
        if not read.empty:
            found[column] = read
    return Line(number, found)


def read_cell(cell: dict[str, Any], styles: Styles) -> Cell:
    """One value, or why there is none to be had."""
    value = cell["value"]
    if cell["data_type"] == "e":
        return Cell(str(value), trouble=f"The spreadsheet itself shows the error {value} here.")
    if value is None and cell["formula"]:
        return Cell(
            None, trouble="A formula stands here without a stored value. Open the workbook, save it, import again."
        )
    if isinstance(value, str):
        return Cell(value[:LONGEST_CELL].replace("\x00", ""))
    if value is not None and not isinstance(value, int | float | bool) and not hasattr(value, "isoformat"):
        return Cell(str(value))
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return Cell(value, percent=cell["style_id"] in styles.percent, from_1904=number and styles.from_1904)


def spread(lines: list[Line], ranges: Sequence[tuple[Any, ...]]) -> Iterator[Line]:
    """The lines; a cell merged downwards stands in each row that it covers and that has cells of its own."""
    first = {(line.number, column): cell for line in lines for column, cell in line.cells.items()}
    down = [(left, top, bottom) for left, top, _, bottom in ranges if bottom > top and (top, left) in first]
    for line in lines:
        covering = {
            left: first[top, left]
            for left, top, bottom in down
            if top < line.number <= bottom and left not in line.cells
        }
        yield Line(line.number, {**line.cells, **covering}) if covering else line


def nearest(name: str, names: Sequence[str]) -> list[str]:
    """The names spelt most like this one, best first: for proposals, never for a match."""
    score: Callable[..., float] = fuzz.WRatio
    found = process.extract(name, names, scorer=score, limit=3, score_cutoff=84)
    return [spelling for spelling, _, _ in found]
