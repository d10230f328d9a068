"""Which fields of forms, and which questions in addresses, carry ids, and of what: read by test_foreign_ids.py."""

import re

CHECKS = "/fidelity/checks/<int:check_id>"
IMPLEMENTATION = "/implementations/<int:implementation_id>"
EVENT = "/training/<int:event_id>"
FACTOR = "/readiness/<int:assessment_id>/<any(need, fit, capacity, supports):factor>"
REVIEW = "/reviews/<int:area_review_id>"

CARRIES = {
    # Delivery
    (f"{IMPLEMENTATION}/groups/add", "pair"): "facilitator_id",
    ("/groups/<int:group_id>/pair", "pair"): "facilitator_id",
    ("/groups/<int:group_id>/sessions/<code>", "pair"): "facilitator_id",
    # Fidelity
    (f"{IMPLEMENTATION}/fidelity/observe", "observed"): "facilitator_id",
    (f"{IMPLEMENTATION}/fidelity/observe", "observer"): "manager",
    (f"{CHECKS}/again", "observer"): "manager",
    (f"{CHECKS}/plan", "owner"): "lead",
    ("/fidelity/plans/<int:plan_id>", "outcome"): "check_id",
    (f"{IMPLEMENTATION}/adaptations/ask", "group"): "group_id",
    # Evaluation
    (f"{IMPLEMENTATION}/costs/add", "payer"): "organisation",
    ("/costs/<int:cost_line_id>", "payer"): "organisation",
    (f"{IMPLEMENTATION}/process/add", "asked"): "survey",
    ("/process/<int:activity_id>", "asked"): "survey",
    (f"{IMPLEMENTATION}/measures/trained", "person"): "lead",
    # Facilitators and training
    ("/licences/<int:licence_id>/places/give", "facilitator"): "facilitator_id",
    (f"{EVENT}/book/new", "implementation"): "implementation_id",
    (f"{EVENT}/change", "areas"): "implementation_id",
    (f"{EVENT}/change", "trainers"): "lead",
    ("/training/plan/<int:programme_id>/<part>", "areas"): "implementation_id",
    ("/training/plan/<int:programme_id>/<part>", "trainers"): "lead",
    # Support
    ("/areas/<int:area_id>/contacts/log", "slot"): "slot_id",
    ("/areas/<int:area_id>/contacts/log", "done"): "action_id",
    ("/areas/<int:area_id>/contacts/log", "people"): "lead",
    ("/areas/<int:area_id>/contacts/log", "staff"): "manager",
    ("/areas/<int:area_id>/contacts/log", "actions-0-owner"): "lead",
    ("/contacts/<int:contact_id>/correct", "people"): "lead",
    ("/contacts/<int:contact_id>/correct", "staff"): "manager",
    (f"{IMPLEMENTATION}/milestones/<code>", "owner"): "lead",
    # Licences and readiness
    ("/conditions/<int:condition_id>/change", "owner"): "lead",
    ("/licences/<int:licence_id>/conditions/add", "owner"): "lead",
    (FACTOR, "N1-owner_id"): "lead",
    (FACTOR, "N2-owner_id"): "lead",
    (FACTOR, "N3-owner_id"): "lead",
    (FACTOR, "N4-owner_id"): "lead",
    # Reviews
    (f"{REVIEW}/record", "people"): "lead",
    (f"{REVIEW}/record", "staff"): "manager",
    (f"{REVIEW}/record", "actions-0-owner"): "lead",
    (f"{REVIEW}/correct", "people"): "lead",
    (f"{REVIEW}/correct", "staff"): "manager",
    # People of the unit, whoever sees what: only somebody who is none is refused
    (f"{IMPLEMENTATION}/manager", "manager"): "lead",
    ("/enquiries/<int:enquiry_id>/manager", "manager"): "lead",
    ("/enquiries/<int:enquiry_id>/take-up", "manager"): "lead",
    ("/enquiries/new", "manager"): "lead",
    ("/me/mail", "stand_in"): "lead",
}
"""The fields of forms that carry an id, and which of another area's things is put there."""
NAMED = {
    ("/groups/<int:group_id>/scores", "score_#_"): ("participant_id",),
    (f"{EVENT}/register", "[adnmps]-#-#"): ("booking_id", "half_day_id"),
    (f"{EVENT}/register/all", "[dnms]-#-#"): ("booking_id", "half_day_id"),
}
"""The fields whose names carry ids."""
FIGURES = {
    "version": "how often a row was saved",
    "confidence": "from 1 to 5",
    "severity_.*": "from 1 to 3",
    "mark_.*": "a mark of a review",
    "item_.*": "a mark of an observation",
    "(N[0-9]+-)?rating": "a mark of readiness",
    "(clear|practical|ready)-[123]": "a mark of an event",
    "year": "a financial year",
    "days|from_hour|until_hour": "days of the week and hours",
    "later": "a button",
    "choice": "the interval of a plan, in months",
    "programme": "a programme, which is nobody's",
}
"""Fields with figures that name nothing, and what they are."""
COUNTED = (
    r"(actions|themes|days)-#-.*|(clear|practical|ready)-#|(clear|confident|heard|recommend|useful)_#|score_grams_#"
)
"""Names that count lines, marks or babies."""
TYPED = {
    "asked": {"kind": "staff_survey"},
    "actions-0-owner": {"actions-0-what": "Ask for the hall"},
    "N1-owner_id": {"N1-rating": "2"},
    "N2-owner_id": {"N2-rating": "2"},
    "N3-owner_id": {"N3-rating": "2"},
    "N4-owner_id": {"N4-rating": "2"},
}
"""What is to be said besides, so that a field is looked at."""


