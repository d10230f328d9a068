"""The costs of an area as its page shows them, year by year, with the cost per family where there is one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from scaleup.areas.models import Area, AreaOrganisation, Implementation, Organisation
from scaleup.areas.queries import implementations_of, in_scope
from scaleup.core.pages import Actor
from scaleup.core.years import Year
from scaleup.delivery.models import DeliveryGroup
from scaleup.delivery.queries import group_values
from scaleup.delivery.rules import Group
from scaleup.evaluation.models import CostLine
from scaleup.evaluation.rules import costs as rules
from scaleup.evaluation.rules import reached
from scaleup.extensions import db
from scaleup.programmes.rules import UnitWords, process_of


@dataclass(frozen=True)
class CostYear:
    """One financial year of one implementation."""

    year: Year
    lines: tuple[CostLine, ...]
    total: rules.Total
    reached: rules.Share
    completed: rules.Share


@dataclass(frozen=True)
class Costs:
    """What one implementation cost, the latest year first."""

    implementation: Implementation
    words: dict[str, str]
    """The kinds in words, in order."""
    years: tuple[CostYear, ...]

    @property
    def programme(self) -> str:
        """The name of the programme."""
        return self.implementation.programme_version.programme.name

    @property
    def unit(self) -> UnitWords:
        """What it delivers, as it is called."""
        return self.implementation.programme_version.unit


def costs_of(area: Area, today: date) -> list[Costs]:
    """The costs of what the area takes up; a number of statements that does not grow."""
    implementations = implementations_of(area.id)
    lines: dict[int, list[CostLine]] = defaultdict(list)
    for line in lines_of(CostLine.area_id == area.id):
        lines[line.implementation_id].append(line)
    groups = groups_in(area.id)
    return [costs_in(one, lines[one.id], groups[one.id], today) for one in implementations]


def latest_of(found: Sequence[Costs], today: date) -> CostYear | None:
    """The latest year that has begun, of the programme that stands first; what is known ahead of a year waits."""
    return next((each for one in found for each in one.years if each.year.from_on <= today), None)


def costs_in(found: Implementation, lines: Sequence[CostLine], groups: Sequence[Group], today: date) -> Costs:
    """The costs of one implementation: of every year that a cost is entered for."""
    words = kinds_of(found)
    unit = found.programme_version.unit
    years = sorted({line.year for line in lines}, reverse=True)
    told = tuple(
        cost_year([one for one in lines if one.year == year], list(words), groups, today, unit=unit) for year in years
    )
    return Costs(found, words, told)


def cost_year(
    lines: Sequence[CostLine], kinds: Sequence[str], groups: Sequence[Group], today: date, *, unit: UnitWords
) -> CostYear:
    """The year of these lines, which are of one."""
    year = Year(lines[0].year)
    total = rules.total_of([cost_of(line) for line in lines], kinds=kinds)
    began = reached.reached(groups, year=year, today=today)
    over = reached.completed(groups, year=year, today=today)
    return CostYear(
        year,
        tuple(lines),
        total,
        rules.share(total.pence, began, none=f"No {unit.one} began", today=today, year=year),
        rules.share(total.pence, over, none=f"No {unit.one} was over", today=today, year=year),
    )


def lines_of(*which: ColumnElement[bool]) -> Sequence[CostLine]:
    """What of these stands, in the order in which it was entered."""
    return list(
        db.session.scalars(
            select(CostLine)
            .where(*which, CostLine.taken_out_at.is_(None))
            .options(joinedload(CostLine.payer))
            .order_by(CostLine.id)
        )
    )


def groups_in(area_id: int) -> dict[int, list[Group]]:
    """The area's groups as the rules see them, by implementation."""
    rows = db.session.execute(
        select(DeliveryGroup.id, DeliveryGroup.implementation_id)
        .where(DeliveryGroup.area_id == area_id)
        .order_by(DeliveryGroup.first_on, DeliveryGroup.id)
    ).all()
    values = group_values([row.id for row in rows]) if rows else {}
    found: dict[int, list[Group]] = defaultdict(list)
    for row in rows:
        found[row.implementation_id].append(values[row.id])
    return found


def cost_of(line: CostLine) -> rules.Cost:
    """The line as the rules see it."""
    by_hours = line.minutes is not None
    return rules.Cost(
        kind=line.kind,
        year=Year(line.year),
        standing=rules.Standing(line.standing),
        amount=None if by_hours else line.pence,
        minutes=line.minutes,
        rate_pence=line.rate_pence,
        payer_id=line.payer_id,
    )


def kinds_of(found: Implementation) -> dict[str, str]:
    """The kinds of cost, by code: those of every programme, then its own."""
    asked = process_of(found.programme_version.content)
    return {**rules.KIND_WORDS, **({one.code: one.words for one in asked.costs} if asked else {})}


def payers_in(area_id: int) -> dict[int, str]:
    """The organisations that may have paid: those of the area, by id."""
    rows = db.session.execute(
        select(Organisation.id, Organisation.name)
        .join(AreaOrganisation, AreaOrganisation.organisation_id == Organisation.id)
        .where(AreaOrganisation.area_id == area_id)
        .order_by(Organisation.name, Organisation.id)
        .distinct()
    )
    return {row.id: row.name for row in rows}


def cost_in_scope(actor: Actor, cost_line_id: int, today: date) -> CostLine:
    """The cost; raises Absent where it was taken out, or its area is not the actor's to see."""
    return in_scope(
        select(CostLine)
        .where(CostLine.id == cost_line_id, CostLine.taken_out_at.is_(None))
        .options(joinedload(CostLine.area), joinedload(CostLine.implementation)),
        CostLine.area_id,
        actor=actor,
        today=today,
    )
