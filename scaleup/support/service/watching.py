"""Proposals about the pace of support, kept where lists find them, and the unit manager told of misses in a row.

The plan's own page reads the proposal from the facts; the rows here are made anew from the same facts as often as
somebody looks: at once after a contact was logged, and hour by hour for what comes with time.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime

from sqlalchemy import select

from scaleup.accounts.queries import unit_managers
from scaleup.areas.models import Area
from scaleup.core.dates import local_date
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.support import rules
from scaleup.support.models import Contact, StepProposal
from scaleup.support.queries import facts as reads
from scaleup.support.queries import ladder as ladders
from scaleup.support.queries.ladder import Climb
from scaleup.support.service import plan, telling

AT_ONCE = 200
LONGEST_SENTENCE = 800


def portions(now: datetime) -> Iterator[list[int]]:
    """The implementations to look at, so many at a time as one transaction takes."""
    found = ladders.candidates(local_date(now))
    for start in range(0, len(found), AT_ONCE):
        yield found[start : start + AT_ONCE]


def look_over(now: datetime) -> None:
    """The same for everything there is, in one transaction: when the demonstration is laid out."""
    for some in portions(now):
        look(some, now=now)


def look(implementation_ids: Iterable[int], *, now: datetime) -> int:
    """What the facts of these implementations ask for waits for somebody, and nothing else does. Returns how many
    proposals are new. A fixed number of statements for any number of them.
    """
    ids, today = list(implementation_ids), local_date(now)
    plan.lock_all(ids)
    found = ladders.climbs(reads.plan_facts(Licence.implementation_id.in_(ids)), today=today)
    asked = {climb.facts.licence_id: climb for climb in found if climb.proposal is not None}
    for row in waiting(ids):
        climb = asked.get(row.licence_id)
        if climb is not None and climb.proposal is not None and climb.proposal.key == row.key:
            del asked[row.licence_id]
        else:
            row.settled_on = today
    db.session.flush()
    fresh = [row_of(climb, today) for climb in asked.values()]
    db.session.add_all(fresh)
    db.session.flush()
    last_missed = {
        licence_id: climb.here.misses[-1].planned.due_on for licence_id, climb in asked.items() if climb.here.misses
    }
    escalated = [(row, last_missed[row.licence_id]) for row in fresh if row.escalated]
    if escalated:
        started = started_on({row.area_id for row, _ in escalated})
        told = [row for row, missed_on in escalated if (since := started.get(row.area_id)) and missed_on >= since]
        telling.tell_of_misses(told, managers=unit_managers(), now=now)
    return len(fresh)


def started_on(area_ids: Collection[int]) -> dict[int, date]:
    """Since when each of these areas is reminded; who is told of nothing there yet, is told of no old misses either."""
    asked = select(Area.id, Area.reminders_started_at).where(
        Area.id.in_(area_ids), Area.reminders_started_at.is_not(None)
    )
    return {area_id: local_date(at) for area_id, at in db.session.execute(asked) if at}


def look_after(contact: Contact, *, now: datetime) -> None:
    """What a contact that was just logged or put right asks for waits for somebody, or no longer does."""
    missed = rules.Outcome(contact.outcome) in rules.MISSES
    if missed or waiting([contact.implementation_id]):
        look([contact.implementation_id], now=now)


def waiting(implementation_ids: list[int]) -> list[StepProposal]:
    """The proposals that wait in these implementations."""
    asked = select(StepProposal).where(
        StepProposal.implementation_id.in_(implementation_ids), StepProposal.settled_on.is_(None)
    )
    return list(db.session.scalars(asked))


def row_of(climb: Climb, today: date) -> StepProposal:
    """The proposal as a row."""
    proposal, facts, ladder = climb.proposal, climb.facts, climb.ladder
    if proposal is None or ladder is None:
        raise ValueError("nothing is proposed")
    return StepProposal(
        licence_id=facts.licence_id,
        implementation_id=facts.implementation_id,
        area_id=facts.area_id,
        rung=proposal.rung.value,
        key=proposal.key,
        sentence=proposal.sentence[:LONGEST_SENTENCE],
        escalated=proposal.misses >= ladder.misses_to_tighten,
        since_on=today,
    )
