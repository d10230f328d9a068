"""A workbook of several sheets, each with a line above its headings, and as many pages as its rows want."""

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import IO

from scaleup.core.sheets import Workbook
from scaleup.exports.adapters.workbook import append, new_page
from scaleup.exports.rules import Column

MOST_ON_A_PAGE = 1_000_000
"""Rows; a sheet of Excel has 1,048,576."""


@dataclass(frozen=True)
class TrackerPage:
    """A sheet on its way into a workbook."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    above: str = ""
    """A line over the headings."""


def tracker_workbook(pages: Iterable[TrackerPage]) -> tuple[IO[bytes], dict[str, int]]:
    """The workbook as a file without a name, at its beginning, and how many rows each title has."""
    book = Workbook(write_only=True)
    counts = {page.title: sum(written(book, page)) for page in pages}
    file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    book.save(file)
    file.seek(0)
    return file, counts


def written(book: Workbook, page: TrackerPage) -> Iterable[int]:
    """The rows are in the book, on a further sheet wherever one is full; how many went on each."""
    rest, number, more = iter(page.rows), 1, True
    while more:
        title = page.title if number == 1 else f"{page.title} {number}"
        sheet = new_page(book, title, page.columns, above=page.above if number == 1 else "")
        counted = Counting(islice(rest, MOST_ON_A_PAGE))
        append(sheet, page.columns, counted)
        yield counted.count
        following = next(rest, None)
        more = following is not None
        rest = chain([following], rest) if following is not None else rest
        number += 1


class Counting:
    """Rows that are counted as they pass."""

    def __init__(self, rows: Iterable[Sequence[object]]) -> None:
        self.rows, self.count = rows, 0

    def __iter__(self) -> "Counting":
        """Itself: rows pass once."""
        self.passing = iter(self.rows)
        return self

    def __next__(self) -> Sequence[object]:
        """The next row."""
        row = next(self.passing)
        self.count += 1
        return row
