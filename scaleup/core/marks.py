"""The shapes of drawings, with every position rounded, and the marks of look.md: one shape, one meaning."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Literal

GLYPH = Literal["done", "soon", "late", "held", "idle", "next", "amber", "event"]
SLIM, BROAD = "iIjl.,:'’ ", "mwMW"
BOLD = 1.06
"""How much wider bold letters are."""


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    look: str
    x: float
    y: float
    width: float
    height: float
    round: float = 0
    kind: Literal["box"] = "box"

    def __html__(self) -> str:
        """The shape in SVG."""
        return (
            f'<rect class="{self.look}" x="{self.x}" y="{self.y}" '
            f'width="{self.width}" height="{self.height}" rx="{self.round}"/>'
        )


@dataclass(frozen=True)
class Circle:
    """A circle."""

    look: str
    x: float
    y: float
    r: float
    kind: Literal["circle"] = "circle"

    def __html__(self) -> str:
        """The shape in SVG."""
        return f'<circle class="{self.look}" cx="{self.x}" cy="{self.y}" r="{self.r}"/>'


@dataclass(frozen=True)
class Path:
    """Lines and curves."""

    look: str
    d: str
    kind: Literal["path"] = "path"

    def __html__(self) -> str:
        """The shape in SVG."""
        return f'<path class="{self.look}" d="{self.d}"/>'


@dataclass(frozen=True)
class Words:
    """A label. `anchor` says which end stands at x: start, middle or end."""

    look: str
    x: float
    y: float
    text: str
    anchor: str = "start"
    kind: Literal["words"] = "words"

    def __html__(self) -> str:
        """The shape in SVG; of all that a drawing holds, only labels come from people."""
        said = escape(self.text)
        return f'<text class="{self.look}" x="{self.x}" y="{self.y}" text-anchor="{self.anchor}">{said}</text>'

    @property
    def left(self) -> float:
        """Where the label begins."""
        return self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * wide(self.text, self.look)

    @property
    def right(self) -> float:
        """Where the label ends."""
        return self.left + wide(self.text, self.look)


Shape = Box | Circle | Path | Words


@dataclass(frozen=True)
class Drawing:
    """A finished drawing, to be printed in order."""

    width: int
    height: int
    shapes: tuple[Shape, ...]

    @property
    def looks(self) -> frozenset[str]:
        """Every look in the drawing, so that the key explains no more than is there."""
        return frozenset(look for shape in self.shapes for look in shape.look.split())

    def __html__(self) -> str:
        """The shapes in SVG. A template that prints each of two hundred shapes takes ten times as long."""
        return "\n".join([shape.__html__() for shape in self.shapes])


def at(value: float) -> float:
    """A position, to a tenth of a pixel."""
    return round(value, 1)


def box(look: str, x: float, y: float, *, width: float, height: float, radius: float = 0) -> Box:
    """A rectangle at rounded positions, never narrower than a pixel."""
    return Box(look, at(x), at(y), at(max(width, 1)), at(height), radius)


def words(look: str, x: float, y: float, *, text: str, anchor: str = "start") -> Words:
    """A label at a rounded position."""
    return Words(look, at(x), at(y), text, anchor)


def wide(text: str, look: str = "") -> float:
    """About how wide a label is."""
    plain = breadth(text)
    return plain * BOLD if "tb" in look or "nowt" in look else plain


@lru_cache(maxsize=4096)
def breadth(text: str) -> float:
    """About how wide the letters are together; asked again and again for months, steps and days."""
    return sum(map(letter, text))


def letter(one: str) -> float:
    """About how wide a character of 13 px is in Source Sans 3: rather too wide than too narrow."""
    if one in SLIM:
        return 3.6
    if one in BROAD:
        return 10.6
    return 7.6 if one.isupper() else 4.6 if one in "frt" else 6.6


def upright_line(look: str, x: float, top: float, *, foot: float) -> Path:
    """A line from top to foot."""
    return Path(look, f"M{x:.1f} {top:.1f}V{foot:.1f}")


def level_line(look: str, y: float, left: float, *, right: float) -> Path:
    """A line from left to right."""
    return Path(look, f"M{left:.1f} {y:.1f}H{right:.1f}")


def glyph(kind: GLYPH, x: float, y: float, *, r: float) -> tuple[Shape, ...]:
    """The mark of a state about its centre."""
    return GLYPHS[kind](x, y, r)


def disc(x: float, y: float, r: float) -> tuple[Shape, ...]:
    """Done: a disc with a tick."""
    tick = f"M{x - 0.45 * r:.1f} {y + 0.2 * r:.1f}l{0.32 * r:.1f} {0.34 * r:.1f} {0.6 * r:.1f} {-0.78 * r:.1f}"
    return (Circle("f-done", at(x), at(y), at(r)), Path("tick", tick))


def triangle(x: float, y: float, r: float) -> tuple[Shape, ...]:
    """Late: a triangle."""
    return (Path("f-late", f"M{x:.1f} {y - 1.1 * r:.1f}L{x + 1.15 * r:.1f} {y + 0.9 * r:.1f}H{x - 1.15 * r:.1f}Z"),)


def half_disc(x: float, y: float, r: float) -> tuple[Shape, ...]:
    """Due soon: a ring whose right half is full."""
    half = f"M{x:.1f} {y - r:.1f}a{r:.1f} {r:.1f} 0 0 1 0 {2 * r:.1f}z"
    return (Circle("ring", at(x), at(y), at(r - 0.8)), Path("f-soon", half))


def paused(x: float, y: float, r: float) -> tuple[Shape, ...]:
    """Held back: a square with two bars."""
    bars = f"M{x - 0.35 * r:.1f} {y - 0.5 * r:.1f}v{r:.1f}M{x + 0.35 * r:.1f} {y - 0.5 * r:.1f}v{r:.1f}"
    return (box("f-held", x - r, y - r, width=2 * r, height=2 * r, radius=1.5), Path("tick", bars))


def diamond(x: float, y: float, r: float) -> tuple[Shape, ...]:
    """A check that came out amber: a diamond."""
    side = 1.25 * r
    outline = f"l{side:.1f} {side:.1f} {-side:.1f} {side:.1f} {-side:.1f} {-side:.1f}z"
    return (Path("f-soon", f"M{x:.1f} {y - side:.1f}{outline}"),)


def square(x: float, y: float, r: float) -> tuple[Shape, ...]:
    """A training event: a small square."""
    return (box("evt", x - 0.75 * r, y - 0.75 * r, width=1.5 * r, height=1.5 * r, radius=1),)


def thick_ring(x: float, y: float, r: float) -> tuple[Shape, ...]:
    """What is next: a thick ring."""
    return (Circle("next", at(x), at(y), at(r - 1)),)


def ring(x: float, y: float, r: float) -> tuple[Shape, ...]:
    """Not started: a thin ring."""
    return (Circle("ring", at(x), at(y), at(r - 1.5)),)


GLYPHS: dict[GLYPH, Callable[[float, float, float], tuple[Shape, ...]]] = {
    "done": disc,
    "late": triangle,
    "soon": half_disc,
    "held": paused,
    "amber": diamond,
    "event": square,
    "next": thick_ring,
    "idle": ring,
}


class Lane:
    """One row of labels: a label is taken if it meets none that is there already, nor the edges."""

    def __init__(self, *, left: float, right: float, gap: float = 6) -> None:
        self.left = left
        self.right = right
        self.gap = gap
        self.taken: list[tuple[float, float]] = []

    def block(self, left: float, right: float) -> None:
        """Nothing may stand here."""
        self.taken.append((left, right))

    def fits(self, label: Words) -> bool:
        """Whether there is room for the label."""
        inside = label.left >= self.left and label.right <= self.right
        return inside and all(
            label.right + self.gap <= left or label.left - self.gap >= right for left, right in self.taken
        )

    def take(self, *candidates: Words) -> tuple[Words, ...]:
        """The first candidate that fits, now taken; none if none does (the table beneath has it)."""
        for label in candidates:
            if self.fits(label):
                self.block(label.left, label.right)
                return (label,)
        return ()
