"""The plan as its page shows it, and the next contact of many implementations at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select

from scaleup.areas.queries import implementations_of
from scaleup.core.dates import Calendar, local_date, plain_date
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.support import rules
from scaleup.support.models import Contact, Slot
from scaleup.support.queries import facts as reads
from scaleup.support.queries.facts import PlanFacts

STATES = {
    rules.Standing.TO_COME: ("idle", "to come"),
    rules.Standing.EARLY: ("idle", "can be held already"),
    rules.Standing.SOON: ("soon", "this week"),
    rules.Standing.TODAY: ("soon", "today"),
    rules.Standing.LATE: ("late", "late"),
    rules.Standing.HELD: ("done", "held"),
    rules.Standing.MISSED: ("late", "missed"),
    rules.Standing.CANCELLED: ("held", "called off by the unit"),
}
"""The shape and the words of each standing (look.md, Colour and Words)."""


@dataclass(frozen=True)
class PlanRow:
    """One contact of the plan."""

    slot_id: int
    sequence: int
    due_on: date
    nominal_on: date
    at_time: time | None
    meeting_link: str | None
    interval_months: int
    mark: str
    words: str
    why: str
    """Why the date is not the nominal one, or why the contact went; empty if neither."""
    provisional: bool
    movable: bool
    loggable: bool
    """Whether its window has opened: a contact held now counts for it."""
    gone: bool
    contact_id: int | None
    held_on: date | None
    entered_on: date | None
    """When the record was made, where that was on another day."""


@dataclass(frozen=True)
class PlanStep:
    """The contacts of one step of the taper."""

    interval_months: int
    rows: tuple[PlanRow, ...]

    @property
    def title(self) -> str:
        """How often: "Every month"."""
        return rules.every(self.interval_months).capitalize()


@dataclass(frozen=True)
class LicencePlan:
    """The plan of one licence."""

    licence_id: int
    number: str
    starts_on: date
    ends_on: date
    stopped_on: date | None
    suspensions: tuple[rules.Suspension, ...]
    total: int
    last: int
    """The number of the last contact; more than the total where one before it has gone."""
    held: int
    missed: int
    steps: tuple[PlanStep, ...]
    next_row: PlanRow | None

    @property
    def rows(self) -> tuple[PlanRow, ...]:
        """Every contact, in order."""
        return tuple(row for step in self.steps for row in step.rows)


def plans(implementation_id: int, *, today: date) -> list[LicencePlan]:
    """The plans of the implementation's licences, the latest first."""
    found = reads.plan_facts(Licence.implementation_id == implementation_id)
    kept = reads.kept_slots(facts.licence_id for facts in found)
    calendars = reads.calendars(found)
    settling = contacts_by_slot(implementation_id)
    return [
        licence_plan(facts, kept.get(facts.licence_id, []), settling, calendar=calendars[facts.nation], today=today)
        for facts in reversed(found)
    ]


@dataclass(frozen=True)
class Settled:
    """The contact that settled a slot."""

    contact_id: int
    held_on: date
    entered_on: date | None
    """When it was entered here, if that was on another day; of what came from old records nobody asks."""


def contacts_by_slot(implementation_id: int) -> dict[int, Settled]:
    """The contact that settled each slot: its id, its day, and the day on which it was entered."""
    rows = db.session.execute(
        select(Contact.slot_id, Contact.id, Contact.held_on, Contact.entered_at, Contact.source).where(
            Contact.implementation_id == implementation_id, Contact.settles, Contact.slot_id.is_not(None)
        )
    )
    return {
        slot_id: Settled(contact_id, held_on, entered_on(held_on, entered_at, source))
        for slot_id, contact_id, held_on, entered_at, source in rows
        if slot_id is not None
    }


def entered_on(held_on: date, entered_at: datetime, source: str) -> date | None:
    """The day on which a contact was entered, where it is worth a word."""
    day = local_date(entered_at)
    return day if source == "logged" and day != held_on else None


def licence_plan(
    facts: PlanFacts,
    slots: Sequence[Slot],
    settling: dict[int, Settled],
    *,
    calendar: Calendar,
    today: date,
) -> LicencePlan:
    """One plan as values."""
    rows = [plan_row(slot, facts, settling.get(slot.id), calendar=calendar, today=today) for slot in slots]
    rows.sort(key=lambda row: (row.due_on, row.sequence))
    steps: list[PlanStep] = []
    for row in rows:
        if steps and steps[-1].interval_months == row.interval_months:
            steps[-1] = PlanStep(row.interval_months, (*steps[-1].rows, row))
        else:
            steps.append(PlanStep(row.interval_months, (row,)))
    standing = [slot for slot in slots if slot.state != "gone"]
    return LicencePlan(
        licence_id=facts.licence_id,
        number=facts.number,
        starts_on=facts.term.starts_on,
        ends_on=facts.term.ends_on,
        stopped_on=facts.term.stopped_on,
        suspensions=facts.term.suspensions,
        total=len(standing),
        last=max((slot.sequence for slot in standing), default=0),
        held=sum(slot.state == "held" for slot in standing),
        missed=sum(row.words in ("missed", "no record") for row in rows),
        steps=tuple(steps),
        next_row=next((row for row in rows if row.movable and row.due_on >= today), None),
    )


