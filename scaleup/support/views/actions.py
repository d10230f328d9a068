"""What was agreed: reported done, or dropped with a reason."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope, may_in
from scaleup.core.errors import Conflict, Refused
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.support import queries, service
from scaleup.support.forms import DoneForm, DropForm
from scaleup.support.models import Action
from scaleup.support.views.blueprint import blueprint


@blueprint.get("/actions/<int:action_id>")
@entry(Permission.SEE_AREAS)
def action(action_id: int) -> ResponseReturnValue:
    """The action with its two ends."""
    found = queries.action_in_scope(actor(), action_id, today=today())
    return shown(found, DropForm(obj=found))


@blueprint.post("/actions/<int:action_id>/done")
@entry(Permission.LOG_CONTACTS)
def close_action(action_id: int) -> ResponseReturnValue:
    """The action is done."""
    found = queries.action_in_scope(actor(), action_id, today=today())
    form = DoneForm(obj=found)
    if not form.validate():
        return shown(found, DropForm(obj=found))
    service.close_action(actor().person_id, action_id=found.id, version=form.version.data, today=today())
    tell(f"Done: {found.wording}", url=url_for("support.action", action_id=found.id), label="See it")
    return redirect("/")


@blueprint.post("/actions/<int:action_id>/drop")
@entry(Permission.LOG_CONTACTS)
def drop_action(action_id: int) -> ResponseReturnValue:
    """The action will not be done."""
    found = queries.action_in_scope(actor(), action_id, today=today())
    form = DropForm(obj=found)
    if not form.validate():
        return shown(found, form)
    try:
        service.drop_action(
            actor().person_id,
            action_id=found.id,
            because=form.because.data,
            version=form.version.data,
            today=today(),
        )
    except Refused as refused:
        form.put(refused.refusals)
        return shown(found, form)
    except Conflict as conflict:
        form.beside(conflict, version=found.version)
        return shown(found, form)
    tell(f"Dropped: {found.wording}")
    return redirect("/")


def shown(found: Action, form: DropForm) -> ResponseReturnValue:
    """The page of the action."""
    area = area_in_scope(actor(), found.area_id, today())
    may_log = may_in(actor(), Permission.LOG_CONTACTS, area.id, today())
    page = render_template("support/action.html", action=found, area=area, form=form, may_log=may_log)
    return page, form.status
