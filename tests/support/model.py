"""A licence and its facts, played day by day through the rules, beside a plain second reckoning of the same plan.

The rules make the plan anew after each fact, from the plan before. The reckoning begins at the plan of the morning and
takes all facts of the day at once, contact by contact and day by day: that both agree says that no order of the facts
of a day matters. Used by the state machine of the tests and by `make storm`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Protocol, TypeVar

from scaleup.core.dates import Calendar, Nation, add_months
from scaleup.core.holidays import calendar
from scaleup.fidelity.rules import Colour
from scaleup.programmes.rules import Ladder, StepNeed
from scaleup.support import rules
from scaleup.support.rules import Check, Course, Outcome, Pace, Pacing, PlannedContact, Slot, Step, Suspension, Term

DAY = timedelta(days=1)
LADDER = Ladder(1, 2, 2, 1, 2, (StepNeed.FIDELITY, StepNeed.HELD))
CALENDARS = {nation: calendar(nation) for nation in (Nation.ENGLAND, Nation.SCOTLAND, Nation.GUERNSEY)}
T = TypeVar("T")


class Chance(Protocol):
    """What the facts are drawn from."""

    def between(self, least: int, most: int) -> int: ...
    def one_of(self, some: Sequence[T]) -> T: ...


@dataclass(frozen=True)
class Taken:
    """What the plan follows from on a day, besides the contacts themselves."""

    ends_on: date
    stopped_on: date | None = None
    rests: tuple[Suspension, ...] = ()
    closures: frozenset[date] = frozenset()
    started_on: date | None = None
    pacings: tuple[Pacing, ...] = ()


@dataclass
class Licence:
    """One licence as it is played."""

    starts_on: date
    steps: tuple[Step, ...]
    nation: Nation
    anchored: bool
    """Whether its steps wait for the first session."""
    today: date
    taken: Taken
    slots: dict[int, Slot] = field(default_factory=dict)
    morning: dict[int, Slot] = field(default_factory=dict)
    """The contacts as they stood when the day began, with the outcomes and the days by hand that came since."""
    checks: tuple[Check, ...] = ()
    answered: frozenset[str] = frozenset()

    @property
    def calendar(self) -> Calendar:
        return replace(CALENDARS[self.nation], closures=self.taken.closures)

    @property
    def begin(self) -> Pace:
        if not self.anchored:
            return Pace(self.steps)
        return Pace(rules.from_first_session(self.steps, self.taken.started_on, self.starts_on))

    @property
    def term(self) -> Term:
        steps = rules.paced(self.begin, self.taken.pacings)
        return Term(self.starts_on, self.taken.ends_on, steps, self.taken.rests, self.taken.stopped_on)

    @property
    def course(self) -> Course:
        return Course(
            starts_on=self.starts_on,
            listed=self.steps,
            begin=self.begin,
            slots=tuple(self.slots[number] for number in sorted(self.slots)),
            pacings=self.taken.pacings,
            checks=self.checks,
            answered=self.answered,
        )


def begun(chance: Chance) -> Licence:
    """A licence on its first day, with its plan."""
    starts_on = date(2024, 1, 1) + chance.between(0, 700) * DAY
    steps = chance.one_of([(Step(1, 3), Step(2, 2), Step(3, 2)), (Step(1, 12), Step(2, 6), Step(3, 4)), (Step(2, 9),)])
    ends_on = add_months(starts_on, chance.one_of([6, 12, 18])) - DAY
    nation = chance.one_of(list(CALENDARS))
    licence = Licence(starts_on, steps, nation, chance.between(0, 3) == 0, starts_on, Taken(ends_on))
    plan = rules.first_plan(licence.term, licence.calendar)
    licence.slots = {slot.planned.sequence: slot for slot in plan.slots}
    dawn(licence)
    return licence


def dawn(licence: Licence) -> None:
    """What is known in the morning is what facts of the day are held against."""
    licence.morning = dict(licence.slots)


def follow(licence: Licence) -> None:
    """The plan is made anew by the rules, and stands as the reckoning has it; doing it twice changes nothing."""
    before = licence.slots
    kept = [before[number] for number in sorted(before)]
    about = {"calendar": licence.calendar, "today": licence.today}
    plan = rules.reshape(kept, licence.term, **about)
    licence.slots = {slot.planned.sequence: slot for slot in plan.slots}
    for number, slot in before.items():
        now = licence.slots.get(number)
        if slot.pinned and (now is None or not now.pinned) and number in licence.morning:
            licence.morning[number] = replace(licence.morning[number], pinned=False)
    hold(licence, plan.slots, rules.reshape(plan.slots, licence.term, **about))


def hold(licence: Licence, slots: Sequence[Slot], again: rules.Replan) -> None:
    """Every invariant of a plan. Fails with what broke."""
    assert not again.changes, "applying twice changes something"
    numbers = [slot.planned.sequence for slot in slots]
    assert len(numbers) == len(set(numbers)), "two contacts of one number"
    for slot in slots:
        within(licence, slot)
    expected = reckoned(licence)
    found = {slot.planned.sequence: (slot.planned.due_on, slot.outcome, slot.pinned) for slot in slots}
    assert found == expected, f"{found} is not {expected}"
    paced_as_decided(licence)


def within(licence: Licence, slot: Slot) -> None:
    """A contact that is no fact lies inside the licence, on a day on which it does not rest."""
    if slot.outcome is None:
        on, taken = slot.planned.due_on, licence.taken
        assert licence.starts_on <= on <= taken.ends_on, f"{on} lies outside the licence"
        assert taken.stopped_on is None or on <= taken.stopped_on, f"{on} lies after the licence was stopped"
        assert not any(rest.holds(on) for rest in taken.rests), f"{on} lies in a rest"


def paced_as_decided(licence: Licence) -> None:
    """Contacts never stand farther apart than the programme has them, and after a decision to stay not than decided."""
    own = intervals(licence, (), 30)
    decided = intervals(licence, licence.taken.pacings, 30)
    for number in range(30):
        assert sum(decided[: number + 1]) <= sum(own[: number + 1]), "the taper lengthened"
    latest = [one for one in licence.taken.pacings if one.after == max(each.after for each in licence.taken.pacings)]
    if latest and latest[-1].every is not None:
        after = decided[latest[-1].after + 1 :]
        assert max(after, default=0) <= latest[-1].every, "the taper lengthened without a decision"


def intervals(licence: Licence, pacings: Sequence[Pacing], contacts: int) -> list[int]:
    """The months before each contact, reckoned one by one."""
    own = [step.months_between for step in licence.begin.left for _ in range(step.contacts)]
    stay, first, found = None, None, []
    for number in range(contacts):
        for pacing in pacings:
            if pacing.after == number:
                stay, first = pacing.every, pacing.first
        interval = min(first or stay or own[0], own[0])
        if min(stay or own[0], own[0]) == own[0] and len(own) > 1:
            own.pop(0)
        found.append(interval)
        first = None
    return found


def reckoned(licence: Licence) -> dict[int, tuple[date, Outcome | None, bool]]:
    """The plan that all facts of the day make of the morning's, contact by contact."""
    wanted = wanted_days(licence)
    found: dict[int, tuple[date, Outcome | None, bool]] = {}
    for number, slot in licence.morning.items():
        on = slot.planned.due_on
        if slot.outcome is not None:
            found[number] = (on, slot.outcome, slot.pinned)
        elif (slot.pinned or missed(licence, on)) and allowed(licence, on):
            found[number] = (on, None, slot.pinned)
    for number, on in wanted.items():
        if number not in found and not missed(licence, on):
            found[number] = (on, None, False)
    return found


