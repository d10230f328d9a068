"""What the ladder looks at, for any number of licences at once, and which licences it is worth asking about."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from scaleup.areas.models import Implementation
from scaleup.core.dates import Calendar, plain_date
from scaleup.extensions import db
from scaleup.facilitators.queries import pairs_of
from scaleup.fidelity.models import FidelityCheck
from scaleup.fidelity.rules import colour
from scaleup.licences.models import Licence
from scaleup.licences.queries import was_granted
from scaleup.licences.rules import STANDING
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.rules import Ladder, StepNeed
from scaleup.support import rules
from scaleup.support.models import Barrier, Contact, Slot, StepDecision, StepProposal
from scaleup.support.queries import facts as reads
from scaleup.support.queries.facts import PlanFacts

WORST = 3
"""The severity of a barrier that stands in the way of a step down."""
LOOKED_BACK = timedelta(days=400)
"""Older misses and fidelity checks propose nothing any more."""
PASSED = timedelta(days=13)
"""The window of a contact has passed at the earliest so many days after it was due."""


@dataclass(frozen=True)
class Climb:
    """A licence on its ladder: what is known, and what is proposed."""

    facts: PlanFacts
    course: rules.Course
    ladder: Ladder | None
    """None: its version of the programme is from before there was one, and proposes nothing."""
    here: rules.Reached
    proposal: rules.Proposal | None

    @property
    def stays(self) -> str:
        """At which interval somebody decided to stay, in words; empty where the programme's steps go on."""
        return rules.every(self.here.pace.stay) if self.here.pace.stay else ""

    @property
    def needs(self) -> tuple[rules.Need, ...]:
        """What a step down needs, and whether it holds."""
        return rules.step_needs(self.course, self.here, self.ladder) if self.ladder else ()


def paces(area_id: int, *, today: date) -> dict[int, Climb]:
    """The ladders of the area's licences under which support goes on, by licence: for those who plan support."""
    return {
        climb.facts.licence_id: climb for climb in climbs(reads.plan_facts(Licence.area_id == area_id), today=today)
    }


def climbs(found: Sequence[PlanFacts], *, today: date) -> list[Climb]:
    """The ladders of these licences, where support goes on. Eight statements for any number of them."""
    climbing = [facts for facts in found if goes_on(facts, today)]
    if not climbing:
        return []
    contents = versions({facts.programme_version_id for facts in climbing})
    calendars = reads.calendars(climbing)
    made = courses(climbing, contents, today=today)
    return [
        climb_of(
            facts,
            made[facts.licence_id],
            ladder_of(contents[facts.programme_version_id]),
            calendar=calendars[facts.nation],
            today=today,
        )
        for facts in climbing
    ]


def climb_of(
    facts: PlanFacts, course: rules.Course, ladder: Ladder | None, *, calendar: Calendar, today: date
) -> Climb:
    """One licence on its ladder. While it rests nothing is proposed."""
    rests = any(rest.holds(today) for rest in facts.term.suspensions)
    return Climb(
        facts=facts,
        course=course,
        ladder=ladder,
        here=rules.how_far(course, calendar=calendar, today=today),
        proposal=rules.proposal(course, ladder, calendar=calendar, today=today) if ladder and not rests else None,
    )


def goes_on(facts: PlanFacts, today: date) -> bool:
    """Whether the licence has begun and support has not ended."""
    term = facts.term
    return term.starts_on <= today <= min(term.ends_on, term.stopped_on or term.ends_on)


def versions(ids: Collection[int]) -> dict[int, Mapping[str, Any]]:
    """The stored content of these versions of programmes."""
    asked = select(ProgrammeVersion.id, ProgrammeVersion.content).where(ProgrammeVersion.id.in_(ids))
    return {row.id: row.content for row in db.session.execute(asked)}


def ladder_of(content: Mapping[str, Any]) -> Ladder | None:
    """The ladder of a stored version, which was checked when it was loaded; None in one from before there was any."""
    told = content["taper"].get("ladder")
    if told is None:
        return None
    return Ladder(**{**told, "step_down_needs": tuple(StepNeed(need) for need in told["step_down_needs"])})


def courses(
    found: Sequence[PlanFacts], contents: Mapping[int, Mapping[str, Any]], *, today: date
) -> dict[int, rules.Course]:
    """What is known of the support of each of these licences, by licence."""
    taking_up = {facts.implementation_id for facts in found}
    kept = reads.kept_slots(facts.licence_id for facts in found)
    answered = keys([facts.licence_id for facts in found])
    results, serious = checks(taking_up), serious_barriers(taking_up)
    pairs, groups = pairs_of(taking_up, today), planned_groups(taking_up)
    return {
        facts.licence_id: rules.Course(
            starts_on=facts.term.starts_on,
            listed=facts.listed,
            begin=facts.begin,
            slots=reads.standing_slots(kept.get(facts.licence_id, [])),
            pacings=facts.pacings,
            checks=coloured(results.get(facts.implementation_id, []), contents[facts.programme_version_id]),
            serious=tuple(serious.get(facts.implementation_id, [])),
            pairs=pairs[facts.implementation_id].count,
            groups=groups[facts.implementation_id],
            answered=frozenset(answered.get(facts.licence_id, [])),
        )
        for facts in found
    }


