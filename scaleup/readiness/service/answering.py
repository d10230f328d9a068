"""An area answers its items, the unit rates beside them, and the round is handed in or given back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from scaleup.core.dates import local_date
from scaleup.core.errors import Conflict, Refusal, Refused
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.programmes.rules import Readiness
from scaleup.readiness import queries
from scaleup.readiness.models import Answer, AnswerEntry, Assessment, Review
from scaleup.readiness.rules import (
    Answered,
    State,
    refusals_of_answer,
    refusals_of_review,
    refusals_to_answer,
    refusals_to_give_back,
    refusals_to_hand_in,
    refusals_to_review,
)
from scaleup.readiness.service.rounds import log

SAVED_MEANWHILE = (
    "Somebody else changed this round while you had it open. Nothing that you typed is lost: "
    "look at it, then act again."
)


SAVED_ITEM = (
    "{item}: {who} saved this item since you opened it; what was saved stands beside it. Save again to keep yours"
)


@dataclass(frozen=True)
class Said:
    """What is said of one item, and what whoever says it had seen there: its version and its stamp."""

    item: str
    answered: Answered
    version: int
    stamp: str

    @property
    def is_untouched(self) -> bool:
        """Whether it says no more than what was seen."""
        return self.answered.stamp == self.stamp


def answer(assessment_id: int, said: Sequence[Said], *, by: int | None, now: datetime) -> tuple[str, ...]:
    """What was said anew of these items is saved, each with who said it and when; returns their codes.

    Items that were left as they were shown stay as others have saved them meanwhile. Where two people changed one
    item, the second is refused at that item and told.
    """
    found = queries.held(assessment_id)
    raise_for(refusals_to_answer(State(found.state)))
    template, there = queries.template_of(found), queries.answers_of(found.id)
    new = [one for one in said if not one.is_untouched and one.answered != answered(there[one.item])]
    raise_for([one for item in new for one in refusals_at(item, there[item.item], template, today=local_date(now))])
    raise_for([refusal for item in new if (refusal := keep(there[item.item], item, by=by, now=now))])
    if new:
        log("readiness answered", found, by=by, fields=tuple(one.item for one in new))
    return tuple(one.item for one in new)


def clashes(assessment_id: int, said: Sequence[Said]) -> list[Answer]:
    """The answers, as they are now, that somebody else saved since they were shown and that this would change too."""
    there = queries.answers_of(assessment_id)
    return [
        there[one.item]
        for one in said
        if not one.is_untouched and one.version != there[one.item].version and one.answered != answered(there[one.item])
    ]


def refusals_at(said: Said, there: Answer, template: Readiness, *, today: date) -> list[Refusal]:
    """Why this item cannot be answered so, each at its field."""
    found = refusals_of_answer(said.answered, template, today=today, due_before=there.due_on)
    return [replace(one, message=f"{said.item}: {one.message}", field=f"{said.item}-{one.field}") for one in found]


def keep(there: Answer, said: Said, *, by: int | None, now: datetime) -> Refusal | None:
    """The answer is saved and stands in its history; a refusal where somebody else saved the item meanwhile."""
    if not advance(db.session(), there, said.version):
        who = there.answered_by.name if there.answered_by else "Somebody else"
        words = SAVED_ITEM.format(item=said.item, who=who)
        return Refusal(words, f"{said.item}-rating")
    there.rating, there.evidence = said.answered.rating, said.answered.evidence
    there.owner_id, there.due_on = said.answered.owner_id, said.answered.due_on
    there.answered_by_id, there.answered_at = by, now
    db.session.add(
        AnswerEntry(
            answer_id=there.id,
            rating=there.rating,
            evidence=there.evidence,
            owner_id=there.owner_id,
            due_on=there.due_on,
            by_id=by,
            at=now,
        )
    )
    db.session.flush()
    return None


def answered(there: Answer) -> Answered:
    """What is said of the item now."""
    return Answered(there.rating, there.evidence, there.owner_id, there.due_on)


def review(assessment_id: int, item: str, *, rating: int, reason: str, by: int | None, now: datetime) -> Review:
    """The unit's own rating of an item and why stand beside the area's, which stays as it is."""
    found = queries.assessment(assessment_id)
    raise_for(refusals_to_review(State(found.state)))
    raise_for(refusals_of_review(item, rating, reason, queries.template_of(found)))
    made = Review(assessment_id=found.id, item=item, rating=rating, reason=reason.strip(), by_id=by, at=now)
    db.session.add(made)
    db.session.flush()
    log("readiness reviewed", found, by=by, fields=(item,))
    return made


def hand_in(assessment_id: int, *, version: int, by: int | None, now: datetime) -> Assessment:
    """The round is with the unit, and its answers stay as they are."""
    found = queries.assessment(assessment_id)
    raise_for(refusals_to_hand_in(State(found.state), queries.reading(found).score.unanswered))
    take(found, version)
    found.state, found.handed_in_at, found.handed_in_by_id = State.HANDED_IN, now, by
    found.given_back_because = None
    db.session.flush()
    log("readiness handed in", found, by=by)
    return found


def give_back(assessment_id: int, *, because: str, version: int, by: int | None) -> Assessment:
    """The round is the area's to answer again, and it reads what to look at."""
    found = queries.assessment(assessment_id)
    raise_for(refusals_to_give_back(State(found.state), because))
    take(found, version)
    found.state, found.given_back_because = State.OPEN, because.strip()
    db.session.flush()
    log("readiness given back", found, by=by)
    return found


def take(found: Assessment, version: int) -> None:
    """The round is ours until the commit; raises Conflict where it changed meanwhile."""
    if not advance(db.session(), found, version):
        raise Conflict(SAVED_MEANWHILE, {})


def raise_for(refused: Sequence[Refusal]) -> None:
    """Nothing is refused; else Refused is raised."""
    if refused:
        raise Refused(refused)
