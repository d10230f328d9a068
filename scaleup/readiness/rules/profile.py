"""The profile as a drawing of 352 by so much: a track for each factor, the pass mark across, one or two rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scaleup.programmes.rules import Readiness
from scaleup.readiness.rules.scores import FACTORS, FactorScore, Score

WIDTH, TOP, ROW, FOOT = 352, 24, 34, 8
LEFT, RIGHT = 92, 298


@dataclass(frozen=True)
class Point:
    """Where a mean stands on its track, and what it is in words."""

    x: float
    shown: str


@dataclass(frozen=True)
class Bar:
    """One factor: its name, its track and its means now and in the round before."""

    name: str
    y: float
    words_y: float
    now: Point | None
    before: Point | None
    mark: str
    """The shape of its mean now: done, late; empty without one."""


@dataclass(frozen=True)
class Profile:
    """The whole drawing."""

    width: int
    height: int
    left: int
    right: int
    foot: float
    pass_x: float
    pass_mark: int
    bars: tuple[Bar, ...]
    told: str
    """What it shows, in figures."""

    @property
    def has_before(self) -> bool:
        """Whether an earlier round is drawn too."""
        return any(bar.before for bar in self.bars)


def profile(score: Score, template: Readiness, before: Score | None = None) -> Profile:
    """The factors in the order in which they are asked; with an earlier round, each mean beside what it was."""
    now = {one.factor: one for one in score.factors}
    earlier = {one.factor: one for one in before.factors} if before else {}
    bars = tuple(
        bar(number, now[factor], earlier.get(factor), template=template) for number, factor in enumerate(FACTORS)
    )
    foot = TOP + ROW * len(bars)
    return Profile(
        width=WIDTH,
        height=foot + FOOT,
        left=LEFT,
        right=RIGHT,
        foot=foot - ROW / 4,
        pass_x=position(Fraction(template.pass_mark), template),
        pass_mark=template.pass_mark,
        bars=bars,
        told=told(bars, template),
    )


def bar(number: int, now: FactorScore, before: FactorScore | None, *, template: Readiness) -> Bar:
    """One factor's row."""
    y = TOP + ROW * number + ROW / 2
    mark = "" if now.mean is None else "done" if now.passes else "late"
    return Bar(now.name, y, y + 5, point(now, template), point(before, template) if before else None, mark)


def point(factor: FactorScore, template: Readiness) -> Point | None:
    """Where its mean stands; nowhere without one."""
    return None if factor.mean is None else Point(position(factor.mean, template), factor.shown)


def position(mean: Fraction, template: Readiness) -> float:
    """The place of a mean on the track, to a tenth of a pixel."""
    marks = [mark.mark for mark in template.scale]
    least, most = min(marks), max(marks)
    share = (mean - least) / max(most - least, 1)
    return round(LEFT + float(share) * (RIGHT - LEFT), 1)


def told(bars: Sequence[Bar], template: Readiness) -> str:
    """The drawing in a sentence for each factor."""
    return " ".join(said(one) for one in bars) + f" The line is at {template.pass_mark}."


def said(one: Bar) -> str:
    """One factor in a sentence."""
    if one.now is None:
        return f"{one.name}: not rated yet."
    below = ", below the line" if one.mark == "late" else ""
    before = f", {one.before.shown} in the round before" if one.before else ""
    return f"{one.name}: {one.now.shown}{below}{before}."
