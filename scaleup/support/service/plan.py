"""The plan of a licence: stored once as slots, and re-made from facts. What was held, missed or pinned stays."""

from collections.abc import Iterable, Sequence
from datetime import date, time

from sqlalchemy import Insert, select, text

from scaleup import audit, commit
from scaleup.areas.models import Implementation
from scaleup.core import bulk
from scaleup.core.dates import Calendar, plain_date
from scaleup.core.errors import Absent
from scaleup.core.rows import inserting
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.support import rules
from scaleup.support.models import Slot
from scaleup.support.queries import facts as reads
from scaleup.support.queries.facts import PlanFacts
from scaleup.support.service import versions
from scaleup.support.service.versions import Cause, Changed


def make_plan(licence_id: int) -> int:
    """The licence has its tapered plan; nothing changes if it has one. Returns how many contacts it plans."""
    return make_plans([licence_id])


def make_plans(licence_ids: Sequence[int]) -> int:
    """Each of these licences has its plan, in four statements whatever their number."""
    found = reads.plan_facts(Licence.id.in_(licence_ids))
    calendars = reads.calendars(found)
    plans = [(facts, rules.first_plan(facts.term, calendars[facts.nation])) for facts in found]
    rows = [slot_values(facts, slot.planned) for facts, replan in plans for slot in replan.slots]
    if rows:
        db.session.execute(insert_missing(), rows)
        versions.keep_first(
            {facts.licence_id: (facts.area_id, rules.written(replan.differences)) for facts, replan in plans}
        )
        commit.touched((facts.area_id for facts in found), Slot)
    return len(rows)


def insert_missing() -> Insert:
    """An insert of slots that leaves alone what stands already."""
    return inserting(Slot, db.engine.dialect.name).on_conflict_do_nothing(
        index_elements=["licence_id", "sequence"], index_where=text("state <> 'gone'")
    )


def slot_values(facts: PlanFacts, contact: rules.PlannedContact) -> dict[str, object]:
    """A contact of the plan as a new row."""
    return {
        "licence_id": facts.licence_id,
        "implementation_id": facts.implementation_id,
        "area_id": facts.area_id,
        "sequence": contact.sequence,
        "nominal_on": contact.nominal_on,
        "due_on": contact.due_on,
        "interval_months": contact.interval_months,
        "provisional": contact.provisional,
        "state": "open",
        "anchor_version": 1,
        "version": 1,
    }


ANEW = Cause("The plan was made anew from what is recorded")


def remake(implementation_id: int, *, today: date, cause: Cause = ANEW) -> list[rules.Difference]:
    """Every plan of the implementation is as its facts now ask; returns what changed, in order."""
    lock(implementation_id)
    found = reads.plan_facts(Licence.implementation_id == implementation_id)
    return remake_from(found, calendars=reads.calendars(found), today=today, cause=cause)


def remake_from(
    found: Sequence[PlanFacts], *, calendars: dict[str, Calendar], today: date, cause: Cause
) -> list[rules.Difference]:
    """The plans of these licences are as these facts ask; only the difference is written, and kept as a version."""
    kept = reads.kept_slots(facts.licence_id for facts in found)
    changed: list[Changed] = []
    for facts in found:
        slots = kept.get(facts.licence_id, [])
        replan = reshaped(facts, slots, calendar=calendars[facts.nation], today=today)
        write(facts, slots, replan)
        changed.append(Changed(facts.licence_id, facts.area_id, replan.differences))
    db.session.flush()
    versions.keep(changed, cause)
    return [each for one in changed for each in one.differences if each.move is not rules.Move.UNCHANGED]


def reshaped(facts: PlanFacts, slots: Sequence[Slot], *, calendar: Calendar, today: date) -> rules.Replan:
    """What the plan of one licence would be; its first, also in the past, if it has none."""
    if not slots:
        return rules.first_plan(facts.term, calendar)
    return rules.reshape(reads.standing_slots(slots), facts.term, calendar=calendar, today=today)


