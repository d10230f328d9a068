"""A list as its template draws it: lines with their shape and addresses, groups with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from scaleup.core.dates import counted, distance, long_date, plain_date, short_date
from scaleup.core.paging import SIZE
from scaleup.worklist import queries, rules
from scaleup.worklist.rules import Asleep, Group, Line, Target, end_of_week, figure

MARKS = {Group.LATE: "late", Group.TODAY: "soon", Group.WEEK: "idle", Group.WAITING: "held"}
PATHS = {
    Target.LOG: "/areas/{area_id}/contacts/log?implementation={implementation_id}&slot={item_id}",
    Target.ACTION: "/actions/{item_id}",
    Target.AREA: "/areas/{area_id}",
    Target.AREAS: "/areas",
    Target.LICENCE: "/areas/{area_id}/licence",
    Target.READINESS: "/areas/{area_id}/readiness",
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
    area_url: str
    """The area's page; empty where the line is about no area."""
    what: str
    url: str
    why: str
    on: date | None
    when: str
    distance: str
    act: str
    act_url: str
    later_url: str = ""
    """Where it is put off; empty in somebody else's list."""


@dataclass(frozen=True)
class Part:
    """A group: its first lines, and how many it has."""

    lines: tuple[Shown, ...]
    count: str
    more: bool
    """Whether there are more than are shown."""


@dataclass(frozen=True)
class Resting:
    """A line that is put off."""

    id: int
    area: str
    what: str
    words: str
    reason: str


def shown(line: Line, today: date, *, own: bool) -> Shown:
    """The line with its shape and its addresses."""
    path = PATHS[line.link.target].format_map(vars(line.link))
    return Shown(
        mark=MARKS[line.group],
        area=line.area,
        area_url=f"/areas/{line.link.area_id}" if line.area and line.link.area_id else "",
        what=line.what,
        url=path,
        why=line.why,
        on=line.on,
        when="Today" if line.on in (None, today) else waiting_since(line, today),
        distance=line.distance or far(line, today),
        act=line.act if path and own else "",
        act_url=path,
        later_url=f"/my-work/later?line={quote(line.key, safe=':')}" if own else "",
    )


def waiting_since(line: Line, today: date) -> str:
    """What waits on others says since when."""
    return f"Since {short_date(line.on, today)}" if line.group is Group.WAITING and line.on else ""


def far(line: Line, today: date) -> str:
    """How far off the line's day is."""
    if line.on is None or line.on == today:
        return ""
    if line.group is Group.WAITING and line.on < today:
        return counted((today - line.on).days, "day")
    return distance(line.on, today)


def parts(work: queries.Work, today: date, *, own: bool) -> dict[Group, Part]:
    """The groups of the list."""
    return {group: part(work, group, today, own=own) for group in Group}


def part(work: queries.Work, group: Group, today: date, *, own: bool) -> Part:
    """One group: at most 50 lines, and a count that says when it is not all; "many" where reading never came so far."""
    lines = [line for line in work.lines if line.group is group]
    unread = work.late_unread if group is Group.LATE else 0
    cut = group in (Group.TODAY, Group.WEEK) and not_all(work, group, today)
    return Part(
        lines=tuple(shown(line, today, own=own) for line in lines[:SIZE]),
        count=(f"{len(lines)}+" if lines else "many") if cut else figure(len(lines) + unread),
        more=cut or len(lines) + unread > SIZE,
    )


def not_all(work: queries.Work, group: Group, today: date) -> bool:
    """Whether the reading stopped before the group's last day."""
    last = today if group is Group.TODAY else end_of_week(today)
    return work.read_until is not None and work.read_until < last


def resting(asleep: Sequence[Asleep]) -> list[Resting]:
    """The lines that are put off, until when and why."""
    return [
        Resting(
            one.snooze.id,
            one.line.area,
            one.line.what,
            f"until {long_date(one.snooze.until_on)}",
            one.snooze.reason,
        )
        for one in asleep
    ]


def figures(groups: dict[Group, Part], today: date) -> list[dict[str, object]]:
    """The counts at the top, each a link to its part of the list."""
    day = f"{today:%A} {plain_date(today)}".rsplit(" ", 1)[0]
    words = {
        Group.LATE: "late",
        Group.TODAY: f"for today, {day}",
        Group.WEEK: "more this week",
        Group.WAITING: "waiting on others",
    }
    return [
        {"kind": MARKS[group], "count": groups[group].count, "words": words[group], "url": f"#{group}"}
        for group in Group
        if group is not Group.WAITING or groups[group].lines
    ]


def lede(work: queries.Work, groups: dict[Group, Part]) -> str:
    """The first sentence."""
    late = sum(line.group is Group.LATE for line in work.lines) + work.late_unread
    return rules.lede(late, groups[Group.TODAY].count, groups[Group.WEEK].count)
