"""What the row of each line should be, from the facts of the domains below: one SELECT for any number of areas.

Each fact is grouped once and joined, instead of being asked for line by line.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    Subquery,
    and_,
    bindparam,
    case,
    false,
    func,
    literal,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, AreaAuthority, Implementation, LocalAuthority
from scaleup.areas.rules import Exit
from scaleup.core.base import BigId
from scaleup.core.dates import Nation
from scaleup.delivery.models import DeliveryStart
from scaleup.enquiries.models import Enquiry
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.facilitators.rules import INITIAL
from scaleup.licences.models import Funding, Licence, LicenceBasis, LicenceMove, Suspension
from scaleup.licences.queries import was_granted
from scaleup.licences.rules import STANDING, State
from scaleup.milestones.models import Progress
from scaleup.milestones.queries.calendar import earliest, plus_days, years_on
from scaleup.milestones.rules import DECISION_IN_DAYS, FUNDING_IN_DAYS, IDLE_AFTER_DAYS, NEVER
from scaleup.readiness.models import Assessment, SignOff
from scaleup.readiness.rules import Decision
from scaleup.support.models import Action, Slot

Areas = BindParameter[int] | None
"""The areas that are asked about, named when the statement runs; None for all."""
SOME = bindparam("areas", expanding=True, type_=BigId)
MANY = bindparam("areas", expanding=True, type_=BigId, literal_execute=True)
"""The same, written into the statement: of thousands of values each alone costs more to pass than to read."""
GO = (Decision.GO, Decision.CONDITIONS)
OVER = (State.ENDED, State.TERMINATED)


def among(column: InstrumentedAttribute[int] | InstrumentedAttribute[int | None], areas: Areas) -> ColumnElement[bool]:
    """That the row is of one of these areas."""
    return true() if areas is None else column.in_(areas)


def licences(areas: Areas) -> Subquery:
    """The licences that were granted, numbered backwards within their implementation."""
    over_on = (
        select(func.max(LicenceMove.on_day))
        .where(LicenceMove.licence_id == Licence.id, LicenceMove.to_state.in_(OVER))
        .scalar_subquery()
    )
    rest = aliased(Suspension)
    latest_rest = (
        select(rest.id)
        .where(rest.licence_id == Licence.id)
        .order_by(rest.from_on.desc(), rest.id.desc())
        .limit(1)
        .correlate(Licence)
        .scalar_subquery()
    )
    suspended = Suspension.id == case((Licence.state == State.SUSPENDED, latest_rest))
    whole = Licence.implementation_id
    latest = (Licence.starts_on.desc(), Licence.id.desc())
    return (
        select(
            Licence.id,
            Licence.implementation_id,
            Licence.state,
            Licence.ends_on,
            Licence.renewal,
            Suspension.from_on.label("suspended_on"),
            Suspension.to_on.label("suspended_until_on"),
            case((Licence.state.in_(OVER), over_on)).label("over_on"),
            func.min(Licence.starts_on).over(partition_by=whole).label("first_on"),
            func.row_number().over(partition_by=whole, order_by=latest).label("place"),
        )
        .outerjoin(Suspension, suspended)
        .where(was_granted(), among(Licence.area_id, areas))
        .subquery("licences")
    )


def enquiries(areas: Areas) -> Subquery:
    """The day on which each implementation was first asked about."""
    return (
        select(Enquiry.implementation_id, func.min(Enquiry.came_on).label("on_day"))
        .where(Enquiry.implementation_id.is_not(None), among(Enquiry.area_id, areas))
        .group_by(Enquiry.implementation_id)
        .subquery("enquiries")
    )


def rounds(areas: Areas) -> Subquery:
    """The day on which each implementation's readiness began, and that of the first go."""
    go_on = case((SignOff.decision.in_(GO), SignOff.signed_on))
    return (
        select(
            Assessment.implementation_id,
            func.min(Assessment.begun_on).label("on_day"),
            func.min(go_on).label("go_on"),
        )
        .outerjoin(SignOff, SignOff.assessment_id == Assessment.id)
        .where(among(Assessment.area_id, areas))
        .group_by(Assessment.implementation_id)
        .subquery("rounds")
    )


