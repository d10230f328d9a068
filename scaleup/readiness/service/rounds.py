"""A round of readiness begins: the first, or a next one that starts from the answers of the one before."""

from datetime import datetime

from scaleup import audit
from scaleup.areas import queries as areas
from scaleup.core import bulk
from scaleup.core.dates import local_date
from scaleup.core.errors import refuse
from scaleup.extensions import db
from scaleup.readiness import queries
from scaleup.readiness.models import Answer, Assessment
from scaleup.readiness.rules import State, carried

UNDER_WAY = "Round {round} is not signed yet. Sign it first, or let the area go on answering it."
CLOSED = "This programme is closed in this area, so no round of readiness begins."


def begin(implementation_id: int, *, by: int | None, now: datetime) -> Assessment:
    """A round is open for the area to answer; a next one starts from the latest signed one's answers."""
    queries.lock_implementation(implementation_id)
    implementation = areas.implementation(implementation_id)
    if implementation.closed_on is not None:
        raise refuse(CLOSED)
    before = queries.latest(implementation_id)
    if before is not None and before.state != State.SIGNED:
        raise refuse(UNDER_WAY.format(round=before.round))
    begun = Assessment(
        implementation_id=implementation.id,
        area_id=implementation.area_id,
        programme_version_id=implementation.programme_version_id,
        round=before.round + 1 if before else 1,
        starts_from_id=before.id if before else None,
        begun_on=local_date(now),
    )
    db.session.add(begun)
    db.session.flush()
    lay_answers(begun, before)
    log("readiness round begun", begun, by=by)
    return begun


def lay_answers(begun: Assessment, before: Assessment | None) -> None:
    """Every item of the round has its answer: as it stood in the round before where it still says the same."""
    template = queries.template_of(begun)
    earlier: dict[str, Answer] = {}
    if before is not None:
        kept = set(carried(queries.template_of(before), template))
        earlier = {code: one for code, one in queries.answers_of(before.id).items() if code in kept}
    bulk.put(db.session(), Answer, [blank_or(earlier.get(item.code), begun, item.code) for item in template.items])


def blank_or(earlier: Answer | None, begun: Assessment, code: str) -> dict[str, object]:
    """The row of an answer: what was said before, by whom and when; else nothing."""
    return {
        "assessment_id": begun.id,
        "item": code,
        "version": 1,
        "rating": earlier.rating if earlier else None,
        "evidence": earlier.evidence if earlier else "",
        "owner_id": earlier.owner_id if earlier else None,
        "due_on": earlier.due_on if earlier else None,
        "answered_by_id": earlier.answered_by_id if earlier else None,
        "answered_at": earlier.answered_at if earlier else None,
    }


def log(act: str, found: Assessment, *, by: int | None, fields: tuple[str, ...] = ()) -> None:
    """The act on this round is in the audit log."""
    audit.record(act, subject="readiness", subject_id=found.id, person_id=by, area_id=found.area_id, fields=fields)
