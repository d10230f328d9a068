"""What a report is made of: a finding, parts of words, pairs and tables, and a caution. Nothing in it is worked out."""

from dataclasses import asdict, dataclass
from enum import StrEnum


class Width(StrEnum):
    """How much of the sheet a part takes."""

    HALF = "half"
    FULL = "full"


@dataclass(frozen=True)
class Table:
    """A table in words."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """The first cell of each is its heading."""

    @property
    def columns_named(self) -> list[dict[str, object]]:
        """The columns as a page's table takes them."""
        return [{"label": one, "num": place > 0} for place, one in enumerate(self.columns)]


@dataclass(frozen=True)
class Part:
    """A section of the report: a sentence, then what it rests on."""

    name: str
    said: str = ""
    known: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()
    table: Table | None = None
    note: str = ""
    width: Width = Width.HALF


@dataclass(frozen=True)
class Report:
    """One page. The page and the paper are made from this alone."""

    title: str
    """The finding."""
    about: str
    """Of what, for whom, and the day on which it stood so."""
    lead: str
    parts: tuple[Part, ...]
    caution: str


def values(report: Report, *, drawing: str = "", shows: str = "", foot: str) -> dict[str, object]:
    """What the paper's template reads."""
    return {**asdict(report), "drawing": drawing, "shows": shows, "foot": foot}
