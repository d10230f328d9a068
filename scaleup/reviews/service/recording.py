"""A review held is on record, put right within a week, and added to later."""

from datetime import date, datetime

from sqlalchemy import delete, select

from scaleup.areas.models import Implementation
from scaleup.areas.queries import people_for
from scaleup.core.dates import local_date, plain_date
from scaleup.core.errors import Absent, Conflict, Refusal, Refused, refuse
from scaleup.core.pressed import kept_before
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.reviews import queries, rules
from scaleup.reviews.models import (
    AreaReview,
    ReviewAction,
    ReviewAddendum,
    ReviewBefore,
    ReviewPerson,
    ReviewRecord,
)
from scaleup.reviews.queries.facts import bases_of
from scaleup.reviews.service import planning
from scaleup.support.models import Action
from scaleup.support.rules import is_locked, locked_on, refusals_of_addendum, refusals_of_correction


def record(actor_id: int, said: rules.Said, *, review_id: int, nonce: str, today: date, now: datetime) -> ReviewRecord:
    """The review is on record, and what was agreed there stands; the same nonce again finds the first.

    Raises Refused, and Conflict where somebody else held it, or left it out, meanwhile.
    """
    review, implementation = ours(review_id)
    first = kept_before(db.session(), ReviewRecord, nonce, review_id=review_id)
    if first is not None:
        return first
    if review.state != "open":
        raise Conflict("Somebody else recorded this review, or left it out, while you had the form open", {})
    weigh(said, review, implementation, actor_id=actor_id, today=today)
    after = queries.following(review) if said.next_on else None
    review.state = "done"
    review.version += 1
    found = ReviewRecord(review_id=review.id, area_id=review.area_id, nonce=nonce, next_on=said.next_on)
    found.entered_by_id, found.entered_at = actor_id, now
    take_over(found, said)
    db.session.add(found)
    db.session.flush()
    write_people(review.id, said)
    agree(review, said)
    if after is not None and said.next_on is not None and said.next_on != after.due_on:
        because = f"agreed at the review of {plain_date(said.held_on)}"
        planning.move(
            actor_id, review_id=after.id, to_on=said.next_on, because=because, version=after.version, today=today
        )
    planning.record_act("review recorded", review, actor_id)
    db.session.flush()
    return found


def correct(
    actor_id: int, said: rules.Said, *, review_id: int, version: int, because: str, today: date, now: datetime
) -> ReviewRecord:
    """The review says what it should have said; what it said before is kept.

    Raises Refused once it is locked, and Conflict when somebody else corrected it since the form was opened.
    """
    review, implementation = ours(review_id)
    found = db.session.get(ReviewRecord, review_id)
    if found is None:
        raise Absent
    entered_on = local_date(found.entered_at)
    if is_locked(entered_on, today):
        day = plain_date(locked_on(entered_on))
        raise refuse(f"This review is locked since {day}. Add what you want to say beneath it instead")
    if unfit := list(refusals_of_correction(because, text_checked=said.text_checked)):
        raise Refused(unfit)
    weigh(said, review, implementation, actor_id=actor_id, today=today)
    before = words_of(found)
    if not advance(db.session(), found, version):
        raise Conflict("Somebody else corrected this review while you had it open. Save again to use yours", {})
    kept = ReviewBefore(review_id=review_id, area_id=review.area_id, at=now, person_id=actor_id, was=before)
    kept.reason = because.strip()[:400]
    db.session.add(kept)
    take_over(found, said)
    db.session.execute(delete(ReviewPerson).where(ReviewPerson.review_id == review_id))
    write_people(review_id, said)
    planning.record_act("review corrected", review, actor_id)
    db.session.flush()
    return found


