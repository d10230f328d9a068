"""What a digest tells: all that was folded into it and is still open, each thing once, with where to see to it."""

from collections.abc import Mapping, Sequence
from datetime import date

from scaleup.core.dates import distance, plain_date
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders.queries.facts import Folded, folded, still_open
from scaleup.reminders.queries.named import CONDITION_OF, NOUN
from scaleup.reminders.queries.subjects import names
from scaleup.reminders.rules import Thing

COMING: Mapping[str, str] = {
    CONDITION_OF[ReminderSubject.CONTACT]: "contact on",
    CONDITION_OF[ReminderSubject.ACTION]: "something agreed is due on",
    CONDITION_OF[ReminderSubject.CONDITION]: "a condition is to be met by",
    CONDITION_OF[ReminderSubject.LICENCE]: "no decision on the licence that ends on",
    CONDITION_OF[ReminderSubject.MILESTONE]: "a milestone is due on",
    CONDITION_OF[ReminderSubject.FUNDING]: "funding ends before the licence, on",
    CONDITION_OF[ReminderSubject.REGISTER]: "a register that is not filled, of",
    CONDITION_OF[ReminderSubject.TOP_UP_OPENS]: "no top-up is planned for the window that opens on",
    CONDITION_OF[ReminderSubject.TOP_UP_CLOSES]: "no top-up is planned for the window that closes on",
    CONDITION_OF[ReminderSubject.REVIEW]: "a review on",
    CONDITION_OF[ReminderSubject.FIDELITY]: "a fidelity check by",
    CONDITION_OF[ReminderSubject.TIME_POINT]: "forms of the evaluation are due on",
    CONDITION_OF[ReminderSubject.TIME_POINT_CLOSES]: "forms of the evaluation are in time until",
}
PAGES: Mapping[str, str] = {
    CONDITION_OF[ReminderSubject.CONTACT]: "/areas/{area_id}/plan",
    CONDITION_OF[ReminderSubject.ACTION]: "/actions/{id}",
    CONDITION_OF[ReminderSubject.LICENCE]: "/areas/{area_id}/licence",
    CONDITION_OF[ReminderSubject.MILESTONE]: "/areas/{area_id}/milestones",
    CONDITION_OF[ReminderSubject.FUNDING]: "/areas/{area_id}/licence",
    CONDITION_OF[ReminderSubject.REGISTER]: "/training/{id}/register",
    CONDITION_OF[ReminderSubject.TOP_UP_OPENS]: "/areas/{area_id}/accreditation",
    CONDITION_OF[ReminderSubject.TOP_UP_CLOSES]: "/areas/{area_id}/accreditation",
    CONDITION_OF[ReminderSubject.REVIEW]: "/reviews/{id}",
    CONDITION_OF[ReminderSubject.FIDELITY]: "/areas/{area_id}/fidelity",
    CONDITION_OF[ReminderSubject.TIME_POINT]: "/areas/{area_id}/delivery",
    CONDITION_OF[ReminderSubject.TIME_POINT_CLOSES]: "/areas/{area_id}/delivery",
}
"""Where a thing is seen to; else the area's own page."""


def digest_things(dedupe_key: str, today: date) -> tuple[Thing, ...]:
    """What was folded into this digest and is still open, oldest first."""
    rows = folded(dedupe_key)
    open_keys = still_open(rows)
    standing = [row for row in rows if (row.condition, row.condition_key) in open_keys]
    back = {row.instead_of for row in standing if row.instead_of}
    return told_in_order(standing, today, names(back) if back else {})


def told_in_order(rows: Sequence[Folded], today: date, whose: Mapping[int, str]) -> tuple[Thing, ...]:
    """These, oldest first, and one day's always alike. Whose: the names of those whose mail comes back."""
    return tuple(told(row, today, whose) for row in sorted(rows, key=place))


def place(row: Folded) -> tuple[date, str, str, int, str]:
    """Where a thing stands among the others of its digest."""
    return row.anchor_on, row.area, row.condition, len(row.condition_key), row.condition_key


def told(row: Folded, today: date, whose: Mapping[int, str]) -> Thing:
    """One thing in a line."""
    late = row.anchor_on < today
    if late:
        what = f"{NOUN.get(row.condition, 'something is late that was due')} of"
    else:
        what = COMING.get(row.condition, "something is due on")
    own = row.condition_key.partition(":")[0]
    path = PAGES.get(row.condition, "/areas/{area_id}").format(area_id=row.area_id, id=own)
    words = f"{row.area}: {what} {plain_date(row.anchor_on)}, {distance(row.anchor_on, today)}"
    if row.instead_of in whose:
        words += f", because mail to {whose[row.instead_of]} comes back"
    return Thing(words, path, late)
