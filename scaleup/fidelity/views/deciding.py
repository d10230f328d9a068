"""The unit decides on a change, and says that conditions are met; and the book of all decisions."""

from typing import Protocol
from urllib.parse import urlencode

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.errors import Conflict
from scaleup.core.pages import actor, entry
from scaleup.core.paging import SIZE, Paging
from scaleup.core.templates import tell, today
from scaleup.fidelity import queries, rules, service
from scaleup.fidelity.forms import DecideForm, StepForm
from scaleup.fidelity.models import Adaptation
from scaleup.fidelity.queries.book import Question, book, kinds_offered, leaves_of_all, programmes_of
from scaleup.fidelity.rules import AdaptationState
from scaleup.fidelity.views.adaptations import act_of
from scaleup.fidelity.views.blueprint import blueprint


@blueprint.route("/adaptations/<int:adaptation_id>/decide", methods=["GET", "POST"])
@entry(Permission.DECIDE_ADAPTATIONS)
def decide(adaptation_id: int) -> ResponseReturnValue:
    """What was asked in the asker's words, and the unit's answer."""
    row = queries.adaptation_in_scope(actor(), adaptation_id, today=today())
    if row.state != AdaptationState.ASKED:
        return settled(row)
    form = DecideForm(data={"version": row.version})
    if form.is_submitted() and form.validate() and decided(row, form):
        tell("Your answer is on its way to whoever asked.", then="It stands in the book, without names.")
        return redirect(url_for("fidelity.adaptation", adaptation_id=row.id))
    return drawn(row, form)


@blueprint.route("/adaptations/<int:adaptation_id>/decide-again", methods=["GET", "POST"])
@entry(Permission.DECIDE_ADAPTATIONS)
def decide_again(adaptation_id: int) -> ResponseReturnValue:
    """The answer that stands, to be replaced by another."""
    row = queries.adaptation_in_scope(actor(), adaptation_id, today=today())
    if not queries.may_be_decided_again(row):
        return settled(row)
    standing = queries.standing_decision(row)
    form = DecideForm(
        data={
            "version": row.version,
            "ruling": standing.ruling,
            "reason": standing.reason,
            "conditions": standing.conditions,
            "conditions_on": standing.conditions_on,
        }
    )
    if form.is_submitted() and form.validate() and decided(row, form, service.decide_again):
        tell("The new answer is on its way to whoever asked.", then="It stands in the book; the one before is kept.")
        return redirect(url_for("fidelity.adaptation", adaptation_id=row.id))
    return drawn(row, form)


class Deciding(Protocol):
    """An act of the unit on a change."""

    def __call__(self, act: service.Act, decided: rules.Decided, *, adaptation_id: int) -> Adaptation:
        """The change as it stands then."""


def decided(row: Adaptation, form: DecideForm, act_on: Deciding = service.decide) -> bool:
    """Whether it was decided; if not, the form says why."""
    line = queries.adaptation_line(row, today())
    names = rules.names_to_leave_out(row.area.name, line.asked_by) if line.asked_by else (row.area.name,)
    act = service.Act(actor().person_id, form.version.data or 0, today(), clock.now())
    with form.catching(over=row):
        act_on(act, form.decided(names), adaptation_id=row.id)
    return not form.wrong


def drawn(row: Adaptation, form: DecideForm) -> ResponseReturnValue:
    """The page with the form."""
    shown = render_template(
        "fidelity/decide.html",
        line=queries.adaptation_line(row, today()),
        kind=queries.list_of(row).classed(row.kind),
        form=form,
        told=rules.TOLD_WORDS[row.told],
        private=bool(form.text_checked.data) or form.wrong,
        again=queries.may_be_decided_again(row),
    )
    return shown, form.status


def settled(row: Adaptation) -> ResponseReturnValue:
    """The page of a change that waits no longer."""
    if request.method == "POST":
        tell("Nothing was changed.", then="Somebody else settled this while you had the page open.")
    return redirect(url_for("fidelity.adaptation", adaptation_id=row.id))


@blueprint.post("/adaptations/<int:adaptation_id>/met")
@entry(Permission.DECIDE_ADAPTATIONS)
def meet(adaptation_id: int) -> ResponseReturnValue:
    """The conditions are met."""
    row, form = queries.adaptation_in_scope(actor(), adaptation_id, today=today()), StepForm()
    if form.validate():
        try:
            service.meet(act_of(form), adaptation_id=row.id)
            tell("The conditions are met.")
        except Conflict as conflict:
            tell(f"{conflict}.")
    return redirect(url_for("fidelity.adaptation", adaptation_id=adaptation_id))


@blueprint.get("/adaptations")
@entry(Permission.SEE_AREAS)
def may_i_change() -> ResponseReturnValue:
    """The book: what the programmes say to changes, and what was decided, without names."""
    leaves = leaves_of_all()
    offered = {"kind": kinds_offered(leaves), "programme": [(one, one) for one in programmes_of(leaves)]} | FILTERS
    given = {name: asked_for(name, answers) for name, answers in offered.items()}
    words = request.args.get("q", "")[: rules.LONGEST_QUESTION].strip()
    page = Paging.at(request.args.get("page", "1"), total=SIZE, address="")
    question = Question(words=rules.sought(words), **given)
    found = book(actor(), question, leaves, skip=page.skipped, today=today())
    asked = {name: value for name, value in {"q": words, **given}.items() if value}
    address = f"{url_for('fidelity.may_i_change')}?{urlencode(asked)}"
    paging = Paging.at(str(page.number), total=found.total, address=address)
    return render_template(
        "fidelity/book.html", book=found, given=given, words=words, offered=offered, paging=paging, asked=bool(asked)
    )


FILTERS: dict[str, list[tuple[str, str]]] = {
    "light": [(code.value, rules.LIGHT_WORDS[code]) for code in rules.Light],
    "ruling": [(code.value, rules.STATE_WORDS[code]) for code in rules.Ruling],
}


def asked_for(name: str, answers: list[tuple[str, str]]) -> str:
    """The answer to a filter, if it is one that is offered."""
    given = request.args.get(name, "")
    return given if given in {value for value, _ in answers} else ""
