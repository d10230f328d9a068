"""The words of reminders: subject, first line, and why the reader gets it. Pure; look.md says how they sound."""

from dataclasses import dataclass
from datetime import date, time

from scaleup.core.dates import counted, distance, long_date, plain_date, short_date
from scaleup.core.letters import Letter, Way
from scaleup.programmes.rules import Offset, ReminderRule, ReminderSubject, Side, Unit
from scaleup.reminders.rules.book import Channel, unit_rule

COMING = {
    ReminderSubject.CONTACT: "each contact",
    ReminderSubject.ACTION: "something agreed is due",
    ReminderSubject.CONDITION: "a condition is to be met",
    ReminderSubject.LICENCE: "a licence ends, while no decision is recorded",
    ReminderSubject.MILESTONE: "a milestone is due",
    ReminderSubject.FUNDING: "funding ends that is to last as long as the licence",
    ReminderSubject.REGISTER: "the last day of an event",
    ReminderSubject.TOP_UP_OPENS: "a top-up window opens, while no event is planned",
    ReminderSubject.TOP_UP_CLOSES: "a top-up window closes, while no event is planned",
    ReminderSubject.REVIEW: "a review",
    ReminderSubject.TRAINING_PLACE: "a training begins",
    ReminderSubject.FIDELITY: "a fidelity check is due",
    ReminderSubject.TIME_POINT: "forms of the evaluation are due",
    ReminderSubject.TIME_POINT_CLOSES: "the last day on which forms of the evaluation are in time",
}
LATE = {
    ReminderSubject.CONTACT: "a contact that has no record",
    ReminderSubject.ACTION: "something agreed was due",
    ReminderSubject.CONDITION: "a condition was to be met",
    ReminderSubject.LICENCE: "a licence ended, while no decision is recorded",
    ReminderSubject.MILESTONE: "a milestone was due",
    ReminderSubject.FUNDING: "funding ended, while the licence goes on",
    ReminderSubject.REGISTER: "an event whose register is not filled",
    ReminderSubject.TOP_UP_OPENS: "a top-up window opened, while no event is planned",
    ReminderSubject.TOP_UP_CLOSES: "a top-up window closed, while no event was planned",
    ReminderSubject.REVIEW: "a review that has no record",
    ReminderSubject.TRAINING_PLACE: "a training began",
    ReminderSubject.FIDELITY: "a fidelity check was due",
    ReminderSubject.TIME_POINT: "forms of the evaluation were due",
    ReminderSubject.TIME_POINT_CLOSES: "the last day on which forms of the evaluation were in time",
}
ON_THE_DAY = {
    ReminderSubject.CONTACT: "on the day of each contact",
    ReminderSubject.ACTION: "on the day something agreed is due",
    ReminderSubject.CONDITION: "on the day a condition is to be met",
    ReminderSubject.LICENCE: "on the day a licence ends, while no decision is recorded",
    ReminderSubject.MILESTONE: "on the day a milestone is due",
    ReminderSubject.FUNDING: "on the last day of funding, while the licence goes on",
    ReminderSubject.REGISTER: "on the last day of an event whose register is not filled",
    ReminderSubject.TOP_UP_OPENS: "on the day a top-up window opens, while no event is planned",
    ReminderSubject.TOP_UP_CLOSES: "on the last day of a top-up window, while no event is planned",
    ReminderSubject.REVIEW: "on the day of a review",
    ReminderSubject.TRAINING_PLACE: "on the day a training begins",
    ReminderSubject.FIDELITY: "on the day a fidelity check is due",
    ReminderSubject.TIME_POINT: "on the day forms of the evaluation are due",
    ReminderSubject.TIME_POINT_CLOSES: "on the last day on which forms of the evaluation are in time",
}


@dataclass(frozen=True)
class OpenAction:
    """Something still open from last time."""

    wording: str
    due_on: date | None


@dataclass(frozen=True)
class Lead:
    """A project lead, as the area's page shows them."""

    name: str
    email: str

    @property
    def words(self) -> str:
        """Who, and how to reach them."""
        return f"{self.name}, {self.email}" if self.email else self.name


@dataclass(frozen=True)
class ContactFacts:
    """What a mail about a contact says."""

    slot_id: int
    implementation_id: int
    area_id: int
    area: str
    sequence: int
    contacts: int
    due_on: date
    at_time: time | None
    manager: str
    moved_because: str
    version: int = 1
    """Grows when the contact moves: the calendar's SEQUENCE."""
    version_id: int = 0
    """The programme version whose rules remind of it."""
    meeting_link: str | None = None
    gone_because: str = ""
    open_actions: tuple[OpenAction, ...] = ()
    leads: tuple[Lead, ...] = ()

    @property
    def log_path(self) -> str:
        """The page where this very contact is logged."""
        return f"/areas/{self.area_id}/contacts/log?implementation={self.implementation_id}&slot={self.slot_id}"

    @property
    def agenda_path(self) -> str:
        """The page of this very contact: what was agreed, what is open, what changed since."""
        return f"/areas/{self.area_id}/contacts/agenda/{self.slot_id}"


