"""A little of delivery in other areas: a red check, a group that has just begun, a red change in use, means of groups.

Every other area has nothing, as most have at first.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import select

from scaleup.areas.models import Area, Implementation
from scaleup.core.dates import add_months
from scaleup.delivery.models import DeliveryGroup
from scaleup.demo.rules import LEVELS, Course
from scaleup.demo.service.changing import Asked, ask, leading
from scaleup.demo.service.delivering import run, team_of
from scaleup.demo.service.evaluating import at
from scaleup.demo.service.stage import SOURCE, Stage
from scaleup.evaluation.models import AggregateScore, FormsReturned
from scaleup.evaluation.queries import points_of_groups
from scaleup.evaluation.rules import Arm
from scaleup.extensions import db
from scaleup.fidelity import service as fidelity
from scaleup.fidelity.models import ImprovementPlan
from scaleup.fidelity.rules import Level, Method, Reason, Told
from scaleup.programmes.rules import Giver

RED, BEGUN, CHANGED, SENT = "Kingston upon Hull", "Sandwell", "Cornwall", "Leeds"
DAY = timedelta(days=1)
RED_SINCE, BEGUN_SINCE, CHANGED_SINCE, SENT_SINCE = 20 * DAY, 11 * DAY, 9 * DAY, 250 * DAY
IN_LEEDS = (("Group 1, Hyde Park", 8, 7), ("Group 2, Armley", 7, 6))
"""Groups whose area sends means: name, families, forms that came back at each time point."""
APART = timedelta(days=14)


def a_little(stage: Stage, laid: Iterable[Area]) -> None:
    """These areas have what is written down here, each through its latest implementation."""
    areas = {area.id: area.name for area in laid}
    for one in db.session.scalars(select(Implementation).where(Implementation.area_id.in_(areas))):
        act = ACTS.get(areas[one.area_id])
        if act is not None:
            act(stage, one)
    db.session.flush()


def red_check(stage: Stage, one: Implementation) -> None:
    """Somebody looked and it came out red; the plan that follows is open."""
    on_day = stage.today - RED_SINCE
    check = fidelity.record_check(
        one.id, on_day=on_day, method=Method.OBSERVATION, percent=56.0, by=one.manager_id, source=SOURCE
    )
    owner = leading(one.area_id)
    if owner is not None:
        db.session.add(
            ImprovementPlan(
                check_id=check.id,
                implementation_id=one.id,
                area_id=one.area_id,
                owner_id=owner,
                due_on=add_months(on_day, 3),
                changes=["content", "duration"],
                words="Each session gets its two hours again, and the pair plans it together the week before.",
                opened_on=on_day,
                opened_by_id=one.manager_id,
            )
        )


def just_begun(stage: Stage, one: Implementation) -> None:
    """A first group has held so few sessions that nothing can be said of it."""
    crew = team_of(one)
    run(stage, one, Course("Group 1, Smethwick", tuesday(stage.today - BEGUN_SINCE), 6), (crew[0], crew[1]))


def red_change(stage: Stage, one: Implementation) -> None:
    """The area told of a red change that is in use; the unit has not answered yet."""
    told_on = stage.today - 2 * DAY
    words = "Two Thursday sessions by the family support worker alone, since the health visitor is away."
    since = stage.today - CHANGED_SINCE
    asked = Asked(
        "one_facilitator", words, (Reason.STAFF,), told_on, since, Level.GROUP, told=Told.AFTER, planned=False
    )
    ask(stage, one, asked, None)


def means_sent(stage: Stage, one: Implementation) -> None:
    """Two groups are over, and their area sends means, since codes are off there."""
    crew = team_of(one)
    for number, (name, families, answered) in enumerate(IN_LEEDS):
        course = Course(name, tuesday(stage.today - SENT_SINCE + number * APART), families)
        group = run(stage, one, course, (crew[2 * number], crew[2 * number + 1]))
        send(stage, group, answered=answered, lost=families - answered)


def send(stage: Stage, group: DeliveryGroup, *, answered: int, lost: int) -> None:
    """What came back of the group at each time point that is due, and the means of anxiety."""
    level = LEVELS["hads", "anxiety"]
    by = leading(group.area_id)
    for point in points_of_groups([group])[group.id]:
        if not point.is_due(stage.today):
            continue
        of = {
            "group_id": group.id,
            "area_id": group.area_id,
            "role": Giver.MOTHER,
            "arm": Arm.PROGRAMME,
            "time_point": point.code,
            "entered_at": min(at(point.due_on), stage.now),
            "entered_by_id": by,
        }
        db.session.add(FormsReturned(**of, received=answered, not_returned={"not_known": lost}))
        db.session.add(
            AggregateScore(
                **of,
                programme_version_id=group.programme_version_id,
                measure="hads",
                scale="anxiety",
                n=answered,
                mean=level.middles[point.code] + group.id % 3 / 10,
                sd=level.between,
            )
        )


def tuesday(day: date) -> date:
    """The Tuesday of that week: groups meet on one."""
    return day - day.weekday() * DAY + DAY


ACTS = {RED: red_check, BEGUN: just_begun, CHANGED: red_change, SENT: means_sent}
"""What is laid where."""
