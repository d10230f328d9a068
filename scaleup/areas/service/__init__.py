"""Acts on areas: one function per act; each writes, announces its facts and is in the audit log. Nothing commits."""

from scaleup.areas.service.bringing import (
    Managing,
    Opening,
    Readiness,
    add_leads,
    add_organisations,
    assign_managers,
    found_all_held,
    note_all_readiness,
    open_all,
)
from scaleup.areas.service.closures import add_closure_day, remove_closure_day
from scaleup.areas.service.feeds import end_area_feed, end_feed, make_area_feed, make_feed
from scaleup.areas.service.founding import (
    add_organisation,
    codes_of,
    edit,
    found,
    found_by,
    found_held,
    start_reminders,
    start_reminders_in,
)
from scaleup.areas.service.handing import Wish, consider_handing_over, hand_over, take_over
from scaleup.areas.service.implementations import (
    assign_manager,
    close,
    closing,
    consider_closing,
    note_readiness,
    open_implementation,
    plan_pairs,
    reopen,
)
from scaleup.areas.service.leaving import HANDLERS
from scaleup.areas.service.people import (
    Newcomer,
    add_person,
    bring_person,
    end_access,
    end_access_after,
    end_person,
    give_access,
    let_see,
)
from scaleup.areas.service.reference import load_authorities
from scaleup.areas.service.settings import mark_demonstration, settle
from scaleup.areas.service.telling import RENDERERS

__all__ = [
    "HANDLERS",
    "RENDERERS",
    "Managing",
    "Newcomer",
    "Opening",
    "Readiness",
    "Wish",
    "add_closure_day",
    "add_leads",
    "add_organisation",
    "add_organisations",
    "add_person",
    "assign_manager",
    "assign_managers",
    "bring_person",
    "close",
    "closing",
    "codes_of",
    "consider_closing",
    "consider_handing_over",
    "edit",
    "end_access",
    "end_access_after",
    "end_area_feed",
    "end_feed",
    "end_person",
    "found",
    "found_all_held",
    "found_by",
    "found_held",
    "give_access",
    "hand_over",
    "let_see",
    "load_authorities",
    "make_area_feed",
    "make_feed",
    "mark_demonstration",
    "note_all_readiness",
    "note_readiness",
    "open_all",
    "open_implementation",
    "plan_pairs",
    "remove_closure_day",
    "reopen",
    "settle",
    "start_reminders",
    "start_reminders_in",
    "take_over",
]
