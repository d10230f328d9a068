"""Named reads of areas: who may see which, who is who in them, which days they work, what their pages show."""

from scaleup.areas.queries.days import calendar_of, calendars_of, closure_day, closure_days
from scaleup.areas.queries.feeds import Reader, feed_of_area, feed_of_person, reader_of
from scaleup.areas.queries.handing import (
    Taker,
    due_handovers,
    handover,
    looked_at,
    names_of_implementations,
    pending_in,
    waits_for,
)
from scaleup.areas.queries.people import (
    access_in,
    access_of,
    access_to,
    everyone_in,
    managers_of,
    people_of,
    person_in,
    person_named,
    still_there,
    who_may_manage,
)
from scaleup.areas.queries.places import (
    area,
    authorities,
    authorities_of,
    implementation,
    implementation_in_scope,
    implementations_of,
    organisations_of,
    programmes_offered,
)
from scaleup.areas.queries.scope import active_access, area_in_scope, may_everywhere, may_in, scope, scoped, staff_in
from scaleup.areas.queries.settings import holds_demonstration, settings_of
from scaleup.areas.queries.sides import Choice, People, people_for
from scaleup.areas.queries.sight import reach_of, sights_of

__all__ = [
    "Choice",
    "People",
    "Reader",
    "Taker",
    "access_in",
    "access_of",
    "access_to",
    "active_access",
    "area",
    "area_in_scope",
    "authorities",
    "authorities_of",
    "calendar_of",
    "calendars_of",
    "closure_day",
    "closure_days",
    "due_handovers",
    "everyone_in",
    "feed_of_area",
    "feed_of_person",
    "handover",
    "holds_demonstration",
    "implementation",
    "implementation_in_scope",
    "implementations_of",
    "looked_at",
    "managers_of",
    "may_everywhere",
    "may_in",
    "names_of_implementations",
    "organisations_of",
    "pending_in",
    "people_for",
    "people_of",
    "person_in",
    "person_named",
    "programmes_offered",
    "reach_of",
    "reader_of",
    "scope",
    "scoped",
    "settings_of",
    "sights_of",
    "staff_in",
    "still_there",
    "waits_for",
    "who_may_manage",
]
