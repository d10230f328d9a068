"""The unit rates an item beside the area's answer, or gives a round back to be answered again."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.errors import Absent, Refused
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.readiness import queries, service
from scaleup.readiness.forms import GiveBackForm, ReviewForm, scale_of
from scaleup.readiness.models import Assessment
from scaleup.readiness.rules import State, refusals_to_give_back, refusals_to_review
from scaleup.readiness.views.blueprint import about, blueprint, cannot, reviews_for


@blueprint.route("/readiness/<int:assessment_id>/items/<item>/review", methods=["GET", "POST"])
@entry(Permission.REVIEW_READINESS)
def review(assessment_id: int, item: str) -> ResponseReturnValue:
    """The unit's own rating of an item, and why; the area's answer stays as it is."""
    found = queries.assessment_in_scope(actor(), assessment_id, today())
    read = queries.reading(found)
    asked = next((one for one in read.template.items if one.code == item), None)
    if asked is None:
        raise Absent
    if refused := refusals_to_review(State(found.state)):
        return cannot(found, refused)
    form = ReviewForm()
    form.rating.choices = scale_of(read.template)
    if form.validate_on_submit() and reviewed(form, found, item):
        return redirect(url_for("readiness.answers", assessment_id=found.id) + f"#{item}")
    there = {"item": asked, "answer": read.answers[item], "earlier": reviews_for(found, today()).get(item, [])}
    return render_template("readiness/review.html", form=form, **there, **about(found)), form.status


def reviewed(form: ReviewForm, found: Assessment, item: str) -> bool:
    """Whether the rating stands beside the answer; if not, the form says why."""
    who = actor().person_id
    try:
        service.review(found.id, item, rating=form.rating.data, reason=form.reason.data, by=who, now=clock.now())
    except Refused as refused:
        form.put(refused.refusals)
        return False
    tell(f"Your rating of {item} stands beside the area’s.", then="The area’s answer is as it was.")
    return True


@blueprint.route("/readiness/<int:assessment_id>/give-back", methods=["GET", "POST"])
@entry(Permission.REVIEW_READINESS)
def give_back(assessment_id: int) -> ResponseReturnValue:
    """The round is the area's to answer again."""
    found = queries.assessment_in_scope(actor(), assessment_id, today())
    if refused := refusals_to_give_back(State(found.state), "a reason"):
        return cannot(found, refused)
    form = GiveBackForm(data={"version": found.version})
    if form.validate_on_submit() and given_back(form, found):
        return redirect(url_for("readiness.tasks", assessment_id=found.id))
    return render_template("areas/form.html", form=form, **form_about(found, "Give this round back")), form.status


def given_back(form: GiveBackForm, found: Assessment) -> bool:
    """Whether the area may answer again; if not, the form says why."""
    with form.catching(over=found):
        service.give_back(found.id, because=form.because.data, version=form.version.data, by=actor().person_id)
    if not form.wrong:
        tell("The round is the area’s again.", then="It reads what to look at when it opens the round.")
    return not form.wrong


def form_about(found: Assessment, title: str) -> dict[str, object]:
    """What a short form about a round says, and where it leads back to."""
    back = url_for("readiness.answers", assessment_id=found.id)
    return {**about(found), "title": title, "save": title, "back": back}
