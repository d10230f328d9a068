"""Named reads of fidelity."""

from scaleup.fidelity.queries.checks import checks_of
from scaleup.fidelity.queries.due import next_due
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
    "CheckPage",
    "SessionHeld",
    "check_in_scope",
    "check_page",
    "checks_of",
    "facilitators_at",
    "next_due",
    "observers_in",
    "rating_of",
    "sessions_held",
    "version_on",
]
