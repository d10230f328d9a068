"""Named reads of areas: who may see which, who is who in them, which days they work, what their pages show."""

from scaleup.areas.queries.days import calendar_of, calendars_of, closure_days
from scaleup.areas.queries.people import access_of, access_to, everyone_in, managers_of, people_of, person_named
from scaleup.areas.queries.places import (
    area,
    authorities,
    authorities_of,
    implementation,
    implementations_of,
    organisations_of,
)
from scaleup.areas.queries.scope import active_access, area_in_scope, scope, scoped, staff_in
from scaleup.areas.queries.settings import holds_demonstration

__all__ = [
    "access_of",
    "access_to",
    "active_access",
    "area",
    "area_in_scope",
    "authorities",
    "authorities_of",
    "calendar_of",
    "calendars_of",
    "closure_days",
    "everyone_in",
    "holds_demonstration",
    "implementation",
    "implementations_of",
    "managers_of",
    "organisations_of",
    "people_of",
    "person_named",
    "scope",
    "scoped",
    "staff_in",
]
