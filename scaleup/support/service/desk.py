"""What lies before the one who logs or corrects a contact, and why it may not be saved."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from scaleup.areas.models import Implementation
from scaleup.areas.queries import calendar_of, people_for
from scaleup.core.dates import Calendar
from scaleup.core.errors import Refusal
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.support import rules
from scaleup.support.models import Action, Slot
from scaleup.support.queries import facts as reads
from scaleup.support.service import moves, settling


@dataclass(frozen=True)
class Desk:
    """What lies before the one who logs: the plan, the calendar, and what dates are held against."""

    implementation_id: int
    bounds: rules.Bounds
    calendar: Calendar
    slots: tuple[Slot, ...]
    """The open contacts of the plan, by date."""
    facts: tuple[reads.PlanFacts, ...]

    def settlement(self, terms: rules.ContactTerms) -> settling.Settlement:
        """What this contact would count for."""
        return settling.settlement(terms.held_on, terms.outcome, slots=self.slots, calendar=self.calendar)

    def next_slot(self, terms: rules.ContactTerms) -> Slot | None:
        """The contact of the plan that comes after this one."""
        return settling.next_slot(self.slots, after=terms.held_on, found=self.settlement(terms))

    def facts_of(self, slot: Slot) -> reads.PlanFacts:
        """What the plan of this contact follows from."""
        return next(each for each in self.facts if each.licence_id == slot.licence_id)


def desk_of(implementation: Implementation, *, actor_id: int, today: date) -> Desk:
    """Everything that a contact of this implementation is judged by, in a handful of statements."""
    area = implementation.area
    facts = tuple(reads.plan_facts(Licence.implementation_id == implementation.id))
    still_open = db.session.scalars(
        select(Action.id).where(
            Action.implementation_id == implementation.id,
            Action.done_on.is_(None),
            Action.dropped_on.is_(None),
        )
    )
    bounds = rules.Bounds(
        area_name=area.name,
        opened_on=min([implementation.opened_on, *(each.term.starts_on for each in facts)]),
        closed_on=implementation.closed_on,
        today=today,
        open_action_ids=frozenset(still_open),
        people_ids=people_for(implementation, actor_id=actor_id, today=today).ids,
    )
    return Desk(
        implementation_id=implementation.id,
        bounds=bounds,
        calendar=calendar_of(area.nation),
        slots=tuple(settling.open_slots(implementation.id)),
        facts=facts,
    )


def refusals(terms: rules.ContactTerms, desk: Desk) -> list[Refusal]:
    """Why the contact may not be saved."""
    found = [*rules.refusals(terms, desk.bounds), *naming(terms, desk)]
    if terms.next_on is None or any(refusal.field == "next_on" for refusal in found):
        return found
    after = desk.next_slot(terms)
    if after is not None and after.due_on != terms.next_on:
        found += moves.day_refusals(
            terms.next_on, desk.facts_of(after), calendar=desk.calendar, name="next_on", today=desk.bounds.today
        )
    elif after is None and (because := desk.calendar.reason(terms.next_on)):
        found.append(Refusal(f"{because}. Enter a working day", "next_on"))
    return found


def naming(terms: rules.ContactTerms, desk: Desk) -> list[Refusal]:
    """Why the form cannot have been opened for the contact that it names: it is of no plan of this implementation."""
    if terms.slot_id is None:
        return []
    mine = select(Slot.id).where(Slot.id == terms.slot_id, Slot.implementation_id == desk.implementation_id)
    return [] if db.session.scalar(mine) else [rules.of_no_plan(desk.bounds.area_name)]
