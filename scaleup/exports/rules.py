"""What a list is as a file: its columns, its name, and what of a text a spreadsheet would run. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain

NOTHING = "Nothing is like that: the list had no row when this file was made."
UNSAFE = frozenset("=+-@\t\r\n\0|＝＋－＠")
"""What a spreadsheet may take for the beginning of a formula (OWASP, CSV injection)."""
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML, and so a workbook, cannot hold."""
LONGEST_CELL = 32_767
"""Characters: what a cell of a spreadsheet holds."""
MOST_IN_A_WORKBOOK = 100_000
"""Rows: more are slow to open and no list to read; CSV takes any number."""


class Ending(StrEnum):
    """The two kinds of file."""

    CSV = "csv"
    XLSX = "xlsx"


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    INSTANT = "instant"
    YES = "yes"


@dataclass(frozen=True)
class Column:
    """A column of a file."""

    heading: str
    kind: Kind = Kind.TEXT
    words: Mapping[str, str] = field(default_factory=dict)
    """What codes are in words; others stand as they are."""
    told: Callable[[str], str] | None = None
    """What makes words of a text that is none yet."""


Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Sheet:
    """A list on its way into a file: its rows come batch by batch."""

    title: str
    columns: Sequence[Column]
    batches: Iterator[Rows]
    notes: Sequence[str] = ()
    """What stands beneath the rows."""


@dataclass(frozen=True)
class Known:
    """A table that was reckoned: its rows are there already, and hold no more than a page shows."""

    name: str
    """In the file's name and in the record of who took it: "results"."""
    title: str
    columns: Sequence[Column]
    rows: Rows
    narrowed: Mapping[str, str] = field(default_factory=dict)
    """Each filter in force with its words."""
    area_id: int | None = None
    notes: Sequence[str] = ()


def guarded(text: str) -> str:
    """The text so that no spreadsheet runs it: one that begins like a formula begins with an apostrophe."""
    return f"'{text}" if text[:1] in UNSAFE and text else text


def storable(text: str) -> str:
    """The text as a workbook can hold it."""
    return UNPRINTABLE.sub("", text)[:LONGEST_CELL]


def with_first(batches: Iterable[Rows]) -> tuple[bool, Iterator[Rows]]:
    """Whether there is any row, and the batches as they were."""
    going = iter(batches)
    first = next(going, ())
    return bool(first), chain([first], going)


def file_name(title: str, narrowed: Iterable[str], *, on_day: date, ending: Ending) -> str:
    """The name of the file: what, how narrowed, when. "areas-late-england-2026-11-23.csv"."""
    plain = "-".join(re.findall(r"[a-z0-9]+", " ".join((title, *narrowed)).casefold()))[:100].rstrip("-")
    return f"{plain}-{on_day.isoformat()}.{ending}"
