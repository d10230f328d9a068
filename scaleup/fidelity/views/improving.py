"""A plan to improve: made after a check that was not green, and closed with what came of it."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope
from scaleup.core.dates import long_date, plain_date
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.fidelity import queries, rules, service
from scaleup.fidelity.forms.checks import CloseForm, ImproveForm
from scaleup.fidelity.models import ImprovementPlan
from scaleup.fidelity.rules import METHOD_WORDS, Improvement
from scaleup.fidelity.views.blueprint import blueprint


@blueprint.route("/fidelity/checks/<int:check_id>/plan", methods=["GET", "POST"])
@entry(Permission.CHECK_FIDELITY)
def improve(check_id: int) -> ResponseReturnValue:
    """The form of the plan, with what was marked lowest ticked, and the plan kept."""
    check = queries.check_in_scope(actor(), check_id, today())
    making = queries.making(check, actor=actor(), today=today())
    if not rules.asks_for_plan(making.result.colour) or queries.plan_of(check.id) is not None:
        return redirect(url_for("fidelity.check", check_id=check.id))
    form = ImproveForm(data={"changes": making.lowest, "due_on": rules.usual_day(today())})
    form.offer(changes=making.changes, owners=making.owners)
    if form.validate_on_submit():
        said = Improvement(form.owner.data, form.due_on.data, tuple(form.changes.data), form.words.data or "")
        with form.catching():
            plan = service.plan_improvement(making, said, by=actor().person_id, today=today())
            tell("The plan is saved.", then=f"It stands on My work of who sees to it, to {long_date(plan.due_on)}.")
            return redirect(url_for("fidelity.fidelity", area_id=check.area_id))
    area = area_in_scope(actor(), check.area_id, today())
    return render_template(
        "fidelity/improve.html", area=area, making=making, came_to=queries.came_to_now(check), form=form
    ), form.status


@blueprint.route("/fidelity/plans/<int:plan_id>", methods=["GET", "POST"])
@entry(Permission.RECORD_DELIVERY)
def plan(plan_id: int) -> ResponseReturnValue:
    """The plan, and the plan closed."""
    found = queries.plan_in_scope(actor(), plan_id, today())
    checks = queries.checks_since(found)
    form = CloseForm(data={"version": found.version, "outcome": checks[0].id if checks else None})
    form.offer([(one.id, f"{METHOD_WORDS[one.method]}, {plain_date(one.on_day)}") for one in checks])
    if form.validate_on_submit() and closed(found, form):
        tell("The plan is closed.")
        return redirect(url_for("fidelity.fidelity", area_id=found.area_id))
    return render_template(
        "fidelity/plan.html",
        area=area_in_scope(actor(), found.area_id, today()),
        plan=found,
        words=queries.words_of(found),
        came_to=queries.came_to_now(found.check),
        form=form,
    ), form.status


def closed(found: ImprovementPlan, form: CloseForm) -> bool:
    """Whether the plan is closed; if not, the form says why. One that was closed before stays as it was."""
    if found.closed_on is not None:
        return True
    with form.catching(over=found):
        service.close_improvement(
            found.id,
            outcome_check_id=form.outcome.data,
            version=form.version.data,
            by=actor().person_id,
            today=today(),
        )
    return not form.wrong
