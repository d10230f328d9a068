"""Named reads of support: plans, contacts, what was agreed, and who may take part."""

from scaleup.areas.queries import Choice, People, people_for
from scaleup.support.queries.agenda import AgendaPage, agenda_of, agenda_page
from scaleup.support.queries.changes import Changes, VersionsPage, changes_of, versions_page
from scaleup.support.queries.contacts import (
    ContactPage,
    LastTime,
    action_in_scope,
    actions_of,
    contact_in_scope,
    contact_page,
    history,
    last_time,
    latest_rating,
    open_actions,
    rating_of,
)
from scaleup.support.queries.ladder import Climb, paces
from scaleup.support.queries.logging import (
    LogPage,
    implementation_asked,
    log_page,
    open_implementations,
    proposed_now,
    topics,
)
from scaleup.support.queries.plan import (
    LicencePlan,
    PlanRow,
    ProgrammePlan,
    area_plans,
    coming,
    last_number,
    next_contacts,
    plans,
    slot_in_area,
    slot_to_log,
)
from scaleup.support.queries.steps import decided_after, open_proposal
from scaleup.support.queries.summaries import SummaryPage, leads_of, summary_page

__all__ = [
    "AgendaPage",
    "Changes",
    "Choice",
    "Climb",
    "ContactPage",
    "LastTime",
    "LicencePlan",
    "LogPage",
    "People",
    "PlanRow",
    "ProgrammePlan",
    "SummaryPage",
    "VersionsPage",
    "action_in_scope",
    "actions_of",
    "agenda_of",
    "agenda_page",
    "area_plans",
    "changes_of",
    "coming",
    "contact_in_scope",
    "contact_page",
    "decided_after",
    "history",
    "implementation_asked",
    "last_number",
    "last_time",
    "latest_rating",
    "leads_of",
    "log_page",
    "next_contacts",
    "open_actions",
    "open_implementations",
    "open_proposal",
    "paces",
    "people_for",
    "plans",
    "proposed_now",
    "rating_of",
    "slot_in_area",
    "slot_to_log",
    "summary_page",
    "topics",
    "versions_page",
]
