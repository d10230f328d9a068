"""The costs of an area, and the one form in which each is entered or put right."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Implementation
from scaleup.areas.queries import area_in_scope, implementation_in_scope, may_in
from scaleup.core import clock
from scaleup.core.errors import Conflict
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.core.years import financial_year
from scaleup.evaluation.forms.costs import THE_AREA, CostForm, TakeOutForm
from scaleup.evaluation.models import CostLine
from scaleup.evaluation.queries import costs as queries
from scaleup.evaluation.rules import costs as rules
from scaleup.evaluation.service import costs as service
from scaleup.evaluation.views.blueprint import blueprint
from scaleup.licences.rules import pounds


@blueprint.get("/areas/<int:area_id>/results/costs")
@entry(Permission.SEE_RESULTS)
def costs(area_id: int) -> ResponseReturnValue:
    """What delivery cost, year by year, and the cost for each family."""
    area = area_in_scope(actor(), area_id, today())
    found = queries.costs_of(area, today())
    return render_template(
        "evaluation/costs.html",
        area=area,
        found=found,
        latest=queries.latest_of(found, today()),
        enters=may_in(actor(), Permission.ENTER_SCORES, area_id, today()),
        pounds=pounds,
        hours=rules.hours_in_words,
        standings=rules.STANDING_WORDS,
    )


@blueprint.route("/implementations/<int:implementation_id>/costs/add", methods=["GET", "POST"])
@entry(Permission.ENTER_SCORES)
def add_cost(implementation_id: int) -> ResponseReturnValue:
    """A cost is entered."""
    found = implementation_in_scope(actor(), implementation_id, today())
    form = offered(CostForm(data={"year": financial_year(today()), "payer": THE_AREA}), found)
    if form.validate_on_submit():
        with form.catching():
            line = service.enter(
                found.id, form.cost, nonce=form.nonce.data, by=actor().person_id, today=today(), now=clock.now()
            )
            tell(f"{pounds(line.pence)} is entered.", then="The cost for each family is reckoned anew.")
            return redirect(url_for("evaluation.costs", area_id=found.area_id))
    return shown(form, found, title="Add a cost")


@blueprint.route("/costs/<int:cost_line_id>", methods=["GET", "POST"])
@entry(Permission.ENTER_SCORES)
def put_cost_right(cost_line_id: int) -> ResponseReturnValue:
    """A cost is put right."""
    line = queries.cost_in_scope(actor(), cost_line_id, today())
    form = offered(CostForm(data=as_entered(line)), line.implementation)
    if form.validate_on_submit():
        with form.catching(over=line):
            service.put_right(line, form.cost, version=form.version.data, by=actor().person_id, today=today())
            tell("The cost is put right.")
            return redirect(url_for("evaluation.costs", area_id=line.area_id))
    return shown(form, line.implementation, title="Put a cost right", line=line)


@blueprint.post("/costs/<int:cost_line_id>/take-out")
@entry(Permission.ENTER_SCORES)
def take_cost_out(cost_line_id: int) -> ResponseReturnValue:
    """A cost counts no more."""
    line, form = queries.cost_in_scope(actor(), cost_line_id, today()), TakeOutForm()
    if form.validate():
        try:
            service.take_out(line, version=form.version.data or 0, by=actor().person_id, now=clock.now())
            tell("The cost is taken out.", then="That it was there stays on record.")
        except Conflict as conflict:
            tell(str(conflict))
    return redirect(url_for("evaluation.costs", area_id=line.area_id))


def offered(form: CostForm, found: Implementation) -> CostForm:
    """The form with what may be chosen."""
    form.offer(
        kinds=queries.kinds_of(found),
        years=rules.years_to(today(), since=found.opened_on),
        payers=queries.payers_in(found.area_id),
    )
    return form


def as_entered(line: CostLine) -> dict[str, object]:
    """What the form shows of a cost."""
    return {
        "version": line.version,
        "kind": line.kind,
        "year": line.year,
        "hours": line.minutes,
        "rate": line.rate_pence,
        "amount": None if line.minutes else line.pence,
        "payer": str(line.payer_id) if line.payer_id else THE_AREA,
        "standing": line.standing,
    }


def shown(form: CostForm, found: Implementation, *, title: str, line: CostLine | None = None) -> ResponseReturnValue:
    """The page with the form."""
    return render_template(
        "evaluation/cost.html",
        form=form,
        area=found.area,
        title=title,
        line=line,
        taking=TakeOutForm(data={"version": line.version}) if line else None,
    ), form.status
