"""A contact of the plan set to another day by hand."""

from collections.abc import Iterable
from datetime import date, time

from scaleup.areas.queries import calendar_of
from scaleup.core.dates import Calendar, plain_date, short_date
from scaleup.core.errors import Absent, Conflict, Refusal, Refused
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.support import rules
from scaleup.support.models import Slot
from scaleup.support.queries import facts as reads
from scaleup.support.queries.facts import PlanFacts
from scaleup.support.service import plan


def move_contact(
    actor_id: int,
    *,
    slot_id: int,
    to_on: date,
    because: str,
    version: int,
    today: date,
    at_time: time | None = None,
    meeting_link: str = "",
) -> Slot:
    """The contact stands on the day that a person chose, and no re-planning moves it; its reminders follow."""
    slot = db.session.get(Slot, slot_id)
    if slot is None or slot.state == "gone":
        raise Absent
    plan.lock(slot.implementation_id)
    [facts] = reads.plan_facts(Licence.id == slot.licence_id)
    found = move_refusals(slot, facts, to_on=to_on, because=because, today=today)
    if found:
        raise Refused(found)
    if not advance(db.session(), slot, version):
        raise Conflict(
            "Someone else changed this contact while you had it open. Check the date it has now",
            {"to_on": short_date(slot.due_on, today), "because": slot.pinned_because or ""},
        )
    plan.pin(slot, to_on=to_on, because=because, by=actor_id)
    plan.meet(slot, at_time, meeting_link)
    plan.record_act("contact moved", slot, person_id=actor_id, fields=("due_on", "at_time", "meeting_link"))
    return slot


def move_refusals(slot: Slot, facts: PlanFacts, *, to_on: date, because: str, today: date) -> list[Refusal]:
    """Why the contact may not be moved to this day."""
    found = list(day_refusals(to_on, facts, calendar=calendar_of(facts.nation), name="to_on", today=today))
    if slot.state != "open":
        found.append(Refusal(f"Contact {slot.sequence} is already recorded, so it cannot be moved"))
    if not because.strip():
        found.append(Refusal("Say why the contact moves: the project lead will read it", "because"))
    found += rules.family_details_unticked(because, name="because")
    return found


def day_refusals(day: date, facts: PlanFacts, *, calendar: Calendar, name: str, today: date) -> Iterable[Refusal]:
    """Why no contact may be agreed for this day."""
    if day < today:
        yield Refusal(f"{plain_date(day)} has passed. Enter a date to come", name)
    elif not calendar.reaches(day):
        yield Refusal(f"{plain_date(day)} is too far ahead. Check the year", name)
    elif gone := rules.why_gone(day, facts.term):
        yield Refusal(f"There can be no contact on {plain_date(day)}: {gone}. Enter another date", name)
    elif because := calendar.reason(day):
        yield Refusal(f"{because}. Enter a working day", name)
