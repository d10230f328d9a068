"""What a round comes to: the profile, every gate, the verdict; and what changed since the round before."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import papers
from scaleup.core.downloads import answer
from scaleup.core.pages import actor, entry
from scaleup.core.templates import today
from scaleup.readiness import queries
from scaleup.readiness.rules import (
    DECISION_WORDS,
    FACTOR_WORDS,
    FINDING_WORDS,
    Turn,
    changes,
    factor_changes,
    profile,
)
from scaleup.readiness.views.blueprint import about, blueprint, reviews_for


@blueprint.get("/readiness/<int:assessment_id>/result")
@entry(Permission.SEE_AREAS)
def result(assessment_id: int) -> ResponseReturnValue:
    """The profile with the weakest factor first, every gate by itself, and the verdict in sentences."""
    found = queries.assessment_in_scope(actor(), assessment_id, today())
    read = queries.reading(found)
    return render_template(
        "readiness/result.html",
        read=read,
        drawn=profile(read.score, read.template),
        scale={mark.mark: mark.words for mark in read.template.scale},
        factors=FACTOR_WORDS,
        findings=FINDING_WORDS,
        decisions=DECISION_WORDS,
        reviews=reviews_for(found, today()),
        **about(found),
    )


@blueprint.get("/readiness/<int:assessment_id>/report.pdf")
@entry(Permission.SEE_AREAS)
def report(assessment_id: int) -> ResponseReturnValue:
    """The round on paper, for an area to put before its own board."""
    found = queries.assessment_in_scope(actor(), assessment_id, today())
    printed = papers.paper("readiness", queries.report(found, today()))
    area = found.implementation.area.name
    return answer(papers.sheet(printed, title=f"Readiness {area} round {found.round}", on_day=today()))


@blueprint.get("/readiness/<int:assessment_id>/changes")
@entry(Permission.SEE_AREAS)
def changed(assessment_id: int) -> ResponseReturnValue:
    """What changed since the round before: both profiles in one drawing, then item by item."""
    found = queries.assessment_in_scope(actor(), assessment_id, today())
    before = queries.before_of(found)
    if before is None:
        return redirect(url_for("readiness.result", assessment_id=found.id))
    sides = queries.side_of(before), queries.side_of(found)
    every = changes(*sides)
    return render_template(
        "readiness/changes.html",
        before=before,
        drawn=profile(sides[1].score, sides[1].template, sides[0].score),
        factor_changes=factor_changes(*sides),
        moved=[one for one in every if one.turn is not Turn.SAME],
        same=[one for one in every if one.turn is Turn.SAME],
        **about(found),
    )
