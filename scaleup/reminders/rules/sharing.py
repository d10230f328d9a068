"""Nobody gets more than three reminders a day: what goes by itself, and what goes into one digest. Pure.

Reliability.md F17. Which mails are no reminders, and so neither counted nor held back, stands in `ALWAYS`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scaleup.core.dates import DAY, local_date, nine_o_clock
from scaleup.reminders.rules.choices import NOTHING_CHOSEN, Choices

MOST_A_DAY = 3
"""Reminders for one person in one day, the digest among them."""


ALWAYS: Mapping[str, str] = {
    "accounts.invitation": "Invitations to use this system",
    "accounts.new-password": "Links to sign in or to set a new password",
    "accounts.password-changed": "Word that your password was changed",
    "areas.hand-over": "Word that areas were handed to you",
    "areas.hand-over-dropped": "Word that a hand-over of areas will not take place",
    "fidelity.change-asked": "Word that an area asks to change something of a programme",
    "fidelity.change-decided": "Word of what was decided about a change",
    "enquiries.acknowledgement": "The answer to an enquiry that you made",
    "training invitation": "Invitations to training",
    "training waiting list": "Word that you are on a waiting list",
    "training to give": "Word that you are to give a training",
    "training changed": "Word that a training was changed",
    "training moved": "Word that a training was moved",
    "training cancelled": "Word that a training was cancelled",
    "training booking withdrawn": "Word that your place at a training was withdrawn",
    "training waited for": "Word that you no longer wait for a place",
    "training joining instructions": "How to join a training that you are booked on",
    "support.missed-in-a-row": "Word that an area missed several contacts in a row",
    "support.summary": "The summary of a contact, when the unit sends it",
    "contact moved": "Word that a contact in your calendar was moved",
    "contact gone": "Word that a contact in your calendar will not take place",
}
"""What goes at once, to everybody, whatever they chose; by kind, in the words of the page that says so."""

COUNTED = frozenset({"training not answered", "training feedback"})
"""Reminders with a link of their own in them: they count to the limit of a day, and no digest can hold them."""


@dataclass(frozen=True)
class Due:
    """A reminder that is due and waits."""

    id: int
    anchor_on: date


@dataclass(frozen=True)
class Day:
    """What else a person has today: mails that went or go by themselves, and whether a digest waits to go."""

    taken: int
    digest_waits: bool = False

    @property
    def room(self) -> int:
        """How many more mails may go today."""
        return max(0, MOST_A_DAY - self.taken - int(self.digest_waits))

    @property
    def takes_digest(self) -> bool:
        """Whether a digest can still go today."""
        return self.digest_waits or self.room > 0


@dataclass(frozen=True)
class Having:
    """What one person has today, and the digests that wait for him: one that goes today, one that goes later."""

    day: Day
    today_id: int | None
    later_id: int | None
    morning: datetime
    """When what has no room today is told."""


@dataclass(frozen=True)
class Folding:
    """What goes into one digest: one that waits already, or a new one of that instant."""

    ids: tuple[int, ...]
    into: int | None
    at: datetime


def having(digests: Sequence[tuple[int, datetime]], *, taken: int, choices: Choices | None, now: datetime) -> Having:
    """What the day holds already, and when a digest goes that has no room in it. Digests: id and when each is due."""
    morning = (choices or NOTHING_CHOSEN).open_at(nine_o_clock(local_date(now) + DAY))
    of_today = next((id_ for id_, due_at in digests if due_at <= now), None)
    later = next((id_ for id_, due_at in digests if now < due_at <= morning), None)
    return Having(Day(taken, of_today is not None), of_today, later, morning)


def folding(waiting: Sequence[Due], having: Having, now: datetime) -> Folding | None:
    """What has no room waits in a digest: today's, if one can still go today, else that of the next morning."""
    ids = to_fold(waiting, having.day, local_date(now))
    if not ids:
        return None
    if having.day.takes_digest:
        return Folding(tuple(ids), having.today_id, now)
    return Folding(tuple(ids), having.later_id, having.morning)


def to_fold(waiting: Sequence[Due], day: Day, today: date) -> list[int]:
    """The ids that go into a digest: none where all have room; else the late ones, then those that are farthest off."""
    if len(waiting) <= day.room:
        return []
    singles = day.room if day.digest_waits else max(0, day.room - 1)
    coming = sorted((one for one in waiting if one.anchor_on >= today), key=lambda one: (one.anchor_on, one.id))
    kept = {one.id for one in coming[:singles]}
    return [one.id for one in waiting if one.id not in kept]


def mails_of(late: int, coming: int) -> int:
    """How many mails so many reminders make for somebody who had none that day."""
    return late + coming if late + coming <= MOST_A_DAY else 1 + min(coming, MOST_A_DAY - 1)
