"""Somebody who is booked says whether they come, by the link of a mail: looking changes nothing, one button answers."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scaleup.core import clock
from scaleup.core.errors import Refusal, Refused
from scaleup.core.forms import Form, Kept
from scaleup.core.pages import PUBLIC, entry
from scaleup.training import queries, service
from scaleup.training.rules import Answer
from scaleup.training.views.blueprint import blueprint

GONE = 410
UNKNOWN = "This link is not known here. Perhaps it was cut off: copy the whole of it."


OTHER_DAYS = "The training has moved since you opened this page. Look at the days, then say whether you come on these."


class AnswerForm(Form):
    """Nothing but the button, and the days that stood above it."""

    days = Kept()


@blueprint.route("/training/answer/<token>/coming", methods=["GET", "POST"])
@entry(PUBLIC)
def coming(token: str) -> ResponseReturnValue:
    """They come."""
    return answered(token, Answer.COMING)


@blueprint.route("/training/answer/<token>/not-coming", methods=["GET", "POST"])
@entry(PUBLIC)
def not_coming(token: str) -> ResponseReturnValue:
    """They cannot come, and their place goes to who waits first."""
    return answered(token, Answer.NOT_COMING)


def answered(token: str, answer: Answer) -> ResponseReturnValue:
    """The page of a link: the event and one button; what came of it once it was pressed."""
    booking, now = service.link_of(token), clock.now()
    if booking is None:
        return render_template("training/answer.html", told=None, sentence=UNKNOWN), GONE
    told, done = queries.told(queries.event(booking.event_id), to=booking), False
    form, sentence = AnswerForm(data={"days": told.when}), service.refusal_to_answer(booking, now)
    if form.is_submitted() and form.days.data not in ("", told.when):
        form.days.data = told.when
        form.put([Refusal(OTHER_DAYS)])
    elif form.validate_on_submit() and not sentence:
        try:
            service.answer(booking, answer, now=now)
            done = True
        except Refused as refused:
            sentence = str(refused)
    page = render_template(
        "training/answer.html", told=told, form=form, answer=answer, done=done, sentence=sentence, token=token
    )
    return page, GONE if sentence else form.status
