"""Sheets and columns are known by their headings, in any order and under any title; what is not known is reported."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scaleup.imports.rules.cells import Cell, Grid, Line, Row
from scaleup.imports.rules.kinds import ESSENTIAL, MEANINGS, TITLE_WORDS, Kind, plain
from scaleup.imports.rules.meant import LEFT_OUT_BY_DECISION, NOTHING_SAID, Meant, meanings

SEARCHED_ROWS = 40
"""A heading stands within so many non-empty rows; what is above it is a title."""
FEWEST_HEADINGS = 2
"""A row of fewer words is taken for no heading, whatever somebody said of its sheet."""


@dataclass(frozen=True)
class Sheet:
    """A sheet whose heading was recognised, with its rows by meaning."""

    name: str
    kind: Kind
    heading_row: int
    rows: tuple[Row, ...]
    extra: tuple[str, ...] = ()
    """Headings that are not known here."""
    twice: tuple[str, ...] = ()
    """Headings of columns that mean what an earlier column already means."""
    hidden: bool = False
    left_out: tuple[str, ...] = ()
    """Headings of columns that somebody said to leave out."""
    columns: tuple[tuple[str, str], ...] = ()
    """Every heading with what its column is taken for; empty where it is not taken in."""


@dataclass(frozen=True)
class Unknown:
    """A sheet without a heading that is known here, or one that somebody said to leave out."""

    name: str
    rows: int
    first_row: int
    hidden: bool = False
    left_out: bool = False


def heading_of(grid: Grid, meant: Meant) -> tuple[Line, Kind] | None:
    """The row and kind whose headings fit best; the sheet's own name decides between equals, then the higher row.

    Of a sheet whose kind somebody said, the row with most headings of that kind, else the first that could be one.
    """
    said = meant.of_sheet(grid.name)
    best: tuple[int, bool, int] | None = None
    found: tuple[Line, Kind] | None = None
    for line in grid.lines[:SEARCHED_ROWS]:
        for kind in [Kind(said)] if said else list(Kind):
            known = set(meanings(line, kind, meant).values())
            if not (known if said else known >= ESSENTIAL[kind]):
                continue
            titled = bool(re.search(TITLE_WORDS[kind], grid.name.casefold()))
            fit = (len(known), titled, -line.number)
            if best is None or fit > best:
                best, found = fit, (line, kind)
    if found is None and said:
        could_be = (line for line in grid.lines[:SEARCHED_ROWS] if len(texts(line)) >= FEWEST_HEADINGS)
        first = next(could_be, None)
        return (first, Kind(said)) if first else None
    return found


def texts(line: Line) -> list[str]:
    """The words in the row's cells that hold words."""
    return [cell.words for cell in line.cells.values() if isinstance(cell.value, str)]


def recognise(grid: Grid, meant: Meant = NOTHING_SAID) -> Sheet | Unknown:
    """The sheet by its heading, or how many rows stand on one that has none or is to be left out."""
    left_out = meant.of_sheet(grid.name) == LEFT_OUT_BY_DECISION
    heading = None if left_out else heading_of(grid, meant)
    if heading is None:
        first = grid.lines[0].number if grid.lines else 1
        return Unknown(grid.name, rows=len(grid.lines), first_row=first, hidden=grid.hidden, left_out=left_out)
    line, kind = heading
    columns = meanings(line, kind, meant)
    words = {meaning: line.cells[column].words for column, meaning in columns.items()}
    rows = tuple(
        row_of(below, columns, titles=line.cells, headings=words) for below in grid.lines if below.number > line.number
    )
    others = [cell.words for column, cell in line.cells.items() if column not in columns]
    dropped = tuple(name for name in others if meant.of_column(kind, name) == LEFT_OUT_BY_DECISION)
    others = [name for name in others if name not in dropped]
    return Sheet(
        grid.name,
        kind,
        line.number,
        rows,
        extra=tuple(name for name in others if plain(name) not in MEANINGS[kind]),
        twice=tuple(name for name in others if plain(name) in MEANINGS[kind]),
        hidden=grid.hidden,
        left_out=dropped,
        columns=tuple((cell.words, columns.get(column, "")) for column, cell in line.cells.items()),
    )


def row_of(line: Line, columns: Mapping[int, str], *, titles: Mapping[int, Cell], headings: Mapping[str, str]) -> Row:
    """The line by meaning; what stands in other columns is kept under "?" and the column's heading or letter."""
    cells: dict[str, Cell] = {}
    for column, cell in line.cells.items():
        if column in columns:
            cells[columns[column]] = cell
        else:
            title = titles[column].words if column in titles else f"column {letter(column)}"
            cells[f"?{title}"] = cell
    return Row(line.number, cells, headings)


def letter(column: int) -> str:
    """The spreadsheet's name of a column: 1 is A, 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
