"""What stands on My work of sessions without a record: a line for each group, which opens the oldest of them."""

from collections.abc import Iterable, Iterator
from datetime import date

from scaleup.core.dates import counted
from scaleup.worklist.rules.facts import Group, Line, Link, SessionLacking, Target
from scaleup.worklist.rules.groups import group_of


def session_lines(lacking: Iterable[SessionLacking], today: date) -> Iterator[Line]:
    """Each group with sessions that are due and have no record, until they have one."""
    by_group: dict[int, list[SessionLacking]] = {}
    for one in lacking:
        by_group.setdefault(one.group_id, []).append(one)
    for found in by_group.values():
        oldest = min(found, key=lambda one: (one.due_on, one.code))
        group = group_of(oldest.due_on, today)
        if group is None:
            continue
        more = len(found) - 1
        yield Line(
            group=group,
            area=oldest.area,
            what=f"{oldest.name} of {oldest.group}" + (" has no record" if group is Group.LATE else ""),
            why="Its record takes under a minute"
            + (f"; {counted(more, 'session')} after it without a record too" if more else ""),
            on=oldest.due_on,
            link=Link(Target.ELSEWHERE, oldest.area_id, address=f"/groups/{oldest.group_id}/sessions/{oldest.code}"),
            act="Record it",
            key=f"session:{oldest.group_id}",
            stamp=f"{oldest.due_on.isoformat()} {len(found)}",
        )