def missed(licence: Licence, on: date) -> bool:
    """Whether the tenth working day after this one is over."""
    working, day = 0, on + DAY
    while day < licence.today and working < 10:
        working += licence.calendar.is_working(day)
        day += DAY
    return working == 10


def wanted_days(licence: Licence) -> dict[int, date]:
    """The day of each contact that the licence would have if nothing had happened yet."""
    found, so_far, number = {}, 0, 0
    ends_on = licence.taken.ends_on
    for interval in intervals(licence, licence.taken.pacings, 60):
        so_far, number = so_far + interval, number + 1
        nominal = add_months(licence.starts_on, so_far)
        if nominal > ends_on + DAY:
            break
        on = min(nominal, ends_on)
        while not licence.calendar.is_working(on):
            on += DAY
        if on > ends_on:
            on = min(nominal, ends_on)
            while not licence.calendar.is_working(on):
                on -= DAY
        if allowed(licence, on):
            found[number] = on
    return found


def allowed(licence: Licence, on: date) -> bool:
    """Whether the licence may have a contact on this day."""
    taken = licence.taken
    stopped = taken.stopped_on is not None and on > taken.stopped_on
    return licence.starts_on <= on <= taken.ends_on and not stopped and not any(rest.holds(on) for rest in taken.rests)


def pass_days(licence: Licence, days: int) -> None:
    """So many days pass; the next one begins."""
    licence.today += days * DAY
    dawn(licence)
    follow(licence)


def move_end(licence: Licence, days: int) -> None:
    """The licence is extended or shortened; it ends today at the earliest."""
    most = add_months(licence.starts_on, 30)
    ends_on = min(max(licence.taken.ends_on + days * DAY, licence.today, licence.starts_on), most)
    licence.taken = replace(licence.taken, ends_on=ends_on)
    follow(licence)


