"""What a plan is made of, as the tables hold it: terms, tapers, rests and stops of licences, and their slots."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, select

from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import calendars_of
from scaleup.core.dates import Calendar
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.licences.models import Licence, LicenceMove, Suspension
from scaleup.licences.queries import was_granted
from scaleup.licences.rules import State
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.rules import Step, TaperAnchor
from scaleup.support import rules
from scaleup.support.models import Slot, StepDecision

STOPS = (State.ENDED, State.TERMINATED)
OUTCOMES = {"held": rules.Outcome.HELD, "missed": rules.Outcome.NO_ANSWER}
"""How a settled slot reads to the rules."""


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
    """With the taper as it was decided."""
    programme_version_id: int
    listed: tuple[rules.Step, ...]
    """The taper of the programme."""
    begin: rules.Pace
    """The pace at which the licence began."""
    waits: bool = False
    """Whether the steps wait for the first session, and this is the term in which they do."""
    pacings: tuple[rules.Pacing, ...] = ()
    """What people decided about it, in the order in which they did."""

    def with_pacing(self, pacing: rules.Pacing) -> "PlanFacts":
        """The same, had somebody decided this too."""
        return self.at(self.begin, (*self.pacings, pacing))

    def from_first_session(self, started_on: date) -> "PlanFacts":
        """The same, had the first session been on this day."""
        steps = rules.from_first_session(self.listed, started_on, self.term.starts_on)
        return self.at(rules.Pace(steps), self.pacings) if self.waits else self

    def at(self, begin: rules.Pace, pacings: tuple[rules.Pacing, ...]) -> "PlanFacts":
        """The same with another pace at its beginning, and these decisions."""
        return replace(self, begin=begin, pacings=pacings, term=replace(self.term, steps=rules.paced(begin, pacings)))


def plan_facts(*where: ColumnElement[bool]) -> list[PlanFacts]:
    """The facts of the licences that meet these conditions, by start; drafts have none."""
    return facts_of(was_granted(), *where)


def facts_of(*where: ColumnElement[bool]) -> list[PlanFacts]:
    """The same, drafts among them: for the page that shows what a grant would bring."""
    found = db.session.execute(facts_statement().where(*where)).all()
    rests = suspensions([row.id for row in found if row.rests])
    decided = pacings([row.id for row in found if row.decided])
    return [facts_of_row(row, rests.get(row.id, ()), decided.get(row.id, ())) for row in found]


def facts_of_row(
    row: Row[*tuple[Any, ...]], rests: tuple[rules.Suspension, ...], decided: tuple[rules.Pacing, ...]
) -> PlanFacts:
    """One licence of facts_statement, with its rests and what was decided about its pace."""
    begin = pace_at_start(row)
    return PlanFacts(
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
            steps=rules.paced(begin, decided),
            suspensions=rests,
            stopped_on=min((day for day in (row.stopped_on, row.closed_on) if day), default=None),
        ),
        programme_version_id=row.programme_version_id,
        listed=taper_steps(row.content),
        begin=begin,
        waits=waits(row),
        pacings=decided,
    )


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
            Licence.programme_version_id,
            Area.name,
            Area.nation,
            Implementation.closed_on,
            ProgrammeVersion.content,
            DeliveryStart.started_on,
            stopped_on.label("stopped_on"),
            exists().where(Suspension.licence_id == Licence.id).label("rests"),
            exists().where(StepDecision.licence_id == Licence.id, StepDecision.accepted).label("decided"),
        )
        .join(Area, Area.id == Licence.area_id)
        .join(Implementation, Implementation.id == Licence.implementation_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Licence.programme_version_id)
        .outerjoin(DeliveryStart, DeliveryStart.implementation_id == Licence.implementation_id)
        .order_by(Licence.starts_on, Licence.id)
    )


def suspensions(licence_ids: Collection[int]) -> dict[int, tuple[rules.Suspension, ...]]:
    """The rests of each of these licences that has any, in order."""
    found: dict[int, tuple[rules.Suspension, ...]] = {}
    if licence_ids:
        rows = db.session.execute(
            select(Suspension.licence_id, Suspension.from_on, Suspension.to_on)
            .where(Suspension.licence_id.in_(licence_ids))
            .order_by(Suspension.from_on)
        )
        for licence_id, from_on, to_on in rows:
            found[licence_id] = (*found.get(licence_id, ()), rules.Suspension(from_on, to_on))
    return found


def pacings(licence_ids: Collection[int]) -> dict[int, tuple[rules.Pacing, ...]]:
    """What was decided about the pace of each of these licences, in the order in which it was."""
    found: dict[int, tuple[rules.Pacing, ...]] = {}
    if licence_ids:
        rows = db.session.execute(
            select(StepDecision.licence_id, StepDecision.after, StepDecision.every_months, StepDecision.first_months)
            .where(StepDecision.licence_id.in_(licence_ids), StepDecision.accepted)
            .order_by(StepDecision.id)
        )
        for licence_id, after, every, first in rows:
            found[licence_id] = (*found.get(licence_id, ()), rules.Pacing(after or 0, every, first))
    return found


def pace_at_start(row: Row[*tuple[Any, ...]]) -> rules.Pace:
    """The pace at which a licence begins: the programme's first step, or the one that the licence before it reached.

    Where the steps wait for the first session and it lies in this term, or nobody knows it, they begin here.
    """
    listed = taper_steps(row.content)
    if waits(row):
        steps = rules.from_first_session(listed, row.started_on, row.starts_on)
        return rules.Pace(steps, used=min(0, contacts_in(listed) - contacts_in(steps)))
    return rules.Pace(listed) if row.renews_id is None else pace_after(row.renews_id, listed)


def contacts_in(steps: Iterable[rules.Step]) -> int:
    """How many contacts these steps list."""
    return sum(step.contacts for step in steps)


def waits(row: Row[*tuple[Any, ...]]) -> bool:
    """Whether the steps of this licence wait for the first session: not of one that renews one under which it was."""
    anchored = row.content["taper"].get("anchor") == TaperAnchor.FIRST_SESSION
    return anchored and (row.renews_id is None or row.started_on is None or row.started_on >= row.starts_on)


def waiting_for_session() -> ColumnElement[bool]:
    """That the programme of a licence counts its steps from the first session."""
    anchored = ProgrammeVersion.content["taper"]["anchor"].as_string() == TaperAnchor.FIRST_SESSION
    return Licence.programme_version_id.in_(select(ProgrammeVersion.id).where(anchored))


def pace_after(licence_id: int, listed: tuple[rules.Step, ...]) -> rules.Pace:
    """The pace that a licence reached by the end of its plan, for one that goes on by these steps of the programme."""
    planned = (
        select(func.count())
        .select_from(Slot)
        .where(Slot.licence_id == Licence.id, Slot.state != "gone")
        .scalar_subquery()
    )
    row = db.session.execute(
        facts_statement().add_columns(planned.label("planned")).where(Licence.id == licence_id)
    ).one()
    decided = pacings([licence_id] if row.decided else []).get(licence_id, ())
    reached = rules.reached(pace_at_start(row), decided, contacts=row.planned)
    if waits(row) and row.started_on is None:
        return rules.Pace(listed, reached.stay)
    return reached if taper_steps(row.content) == listed else rules.carried(reached, listed)


def taper_steps(content: Mapping[str, Any]) -> tuple[Step, ...]:
    """The steps of a stored programme version, which was checked when it was loaded."""
    return tuple(Step(step["months_between"], step["contacts"]) for step in content["taper"]["steps"])


def kept_slots(licence_ids: Iterable[int]) -> dict[int, list[Slot]]:
    """Every slot of these licences, also those that went, by number."""
    ids, found = list(licence_ids), dict[int, list[Slot]]()
    if not ids:
        return found
    for slot in db.session.scalars(select(Slot).where(Slot.licence_id.in_(ids)).order_by(Slot.sequence, Slot.id)):
        found.setdefault(slot.licence_id, []).append(slot)
    return found


def standing_slots(slots: Iterable[Slot]) -> tuple[rules.Slot, ...]:
    """Those that have not gone, as values that rules read."""
    return tuple(
        rules.Slot(planned(slot), OUTCOMES.get(slot.state), slot.pinned_because is not None)
        for slot in slots
        if slot.state != "gone"
    )


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
