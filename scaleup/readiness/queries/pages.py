"""What the pages of readiness show: an area's rounds, a round in scope, who said what, what the unit rates beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from scaleup.areas.models import Implementation
from scaleup.areas.queries import implementations_of, in_scope, people_for
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.programmes.models import ProgrammeVersion
from scaleup.readiness.models import Answer, AnswerEntry, Assessment, Condition, Review, SignOff
from scaleup.readiness.queries.rounds import Reading, answers_of, ratings, reading, rounds_of, template_of
from scaleup.readiness.rules import Decision, Side, Signed, State, score, stands


@dataclass(frozen=True)
class Course:
    """The readiness of an area for one programme."""

    implementation: Implementation
    programme: str
    rounds: Sequence[Assessment]
    """The latest first."""
    latest: Reading | None
    stands: str
    conditions: Sequence[Condition]
    """What its verdicts asked for, whether a licence carries it or not."""

    @property
    def may_begin(self) -> bool:
        """Whether a round may begin: none is under way, and the programme is not closed."""
        under_way = bool(self.rounds) and self.rounds[0].state != State.SIGNED
        return self.implementation.closed_on is None and not under_way


def courses_of(area_id: int) -> list[Course]:
    """The readiness of the area for each programme that it takes up; closed ones only where a round was begun."""
    found = [course_of(one) for one in implementations_of(area_id)]
    return [one for one in found if one.rounds or one.implementation.closed_on is None]


def course_of(implementation: Implementation) -> Course:
    """The readiness of one implementation."""
    rounds = rounds_of(implementation.id)
    latest = reading(rounds[0]) if rounds else None
    return Course(
        implementation,
        implementation.programme_version.programme.name,
        rounds,
        latest,
        told(latest) if latest else "No round of readiness has begun yet.",
        conditions_of_verdicts(implementation.id) if rounds else (),
    )


def told(read: Reading) -> str:
    """How the round stands, in a sentence."""
    return stands(read.assessment.round, State(read.assessment.state), read.score, signed_of(read.assessment))


def signed_of(found: Assessment) -> Signed | None:
    """Who signed it, and what was decided."""
    one = found.sign_off
    return Signed(Decision(one.decision), one.name, one.role, one.signed_on) if one else None


def conditions_of_verdicts(implementation_id: int) -> Sequence[Condition]:
    """What the verdicts of an implementation asked for, by day."""
    return db.session.scalars(
        select(Condition)
        .where(Condition.implementation_id == implementation_id, Condition.assessment_id.is_not(None))
        .options(joinedload(Condition.owner))
        .order_by(Condition.due_on, Condition.id)
    ).all()


def assessment_in_scope(actor: Actor, assessment_id: int, today: date) -> Assessment:
    """The round with its area and who signed; raises Absent where its area is not the actor's to see."""
    asked = (
        select(Assessment)
        .where(Assessment.id == assessment_id)
        .options(
            joinedload(Assessment.implementation).joinedload(Implementation.area),
            joinedload(Assessment.programme_version).joinedload(ProgrammeVersion.programme),
            joinedload(Assessment.sign_off).joinedload(SignOff.by),
            joinedload(Assessment.handed_in_by),
        )
    )
    return in_scope(asked, Assessment.area_id, actor=actor, today=today)


def condition_in_scope(actor: Actor, condition_id: int, today: date) -> Condition:
    """The condition; raises Absent where its area is not the actor's to see."""
    return in_scope(select(Condition).where(Condition.id == condition_id), Condition.area_id, actor=actor, today=today)


def entries_of(assessment_id: int) -> dict[str, list[AnswerEntry]]:
    """What was said of each item of the round, the latest first."""
    rows = db.session.execute(
        select(Answer.item, AnswerEntry)
        .join(AnswerEntry, AnswerEntry.answer_id == Answer.id)
        .where(Answer.assessment_id == assessment_id)
        .options(joinedload(AnswerEntry.by))
        .order_by(AnswerEntry.id.desc())
    )
    found: dict[str, list[AnswerEntry]] = {}
    for item, entry in rows:
        found.setdefault(item, []).append(entry)
    return found


def reviews_of(assessment_id: int) -> dict[str, list[Review]]:
    """The latest rating that each of the unit's people gave of each item, the newest first."""
    rows = db.session.scalars(
        select(Review)
        .where(Review.assessment_id == assessment_id)
        .options(joinedload(Review.by))
        .order_by(Review.id.desc())
    )
    found: dict[str, dict[int | None, Review]] = {}
    for one in rows:
        found.setdefault(one.item, {}).setdefault(one.by_id, one)
    return {item: list(by_person.values()) for item, by_person in found.items()}


def before_of(found: Assessment) -> Assessment | None:
    """The round that this one started from."""
    return db.session.get(Assessment, found.starts_from_id) if found.starts_from_id else None


def side_of(found: Assessment) -> Side:
    """The round as one side of a comparison."""
    template, given = template_of(found), ratings(answers_of(found.id).values())
    return Side(template, given, score(given, template))


def owners_for(found: Assessment, *, actor_id: int, today: date) -> dict[int, str]:
    """Who may see to an item of the round: the area's people, and the unit's who look after it."""
    people = people_for(found.implementation, actor_id=actor_id, today=today)
    return {one.person_id: people.named(one) for one in (*people.area, *people.unit)}
