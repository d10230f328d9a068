"""When a reminder falls due, to whom, and until when. Pure.

The rungs themselves are the programme's data (programmes/catalogue); decisions "Time" and "Reminders and mail"
say how they are read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from scaleup.core.dates import LONDON, Calendar, nine_o_clock
from scaleup.programmes.rules import Expiry, Recipient, ReminderRule, ReminderSubject, Says, Shift, Side, Unit
from scaleup.reminders.rules.book import UnitRule, days_of_repeats, step_code, unit_rule

OWNERS = (Recipient.ACTION_OWNER, Recipient.CONDITION_OWNER, Recipient.MILESTONE_OWNER)
"""Who sees to the very thing; where nobody does, the implementation manager is told."""


@dataclass(frozen=True)
class Subject:
    """Something with a date that people are reminded of. `version` grows when the date moves."""

    kind: ReminderSubject
    id: int
    version: int
    anchor_on: date
    area_id: int
    owner_id: int | None = None
    begun_at: datetime | None = None
    """When the area's reminders were started; None where a preview asks before that."""
    at: time | None = None
    """The hour agreed for the day, local; a contact may have one."""
    trainer_ids: tuple[int, ...] = ()
    """Who trained at the event that this is about."""

    @property
    def key(self) -> str:
        """The subject in a dedupe key: "contact:12"."""
        return f"{self.kind.value}:{self.id}"

    @property
    def condition_key(self) -> str:
        """What the condition is asked at hand-over: still open, with the date unmoved."""
        return f"{self.id}:{self.version}"


@dataclass(frozen=True)
class People:
    """Whom an area's reminders may go to. Ids of persons who can be written to."""

    project_leads: tuple[int, ...]
    manager_id: int | None
    unit_managers: tuple[int, ...]

    def after(self, person_id: int) -> tuple[tuple[int, ...], ...]:
        """Who is next in line where mail to this person comes back, nearest first: the manager, then the unit's."""
        own = () if self.manager_id is None or person_id in (self.manager_id, *self.unit_managers) else self.manager_id
        return (((own,) if own else ()), self.unit_managers)


@dataclass(frozen=True)
class Rung:
    """One rule applied to one subject: the instant from which it may go, and until when it is worth sending."""

    rule: ReminderRule
    subject: Subject
    due_at: datetime
    expires_at: datetime | None
    step: int = 0
    """0 for the first, then the number of the repeat."""

    @property
    def step_code(self) -> str:
        """The step in a dedupe key."""
        return step_code(self.rule, self.step)

    def goes(self, begin: datetime, end: datetime) -> bool:
        """Whether it goes at some instant from begin to end. With both the same: whether it is due at that instant."""
        return (
            self.acts
            and self.due_at <= end
            and (self.lasting(begin) if self.expires_at is None else begin < self.expires_at)
        )

    @property
    def acts(self) -> bool:
        """Whether its rule acted already when it fell due."""
        begins_at = unit_rule(self.rule).begins_at
        return begins_at is None or self.due_at >= begins_at

    def lasting(self, begin: datetime) -> bool:
        """Whether a rung that never expires is this system's to tell: what was late before an area began is history,
        seen on My work, and no reason to open with a flood of mails.
        """
        return self.due_at >= (self.subject.begun_at or begin)


@dataclass(frozen=True)
class Through:
    """The role of the rule through which somebody is told, and the one they hold: another where nobody holds that."""

    role: Recipient
    by: Recipient


Span = tuple[datetime, datetime]
"""From the first to before the other."""


@dataclass(frozen=True)
class Telling:
    """One rung for one person."""

    rung: Rung
    person_id: int
    instead_of: int | None = None
    """Who is away, where somebody stands in."""
    through: Through | None = field(default=None, compare=False)
    in_line: tuple[tuple[int, ...], ...] = ()
    """Who is told instead where mail to the person comes back, nearest first."""
    came_back: bool = False
    """Whether it is told because mail to `instead_of` comes back."""
    during: tuple[Span, ...] = ()
    """When its reader is the one to be told, where a hand-over lies ahead; otherwise always."""

    def holds(self, at: datetime) -> bool:
        """Whether its reader is the one to be told at that instant."""
        return not self.during or any(begin <= at < end for begin, end in self.during)


def falls_on(rule: ReminderRule, anchor_on: date, calendar: Calendar) -> date:
    """The working day of the rung."""
    offset = rule.offset
    sign = -1 if offset.side is Side.BEFORE else 1
    if offset.unit is Unit.WORKING_DAYS:
        return calendar.add_working_days(anchor_on, sign * offset.amount)
    day = anchor_on + timedelta(days=sign * offset.amount)
    earlier = rule.if_not_working is Shift.EARLIER
    return calendar.previous_working_day(day) if earlier else calendar.next_working_day(day)


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of whatever has this day: the same for all subjects of a kind, a day, an hour and a nation."""

    rule: UnitRule
    due_at: datetime
    expires_at: datetime | None
    number: int

    def timely(self, begin: datetime, end: datetime) -> bool:
        """Whether it falls due by the end and is worth sending at the beginning, for whatever has this day."""
        return self.due_at <= end and (self.expires_at is None or begin < self.expires_at)


def ladder(subject: Subject, rules: Sequence[ReminderRule], calendar: Calendar) -> list[Step]:
    """Every step of the subject's kind and day, in the order in which they fall due."""
    own = [unit_rule(rule) for rule in rules if rule.subject is subject.kind]
    ladders = [(rule, days_of(rule, subject.anchor_on, calendar)) for rule in own]
    every = sorted({day for _, days in ladders for day in days})
    found = [
        Step(
            rule,
            nine_o_clock(day),
            step_expiry(rule, days, number, subject=subject, every=every, calendar=calendar),
            number,
        )
        for rule, days in ladders
        for number, day in enumerate(days)
    ]
    return sorted(found, key=lambda step: step.due_at)


