"""Named reads of fidelity."""

from scaleup.fidelity.queries.adaptations import (
    AdaptationLine,
    ListOf,
    adaptation_in_scope,
    adaptation_line,
    adaptations_agreed,
    adaptations_of,
    being_used,
    in_use,
    list_for,
    list_of,
    programme_of,
    red_in_use,
    usual_instead,
)
from scaleup.fidelity.queries.checks import checks_of
from scaleup.fidelity.queries.due import CheckDue, checks_due, next_due
from scaleup.fidelity.queries.observations import (
    CheckPage,
    SessionHeld,
    check_in_scope,
    check_page,
    facilitators_at,
    observers_in,
    rating_of,
    sessions_held,
    version_on,
)

__all__ = [
    "AdaptationLine",
    "CheckDue",
    "CheckPage",
    "ListOf",
    "SessionHeld",
    "adaptation_in_scope",
    "adaptation_line",
    "adaptations_agreed",
    "adaptations_of",
    "being_used",
    "check_in_scope",
    "check_page",
    "checks_due",
    "checks_of",
    "facilitators_at",
    "in_use",
    "list_for",
    "list_of",
    "next_due",
    "observers_in",
    "programme_of",
    "rating_of",
    "red_in_use",
    "sessions_held",
    "usual_instead",
    "version_on",
]