def trainings(areas: Areas) -> Subquery:
    """The first day on which a facilitator of each implementation had completed initial training."""
    return (
        select(Facilitator.implementation_id, func.min(PartDone.done_on).label("on_day"))
        .join(PartDone, and_(PartDone.facilitator_id == Facilitator.id, PartDone.part == INITIAL))
        .where(among(Facilitator.area_id, areas))
        .group_by(Facilitator.implementation_id)
        .subquery("trainings")
    )


def fundings(areas: Areas) -> Subquery:
    """The last day that anybody funds each implementation for."""
    return (
        select(Funding.implementation_id, func.max(Funding.to_on).label("to_on"))
        .where(among(Funding.area_id, areas))
        .group_by(Funding.implementation_id)
        .subquery("fundings")
    )


def contacts(areas: Areas) -> Subquery:
    """The earliest open contact of each implementation."""
    return (
        select(Slot.implementation_id, func.min(Slot.due_on).label("due_on"))
        .where(Slot.state == "open", among(Slot.area_id, areas))
        .group_by(Slot.implementation_id)
        .subquery("contacts")
    )


def actions(areas: Areas) -> Subquery:
    """The earliest open day of something agreed in each implementation."""
    return (
        select(Action.implementation_id, func.min(Action.due_on).label("due_on"))
        .where(Action.done_on.is_(None), Action.dropped_on.is_(None), among(Action.area_id, areas))
        .group_by(Action.implementation_id)
        .subquery("actions")
    )


def regions(areas: Areas) -> Subquery:
    """The region of each area."""
    return (
        select(AreaAuthority.area_id, func.min(LocalAuthority.region_name).label("name"))
        .join(LocalAuthority, LocalAuthority.code == AreaAuthority.authority_code)
        .where(among(AreaAuthority.area_id, areas))
        .group_by(AreaAuthority.area_id)
        .subquery("regions")
    )


@dataclass(frozen=True)
class Grouped:
    """The facts of each implementation or area, each grouped once."""

    enquiry: Subquery
    readiness: Subquery
    licence: Subquery
    trained: Subquery
    contact: Subquery
    action: Subquery
    funding: Subquery
    region: Subquery


CLOSED = Implementation.closed_on.is_not(None)
MANAGER = case((Person.deactivated_at.is_(None), Implementation.manager_id))
"""Who looks after the line; somebody who is deactivated looks after nothing."""


def progress_of(areas: Areas) -> Select[*tuple[Any, ...]]:
    """The rows of these areas as they should be, its columns named as those of the table and in their order."""
    by = Grouped(
        enquiries(areas),
        rounds(areas),
        licences(areas),
        trainings(areas),
        contacts(areas),
        actions(areas),
        fundings(areas),
        regions(areas),
    )
    columns = {**itself(by), **under_licence(by), **stage_dates(by), **urgency(by)}
    return (
        select(*(column.label(name) for name, column in columns.items()))
        .select_from(Area)
        .outerjoin(Implementation, Implementation.area_id == Area.id)
        .outerjoin(Person, Person.id == Implementation.manager_id)
        .outerjoin(DeliveryStart, DeliveryStart.implementation_id == Implementation.id)
        .outerjoin(by.enquiry, by.enquiry.c.implementation_id == Implementation.id)
        .outerjoin(by.readiness, by.readiness.c.implementation_id == Implementation.id)
        .outerjoin(by.licence, and_(by.licence.c.implementation_id == Implementation.id, by.licence.c.place == 1))
        .outerjoin(by.trained, by.trained.c.implementation_id == Implementation.id)
        .outerjoin(by.contact, by.contact.c.implementation_id == Implementation.id)
        .outerjoin(by.action, by.action.c.implementation_id == Implementation.id)
        .outerjoin(by.funding, by.funding.c.implementation_id == Implementation.id)
        .outerjoin(LicenceBasis, LicenceBasis.licence_id == by.licence.c.id)
        .outerjoin(by.region, by.region.c.area_id == Area.id)
        .where(among(Area.id, areas))
    )


