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


class TaperAnchor(StrEnum):
    """What the steps of a taper wait for before they are counted off. Dates count from the licence's start anyway."""

    LICENCE_START = "licence_start"
    FIRST_SESSION = "first_session"
    """Until the first session was held, contacts stay as frequent as in the first step."""


class StepNeed(StrEnum):
    """What must hold before support steps down (domain.md 3.1)."""

    NOTHING_SERIOUS = "nothing_serious"
    """Nothing of high severity is open."""
    FIDELITY = "fidelity"
    """The last fidelity check was green or amber."""
    PAIRS = "pairs"
    """A pair can deliver for each group that is planned."""
    HELD = "held"
    """The last contacts were held as planned."""


@dataclass(frozen=True)
class Ladder:
    """When another pace of support is proposed; a person decides (decisions.md, Words)."""

    misses_to_hold: int
    misses_to_tighten: int
    """In a row; the unit manager is told too."""
    ambers_to_alert: int
    """Amber fidelity results since the last green one; a single red one is enough."""
    alert_months: int
    """How far apart contacts are after such a result."""
    held_in_a_row: int
    """So many contacts, or all there were, make "held as planned"."""
    step_down_needs: tuple[StepNeed, ...]


class ReminderSubject(StrEnum):
    """What a reminder is about."""

    CONTACT = "contact"
    ACTION = "action"
    CONDITION = "condition"
    LICENCE = "licence"
    MILESTONE = "milestone"
    """An activity of a programme's stages that has a day."""
    FUNDING = "funding"
    """The last day that anybody pays for, where the licence runs longer."""
    REGISTER = "register"
    """The last half-day of an event whose register has an empty cell."""
    TOP_UP_OPENS = "top_up_opens"
    TOP_UP_CLOSES = "top_up_closes"
    """A top-up window for which no event is planned."""
    REVIEW = "review"
    """A look back with an area that is still to be held."""
    TRAINING_PLACE = "training_place"
    """Somebody's place at an event that is to come."""
    FIDELITY = "fidelity"
    """The day by which somebody is to look at delivery again."""
    TIME_POINT = "time_point"
    """The day on which forms of a group are due."""
    TIME_POINT_CLOSES = "time_point_closes"
    """The last day on which they are in time."""


class ReminderAnchor(StrEnum):
    """The date of the subject that a reminder is counted from."""

    DUE_ON = "due_on"
    ENDS_ON = "ends_on"
    OPENS_ON = "opens_on"
    BEGINS_ON = "begins_on"


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
    MILESTONE_OWNER = "milestone_owner"
    TRAINER = "trainer"
    """Whoever trained at the event."""
    BOOKED = "booked"
    """Whoever is booked on the event."""


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
    UNANSWERED = "unanswered"
    """The question whether somebody comes, to who has not said."""
    JOINING = "joining"
    """How to join an event."""


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
