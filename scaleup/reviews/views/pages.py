"""The reviews of an area, the page of one, and the words added to it. A project lead sees what was agreed, no more."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope, staff_in
from scaleup.core import clock
from scaleup.core.errors import Absent, Refused
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.reviews import queries, rules, service
from scaleup.reviews.forms import AddForm, AgainForm
from scaleup.reviews.models import AreaReview
from scaleup.reviews.views.blueprint import blueprint
from scaleup.support.rules import PrivateLooking


@blueprint.get("/areas/<int:area_id>/reviews")
@entry(Permission.SEE_AREAS)
def reviews(area_id: int) -> ResponseReturnValue:
    """The reviews of what the area takes up, held and to come."""
    area = area_in_scope(actor(), area_id, today())
    found = queries.reviews_of(area, today())
    return render_template("reviews/reviews.html", area=area, found=found, acts=acts_in(area_id))


@blueprint.get("/reviews/<int:area_review_id>")
@entry(Permission.SEE_AREAS)
def review(area_review_id: int) -> ResponseReturnValue:
    """One review: planned, held with what it said, or left out with the reason."""
    return page_of(queries.review_in_scope(actor(), area_review_id, today=today()))


@blueprint.post("/reviews/<int:area_review_id>/addenda")
@entry(Permission.PLAN_SUPPORT)
def add_words(area_review_id: int) -> ResponseReturnValue:
    """The words stand beneath the review."""
    found = of_staff(area_review_id)
    form = AddForm()
    if not form.validate():
        return page_of(found, adding=form)
    try:
        service.add_words(
            actor().person_id,
            form.text.data,
            review_id=found.id,
            nonce=form.nonce.data,
            text_checked=bool(form.text_checked.data),
            now=clock.now(),
        )
    except Refused as refused:
        form.put(refused.refusals)
        return page_of(found, adding=form, private=private_in(refused))
    tell("Your words stand beneath the review.")
    return redirect(url_for("reviews.review", area_review_id=found.id))


def page_of(found: AreaReview, *, adding: AddForm | None = None, private: bool = False) -> ResponseReturnValue:
    """The page, with a form that was not taken as it came."""
    adding = adding or AddForm()
    shown = render_template(
        "reviews/review.html",
        page=queries.review_page(found, today()),
        staff=staff_in(actor(), found.area_id, today()),
        acts=acts_in(found.area_id),
        adding=adding,
        again=AgainForm(data={"version": found.version}),
        private=private or bool(adding.text_checked.data),
        outcomes=rules.OUTCOME_WORDS,
        standings=rules.STANDING_WORDS,
        marks=rules.MARKS,
    )
    return shown, adding.status


def acts_in(area_id: int) -> bool:
    """Whether the reader plans and records the reviews of this area."""
    return actor().may(Permission.PLAN_SUPPORT) and staff_in(actor(), area_id, today())


def of_staff(review_id: int) -> AreaReview:
    """The review; raises Absent for who is not of the unit there: what it says is not theirs to write."""
    found = queries.review_in_scope(actor(), review_id, today=today())
    if not staff_in(actor(), found.area_id, today()):
        raise Absent
    return found


def private_in(refused: Refused) -> bool:
    """Whether what was refused may stay once somebody has looked."""
    return any(isinstance(each, PrivateLooking) for each in refused.refusals)
