"""The rules of fidelity: colours, scores of sessions, observations, agreement of raters, results over time."""

from scaleup.fidelity.rules.agreement import Agreement, Weights, agreement
from scaleup.fidelity.rules.announced import CheckRecorded
from scaleup.fidelity.rules.colours import Colour, colour, worst_of, written
from scaleup.fidelity.rules.improvement import (
    LONGEST_WORDS,
    Improvement,
    asks_for_plan,
    lowest_items,
    refusals_of_plan,
)
from scaleup.fidelity.rules.observations import Observed, Rating, refusals_of_observation, refusals_of_rating
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
    "LONGEST_WORDS",
    "PART_WORDS",
    "Agreement",
    "Alarm",
    "CheckRecorded",
    "Colour",
    "Coverage",
    "Improvement",
    "Method",
    "Observed",
    "Part",
    "Point",
    "Rating",
    "Result",
    "Scores",
    "Share",
    "Weights",
    "agreement",
    "alarm",
    "area_scores",
    "asks_for_plan",
    "colour",
    "facilitator_scores",
    "group_result",
    "group_scores",
    "lowest_items",
    "means",
    "part_colour",
    "refusals_of_observation",
    "refusals_of_plan",
    "refusals_of_rating",
    "result",
    "scores",
    "trends",
    "worst_of",
    "written",
]