def managed_otherwise(person_ids: Collection[int]) -> Select[int]:
    """The areas of these managers whose rows do not say who looks after them now: one was deactivated, or is back."""
    return (
        select(Implementation.area_id)
        .distinct()
        .join(Person, Person.id == Implementation.manager_id)
        .join(Progress, Progress.id == Implementation.id)
        .where(Implementation.manager_id.in_(person_ids), Progress.manager_id.is_distinct_from(MANAGER))
    )


def itself(by: Grouped) -> dict[str, ColumnElement[Any]]:
    """What the line is, where, and whose."""
    return {
        "id": func.coalesce(Implementation.id, -Area.id),
        "area_id": Area.id.expression,
        "implementation_id": Implementation.id.expression,
        "programme_id": Implementation.programme_id.expression,
        "nation": Area.nation.expression,
        "region": func.coalesce(by.region.c.name, case((Area.nation != Nation.ENGLAND, Area.nation))),
        "name_key": Area.name_key.expression,
        "manager_id": MANAGER,
        "closed_on": Implementation.closed_on.expression,
        "exit": Implementation.exit.expression,
        "held": Area.reminders_started_at.is_(None),
    }


def under_licence(by: Grouped) -> dict[str, ColumnElement[Any]]:
    """Its licence, and what is open under it."""
    return {
        "licence_id": by.licence.c.id,
        "licence_state": by.licence.c.state,
        "licence_ends_on": by.licence.c.ends_on,
        "renewal": by.licence.c.renewal,
        "trained_on": by.trained.c.on_day,
        "contact_due_on": by.contact.c.due_on,
        "action_due_on": by.action.c.due_on,
    }


def stage_dates(by: Grouped) -> dict[str, ColumnElement[Any]]:
    """The first day of each stage."""
    over_on = func.coalesce(by.licence.c.over_on, plus_days(by.licence.c.ends_on, 1))
    asked, assessed = by.enquiry.c.on_day, by.readiness.c.on_day
    untold = and_(asked.is_(None), assessed.is_(None))
    return {
        "enquiry_on": asked,
        "readiness_on": assessed,
        "preparing_on": case((untold, Implementation.opened_on), else_=by.readiness.c.go_on),
        "training_on": by.licence.c.first_on,
        "delivering_on": DeliveryStart.started_on.expression,
        "embedded_on": years_on(DeliveryStart.started_on),
        "ended_on": earliest(Implementation.closed_on, over_on),
    }


def urgency(by: Grouped) -> dict[str, ColumnElement[Any]]:
    """From when somebody is wanted."""
    licence, never = by.licence, literal(NEVER)
    standing = and_(~CLOSED, licence.c.state.in_(STANDING))
    session_on = plus_days(by.trained.c.on_day, IDLE_AFTER_DAYS)
    expected_on = case((and_(standing, DeliveryStart.started_on.is_(None)), session_on))
    funded_until_on = by.funding.c.to_on
    unfunded = and_(standing, funded_until_on < licence.c.ends_on)
    fund_on = case((unfunded, plus_days(funded_until_on, -FUNDING_IN_DAYS)))
    due_on = case((CLOSED, null()), else_=earliest(by.contact.c.due_on, by.action.c.due_on, expected_on, fund_on))
    decide_on = case((and_(standing, licence.c.renewal.is_(None)), plus_days(licence.c.ends_on, -DECISION_IN_DAYS)))
    suspended = func.coalesce(licence.c.state == State.SUSPENDED, false())
    return {
        "due_on": func.coalesce(due_on, never),
        "decide_on": func.coalesce(decide_on, never),
        "suspended_on": licence.c.suspended_on,
        "suspended_until_on": licence.c.suspended_until_on,
        "funded_until_on": funded_until_on,
        "past_readiness": LicenceBasis.override.is_not(None),
        "resting": case(
            (and_(CLOSED, Implementation.exit == Exit.PAUSED), true()),
            (CLOSED, false()),
            else_=or_(suspended, Area.reminders_started_at.is_(None)),
        ),
    }
