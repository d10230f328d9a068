"""The pipeline: how many areas stand in each stage, how long that usually takes, and who is stuck."""

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.dates import counted
from scaleup.core.pages import actor, entry
from scaleup.core.paging import Paging
from scaleup.milestones.queries import usual as usual_of
from scaleup.milestones.rules import ORDER, STAGE_WORDS, Stage
from scaleup.portfolio.queries import pipeline as reads
from scaleup.portfolio.queries.counts import Counts, counts
from scaleup.portfolio.views.blueprint import blueprint
from scaleup.portfolio.views.filters import Filters, filters


@dataclass(frozen=True)
class Step:
    """One stage of the pipeline, as the page shows it."""

    words: str
    areas: str
    usual: str
    stuck: str
    url: str


BY_CALENDAR = {
    Stage.DELIVERING: "12 months, then embedded",
    Stage.EMBEDDED: "until the licence ends",
}
"""What says how long the stages last in which nobody can be stuck."""


def steps(asked: Filters, found: Counts, usual: dict[Stage, int | None], stuck: reads.Stuck) -> list[Step]:
    """The stages in order, each with its figures in words."""
    return [
        Step(
            STAGE_WORDS[stage],
            found.words(found.by_stage[stage.value]),
            lasts(stage, usual),
            found.words(stuck.by_stage[stage]) if stage in stuck.by_stage else "",
            list_of(asked, stage),
        )
        for stage in ORDER
    ]


def list_of(asked: Filters, stage: Stage) -> str:
    """The address of the list of the areas in this stage."""
    return Filters("portfolio.areas", asked.given).without("sort", "direction", stage=stage.value)


def lasts(stage: Stage, usual: dict[Stage, int | None]) -> str:
    """How long the stage usually lasts, in words."""
    if stage not in usual:
        return BY_CALENDAR.get(stage, "")
    days = usual[stage]
    return counted(days, "day") if days is not None else "not known yet: fewer than 5 went on, or half have not"


@blueprint.get("/areas/pipeline")
@entry(Permission.SEE_AREAS)
def pipeline() -> ResponseReturnValue:
    """Stages with their counts, and the areas that have been in theirs longer than half of all others."""
    who, today = actor(), clock.today()
    asked = filters("portfolio.pipeline", who, today)
    paging = Paging.at(request.args.get("page", "1"), total=0, address=asked.without())
    usual = usual_of(asked.given.get("programme", ""), today)
    found = counts(who, asked.wanted(), today)
    stuck = reads.stuck(who, asked.wanted(skip=paging.skipped), usual, today=today)
    return render_template(
        "portfolio/pipeline.html",
        asked=asked,
        counts=found,
        stages=[(stage, list_of(asked, stage)) for stage in ORDER],
        steps=steps(asked, found, usual, stuck),
        stuck=stuck,
        usual={stage: lasts(stage, usual) for stage in usual},
        paging=Paging(paging.number, stuck.total, asked.without()),
    )
