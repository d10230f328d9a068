"""A contact of the plan set to another day."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope
from scaleup.core.dates import long_date
from scaleup.core.errors import Absent
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.support import queries, service
from scaleup.support.forms import MoveForm
from scaleup.support.models import Slot
from scaleup.support.views.blueprint import blueprint


@blueprint.route("/areas/<int:area_id>/contacts/move/<int:slot_id>", methods=["GET", "POST"])
@entry(Permission.LOG_CONTACTS)
def move_contact(area_id: int, slot_id: int) -> ResponseReturnValue:
    """The form for moving, and the contact moved."""
    area = area_in_scope(actor(), area_id, today())
    slot = queries.slot_in_area(slot_id, area_id=area.id)
    if slot is None or slot.state != "open":
        raise Absent
    form = MoveForm(obj=slot, data={"to_on": slot.due_on})
    if form.is_submitted() and form.validate() and moved(slot, form):
        tell(f"Contact {slot.sequence} is now on {long_date(slot.due_on)}.", then="Its reminders follow.")
        return redirect(url_for("support.plan", area_id=area.id))
    return render_template("support/move.html", area=area, slot=slot, form=form), form.status


def moved(slot: Slot, form: MoveForm) -> bool:
    """Whether the contact was set to the other day; if not, the form says why."""
    with form.catching(over=slot):
        service.move_contact(
            actor().person_id,
            slot_id=slot.id,
            to_on=form.to_on.data,
            because=form.because.data,
            version=form.version.data,
            today=today(),
            at_time=form.at_time.data,
            meeting_link=form.meeting_link.data or "",
        )
    return not form.wrong
