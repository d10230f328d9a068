"""Without a plan of sessions each next one is planned as it comes, and somebody says when it is over."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select

from scaleup.core import facts
from scaleup.core.dates import plain_date
from scaleup.core.errors import Conflict, Refusal, Refused
from scaleup.core.versions import advance
from scaleup.delivery import queries
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.delivery.rules import Group, GroupReopened, State, next_session, refusals_of_next, refusals_to_end
from scaleup.delivery.service.groups import CHANGED_MEANWHILE, log, name_pair
from scaleup.delivery.service.recording import end_told
from scaleup.extensions import db
from scaleup.licences.queries import lock_implementation
from scaleup.programmes.service import terms as terms_of


def plan_next(group: DeliveryGroup, on_day: date, *, version: int, today: date, by: int | None) -> GroupSession:
    """The next session is on that day, by whoever delivers now; sent twice it is planned once. One that was over goes
    on with it. Raises Refused, and Conflict where somebody else changed it meanwhile.
    """
    lock_implementation(group.implementation_id)
    rows = sessions_of(group)
    if rows[-1].state == State.PLANNED and rows[-1].planned_on == on_day:
        return rows[-1]
    refuse_any(refusals_of_next(value(group), on_day, today=today))
    if not advance(db.session(), group, version):
        raise Conflict(CHANGED_MEANWHILE, {"on_day": plain_date(rows[-1].planned_on)})
    made = next_session(terms_of(group.programme_version_id).delivery, len(rows) + 1, on_day=on_day)
    row = GroupSession(
        group_id=group.id,
        area_id=group.area_id,
        code=made.code,
        name=made.name,
        kind=made.kind,
        planned_on=made.planned_on,
        due_on=made.due_on,
    )
    db.session.add(row)
    over, group.ended_on = group.ended_on is not None, None
    db.session.flush()
    name_pair(row.id, queries.pair_of_session(rows[-1].id))
    db.session.flush()
    log("session planned", group, by=by)
    if over:
        facts.announce(GroupReopened(group.id))
    return row


def consider_end(group: DeliveryGroup, on_day: date, *, today: date) -> list[facts.Change]:
    """What would follow if it was over on that day; nothing is written. Raises Refused."""
    refuse_any(refusals_to_end(value(group), on_day, today=today))
    return facts.consequences(end_told(group, replace(value(group), ended_on=on_day), today))


def end(group: DeliveryGroup, on_day: date, *, version: int, today: date, by: int | None) -> None:
    """It was over on that day; said twice it is over once. Raises Refused and Conflict."""
    lock_implementation(group.implementation_id)
    if not advance(db.session(), group, version):
        if group.ended_on == on_day:
            return
        raise Conflict(CHANGED_MEANWHILE, {"on_day": plain_date(group.ended_on) if group.ended_on else "it goes on"})
    refuse_any(refusals_to_end(value(group), on_day, today=today))
    group.ended_on = on_day
    db.session.flush()
    log("group over", group, by=by)
    facts.announce(end_told(group, value(group), today))


def refuse_any(refused: list[Refusal]) -> None:
    """Raises Refused where something stands against it."""
    if refused:
        raise Refused(refused)


def value(group: DeliveryGroup) -> Group:
    """The group as the rules see it."""
    return queries.group_values([group.id])[group.id]


def sessions_of(group: DeliveryGroup) -> list[GroupSession]:
    """Its sessions, as they were planned one after another."""
    return list(
        db.session.scalars(select(GroupSession).where(GroupSession.group_id == group.id).order_by(GroupSession.id))
    )
