"""The questions of an import, one by one, or many at once where one answer is proposed."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.dates import counted
from scaleup.core.errors import Refused
from scaleup.core.pages import actor, entry
from scaleup.core.paging import Paging
from scaleup.core.templates import tell
from scaleup.imports import queries, service
from scaleup.imports.forms import Answers, answers_form
from scaleup.imports.rules import proposal
from scaleup.imports.views.blueprint import blueprint

ON_A_PAGE = 20


@blueprint.route("/import/<int:run_id>/decisions", methods=["GET", "POST"])
@entry(Permission.IMPORT)
def decisions(run_id: int) -> ResponseReturnValue:
    """A page of the questions that nobody has answered, and their answers."""
    run, kinds = queries.run_of(run_id), queries.kinds_asked(run_id)
    kind = request.args.get("kind", "")
    kind = kind if kind in kinds else ""
    address = url_for("imports.decisions", run_id=run_id, kind=kind or None)
    total = kinds[kind] if kind else sum(kinds.values())
    paging = Paging.at(request.args.get("page", "1"), total=total, address=address, size=ON_A_PAGE)
    asked = queries.open_questions(run_id, kind=kind, skip=paging.skipped, most=ON_A_PAGE)
    form = answers_form(asked)
    if form.validate_on_submit() and answered(run_id, form, asked):
        return redirect(address)
    return render_template(
        "imports/decisions.html",
        run=run,
        asked=asked,
        form=form,
        kinds=kinds,
        kind=kind,
        paging=paging,
        proposals={one.id: proposal(one.question) for one in asked},
    ), form.status


def answered(run_id: int, form: Answers, asked: list[queries.Asked]) -> bool:
    """Whether the answers are kept; if not, the form says why."""
    given = form.given(asked, pressed=request.form.get("take", ""))
    try:
        count = service.answer(run_id, given, by=actor().person_id, now=clock.now())
    except Refused as refused:
        form.put(refused.refusals)
        return False
    if not count:
        form.form_errors.append("Answer at least one question, then save.")
        return False
    tell(f"{counted(count, 'decision')} kept.", then="They hold for every later workbook too.")
    return True


@blueprint.post("/import/<int:run_id>/decisions/all")
@entry(Permission.IMPORT)
def decide_all(run_id: int) -> ResponseReturnValue:
    """Every question of a kind has the answer that is proposed, or its rows are left out."""
    queries.run_of(run_id)
    kind = request.form.get("kind", "")
    act = service.leave_out if request.form.get("act") == "leave out" else service.take_proposals
    count = act(run_id, kind=kind, by=actor().person_id, now=clock.now())
    tell(f"{counted(count, 'decision')} kept.", then="They hold for every later workbook too.")
    return redirect(url_for("imports.decisions", run_id=run_id, kind=kind or None))
