"""A CSV file as lines under heads, or why it cannot be read; what every file that is brought in here shares. Pure."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from scaleup.programmes.rules import UNIT_WORDS

MOST_LINES = 2000
LONGEST_CELL = 200
WRONG_START = "Start from the template."


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a row: the line of the file, the column, and a sentence."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Line:
    """One line of a file: its number, and its cells by their heads."""

    at: int
    cells: Mapping[str, str]
    more: int = 0
    """How many cells stand beyond the last head."""


@dataclass(frozen=True)
class Lines:
    """The lines of a file; none where it cannot be read, and then why."""

    lines: tuple[Line, ...] = ()
    mistakes: tuple[Mistake, ...] = ()


def lines_of(text: str, *, wrong_heads: Callable[[Sequence[str]], Iterable[Mistake]]) -> Lines:
    """The lines of a file that has heads, and not too many lines."""
    rows = csv.reader(StringIO(text.lstrip("\ufeff")), delimiter=delimiter(text))
    try:
        found = [(at, row) for at, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    except csv.Error:
        return Lines(mistakes=(Mistake(1, "", f"This is not a CSV file. {WRONG_START}"),))
    if not found:
        return Lines(mistakes=(Mistake(1, "", f"The file is empty. {WRONG_START}"),))
    (_, first), *rest = found
    heads = [head_of(cell) for cell in first]
    headless = tuple(wrong_heads(heads))
    if headless:
        return Lines(mistakes=headless)
    if len(rest) > MOST_LINES:
        words = f"The file has {len(rest)} rows. Bring in {MOST_LINES} at a time."
        return Lines(mistakes=(Mistake(1, "", words),))
    return Lines(tuple(line(at, heads, cells) for at, cells in rest))


def head_of(cell: str) -> str:
    """The column of this heading: groups stand in theirs by whatever their programme calls them."""
    head = cell.strip().casefold().replace(" ", "_")
    return "group" if head in UNIT_WORDS else head


def line(at: int, heads: Sequence[str], cells: Sequence[str]) -> Line:
    """One line; its cells without the spaces around them, and no longer than is needed to name a mistake."""
    named = {head: cell.strip()[:LONGEST_CELL] for head, cell in zip(heads, cells, strict=False)}
    return Line(at, named, max(0, len(cells) - len(heads)))


def delimiter(text: str) -> str:
    """What parts the cells: some spreadsheets write semicolons."""
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def strange(heads: Iterable[str], known: Sequence[str]) -> Iterable[Mistake]:
    """Columns that are none of ours."""
    for head in heads:
        if head and head not in known:
            yield Mistake(1, head[:LONGEST_CELL], f"“{head[:40]}” is no column that is read here. Take it out.")


def missing(head: str) -> Mistake:
    """That a column is not there."""
    return Mistake(1, head, f"The column {head} is missing. Its first line must be as in the template.")


class Row:
    """One row, with what was found wrong in it."""

    def __init__(self, at: int, cells: Mapping[str, str]) -> None:
        self.at = at
        self.cells = cells
        self.mistakes: list[Mistake] = []

    def cell(self, column: str) -> str:
        """The words of a cell."""
        return self.cells.get(column, "")

    def wrong(self, column: str, sentence: str) -> None:
        """There is a mistake in this column."""
        self.mistakes.append(Mistake(self.at, column, sentence))

    def wrong_in(self, column: str) -> bool:
        """Whether there is a mistake in this column."""
        return any(one.column == column for one in self.mistakes)
