"""An area's milestones: the stage that it is in, what of it is done, and the activities that a person dates."""

from collections.abc import Sequence

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas import queries as areas
from scaleup.areas.models import Implementation
from scaleup.core import clock
from scaleup.core.errors import Absent
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.milestones import queries, service
from scaleup.milestones.forms import ActivityForm
from scaleup.milestones.rules import STAGE_WORDS, STAGES, Doing
from scaleup.milestones.views.blueprint import blueprint


@blueprint.get("/areas/<int:area_id>/milestones")
@entry(Permission.SEE_AREAS)
def milestones(area_id: int) -> ResponseReturnValue:
    """The stages of what the area takes up, with their activities."""
    today = clock.today()
    area = areas.area_in_scope(actor(), area_id, today)
    held = areas.implementations_of(area_id)
    chosen = shown(held, request.args.get("implementation", ""))
    page = queries.page_of(chosen, today) if chosen else None
    return render_template(
        "milestones/milestones.html",
        area=area,
        held=held,
        page=page,
        words=STAGE_WORDS,
        current=STAGES.get(page.now_in, ()) if page else (),
    )


def shown(held: Sequence[Implementation], asked: str) -> Implementation | None:
    """The implementation that the address names, else the first."""
    return next((one for one in held if str(one.id) == asked), held[0] if held else None)


@blueprint.route("/implementations/<int:implementation_id>/milestones/<code>", methods=["GET", "POST"])
@entry(Permission.LOG_CONTACTS)
def activity(implementation_id: int, code: str) -> ResponseReturnValue:
    """One activity is dated; what the system knows by itself is not asked again."""
    who, today = actor(), clock.today()
    found = areas.implementation_in_scope(who, implementation_id, today)
    doing = doing_of(queries.page_of(found, today), code)
    form = asked(found, doing)
    if form.validate_on_submit():
        with form.catching(over=doing.said):
            dating = service.Dating(
                form.due_on.data,
                form.owner.data,
                form.done_on.data,
                form.evidence.data,
            )
            service.put_date(found.id, doing, dating, version=form.version.data, by=who.person_id, now=clock.now())
            tell(f"“{doing.words}” is saved.")
            return redirect(f"/areas/{found.area_id}/milestones?implementation={found.id}", 303)
    return render_template(
        "milestones/activity.html", form=form, area=found.area, doing=doing, found=found
    ), form.status


def doing_of(page: queries.Page, code: str) -> Doing:
    """The activity of this code; raises Absent."""
    found = next((one for stage in page.stages for one in stage.doings if one.code and one.code == code), None)
    if found is None:
        raise Absent
    return found


def asked(found: Implementation, doing: Doing) -> ActivityForm:
    """The form with what was said, and who may own it."""
    said, who = doing.said, actor()
    form = ActivityForm(
        data={
            "due_on": said.due_on,
            "owner": str(said.owner_id or ""),
            "done_on": said.done_on,
            "evidence": said.evidence,
            "version": said.version,
        }
    )
    people = areas.people_for(found, actor_id=who.person_id, today=clock.today())
    offered = {str(one.person_id): people.named(one) for one in (*people.area, *people.unit)}
    if said.owner_id is not None:
        offered.setdefault(str(said.owner_id), said.owner)
    form.owner.choices = [("", "Nobody yet"), *offered.items()]
    return form
