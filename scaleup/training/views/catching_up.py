"""What somebody lacks of their training, where it can be caught up, and the booking for that."""

from collections.abc import Sequence

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.facilitators.queries import facilitator_in_scope
from scaleup.training.forms import CatchUpForm
from scaleup.training.queries.catching_up import Missed, Offer, missed_by
from scaleup.training.rules import listed
from scaleup.training.rules.catching_up import in_words
from scaleup.training.service.catching_up import catch_up as book_catch_up
from scaleup.training.views.blueprint import blueprint
from scaleup.training.views.shown import areas_of


@blueprint.route("/facilitators/<int:facilitator_id>/catch-up", methods=["GET", "POST"])
@entry(Permission.BOOK_TRAINING)
def catch_up(facilitator_id: int) -> ResponseReturnValue:
    """Where this facilitator can catch up what they lack; choosing an event books them for that alone."""
    who, today, form = actor(), clock.today(), CatchUpForm()
    somebody = facilitator_in_scope(who, facilitator_id, today)
    missed = missed_by(who, somebody, today)
    offers = {one.line.event.id: one for part in missed for one in part.offers}
    form.event.choices = [(str(number), *said(one)) for number, one in offers.items()]
    if form.validate_on_submit():
        chosen = offers[form.event.data]
        with form.catching():
            book_catch_up(form.event.data, facilitator_id, places=chosen.catches, by=who.person_id, now=clock.now())
            tell(f"{somebody.person.name} is booked: {in_words(chosen.catches)}.", then="They are invited by mail.")
            return redirect(f"/training/{form.event.data}")
    area = area_in_scope(who, somebody.area_id, today)
    page = render_template(
        "training/catch_up.html", form=form, area=area, person=somebody.person, missed=missed, lede=lede_of(missed)
    )
    return page, form.status


def said(one: Offer) -> tuple[str, str]:
    """An event as an answer: what it catches up and when, and where, for whom, with how many free places."""
    places = "1 free place" if one.line.free == 1 else f"{one.line.free} free places"
    joins = "Their area takes part in it from then on, and its trainers see the area." if one.joins else ""
    where = one.line.event.venue or ("online" if one.line.event.link else "place not known yet")
    return in_words(one.catches), " ".join([f"{listed([one.line.name, where, areas_of(one.line)])}; {places}.", joins])


def lede_of(missed: Sequence[Missed]) -> str:
    """What stands under the name."""
    if not missed:
        return "Nothing has to be caught up."
    found = any(part.offers for part in missed)
    return "Choose where it is caught up." if found else "No event to come that you see has it with a free place."
