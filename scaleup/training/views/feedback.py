"""Feedback by the link of a mail, without sign-in: looking changes nothing, and an answer is taken once."""

from flask import Response, make_response, render_template
from flask.typing import ResponseReturnValue

from scaleup.core import clock
from scaleup.core.pages import PUBLIC, entry
from scaleup.training import adapters, queries, service
from scaleup.training.forms import FeedbackForm
from scaleup.training.rules import QUESTIONS
from scaleup.training.rules.feedback import field_of
from scaleup.training.views.blueprint import blueprint

GONE = 410
UNKNOWN = "This link is not known here. Perhaps it was cut off, or a newer mail has another one."


@blueprint.route("/training/feedback/<token>", methods=["GET", "POST"])
@entry(PUBLIC)
def feedback(token: str) -> ResponseReturnValue:
    """The questions, or that they are answered."""
    found, today = service.feedback_by(token), clock.today()
    sentence = service.refusal_to_ask(*found, today) if found else UNKNOWN
    if found is None or sentence:
        return page(GONE, sentence=sentence)
    link, event = found
    days = queries.days_of(event.id)
    form = FeedbackForm.of(days)()
    if form.validate_on_submit():
        with form.catching():
            service.take_feedback(link, event, form.said, numbers=adapters.numbers(), today=today)
            return page(200, done=True)
    asked = [(day, [field_of(name, number) for name in QUESTIONS]) for number, day in enumerate(days, 1)]
    return page(form.status, form=form, told=queries.told(event), asked=asked)


def page(status: int, **given: object) -> Response:
    """The page, which no search engine lists."""
    response = make_response(render_template("training/feedback.html", **given), status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response
