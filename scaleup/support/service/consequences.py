"""What follows for plans from facts of licences and areas: pairs of what would change, and the change made.

Facts carry no date of today; only a plan under way needs one, so this room asks the clock, as the audit does.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import ColumnElement, select

from scaleup.areas.models import Area
from scaleup.areas.queries import calendars_of
from scaleup.areas.rules import (
    EVERY_NATION,
    AreaNationChanged,
    Closure,
    ClosureDayChanged,
    ImplementationClosed,
    ImplementationOpened,
)
from scaleup.core import clock
from scaleup.core.dates import Calendar, counted, plain_date
from scaleup.core.facts import Change, Handler
from scaleup.licences.models import Licence
from scaleup.licences.rules import (
    LicenceEnded,
    LicenceGranted,
    LicenceResumed,
    LicenceSuspended,
    LicenceTermChanged,
    LicenceTerminated,
)
from scaleup.support import rules
from scaleup.support.models import Slot
from scaleup.support.queries import facts as reads
from scaleup.support.queries.facts import PlanFacts
from scaleup.support.service import plan

NEAR = timedelta(days=14)
"""A closure day moves only contacts that stand, or would stand, this near to it."""


@dataclass(frozen=True)
class Outlook:
    """The plans that a fact touches, as they would be with it."""

    facts: tuple[PlanFacts, ...]
    calendars: dict[str, Calendar]


def granted(fact: LicenceGranted) -> Outlook:
    """The plan of a licence that now stands, or would: the page before a grant asks while it is still a draft."""
    found = [
        replace(facts, term=replace(facts.term, starts_on=fact.starts_on, ends_on=fact.ends_on))
        for facts in reads.facts_of(Licence.id == fact.licence_id)
    ]
    return Outlook(tuple(found), reads.calendars(found))


def term_changed(fact: LicenceTermChanged) -> Outlook:
    """The plan within the new term."""
    return outlook(
        Licence.id == fact.licence_id, term=lambda term: replace(term, starts_on=fact.starts_on, ends_on=fact.ends_on)
    )


def suspended(fact: LicenceSuspended) -> Outlook:
    """The plan without the contacts inside the rest."""

    def rested(term: rules.Term) -> rules.Term:
        others = tuple(rest for rest in term.suspensions if rest.from_on != fact.on_day)
        return replace(term, suspensions=(*others, rules.Suspension(fact.on_day, fact.to_on)))

    return outlook(Licence.id == fact.licence_id, term=rested)


def resumed(fact: LicenceResumed) -> Outlook:
    """The plan with the rest over since the day before."""

    def awake(term: rules.Term) -> rules.Term:
        last_on = fact.on_day - timedelta(days=1)
        others = tuple(rest for rest in term.suspensions if rest.from_on != fact.suspended_from_on)
        if last_on < fact.suspended_from_on:
            return replace(term, suspensions=others)
        return replace(term, suspensions=(*others, rules.Suspension(fact.suspended_from_on, last_on)))

    return outlook(Licence.id == fact.licence_id, term=awake)


def ended(fact: LicenceEnded | LicenceTerminated) -> Outlook:
    """The plan up to its last day."""
    return outlook(Licence.id == fact.licence_id, term=lambda term: stopped(term, fact.on_day))


def closed(fact: ImplementationClosed) -> Outlook:
    """The plans up to the day on which the area left the programme."""
    return outlook(Licence.implementation_id == fact.implementation_id, term=lambda term: stopped(term, fact.closed_on))


def opened(fact: ImplementationOpened) -> Outlook:
    """The plans of an implementation that was closed and is open again; a new one has none."""
    return outlook(Licence.implementation_id == fact.implementation_id)


def stopped(term: rules.Term, on_day: date) -> rules.Term:
    """The same term with support ending on this day, if it did not end before."""
    return replace(term, stopped_on=min(on_day, term.stopped_on or on_day))


def another_calendar(fact: AreaNationChanged) -> Outlook:
    """The area's plans by the working days of its new nation."""
    found = outlook(Licence.area_id == fact.area_id)
    facts = tuple(replace(each, nation=fact.nation) for each in found.facts)
    return Outlook(facts, calendars_of([fact.nation]))


