"""My work: the home page of everyone who has something to do."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core.dates import distance, long_date, plain_date
from scaleup.core.pages import actor, entry
from scaleup.core.templates import today
from scaleup.worklist import queries
from scaleup.worklist.rules import Group, Line, Target, end_of_week

blueprint = Blueprint("worklist", __name__)

MARKS = {Group.LATE: "late", Group.TODAY: "soon", Group.WEEK: "idle", Group.WAITING: "held"}
PATHS = {
    Target.LOG: "/areas/{area_id}/contacts/log?implementation={implementation_id}&slot={item_id}",
    Target.ACTION: "/actions/{item_id}",
    Target.AREA: "/areas/{area_id}",
    Target.AREAS: "/areas",
    Target.LICENCE: "/areas/{area_id}/licence",
    Target.START: "/areas/{area_id}/start-reminders",
    Target.MANAGER: "/implementations/{implementation_id}/manager",
    Target.PERSON: "/people/{item_id}",
    Target.ELSEWHERE: "{address}",
}
"""Where each kind of line leads: addresses, which mails carry too, not endpoints of parts that stand above this one."""


@dataclass(frozen=True)
class Shown:
    """A line as the list draws it."""

    mark: str
    area: str
    what: str
    url: str
    why: str
    on: date | None
    when: str
    distance: str
    act: str
    act_url: str


@blueprint.get("/")
@entry(Permission.SEE_WORK)
def my_work() -> ResponseReturnValue:
    """What is late, what is for today, what comes this week, and what waits on others."""
    lines = queries.work_of(actor(), today=today())
    groups = {group: [shown(line, today()) for line in lines if line.group is group] for group in Group}
    return render_template(
        "worklist/my_work.html",
        groups=groups,
        figures=figures(groups, today()),
        until=f"to {long_date(end_of_week(today())).rsplit(' ', 1)[0]}",
        coming="" if groups[Group.LATE] or groups[Group.TODAY] else queries.coming(actor(), today=today()),
    )


def shown(line: Line, today: date) -> Shown:
    """The line with its shape and its addresses."""
    path = PATHS[line.link.target].format_map(vars(line.link))
    return Shown(
        mark=MARKS[line.group],
        area=line.area,
        what=line.what,
        url=path,
        why=line.why,
        on=line.on,
        when="Today" if line.on in (None, today) else "",
        distance=line.distance or (distance(line.on, today) if line.on and line.on != today else ""),
        act=line.act if path else "",
        act_url=path,
    )


def figures(groups: dict[Group, list[Shown]], today: date) -> list[dict[str, object]]:
    """The counts at the top, each a link to its part of the list."""
    day = f"{today:%A} {plain_date(today)}".rsplit(" ", 1)[0]
    words = {
        Group.LATE: "late",
        Group.TODAY: f"for today, {day}",
        Group.WEEK: "more this week",
        Group.WAITING: "waiting on others",
    }
    return [
        {"kind": MARKS[group], "count": len(groups[group]), "words": words[group], "url": f"#{group}"}
        for group in Group
        if group is not Group.WAITING or groups[group]
    ]
