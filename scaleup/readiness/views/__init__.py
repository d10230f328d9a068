"""The pages of readiness: an area's rounds, their answers, what they come to, who signs, and the conditions."""

from scaleup.readiness.views.answers import answer, answers, hand_in, tasks
from scaleup.readiness.views.blueprint import blueprint
from scaleup.readiness.views.conditions import change_condition, meet_condition
from scaleup.readiness.views.results import changed, report, result
from scaleup.readiness.views.reviewing import give_back, review
from scaleup.readiness.views.section import begin, section
from scaleup.readiness.views.signing import sign

__all__ = [
    "answer",
    "answers",
    "begin",
    "blueprint",
    "change_condition",
    "changed",
    "give_back",
    "hand_in",
    "meet_condition",
    "report",
    "result",
    "review",
    "section",
    "sign",
    "tasks",
]
