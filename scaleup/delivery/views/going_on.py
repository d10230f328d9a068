"""Where a programme plans no sessions: the next one is planned as it comes, and somebody says when it is over."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.dates import plain_date
from scaleup.core.errors import Absent, Conflict, Refused
from scaleup.core.facts import Change, fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.delivery import queries, service
from scaleup.delivery.forms import EndForm, NextForm
from scaleup.delivery.models import DeliveryGroup
from scaleup.delivery.views.blueprint import blueprint


@blueprint.route("/groups/<int:group_id>/sessions/add", methods=["GET", "POST"])
@entry(Permission.RECORD_DELIVERY)
def plan_next(group_id: int) -> ResponseReturnValue:
    """The next session is planned; one that was held already is recorded at once."""
    today, found = clock.today(), going_on(group_id)
    form = NextForm(data={"version": found.version})
    if form.validate_on_submit():
        with form.catching(over=found):
            row = service.plan_next(
                found, form.on_day.data, version=form.version.data, today=today, by=actor().person_id
            )
            tell(f"{row.name} of {found.name} is on {plain_date(row.planned_on)}.")
            held = row.planned_on <= today and row.recorded_at is None
            return redirect(f"/groups/{found.id}/sessions/{row.code}" if held else f"/groups/{found.id}")
    word = found.words.session
    page = {"title": f"Add another {word}: {found.name}", "save": f"Add this {word}", "back": f"/groups/{found.id}"}
    return render_template("areas/form.html", form=form, area=found.area, **page), form.status


@blueprint.route("/groups/<int:group_id>/end", methods=["GET", "POST"])
@entry(Permission.RECORD_DELIVERY)
def end(group_id: int) -> ResponseReturnValue:
    """It is over; what follows is shown before."""
    found = going_on(group_id)
    form, changes = EndForm(data={"version": found.version, "on_day": found.ended_on}), None
    if form.validate_on_submit():
        changes = ended(found, form)
        if changes is None and not form.wrong:
            tell(f"{found.name} is over since {plain_date(form.on_day.data)}.")
            return redirect(f"/groups/{found.id}")
    shown = fingerprint(changes) if changes is not None else ""
    return render_template(
        "delivery/end.html", form=form, group=found, area=found.area, changes=changes, shown=shown
    ), form.status


def going_on(group_id: int) -> DeliveryGroup:
    """The group; raises Absent where its plan says what its sessions are, or the area left the programme."""
    found = queries.group_in_scope(actor(), group_id, clock.today())
    if not found.as_it_goes or found.closed_on is not None:
        raise Absent
    return found


def ended(found: DeliveryGroup, form: EndForm) -> list[Change] | None:
    """What would follow, to be shown first where anything does; None once it is over, or refused on the form."""
    today, day = clock.today(), form.on_day.data
    try:
        changes = service.consider_end(found, day, today=today)
        if changes and request.form.get("shown") != fingerprint(changes):
            return changes
        service.end(found, day, version=form.version.data, today=today, by=actor().person_id)
    except Refused as refused:
        form.put(refused.refusals)
    except Conflict as conflict:
        form.beside(conflict, version=found.version)
    return None
