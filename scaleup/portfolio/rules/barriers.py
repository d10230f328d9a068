"""What stood in the way of areas in a quarter, beside the quarter before: counted by area, drawn as bars. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from scaleup.core.marks import Drawing, Shape, box, words
from scaleup.support.rules import BARRIER_WORDS, SEVERITY_WORDS, BarrierCode

MONTHS = 3
WIDTH, ROW, TRACK = 352, 48, 300
"""A drawing of this width fits a phone unscaled (look.md, "Drawings")."""
THICK, THIN = 14, 6
LABEL = 14
LOOKS: dict[int, str] = {3: "sv3", 2: "sv2", 1: "sv1"}
"""The look of each severity, the gravest first, as bars are stacked."""


@dataclass(frozen=True)
class Quarter:
    """Three months that begin in January, April, July or October."""

    year: int
    number: int

    @property
    def begins_on(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * MONTHS + 1, 1)

    @property
    def ends_on(self) -> date:
        """Its last day."""
        return self.after.begins_on - timedelta(days=1)

    @property
    def before(self) -> "Quarter":
        """The quarter before it."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    @property
    def after(self) -> "Quarter":
        """The quarter after it."""
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)  # noqa: PLR2004 - quarters

    @property
    def code(self) -> str:
        """As an address has it: "2026-4"."""
        return f"{self.year}-{self.number}"

    @property
    def words(self) -> str:
        """ "October to December 2026"."""
        return f"{self.begins_on:%B} to {self.ends_on:%B %Y}"


def quarter_of(day: date) -> Quarter:
    """The quarter that the day lies in."""
    return Quarter(day.year, (day.month - 1) // MONTHS + 1)


def quarter_named(code: str, *, today: date) -> Quarter:
    """The quarter of this code; what is none, or is still to come, is this one."""
    year, _, number = code.partition("-")
    if not (year.isascii() and year.isdecimal() and len(year) == 4 and number in ("1", "2", "3", "4")):  # noqa: PLR2004 - figures of a year
        return quarter_of(today)
    asked = Quarter(max(int(year), 2), int(number))
    return asked if asked.begins_on <= today else quarter_of(today)


@dataclass(frozen=True)
class Standing:
    """In how many areas something stood in the way, by the worst that was said of it in each."""

    code: BarrierCode
    now: Mapping[int, int] = field(default_factory=dict)
    before: Mapping[int, int] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """What it is."""
        return BARRIER_WORDS[self.code]

    @property
    def areas(self) -> int:
        """In how many areas it stands."""
        return sum(self.now.values())

    @property
    def areas_before(self) -> int:
        """In how many it stood."""
        return sum(self.before.values())


def standings(counted: Iterable[tuple[bool, str, int, int]]) -> list[Standing]:
    """What stands in the way, in most areas first.

    Each of `counted` says whether it is of this quarter, the code, the severity, and in how many areas.
    """
    now: dict[str, dict[int, int]] = {}
    before: dict[str, dict[int, int]] = {}
    for current, code, severity, areas in counted:
        (now if current else before).setdefault(code, {})[severity] = areas
    found = [Standing(code, now.get(code, {}), before.get(code, {})) for code in BarrierCode if code in {*now, *before}]
    return sorted(found, key=lambda one: (-one.areas, -one.areas_before, one.words))


def bars(found: list[Standing]) -> Drawing:
    """Each barrier with a bar for this quarter, by severity, and a thin one for the quarter before."""
    most = max([1, *(max(one.areas, one.areas_before) for one in found)])
    shapes: list[Shape] = []
    for place, one in enumerate(found):
        top = place * ROW
        shapes.append(words("tb", 0, top + LABEL, text=one.words))
        shapes += stacked(one, top + LABEL + 6, unit=TRACK / most)
        foot = top + LABEL + THICK + 9
        if one.areas_before:
            shapes.append(box("was", 0.5, foot, width=one.areas_before * TRACK / most, height=THIN))
    return Drawing(WIDTH, max(ROW * len(found), 1), tuple(shapes))


def stacked(one: Standing, top: float, *, unit: float) -> Iterable[Shape]:
    """The bar of this quarter, the gravest at its foot, with its figure behind it; zero is written."""
    left = 0.0
    for severity, look in LOOKS.items():
        count = one.now.get(severity, 0)
        if count:
            yield box(look, left, top, width=count * unit, height=THICK)
            left += count * unit
    yield words("tb", left + 6, top + THICK - 3, text=str(one.areas))


def described(found: list[Standing]) -> str:
    """The same in words, for who does not see the drawing."""
    return "; ".join(f"{one.words}: {one.areas} now, {one.areas_before} before" for one in found) + "."


def severities(counts: Mapping[int, int]) -> list[int]:
    """How many areas of each severity, the gravest first."""
    return [counts.get(severity, 0) for severity in LOOKS]


KEY: tuple[tuple[str, str], ...] = tuple((LOOKS[severity], SEVERITY_WORDS[severity]) for severity in LOOKS)
"""The looks with their words."""
