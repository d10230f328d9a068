"""What stands on My work of the time before delivery: enquiries to answer, activities of stages to date."""

from collections.abc import Iterator
from datetime import date

from scaleup.accounts.rules import Role
from scaleup.core.dates import plain_date
from scaleup.worklist.rules.facts import Facts, Group, Line, Link, Target
from scaleup.worklist.rules.groups import group_of


def enquiry_lines(facts: Facts, today: date) -> Iterator[Line]:
    """Enquiries that nobody has answered: of who looks after them, else of every unit manager, from the first day."""
    for asked in facts.asked:
        mine = asked.manager_id == facts.viewer.person_id
        if not mine and (asked.manager_id is not None or not facts.viewer.is_one_of(Role.UNIT_MANAGER)):
            continue
        late = asked.answer_by_on < today
        yield Line(
            group=group_of(asked.answer_by_on, today) or Group.WEEK,
            area=asked.organisation,
            what=f"Answer the enquiry about {asked.programme}",
            why=f"Asked on {plain_date(asked.came_on)}{'; nobody has answered' if late else ''}"
            + ("" if mine else "; nobody looks after it"),
            on=asked.answer_by_on,
            link=Link(Target.ELSEWHERE, address=f"/enquiries/{asked.enquiry_id}"),
            act="Answer",
            key=f"enquiry:{asked.enquiry_id}",
            stamp=asked.answer_by_on.isoformat(),
        )


def activity_lines(facts: Facts, today: date) -> Iterator[Line]:
    """Activities of a programme's stages that are the viewer's, from the week of their day on."""
    for activity in facts.activities:
        group = group_of(activity.due_on, today)
        if group is None:
            continue
        yield Line(
            group=group,
            area=activity.area,
            what=activity.words,
            why="A milestone that is not done yet",
            on=activity.due_on,
            link=Link(
                Target.ELSEWHERE,
                activity.area_id,
                address=f"/implementations/{activity.implementation_id}/milestones/{activity.code}",
            ),
            act="Date it",
            key=f"milestone:{activity.activity_id}",
            stamp=activity.due_on.isoformat(),
        )