@dataclass(frozen=True)
class Reader:
    """Who reads, and why they get it."""

    first_name: str
    standing: str
    """"you lead Marlbury"."""
    name: str = ""
    """In full."""
    instead_of: str = ""
    """Who is away, where the reader stands in."""


def contact_letter(facts: ContactFacts, rule: ReminderRule, *, reader: Reader, today: date) -> Letter:
    """The reminder of a contact that is to come, is today, or is late."""
    day = long_date(facts.due_on)
    number = f"contact {facts.sequence} of {facts.contacts}"
    if facts.due_on > today:
        subject, heading = f"contact on {day}", f"Your contact is on {day}"
        first = f"{number} for {facts.area} is {distance(facts.due_on, today)}"
    elif facts.due_on == today:
        subject, heading = f"contact today, {day}", f"Your contact is today, {day}"
        first = f"{number} for {facts.area} is today"
    else:
        subject, heading = f"no record of the contact on {day}", "A contact has no record"
        first = f"{number} for {facts.area} is {distance(facts.due_on, today)}; it was due on {day}"
    at = f" at {facts.at_time:%H:%M}" if facts.at_time and facts.due_on >= today else ""
    who = with_whom(facts, reader) if facts.due_on >= today else ""
    paragraphs = [f"Hello {reader.first_name}. {first[0].upper()}{first[1:]}{at}{who}."]
    if facts.moved_because and facts.due_on >= today:
        paragraphs.append(f"It falls on {facts.due_on:%A} because {facts.moved_because}.")
    if facts.due_on < today:
        paragraphs.append("If it took place, log it. If it did not, say so: it takes a minute.")
    log, look = (
        Way(f"Log contact {facts.sequence}", facts.log_path),
        Way(f"Open contact {facts.sequence}", facts.agenda_path),
    )
    return Letter(
        subject=f"{facts.area}: {subject}",
        heading=heading,
        paragraphs=(*paragraphs, *led_by(facts, reader)),
        open_title="Still open from last time",
        open_items=tuple(open_item(action, today) for action in facts.open_actions),
        button=look if facts.due_on > today else log,
        ways=(
            Way("It has to move", f"/areas/{facts.area_id}/contacts/move/{facts.slot_id}"),
            Way("See the whole plan", f"/areas/{facts.area_id}/plan"),
        ),
        why=why(rule, reader),
    )


def with_whom(facts: ContactFacts, reader: Reader) -> str:
    """The unit's person, if there is one and it is neither who reads nor who is away."""
    known = facts.manager not in {"", reader.name, reader.instead_of}
    return f", with {facts.manager} of the unit" if known else ""


def led_by(facts: ContactFacts, reader: Reader) -> tuple[str, ...]:
    """For whoever is not the project lead: who is, and how to reach them."""
    if {lead.name for lead in facts.leads} & {reader.name, reader.instead_of}:
        return ()
    if not facts.leads:
        return (f"{facts.area} has no project lead.",)
    title = "The project lead is" if len(facts.leads) == 1 else "The project leads are"
    return (f"{title} {'; '.join(lead.words for lead in facts.leads)}.",)


def open_item(action: OpenAction, today: date) -> str:
    """One line of what is still open."""
    if action.due_on is None:
        return f"{action.wording}: no date agreed"
    if action.due_on < today:
        return f"{action.wording}: {distance(action.due_on, today)}"
    return f"{action.wording}: due {short_date(action.due_on, today)}"


def why(rule: ReminderRule, reader: Reader) -> str:
    """Why the reader gets it."""
    always = ", whatever you chose about mail" if unit_rule(rule).channel is Channel.ALWAYS else ""
    return f"You get this because {reader.standing}; it goes out {when(rule)}{always}."


def when(rule: ReminderRule) -> str:
    """ "7 days before each contact", "3 working days after a contact that has no record"."""
    if rule.offset.amount == 0:
        return ON_THE_DAY[rule.subject]
    nouns = COMING if rule.offset.side is Side.BEFORE else LATE
    return f"{how_far(rule.offset)} {nouns[rule.subject]}"


def how_far(offset: Offset) -> str:
    """ "7 days before", "3 working days after"."""
    days = counted(offset.amount, "working day" if offset.unit is Unit.WORKING_DAYS else "day")
    return f"{days} {'before' if offset.side is Side.BEFORE else 'after'}"


