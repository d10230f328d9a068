"""What a report is made of: a finding, parts of words, pairs and tables, and a caution. Nothing in it is worked out."""

from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from scaleup.core.marks import Drawing
from scaleup.portfolio.rules.report.inked import inked
from scaleup.programmes.rules import ANY_UNIT, UnitWords


class Width(StrEnum):
    """How much of the sheet a part takes."""

    HALF = "half"
    FULL = "full"
    TALL = "tall"
    """Half of it, beside the two parts that follow."""


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
class Figure:
    """A drawing, whose heading is read by everybody and whose words by those who do not see it."""

    title: str
    drawing: Drawing
    told: str


@dataclass(frozen=True)
class Part:
    """A section of the report: a sentence, then what it rests on."""

    name: str
    said: str = ""
    known: tuple[tuple[str, str], ...] = ()
    points: tuple[str, ...] = ()
    table: Table | None = None
    figure: Figure | None = None
    """Stands beside the table."""
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
    unit: UnitWords = ANY_UNIT
    """What its programme delivers, as it is called."""


def closing(changed: Part, coming: Part, *others: Part) -> tuple[Part, ...]:
    """The last parts: where what changed takes the whole width, what is next stands beside the two after it."""
    return changed, replace(coming, width=Width.TALL) if changed.width is Width.FULL else coming, *others


def values(report: Report, *, drawing: str = "", shows: str = "", foot: str) -> dict[str, object]:
    """What the paper's template reads."""
    parts = [on_paper(part) for part in report.parts]
    told = {name: value for name, value in asdict(replace(report, parts=())).items() if name != "unit"}
    return {**told, "parts": parts, "drawing": drawing, "shows": shows, "foot": foot}


def on_paper(part: Part) -> dict[str, object]:
    """A part whose drawing is SVG by itself."""
    one = part.figure
    drawn = {"title": one.title, "svg": inked(one.drawing), "told": one.told} if one else None
    return {**asdict(replace(part, figure=None)), "figure": drawn}