def plan_row(slot: Slot, facts: PlanFacts, settled: Settled | None, *, calendar: Calendar, today: date) -> PlanRow:
    """One slot with its state in words, and why its date is what it is."""
    mark, words = state(slot, calendar=calendar, today=today)
    return PlanRow(
        slot_id=slot.id,
        sequence=slot.sequence,
        due_on=slot.due_on,
        nominal_on=slot.nominal_on,
        at_time=slot.at_time,
        meeting_link=slot.meeting_link,
        interval_months=slot.interval_months,
        mark=mark,
        words=words,
        why=why(slot, facts, calendar=calendar),
        provisional=slot.provisional and slot.state == "open",
        movable=slot.state == "open",
        loggable=slot.state == "open" and words != STATES[rules.Standing.TO_COME][1],
        gone=slot.state == "gone",
        contact_id=settled.contact_id if settled else None,
        held_on=settled.held_on if settled else None,
        entered_on=settled.entered_on if settled else None,
    )


def state(slot: Slot, *, calendar: Calendar, today: date) -> tuple[str, str]:
    """The shape and the words of a slot today."""
    if slot.state == "gone":
        return "held", "not planned"
    outcome = {"held": rules.Outcome.HELD, "missed": rules.Outcome.NO_ANSWER}.get(slot.state)
    standing = rules.standing(slot.due_on, today, outcome, calendar)
    if standing is rules.Standing.MISSED and slot.state == "open":
        return "late", "no record"
    return STATES[standing]


def why(slot: Slot, facts: PlanFacts, *, calendar: Calendar) -> str:
    """Why the contact is not on its nominal date, or not planned any more."""
    if slot.gone_because:
        return f"because {slot.gone_because}"
    if slot.pinned_because:
        return f"Set by hand: {slot.pinned_because}"
    if slot.due_on == slot.nominal_on:
        return ""
    if slot.nominal_on > facts.term.ends_on:
        return "on the last working day of the licence"
    because = calendar.reason(slot.nominal_on)
    return f"because {because}" if because else f"planned for {plain_date(slot.nominal_on)}"


def next_contacts(implementation_ids: Iterable[int], *, today: date) -> dict[int, Slot]:
    """The earliest open contact from today on, for each implementation that has one."""
    rows = db.session.scalars(
        select(Slot)
        .where(Slot.implementation_id.in_(list(implementation_ids)), Slot.state == "open", Slot.due_on >= today)
        .order_by(Slot.due_on.desc(), Slot.id.desc())
    )
    return {slot.implementation_id: slot for slot in rows}


def slot_in_area(slot_id: int, *, area_id: int) -> Slot | None:
    """The contact of the plan, if it is this area's."""
    slot = db.session.get(Slot, slot_id)
    return slot if slot is not None and slot.area_id == area_id else None


def slot_to_log(implementation_id: int, *, today: date) -> Slot | None:
    """The open contact that a person most likely logs now: the latest one that is due, else the next to come."""
    due = db.session.scalar(
        select(Slot)
        .where(Slot.implementation_id == implementation_id, Slot.state == "open", Slot.due_on <= today)
        .order_by(Slot.due_on.desc())
        .limit(1)
    )
    return due or next_contacts([implementation_id], today=today).get(implementation_id)


def last_number(licence_id: int) -> int:
    """The number of the last contact of the plan: those before it may have gone, and keep their numbers."""
    kept = reads.kept_slots([licence_id]).get(licence_id, [])
    return max((slot.sequence for slot in kept if slot.state != "gone"), default=0)


@dataclass(frozen=True)
class ProgrammePlan:
    """The plans of one programme that the area takes up."""

    implementation_id: int
    programme: str
    licences: tuple[LicencePlan, ...]


def area_plans(area_id: int, *, today: date) -> list[ProgrammePlan]:
    """The plans of everything that the area takes up or took up."""
    return [
        ProgrammePlan(each.id, each.programme_version.programme.name, tuple(plans(each.id, today=today)))
        for each in implementations_of(area_id)
    ]


def coming(programmes: Iterable[ProgrammePlan]) -> LicencePlan | None:
    """The plan whose next contact comes first."""
    found = [plan for each in programmes for plan in each.licences if plan.next_row]
    return min(found, key=lambda plan: plan.next_row.due_on if plan.next_row else date.max, default=None)
