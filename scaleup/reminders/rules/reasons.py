"""Why a reminder goes: its rule in a sentence, the day it is about, what is asked once more, and who reads. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import long_date
from scaleup.programmes.rules import Recipient, ReminderSubject
from scaleup.reminders.rules.book import UnitRule
from scaleup.reminders.rules.causes import in_words
from scaleup.reminders.rules.sentences import role_words, said

ABOUT: Mapping[ReminderSubject, str] = {
    ReminderSubject.CONTACT: "the contact of",
    ReminderSubject.ACTION: "what was agreed for",
    ReminderSubject.CONDITION: "the condition to be met by",
    ReminderSubject.LICENCE: "the licence that ends on",
    ReminderSubject.MILESTONE: "the milestone of",
    ReminderSubject.FUNDING: "the funding that ends on",
    ReminderSubject.REGISTER: "the register of the event of",
    ReminderSubject.REVIEW: "the review of",
    ReminderSubject.TOP_UP_OPENS: "the top-up window that opens on",
    ReminderSubject.TOP_UP_CLOSES: "the top-up window that closes on",
    ReminderSubject.TRAINING_PLACE: "the training that begins on",
    ReminderSubject.FIDELITY: "the fidelity check due by",
    ReminderSubject.TIME_POINT: "the forms of the evaluation that are due on",
    ReminderSubject.TIME_POINT_CLOSES: "the forms of the evaluation that are in time until",
}
WANTING: Mapping[Recipient, str] = {
    Recipient.PROJECT_LEAD: "there is no project lead",
    Recipient.IMPLEMENTATION_MANAGER: "nobody looks after it",
    Recipient.ACTION_OWNER: "nobody said they would do it",
    Recipient.CONDITION_OWNER: "nobody owns the condition",
    Recipient.MILESTONE_OWNER: "nobody sees to the milestone",
}
"""Why somebody else is told."""


@dataclass(frozen=True)
class Reason:
    """Why one person gets one reminder."""

    rule: str
    """The rule in a sentence; empty where it is known no more."""
    code: str
    programme: str
    """The slug of the one programme that the rule is for."""
    number: int
    """Which of the unit's versions; 0 is the catalogue's."""
    about: str
    asked: str
    """What is asked once more when it goes."""
    through: str
    """The role through which it is read; empty where it was not kept."""
    to_one: str = ""
    """The rule in a sentence without who is told."""


def reason(
    rule: UnitRule | None, subject: ReminderSubject, values: Mapping[str, object], *, condition: str, away: str
) -> Reason:
    """Why: from the values that the message carries. Away: the name of who is away, where somebody stands in."""
    day = long_date(date.fromisoformat(str(values["anchor_on"])))
    return Reason(
        rule=said(rule).sentence if rule else "",
        code=str(values.get("rule", "")),
        programme=rule.programme if rule else "",
        number=rule.number if rule else 0,
        about=f"{ABOUT.get(subject, 'what is dated')} {day}",
        asked=in_words(condition),
        through=through(values, away),
        to_one=said(rule).to_one if rule else "",
    )


def through(values: Mapping[str, object], away: str) -> str:
    """ "the project lead", "the implementation manager, because there is no project lead"."""
    if away and values.get("came_back"):
        return f"the next in line, because mail to {away} comes back"
    if "role" not in values:
        return f"the stand-in of {away}" if away else ""
    role, by = Recipient(str(values["role"])), Recipient(str(values["by"]))
    words = role_words(by)
    if role is not by:
        words = f"{words}, because {WANTING.get(role, 'nobody holds that role')}"
    return f"the stand-in of {away} ({words})" if away else words
