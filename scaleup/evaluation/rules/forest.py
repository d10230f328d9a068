"""Differences with their intervals, one beneath another about a line of no difference: a forest plot. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scaleup.core.marks import Circle, Drawing, Path, Shape, at, upright_line, words
from scaleup.evaluation.rules.interval import POINT_STEPS, spanned
from scaleup.evaluation.rules.results import Effect
from scaleup.evaluation.rules.telling import Told, exact, figure, signed
from scaleup.programmes.rules import Better

WIDTH, LEFT, RIGHT = 352, 8, 250
TOP, ROW = 6, 44
EFFECT_STEPS = (0.2, 0.5, 1, 2, 5, 10)
LINES_AT_MOST = 7


@dataclass(frozen=True)
class Row:
    """A difference with its 95 % interval."""

    name: str
    words: str
    """The difference as it is read: "0.65 better", "−1.8"."""
    low: float
    value: float
    high: float


@dataclass(frozen=True)
class Forest:
    """Rows of one kind, what their two sides mean, and which steps their axis may have."""

    rows: tuple[Row, ...]
    down: str
    up: str
    steps: Sequence[float] = POINT_STEPS

    @property
    def described(self) -> str:
        """The same in words, for who does not see the drawing."""
        return "; ".join(f"{row.name}: {row.words}" for row in self.rows) + "."


def effects(told: Iterable[Told]) -> Forest:
    """How large the changes are by their own spread (d_z), turned so that what is better lies to the right."""
    rows = [
        turned(one.name if place == 0 else f"{one.name}, to {each.pair[1]}", each.change.d_z, one.definition.better)
        for one in told
        for place, each in enumerate(one.changes)
        if each.change is not None and each.change.d_z is not None
    ]
    return Forest(tuple(rows), "worse", "better", EFFECT_STEPS)


def turned(name: str, found: Effect, better: Better) -> Row:
    """An effect whose right side is the better one."""
    if better is Better.HIGHER:
        low, value, high = found.low, found.value, found.high
    else:
        low, value, high = -found.high, -found.value, -found.low
    size = exact(abs(value))
    side = "" if not float(size) else " better" if value > 0 else " worse"
    return Row(name, f"{size}{side}", low, value, high)


def banded(one: Told) -> Forest:
    """The change of those who began in each band, in points of the score."""
    rows = [
        Row(band.name, signed(band.found.mean), band.found.low, band.found.mean, band.found.high)
        for band in one.bands
        if band.found is not None
    ]
    return Forest(tuple(rows), "lower", "higher")


def drawn(forest: Forest) -> Drawing:
    """The rows drawn over one axis, with nought as its line and a name at each side."""
    ends = [0.0, *(end for row in forest.rows for end in (row.low, row.high))]
    least, most, step = spanned(min(ends), max(ends), forest.steps, LINES_AT_MOST)
    foot = TOP + ROW * len(forest.rows)

    def x_of(value: float) -> float:
        return LEFT + (value - least) / (most - least) * (RIGHT - LEFT)

    shapes: list[Shape] = []
    for number in range(round((most - least) / step) + 1):
        value = least + number * step
        shapes.append(upright_line("hair", x_of(value), TOP, foot=foot))
        shapes.append(words("t2", x_of(value), foot + 16, text=tick(value, step), anchor="middle"))
    shapes.append(upright_line("axis", x_of(0), TOP, foot=foot + 4))
    for number, row in enumerate(forest.rows):
        y = TOP + ROW * number + 30
        shapes.append(words("t2 halop", 0, y - 14, text=row.name))
        shapes.append(whisker(y, x_of(row.low), x_of(row.high)))
        shapes.append(Circle("pt", at(x_of(row.value)), at(y), 4.5))
        shapes.append(words("tb", WIDTH, y + 4, text=row.words, anchor="end"))
    if least < 0:
        shapes.append(words("t2 ts", LEFT, foot + 34, text=f"← {forest.down}"))
    if most > 0:
        shapes.append(words("t2 ts", RIGHT, foot + 34, text=f"{forest.up} →", anchor="end"))
    return Drawing(WIDTH, foot + 40, tuple(shapes))


def tick(value: float, step: float) -> str:
    """A number of the axis, with as many decimals as its steps have."""
    return figure(value) if step < 1 else signed(value).removesuffix(".0")


def whisker(y: float, low: float, high: float) -> Path:
    """An interval, lying."""
    return Path("ci", f"M{low:.1f} {y:.1f}H{high:.1f}M{low:.1f} {y - 5:.1f}v10M{high:.1f} {y - 5:.1f}v10")
