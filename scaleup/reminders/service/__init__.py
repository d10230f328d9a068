"""Acts of reminders: planning what is due, the text of each mail, calendars that follow, areas that begin."""

from scaleup.reminders.service.asked import ASKED, TEXTS
from scaleup.reminders.service.calendars import GONE, MOVED, follow_calendars
from scaleup.reminders.service.consequences import HANDLERS
from scaleup.reminders.service.planning import (
    CONDITIONS,
    KINDS,
    TICK,
    fold_waiting,
    plan_due,
    tellings,
)
from scaleup.reminders.service.rulebook import confirm, next_version
from scaleup.reminders.service.sharing import DIGEST, DIGEST_CONDITION
from scaleup.reminders.service.starting import AHEAD, Share, mark_of, preview, start

__all__ = [
    "AHEAD",
    "ASKED",
    "CONDITIONS",
    "DIGEST",
    "DIGEST_CONDITION",
    "GONE",
    "HANDLERS",
    "KINDS",
    "MOVED",
    "TEXTS",
    "TICK",
    "Share",
    "confirm",
    "fold_waiting",
    "follow_calendars",
    "mark_of",
    "next_version",
    "plan_due",
    "preview",
    "start",
    "tellings",
]
