"""A review moved to another day, left out, or planned again."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope
from scaleup.core.dates import long_date
from scaleup.core.errors import Conflict
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.reviews import rules, service
from scaleup.reviews.forms import AgainForm, LeaveOutForm, MoveForm
from scaleup.reviews.models import AreaReview
from scaleup.reviews.views.blueprint import blueprint
from scaleup.reviews.views.pages import of_staff


@blueprint.route("/reviews/<int:area_review_id>/move", methods=["GET", "POST"])
@entry(Permission.PLAN_SUPPORT)
def move(area_review_id: int) -> ResponseReturnValue:
    """The form for another day, and the review moved."""
    review = of_staff(area_review_id)
    if review.state != "open":
        return settled(review)
    form = MoveForm(data={"version": review.version, "to_on": review.due_on})
    if form.is_submitted() and form.validate() and moved(review, form):
        tell(f"The review is now on {long_date(review.due_on)}.", then="Its reminders follow.")
        return redirect(url_for("reviews.reviews", area_id=review.area_id))
    return drawn("reviews/move.html", review, form), form.status


def moved(review: AreaReview, form: MoveForm) -> bool:
    """Whether the review was set to the other day; if not, the form says why."""
    with form.catching(over=review):
        service.move(
            actor().person_id,
            review_id=review.id,
            to_on=form.to_on.data,
            because=form.because.data,
            version=form.version.data,
            today=today(),
        )
    return not form.wrong


@blueprint.route("/reviews/<int:area_review_id>/leave-out", methods=["GET", "POST"])
@entry(Permission.PLAN_SUPPORT)
def leave_out(area_review_id: int) -> ResponseReturnValue:
    """The form for leaving a review out, and the review left out."""
    review = of_staff(area_review_id)
    if review.state != "open":
        return settled(review)
    form = LeaveOutForm(data={"version": review.version})
    if form.is_submitted() and form.validate() and left_out(review, form):
        tell("The review is left out.", then="Nobody is reminded of it any more.")
        return redirect(url_for("reviews.review", area_review_id=review.id))
    return drawn("reviews/leave_out.html", review, form), form.status


def left_out(review: AreaReview, form: LeaveOutForm) -> bool:
    """Whether the review was left out; if not, the form says why."""
    with form.catching(over=review):
        service.leave_out(
            actor().person_id,
            review_id=review.id,
            because=form.because.data,
            version=form.version.data,
            today=today(),
        )
    return not form.wrong


@blueprint.post("/reviews/<int:area_review_id>/again")
@entry(Permission.PLAN_SUPPORT)
def again(area_review_id: int) -> ResponseReturnValue:
    """A review that was left out is planned again."""
    review, form = of_staff(area_review_id), AgainForm()
    if review.state == "left_out" and form.validate():
        try:
            service.take_up_again(actor().person_id, review_id=review.id, version=form.version.data)
            tell("The review is planned again.")
        except Conflict as conflict:
            tell(str(conflict))
    return redirect(url_for("reviews.review", area_review_id=review.id))


def settled(review: AreaReview) -> ResponseReturnValue:
    """The page of a review that is held, left out or gone by now: there is nothing to move or leave out any more."""
    if request.method == "POST":
        tell("Nothing was changed.", then="Somebody else settled this review while you had the form open.")
    return redirect(url_for("reviews.review", area_review_id=review.id))


def drawn(template: str, review: AreaReview, form: MoveForm | LeaveOutForm) -> str:
    """The page with the form."""
    area = area_in_scope(actor(), review.area_id, today())
    return render_template(template, review=review, area=area, form=form, title=rules.KIND_WORDS[review.kind])
