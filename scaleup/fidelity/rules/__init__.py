"""The rules of fidelity: colours, scores of sessions, observations, agreement of raters, results over time."""

from scaleup.fidelity.rules.agreement import Agreement, Weights, agreement
from scaleup.fidelity.rules.colours import Colour, colour, worst_of, written
from scaleup.fidelity.rules.observations import Observed, refusals_of_observation
from scaleup.fidelity.rules.results import Alarm, Point, Result, alarm, group_result, means, result, trends
from scaleup.fidelity.rules.scores import (
    PART_WORDS,
    Coverage,
    Part,
    Scores,
    Share,
    area_scores,
    facilitator_scores,
    group_scores,
    part_colour,
    scores,
)
from scaleup.programmes.rules import Method

__all__ = [
    "PART_WORDS",
    "Agreement",
    "Alarm",
    "Colour",
    "Coverage",
    "Method",
    "Observed",
    "Part",
    "Point",
    "Result",
    "Scores",
    "Share",
    "Weights",
    "agreement",
    "alarm",
    "area_scores",
    "colour",
    "facilitator_scores",
    "group_result",
    "group_scores",
    "means",
    "part_colour",
    "refusals_of_observation",
    "result",
    "scores",
    "trends",
    "worst_of",
    "written",
]
