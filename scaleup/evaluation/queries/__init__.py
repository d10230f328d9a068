"""Named reads of evaluation, by concept."""

from scaleup.evaluation.queries.awaited import Awaited, awaited
from scaleup.evaluation.queries.completeness import completeness, due_in
from scaleup.evaluation.queries.entering import (
    Alarm,
    administrations_of,
    alarms_in,
    alarms_of,
    asks_for_forms,
    entered_of,
    known_of,
    latest_participant,
    means_of,
    participants_of,
    pathway_of,
    pathways_of,
    records_on,
    returned_of,
    setting_of,
    template_of,
    unit_of,
)
from scaleup.evaluation.queries.means import known_means_of, means_template
from scaleup.evaluation.queries.points import (
    GroupPoint,
    group_points,
    late_points,
    points_of_groups,
)

__all__ = [
    "Alarm",
    "Awaited",
    "GroupPoint",
    "administrations_of",
    "alarms_in",
    "alarms_of",
    "asks_for_forms",
    "awaited",
    "completeness",
    "due_in",
    "entered_of",
    "group_points",
    "known_means_of",
    "known_of",
    "late_points",
    "latest_participant",
    "means_of",
    "means_template",
    "participants_of",
    "pathway_of",
    "pathways_of",
    "points_of_groups",
    "records_on",
    "returned_of",
    "setting_of",
    "template_of",
    "unit_of",
]
