"""Acts of reminders: planning what is due, the text of each mail, calendars that follow, areas that begin."""

from scaleup.reminders.service.asked import ASKED, TEXTS
from scaleup.reminders.service.calendars import GONE, MOVED, follow_calendars
from scaleup.reminders.service.choosing import choose
from scaleup.reminders.service.coming import DAYS, USUAL, Coming, coming_about, coming_to
from scaleup.reminders.service.consequences import HANDLERS
from scaleup.reminders.service.foreseen import Compared, Foreseen, compare, foresee
from scaleup.reminders.service.places import look_at_training, rules_of_places
from scaleup.reminders.service.planning import CONDITIONS, KINDS, tellings
from scaleup.reminders.service.rulebook import confirm, new_rule, next_version
from scaleup.reminders.service.sharing import DIGEST, DIGEST_CONDITION
from scaleup.reminders.service.showing import First, Line, NotGoing, Shown, first_of, shown, text_of
from scaleup.reminders.service.starting import AHEAD, Share, mark_of, preview, start
from scaleup.reminders.service.ticking import TICK, fold_waiting, plan_between_ticks, plan_due, tell_anew
from scaleup.reminders.service.unsent import BACK, Passed, Why, not_sent, why

__all__ = [
    "AHEAD",
    "ASKED",
    "BACK",
    "CONDITIONS",
    "DAYS",
    "DIGEST",
    "DIGEST_CONDITION",
    "GONE",
    "HANDLERS",
    "KINDS",
    "MOVED",
    "TEXTS",
    "TICK",
    "USUAL",
    "Coming",
    "Compared",
    "First",
    "Foreseen",
    "Line",
    "NotGoing",
    "Passed",
    "Share",
    "Shown",
    "Why",
    "choose",
    "coming_about",
    "coming_to",
    "compare",
    "confirm",
    "first_of",
    "fold_waiting",
    "follow_calendars",
    "foresee",
    "look_at_training",
    "mark_of",
    "new_rule",
    "next_version",
    "not_sent",
    "plan_between_ticks",
    "plan_due",
    "preview",
    "rules_of_places",
    "shown",
    "start",
    "tell_anew",
    "tellings",
    "text_of",
    "why",
]
