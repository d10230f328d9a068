"""The rounds of an implementation, their answers, and what these come to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scaleup.areas.models import Implementation
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.programmes.rules import Readiness
from scaleup.programmes.service import terms
from scaleup.readiness.models import Answer, Assessment, SignOff
from scaleup.readiness.rules import FACTORS, FactorScore, Score, State, Verdict, score, verdict


@dataclass(frozen=True)
class Reading:
    """A round with its template, answers, profile and verdict."""

    assessment: Assessment
    template: Readiness
    answers: dict[str, Answer]
    score: Score
    verdict: Verdict

    @property
    def in_order(self) -> list[FactorScore]:
        """The factors in the order in which they are asked."""
        return sorted(self.score.factors, key=lambda one: FACTORS.index(one.factor))


def assessment(assessment_id: int) -> Assessment:
    """The round; raises Absent."""
    found = db.session.get(Assessment, assessment_id)
    if found is None:
        raise Absent
    return found


def held(assessment_id: int) -> Assessment:
    """The round as it is now; it is not handed in before the commit. Several may hold it side by side."""
    asked = select(Assessment).where(Assessment.id == assessment_id).with_for_update(read=True)
    found = db.session.scalar(asked, execution_options={"populate_existing": True})
    if found is None:
        raise Absent
    return found


def rounds_of(implementation_id: int) -> Sequence[Assessment]:
    """The rounds of an implementation with who signed them, the latest first."""
    return db.session.scalars(
        select(Assessment)
        .where(Assessment.implementation_id == implementation_id)
        .options(joinedload(Assessment.sign_off).joinedload(SignOff.by))
        .order_by(Assessment.begun_on.desc(), Assessment.id.desc())
    ).all()


def latest(implementation_id: int) -> Assessment | None:
    """The latest round, signed or not."""
    return next(iter(rounds_of(implementation_id)), None)


def latest_signed(implementation_id: int) -> Assessment | None:
    """The latest round that is signed."""
    return next((one for one in rounds_of(implementation_id) if one.state == State.SIGNED), None)


def template_of(found: Assessment) -> Readiness:
    """The items and the rule that the round was begun under."""
    return terms(found.programme_version_id).readiness


def answers_of(assessment_id: int) -> dict[str, Answer]:
    """The round's answers by item, with who sees to it and who answered."""
    rows = db.session.scalars(
        select(Answer)
        .where(Answer.assessment_id == assessment_id)
        .options(joinedload(Answer.owner), joinedload(Answer.answered_by))
        .order_by(Answer.id)
    )
    return {one.item: one for one in rows}


def ratings(answers: Iterable[Answer]) -> dict[str, int | None]:
    """The rating of each item."""
    return {one.item: one.rating for one in answers}


def reading(found: Assessment) -> Reading:
    """The round with what its answers come to."""
    template, answers = template_of(found), answers_of(found.id)
    profile = score(ratings(answers.values()), template)
    return Reading(found, template, answers, profile, verdict(profile, template))


def lock_implementation(implementation_id: int) -> None:
    """The implementation is ours until the commit, so that of two who begin a round one sees the other's."""
    db.session.execute(select(Implementation.id).where(Implementation.id == implementation_id).with_for_update())