KEPT_ONCE = {
    f"{IMPLEMENTATION}/costs/add": {"kind": "venues", "amount": "120", "payer": "area", "standing": "actual"},
    f"{IMPLEMENTATION}/process/add": {
        "kind": "satisfaction",
        "from_on-day": "2",
        "from_on-month": "11",
        "from_on-year": "2026",
        "conductor": "area",
        "mothers": "12",
    },
    f"{IMPLEMENTATION}/adaptations/ask": {"text": "Sessions of an hour and a half.", "reasons": "time"},
    "/areas/<int:area_id>/contacts/log": {"outcome": "held", "channel": "online", "discussed": "The hall is let."},
    "/contacts/<int:contact_id>/addenda": {"text": "The hall is let."},
    f"{REVIEW}/addenda": {"text": "The hall is let."},
}
"""Forms that are kept once however often they are sent, with what is to be typed so that one of them is kept."""
ABOVE = {"slot"}
"""What goes unseen: told above the form."""
NAMES = re.compile("Kelso|Moira|Baird")
"""How another area and its people are called."""
ASKS = {
    ("/areas/<int:area_id>", "implementation"): "implementation_id",
    ("/areas/<int:area_id>/contacts/log", "implementation"): "implementation_id",
    ("/areas/<int:area_id>/contacts/log", "slot"): "slot_id",
    ("/areas/<int:area_id>/milestones", "implementation"): "implementation_id",
    ("/areas/<int:area_id>/report", "implementation"): "implementation_id",
    ("/areas/<int:area_id>/report.pdf", "implementation"): "implementation_id",
    (f"{IMPLEMENTATION}/fidelity/observe", "session"): "session_id",
    (f"{IMPLEMENTATION}/process/add", "asked"): "survey",
    ("/calendar", "area"): "area_id",
    ("/calendar", "person"): "lead",
    ("/areas", "manager"): "lead",
    ("/areas/map", "manager"): "lead",
    ("/areas/pipeline", "manager"): "lead",
    ("/forecast", "person"): "lead",
    (f"{EVENT}/register", "half-day"): "half_day_id",
    ("/training/plan/<int:programme_id>/<part>", "area"): "area_id",
    ("/areas/<int:area_id>/plan/<int:licence_id>/versions", "from"): "licence_id",
    ("/areas/<int:area_id>/plan/<int:licence_id>/versions", "to"): "licence_id",
}
"""What stands behind a question mark and names a thing, and which of another area's is put there."""
ASKS_PLAINLY = {
    "days",
    "page",
    "year",
    "on",
    "part",
}
"""What stands behind a question mark with a figure, and names nothing."""