def keys(licence_ids: Collection[int]) -> dict[int, list[str]]:
    """The proposals that somebody has decided about, by licence."""
    asked = select(StepDecision.licence_id, StepDecision.answers).where(
        StepDecision.licence_id.in_(licence_ids), StepDecision.answers.is_not(None)
    )
    found: dict[int, list[str]] = {}
    for licence_id, key in db.session.execute(asked):
        found.setdefault(licence_id, []).append(key or "")
    return found


def checks(implementation_ids: Collection[int]) -> dict[int, list[tuple[date, float]]]:
    """The day and the score of each fidelity check, in order; what is flagged is no result (decisions.md, Fidelity)."""
    asked = (
        select(FidelityCheck.implementation_id, FidelityCheck.on_day, FidelityCheck.percent)
        .where(FidelityCheck.implementation_id.in_(implementation_ids), FidelityCheck.flag.is_(None))
        .order_by(FidelityCheck.on_day, FidelityCheck.id)
    )
    found: dict[int, list[tuple[date, float]]] = {}
    for implementation_id, on_day, percent in db.session.execute(asked):
        found.setdefault(implementation_id, []).append((on_day, percent))
    return found


def coloured(results: Sequence[tuple[date, float]], content: Mapping[str, Any]) -> tuple[rules.Check, ...]:
    """The results in the colours of this version's thresholds; a version without thresholds has no colours."""
    said = content.get("fidelity")
    if said is None:
        return ()
    green, amber = said["green_at_least"], said["amber_at_least"]
    return tuple(rules.Check(on, colour(percent, green_from=green, amber_from=amber)) for on, percent in results)


def serious_barriers(implementation_ids: Collection[int]) -> dict[int, list[str]]:
    """What was said at the last contact held to stand in the way with the highest severity, in words."""
    other = aliased(Contact)
    later = exists().where(
        other.implementation_id == Contact.implementation_id,
        other.outcome == rules.Outcome.HELD,
        other.held_on > Contact.held_on,
    )
    asked = (
        select(Contact.implementation_id, Contact.held_on, Barrier.code)
        .join(Barrier, Barrier.contact_id == Contact.id)
        .where(
            Contact.implementation_id.in_(implementation_ids),
            Contact.outcome == rules.Outcome.HELD,
            Barrier.severity == WORST,
            ~later,
        )
        .order_by(Barrier.id)
    )
    found: dict[int, list[str]] = {}
    for implementation_id, held_on, code in db.session.execute(asked):
        words = f"“{rules.BARRIER_WORDS[rules.BarrierCode(code)]}” ({plain_date(held_on)})"
        found.setdefault(implementation_id, []).append(words)
    return found


def planned_groups(implementation_ids: Collection[int]) -> dict[int, int | None]:
    """How many groups each area means to run at once: a pair for each; None where nobody has said."""
    asked = select(Implementation.id, Implementation.pairs_planned).where(Implementation.id.in_(implementation_ids))
    return {row.id: row.pairs_planned for row in db.session.execute(asked)}


def candidates(today: date) -> list[int]:
    """The implementations about whose pace the facts may ask for something, or for nothing any more."""
    waiting = exists().where(StepProposal.implementation_id == Implementation.id, StepProposal.settled_on.is_(None))
    checked = exists().where(
        FidelityCheck.implementation_id == Implementation.id, FidelityCheck.on_day >= today - LOOKED_BACK
    )
    licence = (
        exists()
        .where(
            Licence.implementation_id == Implementation.id,
            was_granted(),
            Licence.state.in_(STANDING),
            Licence.starts_on <= today,
            Licence.ends_on >= today,
            or_(checked, missed_lately(today), steps_down_next(today), decided()),
        )
        .correlate(Implementation)
    )
    asked = select(Implementation.id).where(or_(waiting, and_(Implementation.closed_on.is_(None), licence)))
    return list(db.session.scalars(asked.order_by(Implementation.id)))


def missed_lately(today: date) -> ColumnElement[bool]:
    """That a contact of the licence was missed lately, with or without a record."""
    unrecorded = and_(Slot.state == "open", Slot.due_on < today - PASSED)
    return exists().where(
        Slot.licence_id == Licence.id,
        Slot.due_on >= today - LOOKED_BACK,
        or_(Slot.state == "missed", unrecorded),
    )


def steps_down_next(today: date) -> ColumnElement[bool]:
    """That the next contact of the licence is farther off than the one before it."""
    before = aliased(Slot)
    next_on = (
        select(func.min(Slot.due_on))
        .where(Slot.licence_id == Licence.id, Slot.state == "open", Slot.due_on > today)
        .correlate(Licence)
        .scalar_subquery()
    )
    denser = exists().where(
        before.licence_id == Licence.id,
        before.sequence == Slot.sequence - 1,
        before.interval_months < Slot.interval_months,
    )
    return exists().where(Slot.licence_id == Licence.id, Slot.state == "open", Slot.due_on == next_on, denser)


def decided() -> ColumnElement[bool]:
    """That somebody decided about the pace of the licence."""
    return exists().where(StepDecision.licence_id == Licence.id, StepDecision.accepted)
