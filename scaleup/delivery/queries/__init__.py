"""Named reads of delivery: when it began, the groups, what was recorded of their sessions, and who delivers."""

from scaleup.delivery.queries.corrections import Correction, corrections_of, said_now
from scaleup.delivery.queries.crew import Member, crew_of
from scaleup.delivery.queries.groups import (
    group_in_scope,
    group_values,
    groups_of,
    pair_of_session,
    pair_to_come,
    session_in_scope,
    values_of,
)
from scaleup.delivery.queries.licensed import lack_of, licence_on, licences_of
from scaleup.delivery.queries.pages import AreaPage, GroupPage, area_page, group_page, remarks_on
from scaleup.delivery.queries.start import start_of, version_of

__all__ = [
    "AreaPage",
    "Correction",
    "GroupPage",
    "Member",
    "area_page",
    "corrections_of",
    "crew_of",
    "group_in_scope",
    "group_page",
    "group_values",
    "groups_of",
    "lack_of",
    "licence_on",
    "licences_of",
    "pair_of_session",
    "pair_to_come",
    "remarks_on",
    "said_now",
    "session_in_scope",
    "start_of",
    "values_of",
    "version_of",
]
