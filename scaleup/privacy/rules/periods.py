"""How long each kind of record is kept, from which day that is counted, and where the period comes from. Pure.

domain.md 6 proposes them; the organisation sets its own, which then stand as rows beside these.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scaleup.core.dates import add_months

SHORTEST, LONGEST = 1, 600
"""Months."""


class Kind(StrEnum):
    """What a person lets go when its time is over."""

    ENQUIRIES = "enquiries"
    CALL_NOTES = "call_notes"
    TRAINING = "training"
    DOCUMENTS = "documents"
    AUDIT = "audit"
    READS = "reads"
    SCORES = "scores"


@dataclass(frozen=True)
class Period:
    """One line of the retention schedule."""

    what: str
    one: str
    many: str
    months: int
    counted_from: str
    goes: str
    source: str


PROPOSED: Mapping[Kind, Period] = {
    Kind.ENQUIRIES: Period(
        "Enquiries that came to nothing",
        "enquiry",
        "enquiries",
        24,
        "the day the enquiry ended",
        "The enquiry goes, with who asked and what for.",
        "Proposed for the unit; to be set by the organisation",
    ),
    Kind.CALL_NOTES: Period(
        "Notes of support contacts",
        "contact with notes",
        "contacts with notes",
        36,
        "the end of the area’s last licence for that programme",
        "What was said goes, and what was added later; that there was a contact, when and with what outcome stays.",
        "Proposed for the unit; to be set by the organisation",
    ),
    Kind.TRAINING: Period(
        "Training records",
        "training record",
        "training records",
        72,
        "the last day of accreditation",
        "Bookings, marks, certificates, practice reviews and accreditation go; that somebody was a facilitator stays.",
        "While somebody may deliver and 6 years after: practice under the Limitation Act 1980",
    ),
    Kind.DOCUMENTS: Period(
        "Licences and agreements as documents",
        "document",
        "documents",
        72,
        "the end of the area’s last licence",
        "The documents go, with their files.",
        "6 years after the end: practice under the Limitation Act 1980",
    ),
    Kind.AUDIT: Period(
        "Who did what and when",
        "line of the log",
        "lines of the log",
        72,
        "the day of the act",
        "The lines go.",
        "Proposed for the unit; to be set by the organisation",
    ),
    Kind.READS: Period(
        "Who read evaluation data",
        "line of the log of reads",
        "lines of the log of reads",
        72,
        "the day it was read",
        "The lines go.",
        "As the log of acts",
    ),
    Kind.SCORES: Period(
        "Scores and births under random codes",
        "participant under a random code",
        "participants under random codes",
        12,
        "the evaluation report, if all forms of a code are from before it; else the end of the last licence",
        "Every score and birth of a code goes, and the code. Of each group the number, mean and standard deviation of "
        "each score stay, and how many forms came back. Change in the same people, change by band, reliable change "
        "and births can then no longer be shown: take them as a file first.",
        "12 months after the evaluation report; proposed for the unit, to be set by the organisation",
    ),
}

BY_ITSELF: tuple[tuple[str, str, str], ...] = (
    ("The text of a mail", "90 days", "the day it was settled"),
    ("An address that mail came back from", "90 days", "the day it was seen to"),
    ("Access and dietary needs", "30 days", "the last day of the event"),
    ("Access of a trainer to areas of an event", "30 days", "the last day of the event"),
    ("A session, and a link that signs in", "30 days", "the day it stopped working"),
    ("What was typed and not saved, in the browser", "7 days", "the day it was typed"),
)
"""What the system deletes without asking: what, after how long, counted from."""


@dataclass(frozen=True)
class Past:
    """What of a kind is past its time."""

    kind: Kind
    months: int
    before_on: date
    """What is counted from a day before this one is past its time."""
    count: int
    oldest_on: date | None
    areas: Sequence[tuple[str, int]] = ()

    @property
    def said(self) -> str:
        """How much there is, in words."""
        found = PROPOSED[self.kind]
        return f"{self.count:,} {found.one if self.count == 1 else found.many}"


def last_kept(today: date, months: int) -> date:
    """What is counted from a day before this one is past its time."""
    return add_months(today, -months)
