"""A review of the plan moved to another day, left out, or taken up again; each with its reason."""

from collections.abc import Iterable
from datetime import date

from scaleup import audit
from scaleup.areas.queries import area, calendar_of
from scaleup.core.dates import plain_date, short_date
from scaleup.core.errors import Absent, Conflict, Refusal, Refused
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.reviews import queries, rules
from scaleup.reviews.models import AreaReview
from scaleup.reviews.queries.facts import bases_of
from scaleup.reviews.service import keeping
from scaleup.support.rules import family_details_unticked

MEANWHILE = "Somebody else changed this review while you had it open. See how it stands now"


def move(actor_id: int, *, review_id: int, to_on: date, because: str, version: int, today: date) -> AreaReview:
    """The review stands on the day that a person chose while it may stand there; its reminders follow.

    Raises Refused, and Conflict where somebody else changed it since the page was opened.
    """
    review = still_open(review_id)
    found = [*refusals_of_day(review, to_on, today), *refusals_of_reason(because, "Say why the review moves")]
    if found:
        raise Refused(found)
    mine(review, version, {"to_on": short_date(review.due_on, today)})
    review.moved_to, review.moved_because = to_on, because.strip()[:200]
    db.session.flush()
    keeping.plan_again([review.area_id])
    record_act("review moved", review, actor_id)
    return review


def leave_out(actor_id: int, *, review_id: int, because: str, version: int, today: date) -> AreaReview:
    """The review will not be held, and says why; nobody is reminded of it any more."""
    review = still_open(review_id)
    found = list(refusals_of_reason(because, "Say why it is left out"))
    if found:
        raise Refused(found)
    mine(review, version, {})
    review.state, review.left_out_because = "left_out", because.strip()[:400]
    review.left_out_on, review.left_out_by_id = today, actor_id
    record_act("review left out", review, actor_id)
    db.session.flush()
    return review


def take_up_again(actor_id: int, *, review_id: int, version: int) -> AreaReview:
    """A review that was left out is planned again. Raises Absent for any other."""
    review = db.session.get(AreaReview, review_id)
    if review is None or review.state != "left_out":
        raise Absent
    mine(review, version, {})
    review.state, review.left_out_because, review.left_out_on, review.left_out_by_id = "open", None, None, None
    review.anchor_version += 1
    db.session.flush()
    keeping.plan_again([review.area_id])
    record_act("review taken up again", review, actor_id)
    return review


def still_open(review_id: int) -> AreaReview:
    """The review, which nobody has held or left out. Raises Absent."""
    review = db.session.get(AreaReview, review_id)
    if review is None or review.state != "open":
        raise Absent
    return review


def mine(review: AreaReview, version: int, theirs: dict[str, str]) -> None:
    """The review is ours until the commit; raises Conflict where somebody changed it since."""
    if not advance(db.session(), review, version):
        raise Conflict(MEANWHILE, theirs)


def refusals_of_day(review: AreaReview, day: date, today: date) -> Iterable[Refusal]:
    """Why the review cannot stand on this day."""
    calendar = calendar_of(area(review.area_id).nation)
    said, before_on, after_on = plain_date(day), *queries.beside(review)
    if day < today:
        yield Refusal(f"{said} has passed. Enter a date to come", "to_on")
    elif not calendar.reaches(day):
        yield Refusal(f"{said} is too far ahead. Check the year", "to_on")
    elif not may_stand(review, day):
        yield Refusal(f"There can be no {rules.KIND_WORDS[review.kind].lower()} on {said}. {WITHIN}", "to_on")
    elif because := calendar.reason(day):
        yield Refusal(f"{because}. Enter a working day", "to_on")
    elif before_on and day <= before_on:
        yield Refusal(f"The review before it is on {plain_date(before_on)}. Enter a later day", "to_on")
    elif after_on and day >= after_on:
        yield Refusal(f"The next review is on {plain_date(after_on)}. Enter an earlier day", "to_on")


WITHIN = "Enter a day while the programme runs there, and outside any pause"


def may_stand(review: AreaReview, day: date) -> bool:
    """Whether the facts let this review stand on the day."""
    facts = next((b.facts for b in bases_of([review.area_id]) if b.implementation_id == review.implementation_id), None)
    return facts is not None and rules.may_stand(rules.Kind(review.kind), day, facts)


def refusals_of_reason(because: str, asked: str) -> Iterable[Refusal]:
    """Why this is no reason."""
    if not because.strip():
        yield Refusal(asked, "because")
    yield from family_details_unticked(because, name="because")


def record_act(act: str, review: AreaReview, person_id: int) -> None:
    """The act is in the log."""
    audit.record(act, subject="review", subject_id=review.id, person_id=person_id, area_id=review.area_id)
