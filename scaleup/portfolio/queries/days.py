"""Which days of a calendar are no working days or are somebody's leave, and whose calendars somebody may choose."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import select

from scaleup.accounts.models import Leave
from scaleup.accounts.rules import Permission, Role
from scaleup.areas.models import Area
from scaleup.areas.queries import closure_days, scoped
from scaleup.areas.queries.people import holding
from scaleup.areas.rules import EVERY_NATION
from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.portfolio.queries.whose import Whose, within

DAY = timedelta(days=1)
MOST_AREAS = 100
"""More areas than these are no list to choose from: the calendar of one is reached from its plan."""
CHOSEN_FROM = (Role.IMPLEMENTATION_MANAGER, Role.UNIT_MANAGER, Role.TRAINER)


def notes(whose: Whose, name: str) -> dict[date, tuple[str, ...]]:
    """What is to be said of days: the bank holidays and closure days of the nations concerned, and leave."""
    found: dict[date, list[str]] = defaultdict(list)
    nations = nations_of(whose)
    for day, words in closed(nations, whose.first_on, whose.last_on):
        found[day].append(words)
    if whose.area_id is None:
        for day in away(whose):
            found[day].append(f"{name} is away")
    return {day: tuple(dict.fromkeys(words)) for day, words in found.items()}


def nations_of(whose: Whose) -> list[Nation]:
    """The nations that the calendar is about; England's days where it is about none."""
    asked = select(Area.nation).join(Progress, Progress.area_id == Area.id).distinct()
    looking = whose.actor.entering(Permission.SEE_AREAS)
    return sorted(Nation(nation) for nation in db.session.scalars(within(whose, asked, looking))) or [Nation.ENGLAND]


def closed(nations: Collection[Nation], first_on: date, last_on: date) -> list[tuple[date, str]]:
    """The named days; a day of some of the nations says of which."""
    named: dict[tuple[date, str], list[Nation]] = defaultdict(list)
    for nation in nations:
        for day, name in calendar(nation).holidays.items():
            if first_on <= day <= last_on:
                named[day, name].append(nation)
    for one in closure_days():
        if first_on <= one.on_day <= last_on:
            named[one.on_day, one.reason] += [each for each in nations if one.nation in (EVERY_NATION, each)]
    return [
        (day, name if len(where) == len(nations) else f"{name} ({', '.join(where)})")
        for (day, name), where in sorted(named.items())
        if where
    ]


def away(whose: Whose) -> list[date]:
    """The working days of the person's leave."""
    asked = select(Leave.from_on, Leave.to_on).where(
        Leave.person_id == whose.actor.person_id, Leave.from_on <= whose.last_on, Leave.to_on >= whose.first_on
    )
    return [
        day
        for row in db.session.execute(asked)
        for day in (row.from_on + DAY * number for number in range((row.to_on - row.from_on).days + 1))
    ]


def areas_to_choose(actor: Actor, today: date) -> list[tuple[int, str]]:
    """The areas that the actor sees, by name; none where there are too many for a list."""
    asked = scoped(select(Area.id, Area.name), Area.id, actor=actor.entering(Permission.SEE_AREAS), today=today)
    rows = db.session.execute(asked.order_by(Area.name_key).limit(MOST_AREAS + 1)).all()
    return [(row.id, row.name) for row in rows] if 1 < len(rows) <= MOST_AREAS else []


def people_to_choose(actor: Actor) -> list[tuple[str, str]]:
    """Those of the unit whose calendars the actor may read."""
    return holding(*CHOSEN_FROM) if actor.may(Permission.SEE_ANYONES_WORK) else []
