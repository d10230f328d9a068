"""A rule of reminding in a sentence, and the words of its parts; a subject without words has its name. Pure."""

from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import counted, long_date, plain_date
from scaleup.programmes.rules import Expiry, Recipient, ReminderSubject, Says, Shift, Unit
from scaleup.reminders.rules.book import Channel, Repeat, UnitRule
from scaleup.reminders.rules.wording import COMING, how_far, when

TITLES = {
    ReminderSubject.CONTACT: "Support contacts",
    ReminderSubject.ACTION: "What was agreed",
    ReminderSubject.CONDITION: "Conditions",
    ReminderSubject.LICENCE: "Licences that end",
    ReminderSubject.MILESTONE: "Milestones",
    ReminderSubject.FUNDING: "Funding that ends",
    ReminderSubject.REGISTER: "Registers not filled in",
    ReminderSubject.TOP_UP_OPENS: "Top-up windows that open",
    ReminderSubject.TOP_UP_CLOSES: "Top-up windows that close",
    ReminderSubject.REVIEW: "Reviews",
    ReminderSubject.TRAINING_PLACE: "Places at trainings",
    ReminderSubject.FIDELITY: "Fidelity checks",
    ReminderSubject.TIME_POINT: "Forms that are due",
    ReminderSubject.TIME_POINT_CLOSES: "Forms that are late",
}
ROLES = {
    Recipient.PROJECT_LEAD: "the project lead",
    Recipient.IMPLEMENTATION_MANAGER: "the implementation manager",
    Recipient.UNIT_MANAGER: "the unit managers",
    Recipient.ACTION_OWNER: "whoever said they would do it",
    Recipient.CONDITION_OWNER: "whoever owns the condition",
    Recipient.MILESTONE_OWNER: "whoever sees to the milestone",
    Recipient.TRAINER: "the trainers of the event",
    Recipient.BOOKED: "who is booked",
}
ENDS = {
    Expiry.ANCHOR: "until the day itself",
    Expiry.START: "until the contact begins",
    Expiry.NEXT_WORKING_DAY: "for one working day",
    Expiry.NEXT_RUNG: "until the next rule about it falls due",
    Expiry.NEVER: "always, until it is settled",
}
HOW = {
    Channel.MAIL: "",
    Channel.DIGEST: "in the digest of the day",
    Channel.ALWAYS: "always a mail of its own, whatever people chose",
}
SAYING = {
    Says.AGENDA: "the agenda, ",
    Says.UNANSWERED: "the question again to who has not said whether they come, ",
    Says.JOINING: "how to join, ",
}
"""What a rule tells, where it is more than the day."""
SHIFTS = {Shift.EARLIER: "the working day before", Shift.LATER: "the next working day"}


@dataclass(frozen=True)
class Said:
    """A rule in words."""

    when: str
    to: str
    again: str
    ends: str
    how: str = ""
    """Empty for a mail of its own, or as people chose."""

    @property
    def sentence(self) -> str:
        """All of it."""
        return f"{self.when}, to {self.to}{self.rest}."

    @property
    def to_one(self) -> str:
        """All of it but who is told, for the page of one reader."""
        return f"{self.when}{self.rest}."

    @property
    def rest(self) -> str:
        """Whether it comes again, and how."""
        return "".join(f"; {words}" for words in (self.again, self.how) if words)


def said(rule: UnitRule) -> Said:
    """The rule in words."""
    day = when(rule) if rule.subject in COMING else f"{how_far(rule.offset)} ({title(rule.subject).lower()})"
    words = f"{SAYING.get(rule.says, '')}{day}"
    quiet = f"; nothing before {plain_date(rule.quiet_until)}" if rule.quiet_until else ""
    again = repeated(rule.repeat) if rule.repeat else ""
    return Said(
        f"{words[:1].upper()}{words[1:]}",
        listed([role_words(one) for one in rule.recipients]) + quiet,
        again,
        ENDS.get(rule.expires, rule.expires.value.replace("_", " ")),
        HOW[rule.channel],
    )


def repeated(repeat: Repeat) -> str:
    """ "again every 5 working days until it is settled, at most 3 times"."""
    unit = "working day" if repeat.unit is Unit.WORKING_DAYS else "day"
    often = f"every {unit}" if repeat.every == 1 else f"every {counted(repeat.every, unit)}"
    return f"again {often} until it is settled, at most {counted(repeat.most, 'time')}"


def title(subject: ReminderSubject) -> str:
    """What a group of rules is about."""
    return TITLES.get(subject, subject.value.replace("_", " ").capitalize())


def role_words(role: Recipient) -> str:
    """A role as it stands in a sentence."""
    return ROLES.get(role, f"the {role.value.replace('_', ' ')}")


def listed(words: list[str]) -> str:
    """ "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def handed(on_day: date, until_on: date | None, giver: str, taker: str, areas: int) -> str:
    """A hand-over that is settled for a day to come."""
    if until_on and giver and until_on < on_day:
        days = f"until {long_date(until_on)}"
        was = f"{counted(areas, 'area')} {'was' if areas == 1 else 'were'} to be with {taker} {days}"
        return f"{was}. That day is over, so {'it stays' if areas == 1 else 'they stay'} with {giver}."
    back = f", until {long_date(until_on)}" if until_on and giver else ""
    goes = f"{counted(areas, 'area')} {'goes' if areas == 1 else 'go'}"
    return f"{goes} {f'from {giver} ' if giver else ''}to {taker} on {long_date(on_day)}{back}."
