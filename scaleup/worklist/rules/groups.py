"""Where on My work something stands that is due on a day."""

from datetime import date, timedelta

from scaleup.worklist.rules.facts import Group

FRIDAY = 4


def end_of_week(today: date) -> date:
    """The Friday to come; on a Friday the next one, so that a week never ends today."""
    return today + timedelta(days=(FRIDAY - today.weekday()) % 7 or 7)


def group_of(due_on: date, today: date) -> Group | None:
    """Where something due on this day stands; nowhere if it lies beyond this week."""
    if due_on < today:
        return Group.LATE
    if due_on == today:
        return Group.TODAY
    return Group.WEEK if due_on <= end_of_week(today) else None