def write(facts: PlanFacts, slots: Sequence[Slot], replan: rules.Replan) -> None:
    """The rows are as the plan made anew; a row whose date moved, went or came back has a later anchor version."""
    standing = {slot.sequence: slot for slot in slots if slot.state != "gone"}
    gone = {slot.sequence: slot for slot in slots if slot.state == "gone"}
    for difference in replan.of(rules.Move.GONE):
        take_away(standing.pop(difference.sequence), difference.reason)
    if any(slot.planned.sequence in gone and slot.planned.sequence not in standing for slot in replan.slots):
        db.session.flush()  # one of a number goes before another of it stands: both at once the database refuses
    for slot in replan.slots:
        row = standing.get(slot.planned.sequence)
        if row is None:
            row = gone.get(slot.planned.sequence)
            if row is None:
                db.session.add(Slot(**slot_values(facts, slot.planned)))
                continue
            bring_back(row)
        if row.state == "open" and row.pinned_because is None:
            follow(row, slot.planned)


def take_away(row: Slot, because: str) -> None:
    """The contact is no longer in the plan; the row keeps why."""
    row.state, row.gone_because = "gone", because[:200]
    row.anchor_version += 1
    row.version += 1


def bring_back(row: Slot) -> None:
    """A contact that went is in the plan again, as new."""
    row.state, row.gone_because, row.pinned_because = "open", None, None
    row.at_time, row.meeting_link = None, None
    row.anchor_version += 1
    row.version += 1


def follow(row: Slot, contact: rules.PlannedContact) -> None:
    """The open contact stands where the plan has it."""
    if row.due_on != contact.due_on:
        row.due_on = contact.due_on
        row.anchor_version += 1
        row.version += 1
    row.nominal_on, row.interval_months = contact.nominal_on, contact.interval_months
    row.provisional = contact.provisional


def lock(implementation_id: int) -> Implementation:
    """The implementation, ours until the commit: two acts on one plan follow each other. Raises Absent."""
    found = db.session.scalar(
        select(Implementation).where(Implementation.id == implementation_id).with_for_update(of=Implementation)
    )
    if found is None:
        raise Absent
    return found


def lock_all(implementation_ids: Iterable[int]) -> None:
    """These implementations are ours until the commit, taken in the order in which everybody takes them."""
    for some in bulk.portions(implementation_ids):
        asked = select(Implementation.id).where(Implementation.id.in_(some)).order_by(Implementation.id)
        db.session.execute(asked.with_for_update(of=Implementation)).all()


def pin(slot: Slot, *, to_on: date, because: str, by: int | None) -> None:
    """The contact stands on this day by hand."""
    was_on, because = slot.due_on, because.strip()[:200]
    slot.pinned_because, slot.provisional = because, False
    if was_on != to_on:
        slot.due_on = to_on
        slot.anchor_version += 1
        moved = rules.Difference(rules.Move.MOVED, slot.sequence, was_on, to_on, f"it was set by hand: {because}")
        words = f"Contact {slot.sequence} was moved to {plain_date(to_on)}: {because}"
        versions.keep([Changed(slot.licence_id, slot.area_id, [moved])], Cause(words, by))


def meet(slot: Slot, at_time: time | None, meeting_link: str) -> None:
    """The contact has this hour and link; who has it in a calendar is told of another hour or link."""
    link = meeting_link.strip() or None
    if (slot.at_time, slot.meeting_link) != (at_time, link):
        slot.at_time, slot.meeting_link = at_time, link
        slot.anchor_version += 1


def record_act(act: str, slot: Slot, *, person_id: int | None, fields: Iterable[str] = ()) -> None:
    """The act on a contact of the plan is in the log."""
    audit.record(act, subject="slot", subject_id=slot.id, person_id=person_id, area_id=slot.area_id, fields=fields)
