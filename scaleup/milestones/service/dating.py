"""An activity has its day, its owner and its evidence; what the system knows by itself is never typed again."""

from dataclasses import dataclass
from datetime import date, datetime

from scaleup import audit
from scaleup.areas import queries as areas
from scaleup.core.dates import local_date, plain_date
from scaleup.core.errors import Conflict, Refusal, Refused
from scaleup.core.families import family_details_unticked
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.milestones import queries
from scaleup.milestones.models import DatedActivity
from scaleup.milestones.rules import Doing
from scaleup.readiness.queries import lock_implementation

SAVED_MEANWHILE = "Somebody else saved this activity while you had it open. Compare the two below, then save again."


@dataclass(frozen=True)
class Dating:
    """What is said of an activity: by when, whose, since when it is done, and what shows it."""

    due_on: date | None
    owner_id: int | None
    done_on: date | None
    evidence: str


def put_date(
    implementation_id: int, doing: Doing, dating: Dating, *, version: int, by: int, now: datetime
) -> DatedActivity:
    """The activity has these; raises Refused for a day that cannot be, Conflict over somebody else's save."""
    implementation, today = areas.implementation(implementation_id), local_date(now)
    refused = list(refusals(doing, dating, today))
    people = areas.people_for(implementation, actor_id=by, today=today)
    if dating.owner_id is not None and dating.owner_id not in people.ids:
        refused.append(Refusal("Choose somebody of the area, or who looks after it.", "owner"))
    if refused:
        raise Refused(refused)
    lock_implementation(implementation_id)  # of two who say the first thing of an activity, one sees the other's
    kept = queries.dated(implementation_id, doing.code)
    if kept is None:
        kept = DatedActivity(implementation_id=implementation_id, area_id=implementation.area_id, code=doing.code)
        db.session.add(kept)
    elif not advance(db.session(), kept, version):
        raise Conflict(SAVED_MEANWHILE, theirs(kept))
    kept.due_on, kept.owner_id, kept.evidence = dating.due_on, dating.owner_id, dating.evidence
    kept.done_on = None if doing.known else dating.done_on
    kept.said_at, kept.said_by_id = now, by
    db.session.flush()
    audit.record(
        "activity dated",
        subject="implementation",
        subject_id=implementation_id,
        person_id=by,
        area_id=implementation.area_id,
        fields=[doing.code],
    )
    return kept


def refusals(doing: Doing, dating: Dating, today: date) -> list[Refusal]:
    """Why the activity cannot have these."""
    refused = list(family_details_unticked(dating.evidence, name="evidence"))
    if not doing.known and dating.done_on is not None and dating.done_on > today:
        sentence = f"{plain_date(dating.done_on)} is still to come. Enter it as the day by which it is due."
        refused.append(Refusal(sentence, "done_on"))
    return refused


def theirs(kept: DatedActivity) -> dict[str, str]:
    """What the other saved, by field."""
    return {
        "due_on": plain_date(kept.due_on) if kept.due_on else "no day",
        "done_on": plain_date(kept.done_on) if kept.done_on else "not done",
        "evidence": kept.evidence,
    }
