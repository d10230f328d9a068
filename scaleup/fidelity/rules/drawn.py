"""Scores drawn: the parts of a score side by side, and the results of one kind of evidence over time. Pure.

Thresholds are lines with their names; what they mean stands beneath as the convention that it is (look.md, Drawings).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from scaleup.core.marks import GLYPH, Drawing, Path, Shape, Words, at, box, glyph, level_line, upright_line, words
from scaleup.fidelity.rules.colours import Colour, written
from scaleup.fidelity.rules.results import Point
from scaleup.fidelity.rules.scores import PART_WORDS, Scores, part_colour
from scaleup.programmes.rules import Fidelity, Programme

MARKS: dict[Colour, GLYPH] = {Colour.GREEN: "done", Colour.AMBER: "amber", Colour.RED: "late"}
"""The shape of each colour, the same in lists, drawings and on paper."""
WIDTH, HEIGHT = 352, 176
LEFT, RIGHT, TOP, FOOT = 36, 310, 12, 140
"""The sheet of a trend; the names of its bands stand at its right, where no result ever does."""
LEAST, MOST = 40, 100
"""The scale of a trend; what lies lower stands at its foot, with its figure."""
SHORTEST = timedelta(days=120)
"""A few weeks are not stretched over the whole width."""
RADIUS = 6.5
APART = 3
ASCENT, DESCENT = 11, 3
"""How far a figure reaches above and below its line."""
TRACK, END, ROW = 92, 290, 26


def profile(found: Scores, programme: Programme) -> Drawing:
    """Each part as a stem with its mark: where it stands between nothing and all that was planned."""
    said, foot = programme.fidelity, ROW * len(found.parts) + 8
    shapes: list[Shape] = []
    for threshold in (said.amber_at_least, said.green_at_least):
        x = along(threshold)
        shapes += [
            Path("dots", f"M{at(x)} 4V{foot}"),
            words("t2 ts", x, foot + 14, text=str(threshold), anchor="middle"),
        ]
    for number, (part, share) in enumerate(found.parts.items()):
        y, x = ROW * number + 18, along(share.percent)
        shapes += [
            words("tb" if part in found.worst and not found.alike else "t2", 0, y + 4, text=PART_WORDS[part]),
            level_line("axis", y, TRACK, right=END),
            level_line("stem", y, TRACK, right=x),
            *glyph(MARKS[part_colour(share, programme)], x, y, r=RADIUS),
            words("tb", WIDTH, y + 4, text=f"{in_words(share.percent, said)}%", anchor="end"),
        ]
    return Drawing(WIDTH, foot + 20, tuple(shapes))


def along(percent: Fraction | int) -> float:
    """Where so many per cent lie on the track of a part."""
    return TRACK + float(percent) / 100 * (END - TRACK)


def trend(points: Sequence[Point], said: Fidelity, *, today: date) -> Drawing:
    """The results of one kind of evidence by day, over the bands of the thresholds."""
    first_on = min(point.result.on_day for point in points)
    last_on = max(today, first_on + SHORTEST)
    days = (last_on - first_on).days

    def x(day: date) -> float:
        return LEFT + 24 + (day - first_on).days / days * (RIGHT - LEFT - 72)

    marks = [(x(point.result.on_day), height(point.result.percent), point) for point in points]
    shapes: list[Shape] = [*bands(said)]
    if len(marks) > 1:
        shapes.append(Path("path", "M" + "L".join(f"{across:.1f} {y:.1f}" for across, y, _ in marks)))
    for across, y, point in marks:
        shapes += glyph(MARKS[point.result.colour], across, y, r=RADIUS)
    shapes += figures(marks, said)
    for year in range(first_on.year, last_on.year + 1):
        across = max(x(max(date(year, 1, 1), first_on)), LEFT)
        if across <= RIGHT - 30 and (year == first_on.year or across > x(first_on) + 38):
            shapes += [
                upright_line("axis", across, FOOT, foot=FOOT + 6),
                words("t2", across, FOOT + 20, text=str(year)),
            ]
    return Drawing(WIDTH, HEIGHT, tuple(shapes))


def height(percent: Fraction | float) -> float:
    """Where so many per cent lie; never below the foot."""
    return FOOT - (max(float(percent), LEAST) - LEAST) / (MOST - LEAST) * (FOOT - TOP)


def bands(said: Fidelity) -> Iterator[Shape]:
    """The three bands with their names, and the scale."""
    green, amber = height(said.green_at_least), height(max(said.amber_at_least, LEAST))
    yield box("ok", LEFT, TOP, width=RIGHT - LEFT, height=green - TOP)
    yield box("mid", LEFT, green, width=RIGHT - LEFT, height=amber - green)
    yield box("low", LEFT, amber, width=RIGHT - LEFT, height=FOOT - amber)
    for percent in (LEAST, said.amber_at_least, said.green_at_least, MOST):
        if percent >= LEAST:
            yield words("t2", LEFT - 6, height(percent) + 4, text=str(percent), anchor="end")
    for top, foot, name in ((TOP, green, "green"), (green, amber, "amber"), (amber, FOOT, "red")):
        yield words("t2 ts", RIGHT + 6, (top + foot) / 2 + 4, text=name)


def figures(marks: Sequence[tuple[float, float, Point]], said: Fidelity) -> Iterator[Shape]:
    """The score at its mark, where it meets no other mark and no other score; the table has them all.

    The latest comes first, then the lowest and the first: these are asked for; others stand where there is room.
    """
    taken = [Sides(across - RADIUS, across + RADIUS, y - RADIUS, y + RADIUS) for across, y, _ in marks]
    lowest = min(marks, key=lambda mark: mark[2].result.percent)
    for across, y, point in dict.fromkeys((marks[-1], lowest, marks[0], *reversed(marks))):
        for label in places(across, y, text=f"{in_words(point.result.percent, said)}%"):
            sides = Sides(label.left, label.right, label.y - ASCENT, label.y + DESCENT)
            if sides.on_the_sheet and not any(map(sides.meets, taken)):
                taken.append(sides)
                yield label
                break


def places(across: float, y: float, *, text: str) -> Iterator[Words]:
    """Where a score may stand, the best place first: beneath its mark, above it, at its right, at its left."""
    yield words("tb", across, y + 21, text=text, anchor="middle")
    yield words("tb", across, y - 11, text=text, anchor="middle")
    yield words("tb", across + RADIUS + 4, y + 4, text=text)
    yield words("tb", across - RADIUS - 4, y + 4, text=text, anchor="end")


@dataclass(frozen=True)
class Sides:
    """What a mark or a score covers."""

    left: float
    right: float
    top: float
    foot: float

    @property
    def on_the_sheet(self) -> bool:
        """Whether all of it lies on the bands."""
        return self.left >= LEFT and self.right <= RIGHT and self.top >= TOP - ASCENT and self.foot <= FOOT

    def meets(self, other: "Sides") -> bool:
        """Whether the two stand on one another, or too close to be read apart."""
        beside = self.right + APART <= other.left or other.right + APART <= self.left
        return not beside and self.top < other.foot and other.top < self.foot


def in_words(percent: Fraction | float, said: Fidelity) -> str:
    """A score as it is shown."""
    return written(percent, green_from=said.green_at_least, amber_from=said.amber_at_least)