def stop(licence: Licence, days: int | None) -> None:
    """The licence is ended or terminated so many days ahead, or stands again."""
    licence.taken = replace(licence.taken, stopped_on=None if days is None else licence.today + days * DAY)
    follow(licence)


def suspend(licence: Licence, ahead: int, days: int | None) -> None:
    """The licence rests from a day to come."""
    from_on = licence.today + ahead * DAY
    rest = Suspension(from_on, None if days is None else from_on + days * DAY)
    licence.taken = replace(licence.taken, rests=(*licence.taken.rests, rest))
    follow(licence)


def resume(licence: Licence) -> None:
    """Rests under way end today, those to come are taken back."""
    yesterday = licence.today - DAY
    rests = tuple(
        rest if rest.to_on is not None and rest.to_on < licence.today else replace(rest, to_on=yesterday)
        for rest in licence.taken.rests
        if rest.from_on < licence.today
    )
    licence.taken = replace(licence.taken, rests=rests)
    follow(licence)


def close(licence: Licence, ahead: int) -> None:
    """A day to come on which nobody works, or works again."""
    day = frozenset({licence.today + ahead * DAY})
    licence.taken = replace(licence.taken, closures=licence.taken.closures ^ day)
    follow(licence)


def record(licence: Licence, number: int, outcome: Outcome) -> None:
    """What came of a contact that is due, or whose window has opened."""
    due = [n for n, slot in sorted(licence.slots.items()) if slot.outcome is None and can_be_held(licence, slot)]
    if due:
        put(licence, due[number % len(due)], outcome=outcome)


def can_be_held(licence: Licence, slot: Slot) -> bool:
    """Whether the window of a contact has opened."""
    return slot.planned.due_on <= licence.today + 10 * DAY


def put(licence: Licence, number: int, *, outcome: Outcome | None) -> None:
    """The contact has this outcome; the plan follows."""
    licence.slots[number] = replace(licence.slots[number], outcome=outcome)
    licence.morning[number] = licence.slots[number]
    follow(licence)


def put_right(licence: Licence, number: int) -> None:
    """A contact turns out not to have been held."""
    known = [n for n, slot in sorted(licence.slots.items()) if slot.outcome is not None]
    if known and allowed(licence, licence.slots[known[number % len(known)]].planned.due_on):
        put(licence, known[number % len(known)], outcome=None)


def pin(licence: Licence, number: int, ahead: int) -> None:
    """A contact is set to another working day by hand."""
    to_come = [n for n, slot in sorted(licence.slots.items()) if slot.outcome is None and not gone_by(licence, slot)]
    day = licence.calendar.next_working_day(licence.today + ahead * DAY)
    if to_come and allowed(licence, day):
        chosen = to_come[number % len(to_come)]
        slot = licence.slots[chosen]
        licence.slots[chosen] = replace(slot, planned=replace(slot.planned, due_on=day), pinned=True)
        licence.morning[chosen] = licence.slots[chosen]
        follow(licence)


def gone_by(licence: Licence, slot: Slot) -> bool:
    """Whether the contact was missed without a record: it is asked for, not moved."""
    return missed(licence, slot.planned.due_on)


def begin_delivery(licence: Licence, ago: int) -> None:
    """The first session is recorded, or was on another day."""
    if licence.anchored:
        started_on = max(licence.starts_on, licence.today - ago * DAY)
        licence.taken = replace(licence.taken, started_on=started_on)
        follow(licence)


def check(licence: Licence, colour: Colour) -> None:
    """A fidelity check of today."""
    licence.checks = (*licence.checks, Check(licence.today, colour))


def decide(licence: Licence, number: int) -> None:
    """Somebody decides about the pace, with or without a proposal; declining one changes nothing."""
    course, about = licence.course, {"calendar": licence.calendar, "today": licence.today}
    here = rules.how_far(course, **about)
    proposal = rules.proposal(course, LADDER, **about)
    if proposal is not None:
        assert proposal.sentence, "a proposal says why"
        licence.answered |= {proposal.key}
    found = rules.choices(course, here, proposal, today=licence.today)
    if found and (pacing := found[number % len(found)].pacing) is not None:
        before = {n: on for n, (on, *_) in reckoned(licence).items() if n <= pacing.after}
        licence.taken = replace(licence.taken, pacings=(*licence.taken.pacings, pacing))
        follow(licence)
        after = {n: slot.planned.due_on for n, slot in licence.slots.items() if n <= pacing.after}
        assert before == after, "a decision moved a contact before it"


def planned(licence: Licence) -> list[PlannedContact]:
    """The contacts of the plan."""
    return [licence.slots[number].planned for number in sorted(licence.slots)]
