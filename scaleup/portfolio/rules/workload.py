"""The forecast as a drawing: a bar of work for each person and week, with a line at the hours that are there. Pure."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from scaleup.core.dates import figure, hours
from scaleup.core.marks import Drawing, Path, Shape, at, box, glyph, level_line, words
from scaleup.portfolio.rules.forecast import Forecast, Load, Row

WIDTH, STEP, BAR = 352, 13, 9
"""A drawing of this width fits a phone unscaled (look.md, "Drawings")."""
LEFT = 7
ROW, TALL, LABEL = 92, 44, 14
TOP = 30
MONTH = 84
CUT = 2
"""A bar ends at so many times the most hours that anybody has in a week."""
TIP, GAP, SLACK = 6, 3, 0.5


def drawing_of(found: Forecast, *, most: int) -> Drawing:
    """The first rows, each to the same scale; a week far beyond everybody's hours is cut, and says its figure."""
    rows = found.rows[:most]
    there = max([0, *(load.there for row in rows for load in row.loads)])
    work = max([0, *(load.work for row in rows for load in row.loads)])
    top = max(1, there, min(work, CUT * there) if there else work)
    shapes = [shape for place, row in enumerate(rows) for shape in drawn(row, place * ROW, unit=TALL / top)]
    return Drawing(WIDTH, max(ROW * len(rows), 1), tuple(shapes))


def drawn(row: Row, top: float, *, unit: float) -> Iterable[Shape]:
    """One person: the name, a bar a week, the line of hours, the months."""
    yield words("tb", 0, top + LABEL, text=row.worker.name)
    yield words("t2", WIDTH, top + LABEL, text=f"{figure(row.work)} of {hours(row.there)}", anchor="end")
    foot = top + TOP + TALL
    mine = row.worker.person_id is not None
    for number, load in enumerate(row.loads):
        left = LEFT + number * STEP
        if load.work:
            look = "f-late" if mine and load.breaks else "sv2"
            yield from bar(look, left, foot, height=load.work * unit)
        if mine and load.breaks:
            yield from glyph("late", left + BAR / 2, foot - min(load.work * unit, TALL) - 7, r=4)
    yield level_line("hair", foot, 0, right=WIDTH)
    if mine:
        yield line_of_hours(row.loads, foot, unit=unit)
    yield from highest(row.loads, foot, unit=unit)
    yield from months(row.loads, top + MONTH)


def bar(look: str, left: float, foot: float, *, height: float) -> Iterable[Shape]:
    """The work of a week; what is higher than the row is broken below its top."""
    if height <= TALL + SLACK:
        yield box(look, left, foot - height, width=BAR, height=height)
    else:
        yield box(look, left, foot - TALL + TIP + GAP, width=BAR, height=TALL - TIP - GAP)
        yield box(look, left, foot - TALL, width=BAR, height=TIP)


def highest(loads: Sequence[Load], foot: float, *, unit: float) -> Iterable[Shape]:
    """The figure of the highest bar, where it is cut."""
    number = max(range(len(loads)), key=lambda one: loads[one].work, default=0)
    if loads and loads[number].work * unit > TALL + SLACK:
        early = number < len(loads) / 2
        x = LEFT + number * STEP + (BAR + 3 if early else -3)
        text = hours(loads[number].work)
        yield words("tb halo", x, foot - TALL + 10, text=text, anchor="start" if early else "end")


def line_of_hours(loads: Sequence[Load], foot: float, *, unit: float) -> Path:
    """A line that steps with the hours of each week."""
    steps = [
        f"V{at(foot - load.there * unit)}H{at(LEFT + (number + 1) * STEP - 2)}" for number, load in enumerate(loads)
    ]
    return Path("axis", f"M{LEFT - 2} {at(foot - loads[0].there * unit)}{''.join(steps)}")


def months(loads: Sequence[Load], y: float) -> Iterable[Shape]:
    """The name of each month under its first week."""
    yield words("ts t2", LEFT - 7, y, text=f"{loads[0].begins_on:%b}")
    for number, (before, load) in enumerate(pairwise(loads), start=1):
        if load.begins_on.month != before.begins_on.month and number > 1:
            yield words("ts t2", LEFT + number * STEP - 2, y, text=f"{load.begins_on:%b}")


def described(found: Forecast, *, most: int) -> str:
    """The same in words, for who does not see the drawing."""
    return " ".join(
        f"{row.worker.name}: {hours(row.work)} of work and {hours(row.there)}; "
        f"weeks with more work: {len(row.breaking)}."
        for row in found.rows[:most]
    )
