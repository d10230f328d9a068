"""What a plan is made of, as the tables hold it: terms, tapers, rests and stops of licences, and their slots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import calendars_of
from scaleup.core.dates import Calendar
from scaleup.extensions import db
from scaleup.licences.models import Licence, LicenceMove, Suspension
from scaleup.licences.queries import was_granted
from scaleup.licences.rules import State
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.rules import Step
from scaleup.support import rules
from scaleup.support.models import Slot

STOPS = (State.ENDED, State.TERMINATED)


@dataclass(frozen=True)
class PlanFacts:
    """Everything that the plan of one licence follows from."""

    licence_id: int
    implementation_id: int
    area_id: int
    area_name: str
    nation: str
    number: str
    state: State
    term: rules.Term


def plan_facts(*where: ColumnElement[bool]) -> list[PlanFacts]:
    """The facts of the licences that meet these conditions, by start; drafts have none."""
    return facts_of(was_granted(), *where)


def facts_of(*where: ColumnElement[bool]) -> list[PlanFacts]:
    """The same, drafts among them: for the page that shows what a grant would bring."""
    found = db.session.execute(facts_statement().where(*where)).all()
    rests = suspensions([row.id for row in found])
    return [
        PlanFacts(
            licence_id=row.id,
            implementation_id=row.implementation_id,
            area_id=row.area_id,
            area_name=row.name,
            nation=row.nation,
            number=row.number,
            state=State(row.state),
            term=rules.Term(
                starts_on=row.starts_on,
                ends_on=row.ends_on,
                steps=steps(row.content, row.renews_id),
                suspensions=rests.get(row.id, ()),
                stopped_on=min((day for day in (row.stopped_on, row.closed_on) if day), default=None),
            ),
        )
        for row in found
    ]


def facts_statement() -> Select[*tuple[Any, ...]]:
    """One row for each licence."""
    stopped_on = (
        select(func.max(LicenceMove.on_day))
        .where(LicenceMove.licence_id == Licence.id, LicenceMove.to_state.in_(STOPS))
        .scalar_subquery()
    )
    return (
        select(
            Licence.id,
            Licence.implementation_id,
            Licence.area_id,
            Licence.number,
            Licence.state,
            Licence.starts_on,
            Licence.ends_on,
            Licence.renews_id,
            Area.name,
            Area.nation,
            Implementation.closed_on,
            ProgrammeVersion.content,
            stopped_on.label("stopped_on"),
        )
        .join(Area, Area.id == Licence.area_id)
        .join(Implementation, Implementation.id == Licence.implementation_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Licence.programme_version_id)
        .order_by(Licence.starts_on, Licence.id)
    )


def suspensions(licence_ids: Iterable[int]) -> dict[int, tuple[rules.Suspension, ...]]:
    """The rests of each of these licences that has any, in order."""
    rows = db.session.execute(
        select(Suspension.licence_id, Suspension.from_on, Suspension.to_on)
        .where(Suspension.licence_id.in_(list(licence_ids)))
        .order_by(Suspension.from_on)
    )
    found: dict[int, tuple[rules.Suspension, ...]] = {}
    for licence_id, from_on, to_on in rows:
        found[licence_id] = (*found.get(licence_id, ()), rules.Suspension(from_on, to_on))
    return found


def steps(content: Mapping[str, Any], renews_id: int | None) -> tuple[rules.Step, ...]:
    """The taper of a licence: the programme's, or what a renewed licence left of it (decisions.md, Words)."""
    listed = taper_steps(content)
    return rules.steps_left(listed, contacts_before(renews_id)) if renews_id else listed


def taper_steps(content: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps of a stored programme version, which was checked when it was loaded."""
    return tuple(Step(step["months_between"], step["contacts"]) for step in content["taper"]["steps"])


def contacts_before(renews_id: int | None) -> int:
    """How many contacts the licences before this one had in their plans."""
    total = 0
    while renews_id is not None:
        row = db.session.execute(
            select(
                Licence.renews_id,
                select(func.count())
                .select_from(Slot)
                .where(Slot.licence_id == Licence.id, Slot.state != "gone")
                .scalar_subquery()
                .label("planned"),
            ).where(Licence.id == renews_id)
        ).one()
        total += row.planned
        renews_id = row.renews_id
    return total


def kept_slots(licence_ids: Iterable[int]) -> dict[int, list[Slot]]:
    """Every slot of these licences, also those that went, by number."""
    rows = db.session.scalars(
        select(Slot).where(Slot.licence_id.in_(list(licence_ids))).order_by(Slot.sequence, Slot.id)
    )
    found: dict[int, list[Slot]] = {}
    for slot in rows:
        found.setdefault(slot.licence_id, []).append(slot)
    return found


def calendars(facts: Iterable[PlanFacts]) -> dict[str, Calendar]:
    """The calendar of each nation that these plans lie in."""
    return calendars_of({each.nation for each in facts})


def planned(slot: Slot) -> rules.PlannedContact:
    """The slot as a value that rules read."""
    return rules.PlannedContact(
        sequence=slot.sequence,
        nominal_on=slot.nominal_on,
        due_on=slot.due_on,
        interval_months=slot.interval_months,
        provisional=slot.provisional,
    )
