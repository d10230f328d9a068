"""What areas wait for: a renewal decided, a first session, their reminders started, somebody to look after them."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, Select, exists, literal, select, true, union_all
from sqlalchemy.orm import InstrumentedAttribute, aliased

from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.core.dates import local_date
from scaleup.enquiries.queries import waiting_for
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.rules import STANDING, State
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import suspended_on
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Branch, Extent, Read, counted_in, first_of, looked_after, total_of

FORGOTTEN = timedelta(days=60)
"""After a licence's end, within which a missing decision is still asked for."""
HELD, ALONE = "held", "alone"
A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)


def undecided_licences(viewer: rules.Viewer, extent: Extent) -> Read[rules.Undecided]:
    """Licences that the viewer has to decide on, now or within a week; the total is of those that are late."""
    at_last = rules.DECIDE_BEFORE - rules.DECIDE_AT_LAST
    own = Progress.manager_id == viewer.person_id
    ways: list[Branch] = [(looked_after(viewer, Progress),)]
    escalated: list[Branch] = []
    if viewer.is_one_of(Role.UNIT_MANAGER):
        ways.append((Progress.manager_id.is_(None),))
        escalated.append((~own, *wanted(extent, until=extent.today - at_last)))
    read = [*((*way, *wanted(extent, until=extent.today + A_WEEK)) for way in ways), *escalated]
    late = [*((*way, *wanted(extent, until=extent.today - A_DAY)) for way in ways), *escalated]
    return licences_read(read, late, extent)


def undecided_in_all(extent: Extent) -> Read[rules.Undecided]:
    """Licences of all areas whose decision on what follows is late, the nearest end first.

    They are those that the list of areas finds under "Renewal decision late", since the count leads there.
    """
    late = wanted(extent, until=extent.today - A_DAY)
    return licences_read([late], [late], extent)


def wanted(extent: Extent, *, until: date) -> Branch:
    """That a decision is wanted by that day, is not forgotten, and no other licence follows already."""
    following = aliased(Licence)
    return (
        Progress.decide_on.between(extent.today - FORGOTTEN - rules.DECIDE_BEFORE, until),
        ~exists().where(following.renews_id == Progress.licence_id, following.state != State.ENDED),
    )


def licences_read(read: Sequence[Branch], late: Sequence[Branch], extent: Extent) -> Read[rules.Undecided]:
    """These undecided licences, the nearest end first; the total is of the late ones."""
    first = first_of(read, Progress.decide_on, extent)
    rows = db.session.execute(
        select(
            Progress.area_id,
            Area.name,
            Licence.number,
            Progress.licence_ends_on,
            Progress.manager_id,
            counted_in(late).label("total"),
        )
        .join(first, first.c.id == Progress.id)
        .join(Licence, Licence.id == Progress.licence_id)
        .join(Area, Area.id == Progress.area_id)
        .order_by(first.c.by, first.c.name_key, first.c.id)
    ).all()
    found = [
        rules.Undecided(area_id, area, number, ends_on, manager_id)
        for area_id, area, number, ends_on, manager_id, _ in rows
        if ends_on is not None
    ]
    return Read(found, total_of(rows))


def idle_areas(viewer: rules.Viewer, extent: Extent) -> Read[rules.NotDelivering]:
    """Areas that were trained four months ago or earlier, and have had no first session; the longest first."""
    today = extent.today
    idle = (
        Progress.trained_on < today - rules.DELIVER_WITHIN,
        Progress.delivering_on.is_(None),
        Progress.closed_on.is_(None),
        Progress.licence_state.in_(STANDING),
        ~suspended_on(today),
        Progress.licence_ends_on >= today,
        true() if viewer.is_one_of(Role.UNIT_MANAGER) else looked_after(viewer, Progress),
    )
    rows = db.session.execute(areas_asked(idle, Progress.trained_on, extent)).all()
    found = [
        rules.NotDelivering(row.area_id, row.name, row.id, row.trained_on, row.manager_id)
        for row in rows
        if row.trained_on is not None
    ]
    return Read(found, total_of(rows))


def unattended_areas(viewer: rules.Viewer, extent: Extent) -> dict[str, Read[rules.Unattended]]:
    """Areas whose reminders nobody has started, and for a unit manager those that nobody looks after; one statement."""
    every = viewer.is_one_of(Role.UNIT_MANAGER)
    whose = true() if every else looked_after(viewer, Progress)
    wanted = {HELD: (Progress.resting.expression, Progress.held.expression, whose)}
    if every:
        wanted[ALONE] = (Progress.manager_id.is_(None), Progress.implementation_id.is_not(None), true())
    parts = [
        select(areas_asked((Progress.closed_on.is_(None), *which), Progress.due_on, extent, why=why).subquery())
        for why, which in wanted.items()
    ]
    both = union_all(*parts).subquery()
    rows = db.session.execute(select(both).order_by(both.c.by, both.c.name_key, both.c.id)).all()
    of = {why: [row for row in rows if row.why == why] for why in (HELD, ALONE)}
    return {why: Read([unattended(row) for row in some], total_of(some)) for why, some in of.items()}


def unattended(row: Row[*tuple[Any, ...]]) -> rules.Unattended:
    """An area from its row."""
    return rules.Unattended(
        area_id=row.area_id,
        area=row.name,
        implementation_id=row.id,
        since_on=local_date(row.created_at),
        manager_id=row.manager_id,
        held=row.held,
    )


def areas_asked(
    which: Branch, by: InstrumentedAttribute[Any], extent: Extent, *, why: str = ""
) -> Select[*tuple[Any, ...]]:
    """The first implementations of these with their areas, why they are asked for, and the total of all beside each."""
    first = first_of([which], by, extent)
    return (
        select(
            literal(why).label("why"),
            first.c.by,
            first.c.name_key,
            Progress.id,
            Progress.area_id,
            Progress.manager_id,
            Progress.held,
            Progress.trained_on,
            Area.name,
            Area.created_at,
            counted_in([which]).label("total"),
        )
        .join(first, first.c.id == Progress.id)
        .join(Area, Area.id == Progress.area_id)
        .order_by(first.c.by, first.c.name_key, first.c.id)
    )


def unanswered(viewer: rules.Viewer, extent: Extent) -> list[rules.Asked]:
    """The enquiries that are the viewer's to answer, and nobody's for a unit manager, the most urgent first."""
    found = waiting_for(viewer.person_id, everybodys=viewer.is_one_of(Role.UNIT_MANAGER), most=extent.most)
    return [
        rules.Asked(one.id, one.organisation, one.programme.name, one.came_on, one.answer_by_on, one.manager_id)
        for one in found
    ]
