"""Births drawn: each proportion with its interval, and the mean weight. Pure (look.md, "Interval")."""

from collections.abc import Callable
from math import ceil, floor

from scaleup.core.marks import Box, Circle, Drawing, Path, Shape, words
from scaleup.evaluation.rules.birth_telling import Line, ToldBirths, grams
from scaleup.evaluation.rules.interval import LINES_AT_MOST
from scaleup.evaluation.rules.telling import Standing

WIDTH = 352
LEFT, RIGHT = 20, 332
TOP, ROW = 6, 46
STEPS = (5, 10, 20, 25)
"""Per cent."""
GRAMS = (50, 100, 200, 500, 1000)
HUNDRED = 100


def shares(one: ToldBirths) -> Drawing:
    """The proportions of the births, one beneath the other."""
    step, most = axis(one.lines)
    foot = TOP + ROW * len(one.lines)

    def x_of(share: float) -> float:
        return LEFT + share * HUNDRED / most * (RIGHT - LEFT)

    shapes: list[Shape] = []
    for value in range(0, most + 1, step):
        x = x_of(value / HUNDRED)
        shapes.append(Path("hair", f"M{x:.1f} {TOP}V{foot}"))
        shapes.append(words("t2", x, foot + 16, text=f"{value}%", anchor="middle"))
    for place, line in enumerate(one.lines):
        shapes += row(line, TOP + ROW * place, x_of)
    return Drawing(WIDTH, foot + 22, tuple(shapes))


def axis(lines: tuple[Line, ...]) -> tuple[int, int]:
    """The step and the end of an axis on which every interval has room, in per cent."""
    reach = max((line.found.high * HUNDRED for line in lines if line.found is not None), default=HUNDRED)
    step = next((one for one in STEPS if reach / one <= LINES_AT_MOST), STEPS[-1])
    return step, min(HUNDRED, max(step, ceil(reach / step - 1e-9) * step))


def row(line: Line, y: float, x_of: Callable[[float], float]) -> list[Shape]:
    """One proportion: its name and number, and beneath them its interval; a dashed box for what is not shown."""
    shapes: list[Shape] = [words("tb halop", LEFT, y + 14, text=line.name)]
    if line.found is None:
        if line.standing is Standing.HELD:
            shapes.append(Box("gone", LEFT, y + 22, RIGHT - LEFT, 18, 3))
        return [*shapes, words("t2 ts", LEFT + 8, y + 35, text=line.words)]
    one, middle = line.found, y + 31
    shapes.append(words("t2 ts halop", RIGHT, y + 14, text=line.number, anchor="end"))
    low, high = x_of(one.low), x_of(one.high)
    shapes.append(whisker(low, high, middle))
    shapes.append(Circle("pt", round(x_of(one.share), 1), middle, 4.5))
    shapes.append(words("tb halop", *beside(low, high, middle), text=f"{one.percent}%", anchor=end_of(high)))
    return shapes


def beside(low: float, high: float, y: float) -> tuple[float, float]:
    """Where the figure stands: after the interval, or before it where there is no room."""
    return (high + 8, y + 4) if end_of(high) == "start" else (low - 8, y + 4)


def end_of(high: float) -> str:
    """From which side the figure is set."""
    return "start" if high + 44 < WIDTH else "end"


def whisker(low: float, high: float, y: float) -> Path:
    """The interval, lying."""
    return Path("ci", f"M{low:.1f} {y}H{high:.1f}M{low:.1f} {y - 5}v10M{high:.1f} {y - 5}v10")


def weight(one: ToldBirths) -> Drawing:
    """The mean weight with its interval."""
    found = one.weight
    shapes: list[Shape] = [words("tb", LEFT, 14, text="Mean birth weight")]
    if found is None or found.low is None or found.high is None:
        held = [Box("gone", LEFT, 24, RIGHT - LEFT, 26, 3)] if one.weight_standing is Standing.HELD else []
        return Drawing(WIDTH, 56, (*shapes, *held, words("t2 ts", LEFT + 8, 41, text=one.weight_words)))
    low, high = found.low, found.high
    step = next((one for one in GRAMS if ceil(high / one) - floor(low / one) < LINES_AT_MOST), GRAMS[-1])
    least, most = floor(low / step) * step, ceil(high / step) * step

    def x_of(value: float) -> float:
        return LEFT + (value - least) / (most - least) * (RIGHT - LEFT)

    for value in range(least, most + 1, step):
        shapes.append(Path("hair", f"M{x_of(value):.1f} 22V58"))
        shapes.append(words("t2", x_of(value), 74, text=f"{value:,}", anchor="middle"))
    shapes.append(whisker(x_of(low), x_of(high), 44))
    shapes.append(Circle("pt", round(x_of(found.mean), 1), 44, 4.5))
    shapes.append(words("tb halop", x_of(found.mean), 36, text=grams(found.mean), anchor="middle"))
    return Drawing(WIDTH, 80, (*shapes, words("t2 ts", RIGHT, 14, text=f"{found.n} births", anchor="end")))
