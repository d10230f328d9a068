"""What a programme says about time: the steps of its taper and the rungs of its reminders."""

from dataclasses import dataclass
from enum import StrEnum

MONTHS_AT_MOST = 60
"""The longest interval between two contacts that a plan may ask for."""
CONTACTS_AT_MOST = 120
"""The most contacts in one step: ten years of monthly ones."""


@dataclass(frozen=True)
class Step:
    """So many support contacts, each so many months after the one before it."""

    months_between: int
    contacts: int


class ReminderSubject(StrEnum):
    """What a reminder is about."""

    CONTACT = "contact"
    ACTION = "action"
    CONDITION = "condition"
    LICENCE = "licence"


class ReminderAnchor(StrEnum):
    """The date of the subject that a reminder is counted from."""

    DUE_ON = "due_on"
    ENDS_ON = "ends_on"


class Unit(StrEnum):
    """What an offset is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working_days"


class Side(StrEnum):
    """On which side of the anchor a reminder lies."""

    BEFORE = "before"
    AFTER = "after"


class Recipient(StrEnum):
    """Who is told."""

    PROJECT_LEAD = "project_lead"
    IMPLEMENTATION_MANAGER = "implementation_manager"
    UNIT_MANAGER = "unit_manager"
    ACTION_OWNER = "action_owner"
    CONDITION_OWNER = "condition_owner"


class Expiry(StrEnum):
    """When a reminder that has not gone is no longer worth sending (decisions.md, Time)."""

    ANCHOR = "anchor"
    """On the anchor's own day."""
    START = "start"
    """At the hour agreed for the anchor's day; on that day where none is agreed."""
    NEXT_WORKING_DAY = "next_working_day"
    """One working day after its own day."""
    NEXT_RUNG = "next_rung"
    """When the next rule of the same subject falls due."""
    NEVER = "never"


class Says(StrEnum):
    """What a reminder tells."""

    REMINDER = "reminder"
    """That the date comes, is here, or has passed."""
    AGENDA = "agenda"
    """What a contact is about, what was agreed last time, and what to have ready."""


class Shift(StrEnum):
    """Where a reminder goes whose day is not a working day."""

    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True)
class Offset:
    """How far from its anchor a reminder lies."""

    amount: int
    unit: Unit
    side: Side


@dataclass(frozen=True)
class ReminderRule:
    """One rung: about what, how far from which date, to whom, and how long it is worth sending."""

    code: str
    subject: ReminderSubject
    anchor: ReminderAnchor
    offset: Offset
    recipients: tuple[Recipient, ...]
    expires: Expiry
    if_not_working: Shift
    says: Says = Says.REMINDER

    @property
    def last(self) -> bool:
        """Whether this is the last rung, which never expires."""
        return self.expires is Expiry.NEVER
