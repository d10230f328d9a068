"""What stands on My work of plans to improve: the viewer's own, until they are closed."""

from collections.abc import Iterable, Iterator
from datetime import date

from scaleup.worklist.rules.facts import Group, Line, Link, PlanOpen, Target
from scaleup.worklist.rules.groups import group_of


def improvement_lines(plans: Iterable[PlanOpen], today: date) -> Iterator[Line]:
    """Each open plan; one whose day is far waits."""
    for one in plans:
        yield Line(
            group=group_of(one.due_on, today) or Group.WAITING,
            area=one.area,
            what="Plan to improve delivery",
            why="It follows a check that was not green",
            on=one.due_on,
            link=Link(Target.ELSEWHERE, one.area_id, address=f"/fidelity/plans/{one.plan_id}"),
            act="Close it",
            key=f"improvement:{one.plan_id}",
            stamp=one.due_on.isoformat(),
        )