def moved_letter(facts: ContactFacts, *, formerly: date, reader: Reader) -> Letter:
    """The contact that stands in the reader's calendar is on another day now, or on its day in another way."""
    day = long_date(facts.due_on)
    at = f" at {facts.at_time:%H:%M}" if facts.at_time else ""
    same = formerly == facts.due_on
    was = f" was to be on {long_date(formerly)}. It" if not same else ""
    meeting = f" You meet at {facts.meeting_link}" if facts.meeting_link else ""
    return Letter(
        subject=f"{facts.area}: contact on {day}{at}" if same else f"{facts.area}: contact moved to {day}",
        heading=f"Your contact on {day} has changed" if same else f"Your contact is now on {day}",
        paragraphs=(
            f"Hello {reader.first_name}. Contact {facts.sequence} of {facts.contacts} for {facts.area}{was} "
            f"is now on {day}{at}{with_whom(facts, reader)}.{meeting}",
            "The calendar entry that comes with this mail replaces the earlier one.",
        ),
        button=Way("See the whole plan", f"/areas/{facts.area_id}/plan"),
        why=f"You get this because {reader.standing} and had it in your calendar.",
    )


def gone_letter(facts: ContactFacts, *, formerly: date, because: str, reader: Reader) -> Letter:
    """The contact that stands in the reader's calendar will not take place."""
    return Letter(
        subject=f"{facts.area}: no contact on {long_date(formerly)}",
        heading=f"There is no contact on {long_date(formerly)}",
        paragraphs=(
            f"Hello {reader.first_name}. The contact for {facts.area} on {long_date(formerly)} will not take place"
            f"{f': {because}' if because else ''}.",
            "The calendar entry that comes with this mail takes the earlier one away.",
        ),
        button=Way("See the plan as it is now", f"/areas/{facts.area_id}/plan"),
        why=f"You get this because {reader.standing} and were told of it.",
    )


@dataclass(frozen=True)
class ActionFacts:
    """What a mail about an action says."""

    action_id: int
    area_id: int
    area: str
    wording: str
    due_on: date


def action_letter(facts: ActionFacts, rule: ReminderRule, *, reader: Reader, today: date) -> Letter:
    """Something agreed is due today, or late. The subject line never carries what somebody typed."""
    day = long_date(facts.due_on)
    late = facts.due_on < today
    state = f"is {distance(facts.due_on, today)} (due on {day})" if late else f"is due today, {day}"
    if facts.due_on > today:
        state = f"is due on {day}"
    return Letter(
        subject=f"{facts.area}: something agreed {'was' if late else 'is'} due {plain_date(facts.due_on)}",
        heading="Something agreed is late" if late else "Something agreed is due",
        paragraphs=(
            f"Hello {reader.first_name}. This was agreed for {facts.area} and {state}:",
            facts.wording,
        ),
        button=Way("Open it and say that it is done", f"/actions/{facts.action_id}"),
        why=why(rule, reader),
    )


@dataclass(frozen=True)
class ConditionFacts:
    """What a mail about a condition says. `number` is empty until a licence carries it."""

    area_id: int
    area: str
    wording: str
    due_on: date
    number: str = ""

    @property
    def path(self) -> str:
        """The page on which it is put down as met."""
        return f"/areas/{self.area_id}/{'licence' if self.number else 'readiness'}"


def condition_letter(facts: ConditionFacts, rule: ReminderRule, *, reader: Reader, today: date) -> Letter:
    """A condition is to be met today, or is late. The subject line never carries what somebody typed."""
    day = long_date(facts.due_on)
    late = facts.due_on < today
    state = f"is to be met {'today, ' if facts.due_on == today else 'by '}{day}"
    if late:
        state = f"is {distance(facts.due_on, today)} (to be met by {day})"
    ground = f"licence {facts.number} of {facts.area}" if facts.number else f"the readiness of {facts.area}"
    return Letter(
        subject=f"{facts.area}: a condition {'was' if late else 'is'} due {plain_date(facts.due_on)}",
        heading="A condition is late" if late else "A condition is due",
        paragraphs=(
            f"Hello {reader.first_name}. This condition of {ground} {state}:",
            facts.wording,
            "Once it is met, the unit puts that down on the page.",
        ),
        button=Way("See the condition", facts.path),
        why=why(rule, reader),
    )


@dataclass(frozen=True)
class LicenceFacts:
    """What a mail about a licence that ends says."""

    area_id: int
    area: str
    programme: str
    number: str
    ends_on: date


def licence_letter(facts: LicenceFacts, rule: ReminderRule, *, reader: Reader, today: date) -> Letter:
    """A licence ends, and nobody has decided what follows."""
    day = long_date(facts.ends_on)
    days = (facts.ends_on - today).days
    when = f"ends on {day}, in {days} days" if days > 1 else f"ends on {day}"
    if days < 0:
        when = f"ended on {day}"
    return Letter(
        subject=f"{facts.area}: licence {'ended' if days < 0 else 'ends'} on {day}",
        heading="A decision on renewal is open",
        paragraphs=(
            f"Hello {reader.first_name}. Licence {facts.number} of {facts.area} for {facts.programme} {when}.",
            "No decision is recorded on what follows: renew it, or let it end.",
        ),
        button=Way("Decide what follows", f"/areas/{facts.area_id}/licence"),
        why=why(rule, reader),
    )
