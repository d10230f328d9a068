"""How long things are kept, what is past its time, and letting it go with the numbers shown."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.errors import Absent
from scaleup.core.facts import fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.privacy import queries, service
from scaleup.privacy.forms import LetGoForm, PeriodForm
from scaleup.privacy.queries import InForce
from scaleup.privacy.rules import BY_ITSELF, PROPOSED, Kind
from scaleup.privacy.views.blueprint import blueprint

KEEP = Permission.KEEP_PERIODS


@blueprint.get("/retention")
@entry(KEEP)
def retention() -> ResponseReturnValue:
    """Every period, what is past it, and what goes by itself."""
    return render_template(
        "privacy/retention.html",
        lines=queries.in_force(),
        past=queries.past_its_time(clock.today()),
        by_itself=BY_ITSELF,
        runs=queries.runs(),
        words=PROPOSED,
    )


def the_line(kind: str) -> InForce:
    """The line of the schedule; raises Absent."""
    for one in queries.in_force():
        if one.kind == kind:
            return one
    raise Absent


@blueprint.route("/retention/<kind>", methods=["GET", "POST"])
@entry(KEEP)
def period(kind: str) -> ResponseReturnValue:
    """One period, to read and to change."""
    one = the_line(kind)
    form = PeriodForm(data={"months": one.months, "version": one.version})
    if form.validate_on_submit():
        with form.catching(over=one):
            version = form.version.data
            service.set_period(actor().person_id, one.kind, months=form.months.data, version=version, now=clock.now())
            tell("The period is set.", then="Nothing goes by it until somebody confirms the numbers.")
            return redirect("/retention", 303)
    return render_template("privacy/period.html", form=form, one=one), form.status


@blueprint.route("/retention/<kind>/let-go", methods=["GET", "POST"])
@entry(KEEP)
def let_go(kind: str) -> ResponseReturnValue:
    """What would go, in numbers; the act, if they are still so."""
    one, form, changes = the_line(kind), LetGoForm(), None
    past = queries.past_of(Kind(one.kind), clock.today())
    with form.catching():
        changes = service.considering_past(past)
        if form.validate_on_submit() and request.form.get("shown") == fingerprint(changes):
            service.confirm(actor().person_id, past, now=clock.now())
            tell("It is on its way out.", then="It goes in batches, each on record.")
            return redirect("/retention", 303)
    shown = fingerprint(changes) if changes else ""
    return render_template(
        "privacy/let_go.html", form=form, one=one, changes=changes, shown=shown
    ), form.status if request.method == "POST" else 200
