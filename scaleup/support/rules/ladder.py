"""The ladder: which other pace of support the facts ask for, as the programme has it (domain.md 3.1, peers.md 5.2).

The system proposes, a person decides with a reason. There is one proposal at a time, the strongest that nobody has
answered yet; each is told in one sentence that names the facts it rests on.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice

from scaleup.core.dates import Calendar, counted, plain_date
from scaleup.fidelity.rules import Colour
from scaleup.programmes.rules import Ladder, Step, StepNeed
from scaleup.support.rules.pace import Pace, Pacing, every, first_interval, paced, reached
from scaleup.support.rules.reshape import Slot
from scaleup.support.rules.settle import MISSES, Outcome, Standing, standing
from scaleup.support.rules.taper import nominal_months


class Rung(StrEnum):
    """What may become of the pace."""

    DENSE = "dense"
    """As after a poor fidelity result."""
    TIGHTEN = "tighten"
    WAIT = "wait"
    """The step down that the programme has next waits."""
    HOLD = "hold"
    STEP_DOWN = "step_down"


@dataclass(frozen=True)
class Check:
    """A fidelity result."""

    on_day: date
    colour: Colour


@dataclass(frozen=True)
class Course:
    """What is known of the support of one licence."""

    starts_on: date
    listed: tuple[Step, ...]
    """The programme's steps."""
    begin: Pace
    """The pace at which the licence began: after a renewal not the first step."""
    slots: tuple[Slot, ...]
    """The contacts of the plan, in order."""
    pacings: tuple[Pacing, ...] = ()
    checks: tuple[Check, ...] = ()
    """In order."""
    serious: tuple[str, ...] = ()
    """What of high severity is open, in words."""
    pairs: int = 0
    groups: int | None = None
    """How many groups are planned at once; None: nobody has said."""
    answered: frozenset[str] = frozenset()
    """The keys of the proposals that somebody has decided about."""


@dataclass(frozen=True)
class Need:
    """One thing that a step down needs, whether it holds, and the fact that says so."""

    need: StepNeed
    holds: bool
    because: str


@dataclass(frozen=True)
class Proposal:
    """Another pace, and why."""

    rung: Rung
    pacing: Pacing
    because: str
    """The facts, as a clause."""
    asks: str
    """What is proposed, as a clause."""
    key: str
    """The same as long as the facts are."""
    misses: int = 0
    """How many contacts in a row were missed up to now."""

    @property
    def sentence(self) -> str:
        """The proposal in one sentence."""
        return f"{self.because}, so it is proposed that {self.asks}"


@dataclass(frozen=True)
class Reached:
    """How far support has come."""

    last: int
    """The number of the last contact that keeps its day whatever is decided now; 0 where there is none."""
    interval: int
    """Months between contacts up to here."""
    pace: Pace
    passed: tuple[Slot, ...]
    """The contacts that were held or missed, in order."""
    misses: tuple[Slot, ...]
    """Those of them at the end that were missed in a row."""


def proposal(course: Course, ladder: Ladder, *, calendar: Calendar, today: date) -> Proposal | None:
    """The strongest other pace that the facts ask for and nobody has answered; None where they ask for none."""
    here = how_far(course, calendar=calendar, today=today)
    asked = proposals(course, here, ladder, today=today)
    return next((one for one in asked if one.key not in course.answered), None)


def how_far(course: Course, *, calendar: Calendar, today: date) -> Reached:
    """How far support has come on a day."""
    passed = tuple(slot for slot in course.slots if happened(slot, calendar=calendar, today=today))
    misses: list[Slot] = []
    for slot in reversed(passed):
        if slot.outcome is Outcome.HELD:
            break
        misses.insert(0, slot)
    last = last_kept(course.slots, today=today)
    before = reached(course.begin, course.pacings, contacts=max(last - 1, 0))
    return Reached(
        last=last,
        interval=before.interval,
        pace=reached(course.begin, course.pacings, contacts=last),
        passed=passed,
        misses=tuple(misses),
    )