def add_words(
    actor_id: int, text: str, *, review_id: int, nonce: str, text_checked: bool, now: datetime
) -> ReviewAddendum:
    """The words stand beneath the review, with who said them and when; the same nonce again adds nothing."""
    review = db.session.get(AreaReview, review_id)
    if review is None or db.session.get(ReviewRecord, review_id) is None:
        raise Absent
    first = kept_before(db.session(), ReviewAddendum, nonce, review_id=review_id)
    if first is not None:
        return first
    found = list(refusals_of_addendum(text, text_checked=text_checked))
    if found:
        raise Refused(found)
    row = ReviewAddendum(
        review_id=review_id, area_id=review.area_id, at=now, person_id=actor_id, text=text.strip(), nonce=nonce
    )
    db.session.add(row)
    planning.record_act("review added to", review, actor_id)
    db.session.flush()
    return row


def ours(review_id: int) -> tuple[AreaReview, Implementation]:
    """The review with its implementation, ours until the commit. Raises Absent."""
    review = db.session.get(AreaReview, review_id)
    if review is None or review.state == "gone":
        raise Absent
    locked = select(Implementation).where(Implementation.id == review.implementation_id)
    implementation = db.session.scalars(locked.with_for_update(of=Implementation)).one()
    db.session.refresh(review)
    return review, implementation


def weigh(said: rules.Said, review: AreaReview, implementation: Implementation, *, actor_id: int, today: date) -> None:
    """Raises Refused where the review may not say this."""
    people = people_for(implementation, actor_id=actor_id, today=today).ids
    there = frozenset(person.id for person in queries.people_of(review.id))
    opened_on = implementation.opened_on
    for base in bases_of([review.area_id]):
        if base.implementation_id == implementation.id and base.facts:
            opened_on = base.facts.anchor or opened_on
    bounds = rules.Bounds(
        kind=rules.Kind(review.kind),
        opened_on=opened_on,
        closed_on=implementation.closed_on,
        today=today,
        before_on=queries.held_before(review),
        people_ids=people | there,
    )
    found = rules.refusals(said, bounds)
    if said.next_on and not any(one.field == "next_on" for one in found):
        found += next_refusals(queries.following(review), said.next_on, today)
    if found:
        raise Refused(found)


def next_refusals(after: AreaReview | None, next_on: date, today: date) -> list[Refusal]:
    """Why the next review cannot be on the day that was agreed."""
    if after is None:
        return [Refusal("No further review is planned here. Leave the day empty", "next_on")]
    if next_on == after.due_on:
        return []
    return [Refusal(one.message, "next_on") for one in planning.refusals_of_day(after, next_on, today)]


def take_over(found: ReviewRecord, said: rules.Said) -> None:
    """What may be corrected says what the form says: not the next day agreed, which is moved by itself."""
    found.held_on, found.outcome = said.held_on, said.outcome
    found.agreed = said.agreed.strip()
    found.went_well = said.went_well.strip() or None
    found.note = said.note.strip() or None
    found.ratings = {one.domain.value: [one.mark, one.words.strip()] for one in said.ratings} or None
    found.barriers = {one.code.value: one.severity for one in said.barriers} or None
    found.staff_id = said.staff_id


def write_people(review_id: int, said: rules.Said) -> None:
    """Who took part is on record."""
    for person_id in dict.fromkeys(said.people_ids):
        db.session.add(ReviewPerson(review_id=review_id, person_id=person_id))


def agree(review: AreaReview, said: rules.Said) -> None:
    """What was agreed stands among the area's actions, open."""
    for terms in said.actions:
        action = Action(
            implementation_id=review.implementation_id,
            area_id=review.area_id,
            wording=terms.wording.strip(),
            owner_id=terms.owner_id,
            due_on=terms.due_on,
        )
        db.session.add(action)
        db.session.flush()
        db.session.add(ReviewAction(review_id=review.id, action_id=action.id))


def words_of(found: ReviewRecord) -> dict[str, str | None]:
    """What the record says, as words to keep."""
    rated = rules.in_words(found.ratings or {})
    marks = "; ".join(f"{label}: {mark}{f' ({words})' if words else ''}" for label, mark, words in rated)
    return {
        "Day": plain_date(found.held_on),
        "What follows": rules.OUTCOME_WORDS[found.outcome],
        "What was agreed": found.agreed,
        "What went well": found.went_well,
        "What stands in the way": "; ".join(rules.barriers_in_words(found.barriers or {})) or None,
        "For the unit": found.note,
        "How it stands": marks or None,
    }
