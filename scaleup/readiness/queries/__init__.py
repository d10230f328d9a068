"""Named reads of readiness: rounds and what they come to, the standing verdict, conditions."""

from scaleup.readiness.queries.conditions import (
    condition,
    conditions_of_licences,
    conditions_to_carry,
    open_conditions,
    standing_conditions,
)
from scaleup.readiness.queries.pages import (
    Course,
    assessment_in_scope,
    before_of,
    condition_in_scope,
    courses_of,
    entries_of,
    owners_for,
    reviews_of,
    side_of,
    told,
)
from scaleup.readiness.queries.report import report
from scaleup.readiness.queries.rounds import (
    Reading,
    answers_of,
    assessment,
    held,
    latest,
    latest_signed,
    lock_implementation,
    ratings,
    reading,
    rounds_of,
    template_of,
)
from scaleup.readiness.queries.standing import FailingGate, Standing, standing

__all__ = [
    "Course",
    "FailingGate",
    "Reading",
    "Standing",
    "answers_of",
    "assessment",
    "assessment_in_scope",
    "before_of",
    "condition",
    "condition_in_scope",
    "conditions_of_licences",
    "conditions_to_carry",
    "courses_of",
    "entries_of",
    "held",
    "latest",
    "latest_signed",
    "lock_implementation",
    "open_conditions",
    "owners_for",
    "ratings",
    "reading",
    "report",
    "reviews_of",
    "rounds_of",
    "side_of",
    "standing",
    "standing_conditions",
    "template_of",
    "told",
]
