"""The rules of My work: facts in, lines out."""

from scaleup.worklist.rules.facts import (
    ActionDue,
    ContactDue,
    Facts,
    Group,
    Line,
    Link,
    NotDelivering,
    Notice,
    Target,
    Unattended,
    Undecided,
    Uninvited,
    Viewer,
)
from scaleup.worklist.rules.lines import (
    DECIDE_BEFORE,
    DELIVER_WITHIN,
    coming,
    concerns,
    end_of_week,
    group_of,
    next_actions,
)

__all__ = [
    "DECIDE_BEFORE",
    "DELIVER_WITHIN",
    "ActionDue",
    "ContactDue",
    "Facts",
    "Group",
    "Line",
    "Link",
    "NotDelivering",
    "Notice",
    "Target",
    "Unattended",
    "Undecided",
    "Uninvited",
    "Viewer",
    "coming",
    "concerns",
    "end_of_week",
    "group_of",
    "next_actions",
]