def closure_day(fact: ClosureDayChanged) -> Outlook:
    """The plans with a contact near the day, with the day as it now is."""
    near = (
        select(Slot.licence_id)
        .join(Area, Area.id == Slot.area_id)
        .where(Slot.state == "open", Slot.due_on.between(fact.on_day - NEAR, fact.on_day + NEAR))
    )
    if fact.nation != EVERY_NATION:
        near = near.where(Area.nation == fact.nation)
    found = outlook(Licence.id.in_(near))
    touch = frozenset.union if fact.change is Closure.ADDED else frozenset.difference
    calendars = {
        nation: replace(calendar, closures=touch(calendar.closures, {fact.on_day}))
        for nation, calendar in found.calendars.items()
    }
    return Outlook(found.facts, calendars)


def outlook(*where: ColumnElement[bool], term: Callable[[rules.Term], rules.Term] = lambda term: term) -> Outlook:
    """The plans that meet these conditions, with their terms read through the fact."""
    found = [replace(facts, term=term(facts.term)) for facts in reads.plan_facts(*where)]
    return Outlook(tuple(found), reads.calendars(found))


def describe(found: Outlook) -> list[Change]:
    """What would change in each plan, as a sentence; nothing for a plan that stays."""
    kept = reads.kept_slots(facts.licence_id for facts in found.facts)
    changes = []
    for facts in found.facts:
        replan = plan.reshaped(
            facts, kept.get(facts.licence_id, []), calendar=found.calendars[facts.nation], today=clock.today()
        )
        differences = [each for each in replan.differences if each.move is not rules.Move.UNCHANGED]
        if differences:
            changes.append(Change(sentence(facts, differences), len(differences)))
    return changes


VERBS = {rules.Move.ADDED: "added", rules.Move.MOVED: "moved to another day", rules.Move.GONE: "taken out of the plan"}


NAMED = 4
"""So many contacts are told by their days; of more only the number is said."""


def sentence(facts: PlanFacts, differences: Sequence[rules.Difference]) -> str:
    """What changes in one plan: "Marlbury: 1 contact is taken out of the plan (4 January 2027)"."""
    parts = []
    for move, verb in VERBS.items():
        found = [each for each in differences if each.move is move]
        if found:
            days = f" ({', '.join(map(days_of, found))})" if len(found) <= NAMED else ""
            parts.append(f"{counted(len(found), 'contact')} {'is' if len(found) == 1 else 'are'} {verb}{days}")
    return f"{facts.area_name}: {', '.join(parts)}"


def days_of(difference: rules.Difference) -> str:
    """The day of the contact; of one that moves both."""
    return " to ".join(plain_date(day) for day in (difference.was_on, difference.now_on) if day)


def make(found: Outlook) -> None:
    """The plans are so."""
    for implementation_id in sorted({facts.implementation_id for facts in found.facts}):
        plan.lock(implementation_id)
    plan.remake_from(found.facts, calendars=found.calendars, today=clock.today())


def handler(fact: type, view: Callable[..., Outlook]) -> Handler:
    """The pair for one kind of fact."""

    def changes(happened: object) -> list[Change]:
        return describe(view(happened))

    def apply(happened: object, _changes: Iterable[Change]) -> None:
        make(view(happened))

    return Handler(fact, changes, apply)


HANDLERS = (
    handler(LicenceGranted, granted),
    handler(LicenceTermChanged, term_changed),
    handler(LicenceSuspended, suspended),
    handler(LicenceResumed, resumed),
    handler(LicenceEnded, ended),
    handler(LicenceTerminated, ended),
    handler(ImplementationOpened, opened),
    handler(ImplementationClosed, closed),
    handler(AreaNationChanged, another_calendar),
    handler(ClosureDayChanged, closure_day),
)
"""Plans follow these facts; registry.py puts them in its table."""
