"""What stands on My work of reviews: those of this week, and those without a record."""

from collections.abc import Iterable, Iterator
from datetime import date

from scaleup.reviews.rules import KIND_WORDS
from scaleup.worklist.rules.facts import Group, Line, Link, ReviewDue, Target
from scaleup.worklist.rules.groups import group_of


def review_lines(due: Iterable[ReviewDue], today: date) -> Iterator[Line]:
    """Each review, until it is on record, moved, or left out with a reason."""
    for one in due:
        group = group_of(one.due_on, today)
        if group is None:
            continue
        name = KIND_WORDS[one.kind]
        yield Line(
            group=group,
            area=one.area,
            what=f"{name} has no record" if group is Group.LATE else name,
            why="The unit and the area look back together",
            on=one.due_on,
            link=Link(Target.ELSEWHERE, one.area_id, address=f"/reviews/{one.review_id}/record"),
            act="Record it",
            key=f"review:{one.review_id}",
            stamp=one.due_on.isoformat(),
        )
