"""The rules of delivery: its first day, groups with their sessions, their records, and who may deliver together."""

from scaleup.delivery.rules.closed import Closed, closed_on, put_off
from scaleup.delivery.rules.corrected import RECORDED, Changed, Said, changed
from scaleup.delivery.rules.firsts import start_told
from scaleup.delivery.rules.groups import (
    LONGEST_NAME,
    Group,
    GroupEnded,
    GroupReopened,
    called,
    ended_on,
    next_session,
    planned_sessions,
    refusals_of_families,
    refusals_of_next,
    refusals_to_end,
    refusals_to_set_up,
    set_up,
)
from scaleup.delivery.rules.pairing import Days, Deliverer, role_of, shortfalls
from scaleup.delivery.rules.recording import (
    ADULTS_AT_MOST,
    LONGEST_MINUTES,
    OFF_THE_PLAN,
    refusals_after_leaving,
    refusals_of_record,
)
from scaleup.delivery.rules.sessions import (
    REASON_WORDS,
    STATE_WORDS,
    Reason,
    SessionRecord,
    State,
    due,
    falls_away,
    lacking,
    recorded,
)
from scaleup.delivery.rules.since import since
from scaleup.delivery.rules.standing import Course, Standing, answer, standing
from scaleup.delivery.rules.start import DeliveriesStarted, DeliveryStarted, DeliveryStartMoved, refusals_of_start

__all__ = [
    "ADULTS_AT_MOST",
    "LONGEST_MINUTES",
    "LONGEST_NAME",
    "OFF_THE_PLAN",
    "REASON_WORDS",
    "RECORDED",
    "STATE_WORDS",
    "Changed",
    "Closed",
    "Course",
    "Days",
    "Deliverer",
    "DeliveriesStarted",
    "DeliveryStartMoved",
    "DeliveryStarted",
    "Group",
    "GroupEnded",
    "GroupReopened",
    "Reason",
    "Said",
    "SessionRecord",
    "Standing",
    "State",
    "answer",
    "called",
    "changed",
    "closed_on",
    "due",
    "ended_on",
    "falls_away",
    "lacking",
    "next_session",
    "planned_sessions",
    "put_off",
    "recorded",
    "refusals_after_leaving",
    "refusals_of_families",
    "refusals_of_next",
    "refusals_of_record",
    "refusals_of_start",
    "refusals_to_end",
    "refusals_to_set_up",
    "role_of",
    "set_up",
    "shortfalls",
    "since",
    "standing",
    "start_told",
]
