"""Two plans of one licence drawn one above the other, so that what moves is seen before it is read."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scaleup.core.dates import short_date
from scaleup.core.marks import GLYPH, Drawing, Lane, Path, Shape, glyph, upright_line, words
from scaleup.support.rules.reshape import MISSED, Difference, Move, Replan
from scaleup.support.rules.settle import Outcome

WIDTH, HEIGHT = 1112, 142
LEFT, RIGHT = 72, 1096
MONTHS, BEFORE, AFTER, FOOT = 34, 68, 116, 136
RADIUS = 6.5
LEAST = timedelta(days=120)
"""A plan of a few weeks is not stretched over the whole width."""


@dataclass(frozen=True)
class Scale:
    """Where a day lies."""

    first_on: date
    last_on: date

    def x(self, day: date) -> float:
        """The day's place from the left."""
        return LEFT + (day - self.first_on) / (self.last_on - self.first_on) * (RIGHT - LEFT)


def two_plans(differences: Sequence[Difference], *, settled: Mapping[int, GLYPH], today: date) -> Drawing:
    """The plan before and after, the contacts that move joined to where they go.

    `settled` says by number how a contact that has an outcome, or was missed, is marked; every other is to come.
    """
    scale = scale_of(differences, today)
    shapes: list[Shape] = [*axis(scale), *joined(scale, differences)]
    shapes += [words("t2", 0, BEFORE + 4, text="Before"), words("tb", 0, AFTER + 4, text="After")]
    for one in differences:
        mark = settled.get(one.sequence, "idle")
        if one.was_on:
            shapes += glyph(mark, scale.x(one.was_on), BEFORE, r=RADIUS)
        if one.now_on:
            shapes += glyph("next" if one.move is Move.ADDED else mark, scale.x(one.now_on), AFTER, r=RADIUS)
    return Drawing(WIDTH, HEIGHT, (*shapes, *now(scale, today)))


def settled(replan: Replan) -> dict[int, GLYPH]:
    """How each contact with an outcome is marked, and each that was missed."""
    marks: dict[int, GLYPH] = {one.sequence: "late" for one in replan.differences if one.reason == MISSED}
    for slot in replan.slots:
        if slot.outcome is not None:
            marks[slot.planned.sequence] = "done" if slot.outcome is Outcome.HELD else "late"
    return marks


def scale_of(differences: Sequence[Difference], today: date) -> Scale:
    """From the first contact of either plan to the last, with today among them."""
    days = [today, *(day for one in differences for day in (one.was_on, one.now_on) if day)]
    return Scale(min(days), max(*days, min(days) + LEAST))


def axis(scale: Scale) -> Iterator[Shape]:
    """A hairline at each quarter with its month, the year in bold."""
    lane = Lane(left=LEFT - 2, right=WIDTH, gap=4)
    quarters = [
        date(year, month, 1)
        for year in range(scale.first_on.year, scale.last_on.year + 1)
        for month in (1, 4, 7, 10)
        if scale.first_on <= date(year, month, 1) <= scale.last_on
    ]
    for day in sorted(quarters, key=lambda day: (day.month != 1, day)):
        x = scale.x(day)
        yield upright_line("hair", x, MONTHS - 10, foot=FOOT)
        text, look = (str(day.year), "tb") if day.month == 1 else (f"{day:%b}", "t2")
        yield from lane.take(words(look, x + 4, MONTHS, text=text))


def joined(scale: Scale, differences: Sequence[Difference]) -> Iterator[Shape]:
    """From where a contact stands to where it will stand."""
    for one in differences:
        if one.move is Move.MOVED and one.was_on and one.now_on:
            yield slanted(scale.x(one.was_on), scale.x(one.now_on))


def slanted(left: float, right: float) -> Path:
    """A line from the upper row to the lower one."""
    return Path("join", f"M{left:.1f} {BEFORE + RADIUS:.1f}L{right:.1f} {AFTER - RADIUS:.1f}")


def now(scale: Scale, today: date) -> Iterator[Shape]:
    """Today, the full height, dated on top."""
    x = scale.x(today)
    yield upright_line("now", x, 18, foot=FOOT + 4)
    anchor = "start" if x < LEFT + 40 else "end" if x > RIGHT - 40 else "middle"
    yield words("nowt", x, 13, text=f"today, {short_date(today, today)}", anchor=anchor)
