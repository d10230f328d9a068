"""Practice reviews of a facilitator: the list, keeping one, taking one out."""

from datetime import date

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope
from scaleup.core import clock
from scaleup.core.dates import plain_date
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.facilitators.queries import facilitator_in_scope
from scaleup.training import queries, service
from scaleup.training.forms import ReviewForm, review_data
from scaleup.training.rules import Review
from scaleup.training.views.blueprint import blueprint


@blueprint.get("/facilitators/<int:facilitator_id>/reviews")
@entry(Permission.SEE_TRAINING)
def reviews(facilitator_id: int) -> ResponseReturnValue:
    """The reviews, the latest first."""
    who, today = actor(), clock.today()
    found = facilitator_in_scope(who, facilitator_id, today)
    area = area_in_scope(who, found.area_id, today)
    kept = queries.reviews_of(facilitator_id)
    return render_template("training/reviews.html", area=area, facilitator=found, reviews=kept)


@blueprint.route("/facilitators/<int:facilitator_id>/reviews/keep", methods=["GET", "POST"])
@entry(Permission.KEEP_REGISTERS)
def keep_review(facilitator_id: int) -> ResponseReturnValue:
    """A review is kept, or the one of a day is put right."""
    who, today = actor(), clock.today()
    found = facilitator_in_scope(who, facilitator_id, today)
    form, back = ReviewForm(data=filled(facilitator_id)), f"/facilitators/{facilitator_id}/reviews"
    if form.validate_on_submit():
        with form.catching():
            kept = service.keep_review(found, form.review, today=today, by=who.person_id)
            tell(f"The review of {plain_date(kept.on_day)} is kept.")
            return redirect(back)
    area, title = area_in_scope(who, found.area_id, today), f"Practice review of {found.person.name}"
    return render_template(
        "areas/form.html", form=form, area=area, title=title, save="Keep this review", back=back
    ), form.status


def filled(facilitator_id: int) -> dict[str, object]:
    """The form's values for the review of the day that a link here names; none for a new one."""
    try:
        on_day = date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return {}
    one = queries.review_of_day(facilitator_id, on_day)
    if one is None:
        return {}
    return review_data(Review(one.on_day, one.cycle, one.attended, one.goal_set, one.filming_confirmed))


@blueprint.post("/reviews/<int:review_id>/remove")
@entry(Permission.KEEP_REGISTERS)
def remove_review(review_id: int) -> ResponseReturnValue:
    """A review that was kept by mistake is taken out."""
    who, today = actor(), clock.today()
    found = queries.review_in_scope(who, review_id, today)
    facilitator_id, on_day = found.facilitator_id, plain_date(found.on_day)
    service.remove_review(found, by=who.person_id)
    tell(f"The review of {on_day} is taken out.")
    return redirect(f"/facilitators/{facilitator_id}/reviews")
