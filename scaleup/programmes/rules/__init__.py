"""What a programme is: its parts as values, and how they are read from the stored content."""

from scaleup.programmes.rules.schedule import (
    Expiry,
    Offset,
    Recipient,
    ReminderAnchor,
    ReminderRule,
    ReminderSubject,
    Shift,
    Side,
    Step,
    Unit,
)

__all__ = [
    "Expiry",
    "Offset",
    "Recipient",
    "ReminderAnchor",
    "ReminderRule",
    "ReminderSubject",
    "Shift",
    "Side",
    "Step",
    "Unit",
]
