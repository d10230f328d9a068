"""What was promised with a date: actions, and conditions of licences; the viewer's own, and what others owe."""

from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, Implementation
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.readiness.models import Condition
from scaleup.support.models import Action
from scaleup.worklist import rules
from scaleup.worklist.queries.scope import Extent, Read, counted, led, looked_after, total_of

OPEN = (Action.done_on.is_(None), Action.dropped_on.is_(None))


def own_actions(viewer: rules.Viewer, extent: Extent) -> Read[rules.ActionDue]:
    """The viewer's open actions by day; the total is of those that are late."""
    mine = Action.owner_id == viewer.person_id
    late = select(Action.id).where(*OPEN, mine, Action.due_on < extent.today)
    return actions_read(mine, Action.due_on.is_not(None), total=counted(late), extent=extent)


def owed_actions(viewer: rules.Viewer, extent: Extent) -> Read[rules.ActionDue]:
    """Late actions that others promised in the viewer's areas."""
    others = or_(Action.owner_id != viewer.person_id, Action.owner_id.is_(None))
    which = (
        others,
        or_(led(viewer, Implementation, extent.today), looked_after(viewer, Implementation)),
        Action.due_on < extent.today,
    )
    late = select(Action.id).join(Implementation, Implementation.id == Action.implementation_id).where(*OPEN, *which)
    return actions_read(*which, Implementation.closed_on.is_(None), total=counted(late), extent=extent)


def actions_read(*which: ColumnElement[bool], total: Any, extent: Extent) -> Read[rules.ActionDue]:
    """These open actions by day."""
    rows = db.session.execute(
        select(Action, Area.name, Person.name.label("owner"), total.label("total"))
        .join(Area, Area.id == Action.area_id)
        .join(Implementation, Implementation.id == Action.implementation_id)
        .outerjoin(Person, Person.id == Action.owner_id)
        .where(*OPEN, *which)
        .order_by(Action.due_on, Action.id)
        .limit(extent.most)
    ).all()
    found = [
        rules.ActionDue(
            action_id=row.Action.id,
            area_id=row.Action.area_id,
            area=row.name,
            wording=row.Action.wording,
            owner_id=row.Action.owner_id,
            owner=row.owner or "",
            due_on=row.Action.due_on,
        )
        for row in rows
    ]
    return Read(found, total_of(rows))


def conditions_due(viewer: rules.Viewer, extent: Extent) -> list[rules.ConditionDue]:
    """Conditions of licences, and of verdicts that no licence rests on yet, that are not met.

    The viewer's own by day, and late ones of others in their areas.
    """
    today = extent.today
    theirs = and_(
        or_(led(viewer, Implementation, today), looked_after(viewer, Implementation)), Condition.due_on < today
    )
    rows = db.session.execute(
        select(Condition, Licence.number, Condition.area_id, Area.name, Person.name.label("owner"))
        .join(Implementation, Implementation.id == Condition.implementation_id)
        .join(Area, Area.id == Condition.area_id)
        .outerjoin(Licence, Licence.id == Condition.licence_id)
        .outerjoin(Person, Person.id == Condition.owner_id)
        .where(
            Condition.met_on.is_(None),
            Condition.due_on <= rules.end_of_week(today),
            or_(Condition.licence_id.is_(None), Licence.state.in_((State.GRANTED, State.SUSPENDED))),
            Implementation.closed_on.is_(None),
            or_(Condition.owner_id == viewer.person_id, theirs),
        )
        .order_by(Condition.due_on, Condition.id)
        .limit(extent.most)
    )
    return [
        rules.ConditionDue(
            condition_id=row.Condition.id,
            area_id=row.area_id,
            area=row.name,
            wording=row.Condition.wording,
            number=row.number or "",
            owner_id=row.Condition.owner_id,
            owner=row.owner or "",
            due_on=row.Condition.due_on,
        )
        for row in rows
    ]