def rungs(subject: Subject, rules: Sequence[ReminderRule], calendar: Calendar) -> list[Rung]:
    """Every rung of the subject, in the order in which they fall due; none where the version has no rule for it."""
    return [rung_of(step, subject) for step in ladder(subject, rules, calendar)]


def rung_of(step: Step, subject: Subject) -> Rung:
    """The step as it is for this subject."""
    return Rung(step.rule, subject, step.due_at, step.expires_at, step.number)


def days_of(rule: UnitRule, anchor_on: date, calendar: Calendar) -> list[date]:
    """The working day of each step: the first, and the repeats."""
    first_on = falls_on(rule, anchor_on, calendar)
    return [first_on, *days_of_repeats(rule, first_on, calendar)]


def step_expiry(
    rule: UnitRule, days: Sequence[date], step: int, *, subject: Subject, every: Sequence[date], calendar: Calendar
) -> datetime | None:
    """A step is worth sending until it is repeated; the last one for as long as the rule says."""
    day = days[step]
    if step + 1 < len(days):
        return nine_o_clock(days[step + 1])
    next_on = next((later for later in every if later > day), None)
    return expiry(rule, day, subject=subject, next_on=next_on, calendar=calendar)


def reach(rules: Iterable[ReminderRule], kind: ReminderSubject) -> timedelta:
    """How far ahead of today an anchor may lie and have a rung due: generous, because it only narrows a query."""
    ahead = [
        rule.offset.amount * (2 if rule.offset.unit is Unit.WORKING_DAYS else 1)
        for rule in rules
        if rule.subject is kind and rule.offset.side is Side.BEFORE
    ]
    return timedelta(days=max(ahead, default=0) + 14)


def expiry(
    rule: ReminderRule, day: date, *, subject: Subject, next_on: date | None, calendar: Calendar
) -> datetime | None:
    """When the rung is no longer worth sending; None for never."""
    if rule.expires is Expiry.NEVER:
        return None
    if rule.expires is Expiry.START and subject.at is not None:
        return datetime.combine(subject.anchor_on, subject.at, tzinfo=LONDON).astimezone(UTC)
    if rule.expires in (Expiry.ANCHOR, Expiry.START):
        return nine_o_clock(subject.anchor_on)
    if rule.expires is Expiry.NEXT_WORKING_DAY:
        return nine_o_clock(calendar.add_working_days(day, 1))
    return nine_o_clock(next_on) if next_on else None


def recipients(rule: ReminderRule, subject: Subject, people: People) -> Mapping[int, Through]:
    """Who is told, each once. Without a project lead the implementation manager, without one the unit managers."""
    told: dict[int, Through] = {}
    for role in rule.recipients:
        by, holding = holders(role, subject, people)
        for person_id in holding:
            told.setdefault(person_id, Through(role, by))
    return told


def holders(role: Recipient, subject: Subject, people: People) -> tuple[Recipient, tuple[int, ...]]:
    """The people who stand for a role in this area today, and the role that they hold."""
    if role is Recipient.TRAINER:
        return role, subject.trainer_ids
    if role in OWNERS and subject.owner_id is not None:
        return role, (subject.owner_id,)
    if role is Recipient.PROJECT_LEAD and people.project_leads:
        return role, people.project_leads
    if role is Recipient.UNIT_MANAGER or people.manager_id is None:
        return Recipient.UNIT_MANAGER, people.unit_managers
    return Recipient.IMPLEMENTATION_MANAGER, (people.manager_id,)


def due(
    subject: Subject,
    rules: Sequence[ReminderRule],
    *,
    calendar: Calendar,
    people: People,
    begin: datetime,
    end: datetime,
) -> list[Telling]:
    """What is to be told about the subject from begin to end, if nothing changes. Lateness only expires."""
    return due_of(subject, ladder(subject, rules, calendar), people=people, begin=begin, end=end)


def due_of(subject: Subject, steps: Sequence[Step], *, people: People, begin: datetime, end: datetime) -> list[Telling]:
    """The same, of a ladder that is known."""
    found = [
        Telling(rung=rung, person_id=person_id, through=through, in_line=people.after(person_id))
        for step in steps
        if step.timely(begin, end)
        if (rung := rung_of(step, subject)).goes(begin, end)
        for person_id, through in recipients(step.rule, subject, people).items()
    ]
    return [one for one in found if not outdone(one, found, begin)]


def outdone(telling: Telling, others: Iterable[Telling], begin: datetime) -> bool:
    """Whether an agenda for the same reader is due already: it says all that a notice of the coming day says."""
    return telling.rung.rule.offset.side is Side.BEFORE and any(
        other.person_id == telling.person_id
        and other.rung.rule.says is Says.AGENDA
        and telling.rung.due_at < other.rung.due_at <= begin
        for other in others
    )
