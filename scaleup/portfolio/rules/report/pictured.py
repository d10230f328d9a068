"""The one drawing of results on a report: means with their intervals, of the score that stands first. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from scaleup.evaluation.rules.codes import Arm
from scaleup.evaluation.rules.interval import axis, described, panel
from scaleup.evaluation.rules.telling import Told, alike, first_of
from scaleup.portfolio.rules.report.shape import Figure, Part, Width

LEAST_MEANS = 2
"""One mean shows no course."""


def pictured(part: Part, told: Sequence[Told]) -> Part:
    """The part with the drawing at the left of its table, over the whole width; as it is where there is none."""
    figure = picture(told)
    return replace(part, figure=figure, width=Width.FULL) if figure else part


def picture(told: Sequence[Told]) -> Figure | None:
    """The means of the score of which the first sentence is; else of the first that has a course to be seen."""
    courses = [one for one in told if sum(mean.found is not None for mean in one.means) >= LEAST_MEANS]
    own = [one for one in courses if one.series.arm == Arm.PROGRAMME]
    first = first_of(told)
    one = first if first in own else next(iter(own), None)
    if one is None:
        return None
    title = f"{one.name}: mean and 95% interval"
    return Figure(title, panel(one, axis(alike(one, told))), described(one))
