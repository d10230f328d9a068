"""The mails of a rule week by week as a drawing: a bar for each week with its number above. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from scaleup.core.marks import Drawing, Shape, box, level_line, words

WIDTH, STEP, BAR = 352, 25, 19
"""A drawing of this width fits a phone unscaled (look.md, "Drawings")."""
LEFT, TOP, TALL, HEIGHT = 2, 20, 64, 104
EACH = 3
"""Every third week has its Monday beneath."""


def drawing_of(weeks: Sequence[tuple[date, int]]) -> Drawing:
    """Mondays and mails."""
    return Drawing(WIDTH, HEIGHT, tuple(shapes(weeks)))


def shapes(weeks: Sequence[tuple[date, int]]) -> Iterable[Shape]:
    """A bar, its number, and for some the day on which the week begins."""
    foot, unit = TOP + TALL, TALL / max([1, *(mails for _, mails in weeks)])
    for place, (monday, mails) in enumerate(weeks):
        left = LEFT + place * STEP
        if mails:
            yield box("sv2", left, foot - mails * unit, width=BAR, height=mails * unit)
        yield words("ts", left + BAR / 2, foot - mails * unit - 5, text=str(mails), anchor="middle")
        if place % EACH == 0:
            yield words("ts t2", left, foot + 16, text=f"{monday:%-d %b}")
    yield level_line("axis", foot, 0, right=WIDTH)


def told(weeks: Sequence[tuple[date, int]]) -> str:
    """The same in words, for who does not see it."""
    return "; ".join(f"week from {monday:%-d %B}: {mails}" for monday, mails in weeks)
