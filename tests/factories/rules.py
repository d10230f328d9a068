"""A rule of reminding as the catalogue has it, for tests of what is made of it."""

from scaleup.programmes.rules import Expiry, Offset, Recipient, ReminderAnchor, ReminderSubject, Shift, Side, Unit
from scaleup.reminders.rules import UnitRule

LATE = UnitRule(
    code="contact_3_days_late",
    subject=ReminderSubject.CONTACT,
    anchor=ReminderAnchor.DUE_ON,
    offset=Offset(3, Unit.WORKING_DAYS, Side.AFTER),
    recipients=(Recipient.IMPLEMENTATION_MANAGER,),
    expires=Expiry.NEVER,
    if_not_working=Shift.LATER,
)
"""A contact that has no record, three working days after it was due."""
