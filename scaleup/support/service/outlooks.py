"""The plans that a fact touches, as they would be with it: told before, and made so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement

from scaleup.core import clock
from scaleup.core.dates import Calendar, counted, plain_date
from scaleup.core.facts import Change
from scaleup.support import rules
from scaleup.support.queries import facts as reads
from scaleup.support.queries.facts import PlanFacts
from scaleup.support.service import plan
from scaleup.support.service.versions import Cause


@dataclass(frozen=True)
class Outlook:
    """The plans that a fact touches, as they would be with it."""

    facts: tuple[PlanFacts, ...]
    calendars: dict[str, Calendar]
    cause: Cause


def outlook(
    *where: ColumnElement[bool], cause: Cause, term: Callable[[rules.Term], rules.Term] = lambda term: term
) -> Outlook:
    """The plans that meet these conditions, with their terms read through the fact."""
    found = [replace(facts, term=term(facts.term)) for facts in reads.plan_facts(*where)]
    return Outlook(tuple(found), reads.calendars(found), cause)


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
    plan.lock_all(facts.implementation_id for facts in found.facts)
    plan.remake_from(found.facts, calendars=found.calendars, today=clock.today(), cause=found.cause)
