"""Practice reviews are kept, one a day and facilitator, put right by keeping that day again, and taken out."""

from datetime import date

from scaleup import audit
from scaleup.core.errors import Refused
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.training import queries
from scaleup.training.models import PracticeReview
from scaleup.training.rules import Review, refusals_to_keep


def keep_review(of: Facilitator, review: Review, *, today: date, by: int | None) -> PracticeReview:
    """The review of that day is as said here; what was kept for the day before is replaced."""
    refused = list(refusals_to_keep(review, today=today))
    if refused:
        raise Refused(refused)
    kept = queries.review_of_day(of.id, review.on_day)
    if kept is None:
        kept = PracticeReview(facilitator_id=of.id, on_day=review.on_day)
        db.session.add(kept)
    kept.cycle, kept.attended, kept.goal_set = review.cycle, review.attended, review.goal_set
    kept.filming_confirmed = review.filming_confirmed
    db.session.flush()
    log("practice review kept", of, by=by)
    return kept


def remove_review(review: PracticeReview, *, by: int | None) -> None:
    """The review is no longer on record; that it was, the log says."""
    of = db.session.get_one(Facilitator, review.facilitator_id)
    db.session.delete(review)
    db.session.flush()
    log("practice review removed", of, by=by)


def log(act: str, of: Facilitator, *, by: int | None) -> None:
    """The act is in the audit log."""
    audit.record(act, subject="facilitator", subject_id=of.id, person_id=by, area_id=of.area_id)
