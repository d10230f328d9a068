"""Practice reviews of a facilitator, and one in scope."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from scaleup.areas.queries import in_scope
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.training.models import PracticeReview


def reviews_of(facilitator_id: int) -> Sequence[PracticeReview]:
    """The reviews, the latest first."""
    asked = select(PracticeReview).where(PracticeReview.facilitator_id == facilitator_id)
    return db.session.scalars(asked.order_by(PracticeReview.on_day.desc())).all()


def review_of_day(facilitator_id: int, on_day: date) -> PracticeReview | None:
    """The review that is kept for this day."""
    return db.session.scalar(
        select(PracticeReview).where(PracticeReview.facilitator_id == facilitator_id, PracticeReview.on_day == on_day)
    )


def review_in_scope(actor: Actor, review_id: int, today: date) -> PracticeReview:
    """The review; raises Absent where the facilitator's area is not the actor's to see."""
    asked = select(PracticeReview).join(Facilitator, Facilitator.id == PracticeReview.facilitator_id)
    return in_scope(asked.where(PracticeReview.id == review_id), Facilitator.area_id, actor=actor, today=today)
