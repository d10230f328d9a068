"""The list of areas: who needs somebody, and why."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.core.paging import COUNTED, SIZE, Paging
from scaleup.milestones.rules import ORDER
from scaleup.portfolio.queries import lines as reads
from scaleup.portfolio.queries.counts import Counts, counts
from scaleup.portfolio.queries.lines import Line
from scaleup.portfolio.views.blueprint import blueprint
from scaleup.portfolio.views.filters import Filters, filters
from scaleup.portfolio.views.rows import Drawing

EVERYTHING = 2_000
"""As many lines as one page shows when all are asked for."""
ALL = "all"
COLUMNS = (
    ("Area", "name"),
    ("Stage", "stage"),
    ("What needs attention", "need"),
    ("Next contact", "next"),
    ("Licence ends", "ends"),
    ("Manager", "manager"),
)


def columns(asked: Filters) -> list[dict[str, str]]:
    """The heads of the table; a press on the sorted one turns the order round."""
    sort, direction = asked.given.get("sort", "need"), asked.given.get("direction", "ascending")
    other = {"ascending": "descending", "descending": "ascending"}
    return [
        {
            "label": label,
            "sort": asked.without(sort=key, direction=other.get(direction, "ascending") if key == sort else ""),
            "direction": direction if key == sort and direction in other else "",
        }
        for label, key in COLUMNS
    ]


def usual(lines: Iterable[Line]) -> str:
    """The programme of most lines, which need not name it then; none if each line has its own."""
    most = Counter(line.programme for line in lines if line.programme).most_common(1)
    return most[0][0] if most and most[0][1] > 1 else ""


def paging_of(asked: Filters, counted: Counts) -> Paging:
    """The page asked for: of 50, or of as many as one page takes."""
    page = request.args.get("page", "1")
    if page == ALL:
        return Paging(1, counted.found, asked.without(), size=EVERYTHING)
    return Paging.at(page, total=counted.found, address=asked.without())


def ended(paging: Paging, found: int) -> Paging:
    """The page with its exact total where it turned out to be the last, though nobody had counted so far."""
    if paging.total > COUNTED and found <= paging.size:
        return replace(paging, total=paging.skipped + found)
    return paging


@blueprint.get("/areas")
@entry(Permission.SEE_AREAS)
def areas() -> ResponseReturnValue:
    """The areas that the actor may see, the most urgent first."""
    who, today = actor(), clock.today()
    asked = filters("portfolio.areas", who, today)
    counted = counts(who, asked.wanted(), today)
    paging = paging_of(asked, counted)
    found = reads.lines(who, asked.wanted(skip=paging.skipped, most=paging.size + 1), today)
    paging = ended(paging, len(found))
    return render_template(
        "portfolio/areas.html",
        asked=asked,
        lines=found[: paging.size],
        drawing=Drawing(today, usual(found), who.may(Permission.MANAGE_AREAS), request.args.get("tick") == ALL),
        counts=counted,
        stages=[(stage, asked.without(stage=stage)) for stage in ORDER],
        everything=asked.without("stage"),
        paging=paging,
        whole=asked.without(page=ALL) if paging.total > SIZE and paging.size == SIZE else "",
        columns=columns(asked),
    )
