"""A cell, a row and a sheet as the rules see them, whatever library read the workbook, and as they are kept."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time

Raw = str | int | float | bool | date | datetime | time | None
Kept = dict[str, str | int | float | bool | None]
"""A cell as JSON."""


@dataclass(frozen=True)
class Cell:
    """One value. `percent`: the spreadsheet shows it as a percentage. `trouble`: why it could not be read."""

    value: Raw
    percent: bool = False
    trouble: str = ""
    from_1904: bool = False
    """A plain number of a workbook that counts its days from 1904."""

    @property
    def words(self) -> str:
        """The value as a person would read it; dates as ISO text."""
        match self.value:
            case None:
                return ""
            case datetime() as instant if instant.time() == time(0):
                return instant.date().isoformat()
            case datetime() | date() | time() as moment:
                return moment.isoformat()
            case bool() as truth:
                return "TRUE" if truth else "FALSE"
            case float() as number if number.is_integer():
                return str(int(number))
            case other:
                return " ".join(str(other).split())

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it, not even trouble."""
        return not self.trouble and not self.words


NOTHING = Cell(None)


@dataclass(frozen=True)
class Line:
    """One non-empty row: its number, and its cells by the number of their column (from 1)."""

    number: int
    cells: Mapping[int, Cell]


@dataclass(frozen=True)
class Grid:
    """A sheet as it was read: only rows and cells with something in them."""

    name: str
    lines: tuple[Line, ...]
    hidden: bool = False


@dataclass(frozen=True)
class Row:
    """A row of a recognised sheet: its cells by what their heading means, each with the heading's own words."""

    number: int
    cells: Mapping[str, Cell]
    headings: Mapping[str, str] = field(default_factory=dict)

    def cell(self, meaning: str) -> Cell:
        """The cell under that heading; an empty one where the sheet has no such column."""
        return self.cells.get(meaning, NOTHING)


def keep(cell: Cell) -> Kept:
    """The cell as JSON, so that a waiting row can come in later without its workbook."""
    kept: Kept = {"percent": True} if cell.percent else {}
    if cell.from_1904:
        kept["from_1904"] = True
    if cell.trouble:
        kept["trouble"] = cell.trouble
    match cell.value:
        case datetime() | date() as moment:
            kept["date"] = moment.isoformat()
        case time() as hour:
            kept["time"] = hour.isoformat()
        case value:
            kept["value"] = value
    return kept


def restore(kept: Kept) -> Cell:
    """The cell that `keep` kept."""
    value: Raw = kept.get("value")
    if "date" in kept:
        value = datetime.fromisoformat(str(kept["date"]))
    elif "time" in kept:
        value = time.fromisoformat(str(kept["time"]))
    return Cell(
        value,
        percent=bool(kept.get("percent")),
        trouble=str(kept.get("trouble", "")),
        from_1904=bool(kept.get("from_1904")),
    )
