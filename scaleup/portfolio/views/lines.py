"""The list of areas: who needs somebody, and why."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.dates import Nation
from scaleup.core.pages import Actor, actor, entry
from scaleup.core.paging import Paging
from scaleup.milestones.rules import NEED_WORDS, ORDER
from scaleup.portfolio.queries import lines as reads
from scaleup.portfolio.queries.counts import counts
from scaleup.portfolio.queries.lines import Line
from scaleup.portfolio.queries.narrowing import Wanted
from scaleup.portfolio.views.blueprint import blueprint

NATIONS = [(nation.value, nation.value) for nation in Nation]
LONGEST_ID = 9
"""Figures; more is no id that a 32-bit column could hold."""
FILTERS = ("q", "stage", "need", "programme", "nation", "manager")
SORTS = ("sort", "direction")
COLUMNS = (
    ("Area", "name"),
    ("Stage", "stage"),
    ("What needs attention", "need"),
    ("Next contact", "next"),
    ("Licence ends", "ends"),
    ("Manager", "manager"),
)


def said() -> dict[str, str]:
    """What the address bar asks for, empty answers left out."""
    given = {name: request.args.get(name, "").strip()[:100] for name in (*FILTERS, *SORTS)}
    return {name: value for name, value in given.items() if value and value.isprintable()}


def wanted_by(given: dict[str, str], *, skip: int = 0) -> Wanted:
    """The same, as the query reads it; what makes no sense is left out."""
    manager = given.get("manager", "")
    return Wanted(
        search=given.get("q", ""),
        stage=given.get("stage", ""),
        need=given.get("need", ""),
        programme=given.get("programme", ""),
        nation=given.get("nation", ""),
        manager_id=int(manager) if manager.isascii() and manager.isdecimal() and len(manager) <= LONGEST_ID else None,
        sort=given.get("sort", "need"),
        direction=given.get("direction", "ascending"),
        skip=skip,
    )


def without(given: dict[str, str], *names: str, **others: str) -> str:
    """The address of the list with these answers changed, from its first page."""
    kept = {name: value for name, value in {**given, **others}.items() if value and name not in names}
    return f"{url_for('portfolio.areas')}{'?' if kept else ''}{urlencode(kept)}"


def columns(given: dict[str, str]) -> list[dict[str, str]]:
    """The heads of the table; a press on the sorted one turns the order round."""
    sort, direction = given.get("sort", "need"), given.get("direction", "ascending")
    other = {"ascending": "descending", "descending": "ascending"}
    return [
        {
            "label": label,
            "sort": without(given, sort=key, direction=other.get(direction, "ascending") if key == sort else ""),
            "direction": direction if key == sort and direction in other else "",
        }
        for label, key in COLUMNS
    ]


def offered(who: Actor, today: date) -> dict[str, list[tuple[str, str]]]:
    """The answers that each list of the filter offers."""
    return {
        "need": [(need.value, words) for need, words in NEED_WORDS.items()],
        "programme": reads.programmes(),
        "nation": NATIONS,
        "manager": [(str(one), name) for one, name in reads.managers(who, today)],
    }


def chips(given: dict[str, str], choices: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """Each filter in force, in words, with the address without it."""
    names = {name: dict(answers) for name, answers in choices.items()}
    words = {
        "q": "“{}”",
        "stage": "Stage: {}",
        "need": "Needs attention: {}",
        "programme": "{}",
        "nation": "{}",
        "manager": "{}",
    }
    shown = [name for name in FILTERS if name in given]
    return [
        (words[name].format(names.get(name, {}).get(given[name], given[name])), without(given, name)) for name in shown
    ]


def usual(lines: Iterable[Line]) -> str:
    """The programme of most lines, which need not name it then; none if each line has its own."""
    most = Counter(line.programme for line in lines if line.programme).most_common(1)
    return most[0][0] if most and most[0][1] > 1 else ""


@blueprint.get("/areas")
@entry(Permission.SEE_AREAS)
def areas() -> ResponseReturnValue:
    """The areas that the actor may see, the most urgent first."""
    who, today, given = actor(), clock.today(), said()
    counted = counts(who, wanted_by(given), today)
    paging = Paging.at(request.args.get("page", "1"), total=counted.found, address=without(given))
    choices = offered(who, today)
    found = reads.lines(who, wanted_by(given, skip=paging.skipped), today)
    return render_template(
        "portfolio/areas.html",
        lines=found,
        usual=usual(found),
        counts=counted,
        stages=[(stage, without(given, stage=stage)) for stage in ORDER],
        everything=without(given, "stage"),
        paging=paging,
        given=given,
        columns=columns(given),
        chips=chips(given, choices),
        clear=url_for("portfolio.areas"),
        choices=choices,
    )