def happened(slot: Slot, *, calendar: Calendar, today: date) -> bool:
    """Whether the contact was held, or missed with or without a record."""
    if slot.outcome is not None:
        return slot.outcome is Outcome.HELD or slot.outcome in MISSES
    return standing(slot.planned.due_on, today, None, calendar) is Standing.MISSED


def last_kept(slots: Sequence[Slot], *, today: date) -> int:
    """The number of the last contact that keeps its day: it has come, has an outcome, or was agreed by hand."""
    last = 0
    for slot in sorted(slots, key=lambda one: one.planned.sequence):
        come = min(slot.planned.nominal_on, slot.planned.due_on) <= today or slot.outcome is not None
        agreed = slot.pinned and last == slot.planned.sequence - 1
        if come or agreed:
            last = slot.planned.sequence
    return last


def proposals(course: Course, here: Reached, ladder: Ladder, *, today: date) -> Iterator[Proposal]:
    """Everything that the facts ask for, the strongest first."""
    needs = step_needs(course, here, ladder)
    yield from after_results(course, here, ladder, today=today)
    yield from after_misses(course, here, ladder, today=today)
    unmet = [need for need in needs if not need.holds]
    if here.pace.stay is None and here.last and here.pace.interval > here.interval and unmet:
        yield Proposal(
            Rung.WAIT,
            staying(here.interval, course, here, today=today),
            sentence_case(listed(need.because for need in unmet)),
            f"the step down to {every(here.pace.interval)} waits and contacts stay {every(here.interval)}",
            f"{Rung.WAIT}:{here.last}",
        )
    yield from one_miss(course, here, ladder, today=today)
    if here.pace.stay is not None and not unmet:
        yield Proposal(
            Rung.STEP_DOWN,
            Pacing(here.last, None),
            sentence_case(listed(need.because for need in needs)) or "Nothing stands in the way",
            f"the programme's steps go on {onwards(here.pace)}",
            f"{Rung.STEP_DOWN}:{here.last}",
        )


def after_results(course: Course, here: Reached, ladder: Ladder, *, today: date) -> Iterator[Proposal]:
    """A red fidelity result, or a second amber one since the last green, asks for dense contacts again."""
    since_green: list[Check] = []
    for check in reversed(course.checks):
        if check.colour is Colour.GREEN:
            break
        since_green.insert(0, check)
    if not since_green or here.pace.interval <= ladder.alert_months:
        return
    latest, ambers = since_green[-1], [one for one in since_green if one.colour is Colour.AMBER]
    if latest.colour is Colour.RED:
        because = f"The fidelity check of {plain_date(latest.on_day)} was red"
    elif len(ambers) >= ladder.ambers_to_alert:
        because = f"The fidelity checks of {listed(plain_date(one.on_day) for one in ambers)} were amber"
    else:
        return
    yield Proposal(
        Rung.DENSE,
        staying(ladder.alert_months, course, here, today=today),
        because,
        f"contacts are {every(ladder.alert_months)} again",
        f"{Rung.DENSE}:{latest.on_day}",
        len(here.misses),
    )


def after_misses(course: Course, here: Reached, ladder: Ladder, *, today: date) -> Iterator[Proposal]:
    """Misses in a row ask for the next denser step; where there is none, contacts stay as dense as they are."""
    if len(here.misses) < ladder.misses_to_tighten:
        return
    denser = max((s.months_between for s in course.listed if s.months_between < here.interval), default=None)
    rung = Rung.HOLD if denser is None else Rung.TIGHTEN
    yield Proposal(
        rung,
        staying(denser or here.interval, course, here, today=today),
        missed_words(here.misses),
        f"contacts stay {every(here.interval)}, the most often that the programme has"
        if denser is None
        else f"contacts are {every(denser)} instead of {every(here.interval)}",
        f"{rung}:{here.misses[-1].planned.sequence}",
        len(here.misses),
    )


