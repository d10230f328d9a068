"""A workbook is sent, looked at as it would come in, confirmed or thrown away; and what became of it."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import holds_demonstration
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.core.paging import SIZE, Paging
from scaleup.core.templates import tell
from scaleup.imports import queries, service
from scaleup.imports.forms import WorkbookForm
from scaleup.imports.rules import KIND_WORDS, Outcome, Shown, State, Step, in_words
from scaleup.imports.views.blueprint import blueprint

FIRST = 12
"""So many doubtful rows stand on the import's own page."""
WORDS: dict[str, str] = {
    Outcome.NEEDS_DECISION: "Waits for a decision",
    Outcome.REFUSED: "Refused",
    Outcome.CREATED: "New",
    Outcome.MERGED: "Here already",
    Shown.SHEET: "About the sheet",
}
GIVEN = {"words": WORDS, "kinds": KIND_WORDS, "State": State, "Step": Step, "Outcome": Outcome, "in_words": in_words}


@blueprint.route("/import", methods=["GET", "POST"])
@entry(Permission.IMPORT)
def imports() -> ResponseReturnValue:
    """The form for a workbook, imports that have not ended, and those that have."""
    form = WorkbookForm()
    if form.validate_on_submit():
        with form.catching():
            sent = form.workbook.data
            run = service.send(sent.stream, sent.filename, by=actor().person_id, now=clock.now())
            return redirect(url_for("imports.show", run_id=run.id))
    paging = Paging.at(request.args.get("page", "1"), total=queries.ended_count(), address="/import")
    ended = queries.ended_runs(skip=paging.skipped, most=SIZE)
    return render_template(
        "imports/imports.html",
        form=form,
        open_runs=queries.open_runs(),
        ended=ended,
        waiting=queries.waiting_of_runs([run.id for run in ended if run.state == State.DONE]),
        paging=paging,
        demonstration_here=holds_demonstration(),
        **GIVEN,
    ), form.status


@blueprint.get("/import/<int:run_id>")
@entry(Permission.IMPORT)
def show(run_id: int) -> ResponseReturnValue:
    """Where the import stands, and what would become, or became, of its rows."""
    run = queries.run_of(run_id)
    return render_template(
        "imports/run.html",
        run=run,
        asked=sum(queries.kinds_asked(run_id).values()),
        outcomes=queries.outcomes_of(run_id),
        doubtful=queries.doubtful_lines(run_id, most=FIRST),
        silence=queries.silence_of(run),
        **GIVEN,
    )


@blueprint.get("/import/<int:run_id>/rows")
@entry(Permission.IMPORT)
def rows(run_id: int) -> ResponseReturnValue:
    """Every row of the workbook, or those of one outcome, the doubtful first."""
    run, outcomes = queries.run_of(run_id), queries.outcomes_of(run_id)
    outcome = request.args.get("outcome", "")
    outcome = outcome if outcome in WORDS else ""
    address = url_for("imports.rows", run_id=run_id, outcome=outcome or None)
    total = outcomes.get(outcome, 0) if outcome else sum(outcomes.values())
    paging = Paging.at(request.args.get("page", "1"), total=total, address=address)
    found = queries.lines(run_id, outcome=outcome, skip=paging.skipped, most=SIZE)
    return render_template(
        "imports/rows.html", run=run, lines=found, outcome=outcome, outcomes=outcomes, paging=paging, **GIVEN
    )


@blueprint.post("/import/<int:run_id>/bring-in")
@entry(Permission.IMPORT)
def bring_in(run_id: int) -> ResponseReturnValue:
    """The import is confirmed as it was shown; pressed twice, it is so once."""
    service.confirm(run_id, shown=request.form.get("shown", ""), by=actor().person_id)
    return redirect(url_for("imports.show", run_id=run_id))


@blueprint.post("/import/<int:run_id>/throw-away")
@entry(Permission.IMPORT)
def throw_away(run_id: int) -> ResponseReturnValue:
    """The import is over, and nothing of it came in."""
    if service.drop(run_id, by=actor().person_id, now=clock.now()):
        tell("It is thrown away. Nothing of it was brought in.")
        return redirect(url_for("imports.imports"))
    return redirect(url_for("imports.show", run_id=run_id))
