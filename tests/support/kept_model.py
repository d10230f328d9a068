"""A licence in a database, to which things happen through the acts of the product, beside the pure model's facts.

After each the plan that is kept is the one that its facts ask for, its versions tell the same, and making it anew
changes nothing. Used by the tests on both databases, and at length by `python -m tests.storm.kept`.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, scoped_session

from scaleup.areas.models import ClosureDay
from scaleup.areas.service import add_closure_day, remove_closure_day
from scaleup.core import facts
from scaleup.core.errors import Conflict, Refused
from scaleup.fidelity.rules import Method
from scaleup.fidelity.service import record_check
from scaleup.licences.models import Licence, Suspension
from scaleup.licences.rules import LicenceResumed, LicenceSuspended, LicenceTermChanged
from scaleup.support import rules, service
from scaleup.support.models import PlanVersion, Slot, StepDecision
from scaleup.support.queries import facts as reads
from scaleup.support.rules import Channel, ContactTerms, Outcome
from tests.support.model import Chance

DAY = timedelta(days=1)
OUTCOMES = (Outcome.HELD, Outcome.HELD, Outcome.NO_ANSWER, Outcome.CANCELLED_BY_UNIT)


@dataclass
class Kept:
    """The licence, the day, and how many things have happened."""

    session: Session | scoped_session[Session]
    licence: Licence
    by: int
    today: date
    happened: int = 0

    @property
    def now(self) -> datetime:
        return datetime.combine(self.today, time(12), tzinfo=UTC)

    @property
    def nonce(self) -> str:
        return f"{self.licence.id}-{self.happened}"


def play(kept: Kept, chance: Chance, steps: int) -> None:
    """So many things happen."""
    for _ in range(steps):
        os.environ["SCALEUP_NOW"] = kept.now.isoformat()
        before = number_of_versions(kept)
        what = chance.one_of(HAPPENINGS)
        plan = standing(kept)
        try:
            what(kept, chance)
        except (Refused, Conflict):
            continue
        kept.happened += 1
        kept.session.flush()
        hold(kept, changed=standing(kept) != plan, versions=number_of_versions(kept) - before)


def hold(kept: Kept, *, changed: bool, versions: int) -> None:
    """Every invariant of a plan that is kept. Fails with what broke."""
    [told] = reads.plan_facts(Licence.id == kept.licence.id)
    slots = reads.standing_slots(reads.kept_slots([kept.licence.id])[kept.licence.id])
    asked = rules.reshape(slots, told.term, calendar=reads.calendars([told])[told.nation], today=kept.today)
    assert not asked.changes, f"the plan is not as its facts ask: {asked.differences}"
    for slot in slots:
        on = slot.planned.due_on
        assert slot.outcome is not None or not rules.why_gone(on, told.term), f"{on} lies outside the licence"
    plan = rules.plan_after(rules.read(changes) for changes in changes_of(kept))
    assert {number: stand.on for number, stand in plan.items() if stand.on} == standing(kept), "versions tell another"
    assert changed == bool(versions), f"{versions} versions for a plan that {'changed' if changed else 'did not'}"
    if kept.happened % 10 == 0:
        assert service.remake(kept.licence.implementation_id, today=kept.today) == []


def standing(kept: Kept) -> dict[int, date]:
    """The day of each contact of the plan."""
    kept.session.flush()
    asked = select(Slot.sequence, Slot.due_on).where(Slot.licence_id == kept.licence.id, Slot.state != "gone")
    return {row.sequence: row.due_on for row in kept.session.execute(asked)}


def changes_of(kept: Kept) -> Sequence[str]:
    """What each version says, in order."""
    asked = select(PlanVersion.changes).where(PlanVersion.licence_id == kept.licence.id).order_by(PlanVersion.number)
    return kept.session.scalars(asked).all()


def number_of_versions(kept: Kept) -> int:
    """How many versions the plan has."""
    return (
        kept.session.scalar(select(func.max(PlanVersion.number)).where(PlanVersion.licence_id == kept.licence.id)) or 0
    )


def days_pass(kept: Kept, chance: Chance) -> None:
    """Time goes on; the plan follows when somebody looks at it."""
    kept.today += chance.one_of([1, 3, 7, 14]) * DAY
    os.environ["SCALEUP_NOW"] = kept.now.isoformat()
    service.remake(kept.licence.implementation_id, today=kept.today)
    service.look([kept.licence.implementation_id], now=kept.now)


def end_moves(kept: Kept, chance: Chance) -> None:
    """The licence is extended or shortened."""
    licence, formerly = kept.licence, kept.licence.ends_on
    ends_on = min(max(formerly + chance.between(-90, 120) * DAY, kept.today), date(2029, 3, 31))
    licence.ends_on = ends_on
    kept.session.flush()
    whose = (licence.id, licence.implementation_id, licence.area_id, kept.today, kept.by)
    facts.announce(LicenceTermChanged(*whose, licence.starts_on, ends_on, licence.starts_on, formerly))


def rests(kept: Kept, chance: Chance) -> None:
    """The licence is suspended from a day to come, unless it rests already."""
    licence = kept.licence
    if kept.session.scalar(select(func.count()).select_from(Suspension).where(Suspension.licence_id == licence.id)):
        return
    from_on = kept.today + chance.between(0, 60) * DAY
    to_on = from_on + chance.between(0, 60) * DAY
    whose = (licence.id, licence.implementation_id, licence.area_id, from_on, kept.by)
    facts.announce(LicenceSuspended(*whose, to_on, "Rest"))
    kept.session.add(Suspension(licence_id=licence.id, from_on=from_on, to_on=to_on, reason="Rest"))
    kept.session.flush()


def wakes(kept: Kept, _: Chance) -> None:
    """A rest is over, or is taken back."""
    licence = kept.licence
    rest = kept.session.scalar(select(Suspension).where(Suspension.licence_id == licence.id))
    if rest is None or (rest.to_on and rest.to_on < kept.today):
        return
    whose = (licence.id, licence.implementation_id, licence.area_id, kept.today, kept.by)
    if rest.from_on >= kept.today:
        kept.session.execute(delete(Suspension).where(Suspension.id == rest.id))
    else:
        rest.to_on = kept.today - DAY
    kept.session.flush()
    facts.announce(LicenceResumed(*whose, rest.from_on))


def day_closes(kept: Kept, chance: Chance) -> None:
    """A closure day is added, or one is removed."""
    days = list(kept.session.scalars(select(ClosureDay).where(ClosureDay.on_day >= kept.today)))
    if days and chance.between(0, 1):
        remove_closure_day(chance.one_of(days).id, by=kept.by)
    else:
        add_closure_day("all", kept.today + chance.between(0, 40) * DAY, reason="Away day", by=kept.by)


def logged(kept: Kept, chance: Chance) -> None:
    """A contact is logged, on the day of one that is due or lately was, or just so."""
    due = select(Slot.due_on).where(Slot.licence_id == kept.licence.id, Slot.state == "open", Slot.due_on <= kept.today)
    days = [*kept.session.scalars(due.order_by(Slot.due_on)), kept.today]
    terms = ContactTerms(
        held_on=chance.one_of(days), outcome=chance.one_of(OUTCOMES), channel=Channel.CALL, reason="Said so"
    )
    service.log_contact(
        kept.by,
        terms,
        implementation_id=kept.licence.implementation_id,
        nonce=kept.nonce,
        today=kept.today,
        now=kept.now,
    )


def set_by_hand(kept: Kept, chance: Chance) -> None:
    """A contact is set to another day."""
    asked = select(Slot).where(Slot.licence_id == kept.licence.id, Slot.state == "open").order_by(Slot.sequence)
    slots = list(kept.session.scalars(asked))
    if slots:
        slot, day = chance.one_of(slots), kept.today + chance.between(0, 90) * DAY
        service.move_contact(
            kept.by, slot_id=slot.id, to_on=day, because="Agreed", version=slot.version, today=kept.today
        )


def checked(kept: Kept, chance: Chance) -> None:
    """A fidelity check of today."""
    percent = chance.one_of([50.0, 70.0, 90.0])
    about = {"on_day": kept.today, "method": Method.OBSERVATION, "percent": percent, "by": kept.by}
    record_check(kept.licence.implementation_id, **about)


def paced(kept: Kept, chance: Chance) -> None:
    """Somebody decides about the pace, not more than ten times."""
    decided = select(func.count()).select_from(StepDecision).where(StepDecision.licence_id == kept.licence.id)
    if kept.today > kept.licence.ends_on or (kept.session.scalar(decided) or 0) >= 10:
        return
    climb = service.climb_of(kept.licence.id, today=kept.today)
    found = rules.choices(climb.course, climb.here, climb.proposal, today=kept.today)
    if found:
        choice = chance.one_of(found)
        shown = service.mark_of(service.considered(climb, choice, today=kept.today))
        deciding = service.Deciding(choice.code, "As agreed", shown)
        service.decide_pace(kept.by, deciding, licence_id=kept.licence.id, today=kept.today)


HAPPENINGS: tuple[Callable[[Kept, Chance], None], ...] = (
    *[days_pass] * 4,
    *[logged] * 3,
    end_moves,
    rests,
    wakes,
    day_closes,
    set_by_hand,
    checked,
    paced,
    paced,
)
