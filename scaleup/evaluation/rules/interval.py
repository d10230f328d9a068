"""Means with their intervals at each time point, drawn: look.md, "Interval". Pure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import ceil, floor

from scaleup.core.marks import Box, Circle, Drawing, Path, Shape, words
from scaleup.evaluation.rules.telling import Mean, Standing, Told, figure
from scaleup.programmes.rules import Better

WIDTH, HEIGHT = 352, 214
TOP, FOOT, LEFT = 14, 150, 36
FIRST, APART = 64, 62
POINT_STEPS = (1, 2, 5, 10, 20, 50)
LINES_AT_MOST = 5
SAID = {Better.HIGHER: "higher is better", Better.LOWER: "lower is better"}


def axis(some: Iterable[Told]) -> tuple[int, int, int]:
    """The least, the most and the step of an axis on which every one of these panels has room."""
    every = list(some)
    shown = [mean.found for one in every for mean in one.means if mean.found is not None]
    definition = every[0].definition
    ends = [end for one in shown for end in (one.low, one.mean, one.high) if end is not None]
    low, high = min(ends, default=definition.least), max(ends, default=definition.most)
    least, most, step = spanned(low, high, POINT_STEPS, LINES_AT_MOST)
    return int(least), int(most), int(step)


def spanned(low: float, high: float, steps: Iterable[float], lines: int) -> tuple[float, float, float]:
    """The least, the most and the step of an axis from low to high: the first step with few enough lines."""
    for step in steps:
        least, most = floor(low / step) * step, ceil(high / step) * step
        if round((most - least) / step) < lines:
            break
    return least, max(most, least + step), step


def panel(one: Told, scale: tuple[int, int, int]) -> Drawing:
    """The drawing of one series."""
    least, most, step = scale

    def y_of(value: float) -> float:
        return FOOT - (value - least) / (most - least) * (FOOT - TOP)

    shapes: list[Shape] = []
    for value in range(least, most + 1, step):
        shapes.append(Path("hair", f"M{LEFT} {y_of(value):.1f}H{WIDTH}"))
        shapes.append(words("t2", LEFT - 8, y_of(value) + 4, text=str(value), anchor="end"))
    told = [(FIRST + APART * place, mean) for place, mean in enumerate(one.means)]
    shapes += joined([(x, y_of(mean.found.mean) if mean.found is not None else None) for x, mean in told])
    for x, mean in told:
        if mean.found is None:
            shapes += missing(x, mean.standing)
        else:
            if mean.found.low is not None and mean.found.high is not None:
                shapes.append(whisker(x, y_of(mean.found.low), y_of(mean.found.high)))
            shapes.append(Circle("pt", x, round(y_of(mean.found.mean), 1), 4.5))
            shapes.append(words("tb halop", x + 8, y_of(mean.found.mean) - 5, text=figure(mean.found.mean)))
        shapes.append(words("tb", x, 172, text=short(mean.point), anchor="middle"))
        shapes.append(words("t2", x, 189, text=number(mean), anchor="middle"))
    shapes.append(words("t2", LEFT - 8, 189, text="n", anchor="end"))
    said = f"{SAID[one.definition.better]}, scale {one.definition.least} to {one.definition.most}"
    return Drawing(WIDTH, HEIGHT, (*shapes, words("t2 ts", LEFT, 210, text=said)))


def joined(points: Sequence[tuple[float, float | None]]) -> list[Shape]:
    """The dotted path between neighbours: other people, so never a solid line, and none past what is not shown."""
    return [
        Path("path", f"M{x:.1f} {y:.1f}L{next_x:.1f} {next_y:.1f}")
        for (x, y), (next_x, next_y) in pairwise(points)
        if y is not None and next_y is not None
    ]


def whisker(x: float, low: float, high: float) -> Path:
    """An interval, standing."""
    return Path("ci", f"M{x} {low:.1f}V{high:.1f}M{x - 5} {low:.1f}h10M{x - 5} {high:.1f}h10")


def missing(x: float, standing: Standing) -> list[Shape]:
    """A dashed empty box for what is not shown; words alone for what is not there yet."""
    if standing is Standing.NOT_YET:
        return [words("t2 ts", x, 82, text="not", anchor="middle"), words("t2 ts", x, 96, text="yet", anchor="middle")]
    return [
        Box("gone", x - 17, 24, 34, 116, 3),
        words("t2 ts", x, 82, text="not", anchor="middle"),
        words("t2 ts", x, 96, text="shown", anchor="middle"),
    ]


def number(mean: Mean) -> str:
    """The n beneath a time."""
    return str(mean.found.n) if mean.found is not None else "–"


def short(point: str) -> str:
    """A time as an axis has it."""
    return "6m" if point == "F6" else point


def described(one: Told) -> str:
    """The same in words, for who does not see the drawing."""
    return "; ".join(f"{mean.point}: {mean.words}" for mean in one.means) + "."
