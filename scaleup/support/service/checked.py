"""What a fidelity check asks of the pace of support: a proposal that waits for a person at once.

Facts carry no date of today, so the clock is asked here, as in outlooks.py.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from scaleup.core import clock
from scaleup.core.facts import Change, Handler
from scaleup.fidelity.rules import CheckRecorded
from scaleup.licences.models import Licence
from scaleup.support import rules
from scaleup.support.queries import facts as reads
from scaleup.support.queries import ladder as ladders
from scaleup.support.queries.ladder import Climb
from scaleup.support.service import outlooks, watching
from scaleup.support.service.pace import considered


def changes(fact: CheckRecorded) -> list[Change]:
    """That denser support is proposed because of this check, and what the plan would be; nothing is decided."""
    today = clock.today()
    found = ladders.climbs(reads.plan_facts(Licence.implementation_id == fact.implementation_id), today=today)
    told = []
    for climb in found:
        proposal = climb.proposal if fact.check_id else thought(climb, fact, today=today)
        if proposal is not None and proposal.rung is rules.Rung.DENSE:
            told.append(Change(f"{proposal.sentence}. {difference(climb, proposal, today=today)}", 1))
    return told


def thought(climb: Climb, fact: CheckRecorded, *, today: date) -> rules.Proposal | None:
    """What would be proposed, had this check been made."""
    if climb.ladder is None:
        return None
    content = ladders.versions({climb.facts.programme_version_id})[climb.facts.programme_version_id]
    more = ladders.coloured([(fact.on_day, fact.percent)], content)
    gone = ladders.coloured([fact.in_place_of] if fact.in_place_of else [], content)
    before = list(climb.course.checks)
    for one in gone:
        before.remove(one)
    in_order = sorted((*before, *more), key=lambda one: one.on_day)
    calendar = reads.calendars([climb.facts])[climb.facts.nation]
    course = replace(climb.course, checks=tuple(in_order))
    return ladders.climb_of(climb.facts, course, climb.ladder, calendar=calendar, today=today).proposal


def difference(climb: Climb, proposal: rules.Proposal, *, today: date) -> str:
    """How the plan would differ, were the proposal agreed to: a person decides."""
    choice = rules.Choice("", "", proposal.rung, proposal.pacing)
    replan = considered(climb, choice, today=today)
    changed = [one for one in replan.differences if one.move is not rules.Move.UNCHANGED]
    if not changed:
        return "No contact would change its day; a person decides"
    return f"{outlooks.sentence(climb.facts, changed)}, if a person agrees"


def apply(fact: CheckRecorded, _changes: Iterable[Change]) -> None:
    """What the check asks for waits for somebody, and what it no longer asks for does not."""
    watching.look([fact.implementation_id], now=clock.now())


HANDLERS = (Handler(CheckRecorded, changes, apply),)
"""Support follows a fidelity check; registry.py puts this in its table."""