def one_miss(course: Course, here: Reached, ladder: Ladder, *, today: date) -> Iterator[Proposal]:
    """A miss asks to hold the taper at its step, where it would thin out later."""
    thins_out = max(step.months_between for step in here.pace.ahead) > here.interval
    if len(here.misses) >= ladder.misses_to_hold and thins_out:
        yield Proposal(
            Rung.HOLD,
            staying(here.interval, course, here, today=today),
            missed_words(here.misses),
            f"contacts stay {every(here.interval)} until somebody decides to step down",
            f"{Rung.HOLD}:{here.misses[-1].planned.sequence}",
            len(here.misses),
        )


def staying(months: int, course: Course, here: Reached, *, today: date) -> Pacing:
    """The decision that contacts after the last one stay so many months apart, the first of them still to come."""
    so_far = islice(nominal_months(paced(course.begin, course.pacings)), here.last)
    after_months = max((months for months, _ in so_far), default=0)
    first = first_interval(months, after_months=after_months, starts_on=course.starts_on, today=today)
    return Pacing(here.last, months, first)


def step_needs(course: Course, here: Reached, ladder: Ladder) -> tuple[Need, ...]:
    """Each thing that a step down needs under this programme, and whether it holds."""
    found = {
        StepNeed.NOTHING_SERIOUS: nothing_serious(course),
        StepNeed.FIDELITY: fidelity(course),
        StepNeed.PAIRS: enough_pairs(course),
        StepNeed.HELD: held(here, ladder),
    }
    return tuple(found[need] for need in ladder.step_down_needs)


def nothing_serious(course: Course) -> Need:
    """That nothing of high severity is open."""
    stands = "stands" if len(course.serious) == 1 else "stand"
    words = f"{listed(course.serious)} {stands} in the way" if course.serious else "nothing of high severity is open"
    return Need(StepNeed.NOTHING_SERIOUS, not course.serious, words)


def fidelity(course: Course) -> Need:
    """That the last fidelity check was green or amber; one that was never made cannot have been."""
    if not course.checks:
        return Need(StepNeed.FIDELITY, holds=False, because="no fidelity check is recorded")
    last = course.checks[-1]
    words = f"the last fidelity check, of {plain_date(last.on_day)}, was {last.colour}"
    return Need(StepNeed.FIDELITY, last.colour is not Colour.RED, words)


def enough_pairs(course: Course) -> Need:
    """That a pair can deliver for each planned group; where nobody has said how many, that one can."""
    can = f"{counted(course.pairs, 'pair')} can deliver"
    words = f"{can} and nobody has said how many groups are planned"
    if course.groups is not None:
        words = f"{can} for {counted(course.groups, 'planned group')}"
    return Need(StepNeed.PAIRS, course.pairs >= max(course.groups or 1, 1), words)


def held(here: Reached, ladder: Ladder) -> Need:
    """That the last contacts were held."""
    last = here.passed[-ladder.held_in_a_row :]
    missed = [slot for slot in last if slot.outcome is not Outcome.HELD]
    if missed:
        return Need(StepNeed.HELD, holds=False, because=f"{missed_words(missed)[0].lower()}{missed_words(missed)[1:]}")
    words = f"the last {counted(len(last), 'contact')} {'was' if len(last) == 1 else 'were'} held"
    return Need(StepNeed.HELD, bool(last), words if last else "no contact was held yet")


def missed_words(slots: Sequence[Slot]) -> str:
    """Which contacts were missed: "Contacts 15 and 16 (1 June 2026 and 1 July 2026) were missed"."""
    numbers = listed(str(slot.planned.sequence) for slot in slots)
    days = listed(plain_date(slot.planned.due_on) for slot in slots)
    one = len(slots) == 1
    in_a_row = "" if one else " in a row"
    return f"Contact{'' if one else 's'} {numbers} ({days}) {'was' if one else 'were'} missed{in_a_row}"


def onwards(pace: Pace) -> str:
    """How the programme's own steps would go on."""
    return f"with contacts {every(pace.left[0].months_between)}"


def listed(words: Iterable[str]) -> str:
    """Several things in a sentence: "a, b and c"."""
    *others, last = [*words] or [""]
    return f"{', '.join(others)} and {last}" if others else last


def sentence_case(words: str) -> str:
    """The words as the beginning of a sentence."""
    return words[:1].upper() + words[1:]
