"""An observation of a session is kept, item by item, and a second one of the same session by another person."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from scaleup import audit
from scaleup.areas import queries as areas
from scaleup.areas.models import Implementation
from scaleup.core import facts
from scaleup.core.dates import local_date
from scaleup.core.errors import Absent, Refusal, Refused, refuse
from scaleup.core.pressed import kept_before
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.fidelity import queries
from scaleup.fidelity.models import FidelityCheck, Observation, ObservationItem, Observed
from scaleup.fidelity.rules import CheckRecorded, Rating, Result, refusals_of_rating, result
from scaleup.fidelity.rules import Observed as Marked
from scaleup.licences.queries import lock_implementation
from scaleup.programmes.rules import Programme, Tool
from scaleup.programmes.service import terms

FIRST, SECOND = 1, 2


@dataclass(frozen=True)
class Considered:
    """What a rating comes to, and what would follow from it; nothing is written."""

    result: Result
    changes: list[facts.Change]


def consider(implementation_id: int, rating: Rating, *, today: date, by: int | None) -> Considered:
    """What this rating comes to and what would follow. Raises Refused."""
    found = areas.implementation(implementation_id)
    came_to = checked(found, rating, today=today)
    thought = CheckRecorded(implementation_id, found.area_id, rating.on_day, float(came_to.percent), None, by)
    return Considered(came_to, facts.consequences(thought))


def observe(implementation_id: int, rating: Rating, *, by: int | None, now: datetime) -> Observation:
    """The check is kept with its items and who was observed, and what follows from it was written. Pressed twice it
    is kept once. Raises Refused.
    """
    lock_implementation(implementation_id)
    already = by_nonce(rating.nonce, implementation_id=implementation_id)
    if already is not None:
        return already
    found = areas.implementation(implementation_id)
    came_to = checked(found, rating, today=local_date(now))
    check = FidelityCheck(
        implementation_id=found.id,
        area_id=found.area_id,
        on_day=rating.on_day,
        method=rating.method,
        percent=float(came_to.percent),
        source="observed" if rating.observer_id else "marked by the pair",
    )
    db.session.add(check)
    db.session.flush()
    db.session.add_all(Observed(check_id=check.id, facilitator_id=one) for one in rating.facilitator_ids)
    kept = write(check, rating, turn=FIRST, came_to=came_to, by=by, now=now)
    log("fidelity check recorded", check, by=by)
    announce(check, by=by)
    return kept


def rate_again(check_id: int, rating: Rating, *, by: int | None, now: datetime) -> Observation:
    """A second person's rating of the same session stands beside the first, which goes on to count. Raises Refused."""
    already = by_nonce(rating.nonce, check_id=check_id)
    if already is not None:
        return already
    check = db.session.get(FidelityCheck, check_id)
    first = queries.rating_of(check_id, FIRST)
    if check is None or first is None:
        raise Absent
    lock_implementation(check.implementation_id)
    if queries.rating_of(check_id, SECOND) is not None:
        raise refuse("This session is rated twice already")
    if rating.observer_id is None or rating.observer_id == first.observer_id:
        raise refuse("Another person rates it the second time. Choose somebody else.", "observer")
    found = areas.implementation(check.implementation_id)
    came_to = checked(found, rating, today=local_date(now), version_id=first.programme_version_id)
    kept = write(check, rating, turn=SECOND, came_to=came_to, by=by, now=now, version_id=first.programme_version_id)
    log("fidelity check rated twice", check, by=by)
    return kept


def announce(check: FidelityCheck, *, by: int | None) -> None:
    """What hangs on a check that was made now has been told."""
    facts.announce(CheckRecorded(check.implementation_id, check.area_id, check.on_day, check.percent, check.id, by))


def checked(of: Implementation, rating: Rating, *, today: date, version_id: int | None = None) -> Result:
    """What the rating comes to. Raises Refused."""
    programme = terms(version_id or queries.version_on(of, rating.on_day))
    tool = tool_of(programme, rating)
    refused = refusals_of_rating(rating, observed_ids=people_of(of, rating), tool=tool, today=today)
    if rating.on_day < of.opened_on:
        refused.append(Refusal("The area had not taken up the programme on that day", "on_day"))
    percent = Marked(rating.marks, tool.least, tool.most).percent
    if refused or percent is None:
        raise Refused(refused)
    return result(rating.on_day, method=rating.method, percent=percent, fidelity=programme.fidelity)


def tool_of(programme: Programme, rating: Rating) -> Tool:
    """What is marked; raises Refused where the programme has no items for it."""
    tool = programme.fidelity.tool(rating.method)
    if tool is None or not tool.items_for(rating.kind):
        raise refuse("The programme has no items for this kind of check")
    return tool


def people_of(of: Implementation, rating: Rating) -> set[int]:
    """The people behind the facilitators; raises Refused where one does not deliver here."""
    asked = select(Facilitator.id, Facilitator.person_id).where(
        Facilitator.id.in_(rating.facilitator_ids), Facilitator.implementation_id == of.id
    )
    found = {row.id: row.person_id for row in db.session.execute(asked)}
    if set(rating.facilitator_ids) - set(found):
        raise refuse("Choose from the facilitators of this area", "observed")
    return set(found.values())


def write(
    check: FidelityCheck,
    rating: Rating,
    *,
    turn: int,
    came_to: Result,
    by: int | None,
    now: datetime,
    version_id: int | None = None,
) -> Observation:
    """The rating with its items."""
    of = areas.implementation(check.implementation_id)
    kept = Observation(
        check_id=check.id,
        turn=turn,
        implementation_id=check.implementation_id,
        area_id=check.area_id,
        programme_version_id=version_id or queries.version_on(of, rating.on_day),
        method=rating.method,
        on_day=rating.on_day,
        kind=rating.kind,
        session_id=rating.session_id,
        observer_id=rating.observer_id,
        percent=float(came_to.percent),
        nonce=rating.nonce or None,
        recorded_at=now,
        recorded_by_id=by,
    )
    db.session.add(kept)
    db.session.flush()
    db.session.add_all(
        ObservationItem(observation_id=kept.id, code=code, mark=mark) for code, mark in rating.marks.items()
    )
    db.session.flush()
    return kept


def by_nonce(nonce: str, **of: int) -> Observation | None:
    """What this very form kept before, if it was sent before. Raises Refused where that was of something else."""
    return kept_before(db.session(), Observation, nonce, **of)


def log(act: str, check: FidelityCheck, *, by: int | None) -> None:
    """The act is in the audit log."""
    audit.record(act, subject="fidelity_check", subject_id=check.id, person_id=by, area_id=check.area_id)
