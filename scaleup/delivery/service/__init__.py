"""The acts of delivery: its first day, groups set up and kept, sessions recorded."""

from scaleup.delivery.service.closing import HANDLERS
from scaleup.delivery.service.going_on import consider_end, end, plan_next
from scaleup.delivery.service.groups import (
    GroupTerms,
    change_pair,
    considered,
    keep_families,
    set_up,
    set_up_before,
)
from scaleup.delivery.service.recording import Outcome, Told, consider_record, record
from scaleup.delivery.service.start import (
    PastStart,
    consider_start,
    keep_start,
    move_start,
    record_start,
    record_starts,
)

__all__ = [
    "HANDLERS",
    "GroupTerms",
    "Outcome",
    "PastStart",
    "Told",
    "change_pair",
    "consider_end",
    "consider_record",
    "consider_start",
    "considered",
    "end",
    "keep_families",
    "keep_start",
    "move_start",
    "plan_next",
    "record",
    "record_start",
    "record_starts",
    "set_up",
    "set_up_before",
]
