"""The areas laid around today: each founded, licensed, staffed, with its history and what is late, due and ahead."""

from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from scaleup.areas import service as areas
from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import calendar_of
from scaleup.areas.rules import AreaRole, Exit, Leaving
from scaleup.core.dates import Nation, add_months
from scaleup.delivery import service as delivery
from scaleup.demo.rules import Ending, Laid, Offset, anchor, invented_name, months_of, team
from scaleup.demo.service.asking import Asker, asked_before
from scaleup.demo.service.readiness import begin_answering, hand_in
from scaleup.demo.service.stage import SOURCE, Asked, Stage, asked_of, found, lead
from scaleup.demo.service.team import gather, train
from scaleup.extensions import db
from scaleup.fidelity import service as fidelity
from scaleup.fidelity.rules import Method
from scaleup.licences import service as licences
from scaleup.licences.models import Licence
from scaleup.licences.rules import Terms
from scaleup.support import service as support
from scaleup.support.models import Slot
from scaleup.support.rules import ActionTerms, BarrierCode, BarrierTerms, Channel, Outcome

DAY = timedelta(days=1)
SETTLING_IN = timedelta(days=120)
"""From the enquiry to the licence."""
CHANNELS = (Channel.ONLINE, Channel.CALL, Channel.VISIT)
PROMISES = (
    "Send the dates of the next two groups",
    "Ask the health visitors' manager for a second release day",
    "Book the hall for the spring",
    "Send the numbers of families referred by midwives",
)
SPOKEN_OF = 4
"""At so many of the last contacts something may have stood in the way."""
HINDRANCES: tuple[tuple[BarrierTerms, ...], ...] = (
    (BarrierTerms(BarrierCode.RELEASE_OF_HEALTH_STAFF, 2),),
    (),
    (BarrierTerms(BarrierCode.REFERRAL_NUMBERS, 1), BarrierTerms(BarrierCode.VENUE, 1)),
    (BarrierTerms(BarrierCode.FUNDING, 3), BarrierTerms(BarrierCode.STAFFING, 2)),
    (),
    (BarrierTerms(BarrierCode.CO_FACILITATION, 2),),
    (BarrierTerms(BarrierCode.DATA_COLLECTION, 1), BarrierTerms(BarrierCode.RELEASE_OF_HEALTH_STAFF, 3)),
)
"""What stood in the way at a contact, one after the other."""
WANTED = "Groups for parents in need of extra support, with our midwives and family centres."
ROUNDS = {"Norwich": begin_answering, "Stoke-on-Trent": hand_in}
"""The areas that are in their first round of readiness: one answers, one waits for the unit."""
SCORES = (86.0, 91.0, 78.5, 83.0)
EXITS: dict[Ending, tuple[Exit, str]] = {
    Ending.PAUSED: (Exit.PAUSED, "The project lead left; a new one starts in spring."),
    Ending.LAPSED: (Exit.LAPSED, "The licence ended and was not renewed."),
    Ending.TERMINATED: (Exit.TERMINATED, "Groups ran without a health practitioner."),
}


def lay(stage: Stage, laid: Laid, *, number: int) -> Area:
    """The area is there, with everything that its line says."""
    area = found(stage, laid.name, laid.nation)
    asked = asked_of(laid.programme)
    if laid.ending in (Ending.ENQUIRY, Ending.PREPARING):
        prepare(stage, laid, area, asked=asked, number=number)
        return area
    terms, target = term(stage, laid, asked)
    implementation = take_up(stage, laid, area, asked=asked, opened_on=terms.starts_on - SETTLING_IN)
    leader = appoint(stage, laid, area, number=number, from_on=implementation.opened_on)
    licence = license_(stage, implementation, terms)
    staff(stage, laid, licence, implementation, number=number)
    tell_history(stage, laid, licence, target=target, leader_id=leader)
    conclude(stage, laid, licence, implementation)
    return area


def term(stage: Stage, laid: Laid, asked: Asked) -> tuple[Terms, date | None]:
    """The licence's term, and the day on which its next contact is to be due."""
    places, length = asked.terms.licence.places, asked.terms.licence.months
    if laid.ends_in:
        ends_on = stage.today + timedelta(days=laid.ends_in)
        return Terms(add_months(ends_on + DAY, -length), ends_on, places), None
    target = falls(stage, laid.due, laid.nation)
    steps = [(step.months_between, step.contacts) for step in asked.terms.taper_steps]
    starts_on = anchor(target, contact=laid.contact, months=months_of(steps))
    return Terms(starts_on, add_months(starts_on, length) - DAY, places), target


def falls(stage: Stage, offset: Offset, nation: str) -> date:
    """The working day that lies so far from today."""
    calendar = calendar_of(nation)
    if offset.working_days:
        return calendar.add_working_days(stage.today, offset.working_days)
    return calendar.next_working_day(stage.today + timedelta(days=offset.days))


def take_up(stage: Stage, laid: Laid, area: Area, *, asked: Asked, opened_on: date) -> Implementation:
    """The area takes up the programme and has its manager."""
    manager = stage.unit[laid.manager]
    opened = areas.open_implementation(area.id, asked.version_id, opened_on=opened_on, by=manager.id)
    areas.assign_manager(opened.id, manager.id, on_day=opened_on, by=stage.unit["Helen Ashworth"].id)
    return opened


def appoint(stage: Stage, laid: Laid, area: Area, *, number: int, from_on: date) -> int:
    """The area has its project lead, and a commissioner; returns the lead's id."""
    name = laid.lead or invented_name(400 + number)
    person = lead(stage, area, name, role=AreaRole.PROJECT_LEAD, from_on=from_on)
    lead(stage, area, invented_name(450 + number), role=AreaRole.COMMISSIONER, from_on=from_on)
    return person.id


def license_(stage: Stage, implementation: Implementation, terms: Terms) -> Licence:
    """The licence was granted before this system, so no verdict stands behind it here."""
    helen = stage.unit["Helen Ashworth"].id
    return licences.bring_in(implementation.id, terms, number=None, by=helen, now=stage.now)


def staff(stage: Stage, laid: Laid, licence: Licence, implementation: Implementation, *, number: int) -> None:
    """Facilitators are trained, and delivery has begun if it has."""
    trained_on = licence.starts_on + timedelta(days=24)
    people = gather(
        stage,
        licence,
        implementation,
        professions=team(laid.team),
        first=number * 10,
        from_on=licence.starts_on,
    )
    train(people, "initial", trained_on, today=stage.today)
    began_on = licence.starts_on + timedelta(days=75)
    if not laid.delivers or began_on > stage.today:
        return
    delivery.record_start(implementation.id, began_on, today=stage.today, by=implementation.manager_id, source=SOURCE)
    train(people, "top_up", began_on + timedelta(days=150), today=stage.today)
    checked_on = began_on + timedelta(days=60)
    if checked_on <= stage.today:
        fidelity.record_check(
            implementation.id,
            on_day=checked_on,
            method=Method.OBSERVATION,
            percent=SCORES[number % len(SCORES)],
            by=implementation.manager_id,
            source=SOURCE,
        )


def tell_history(stage: Stage, laid: Laid, licence: Licence, *, target: date | None, leader_id: int) -> None:
    """Every contact before the one that is to be due was held, but for those missed; the last left an action open."""
    until = stage.today - timedelta(days=laid.since) if laid.since else stage.today
    past = [
        slot.due_on
        for slot in db.session.scalars(select(Slot).where(Slot.licence_id == licence.id).order_by(Slot.sequence))
        if slot.due_on < until and (target is None or slot.due_on < target)
    ]
    missed = set(past[len(past) - laid.missed :]) if laid.missed else set()
    for index, day in enumerate(past):
        last = index == len(past) - 1
        record(
            stage,
            licence,
            day,
            channel=CHANNELS[index % len(CHANNELS)],
            outcome=Outcome.NO_ANSWER if day in missed else Outcome.HELD,
            actions=promises(stage, laid, leader_id) if last else (),
            barriers=() if day in missed else spoken_of(laid, len(past) - index),
        )


def spoken_of(laid: Laid, back: int) -> tuple[BarrierTerms, ...]:
    """What stood in the way at one of the last contacts; `back` counts them from the latest, which is 1."""
    return HINDRANCES[(len(laid.name) * 5 + back) % len(HINDRANCES)] if back <= SPOKEN_OF else ()


def record(
    stage: Stage,
    licence: Licence,
    day: date,
    *,
    channel: Channel,
    outcome: Outcome,
    actions: tuple[ActionTerms, ...],
    barriers: tuple[BarrierTerms, ...] = (),
) -> None:
    """One contact of the past is on record."""
    manager_id = licence.implementation.manager_id
    support.record_past_contact(
        implementation_id=licence.implementation_id,
        held_on=day,
        channel=channel,
        outcome=outcome,
        reason="Nobody picked up." if outcome is Outcome.NO_ANSWER else None,
        discussed="Groups, referrals and the team's time." if outcome is Outcome.HELD else None,
        source=SOURCE,
        staff_id=manager_id,
        entered_by_id=manager_id,
        actions_agreed=actions,
        barriers=barriers,
        now=stage.now,
    )


def promises(stage: Stage, laid: Laid, leader_id: int) -> tuple[ActionTerms, ...]:
    """What the project lead promised, and by when."""
    if laid.action_due is None:
        return ()
    due_on = falls(stage, laid.action_due, laid.nation)
    return (ActionTerms(PROMISES[len(laid.name) % len(PROMISES)], leader_id, due_on),)


def conclude(stage: Stage, laid: Laid, licence: Licence, implementation: Implementation) -> None:
    """The area rests, or has left, since so many days."""
    on_day, helen = stage.today - timedelta(days=laid.since), stage.unit["Helen Ashworth"].id
    if laid.ending is Ending.SUSPENDED:
        licences.suspend(
            licence.id,
            from_on=on_day,
            to_on=None,
            reason="No health practitioner until the new year.",
            version=licence.version,
            by=helen,
            now=stage.now,
        )
    if laid.ending in EXITS:
        exit_by, reason = EXITS[laid.ending]
        areas.close(
            implementation.id,
            Leaving(on_day, exit_by, reason),
            version=implementation.version,
            by=helen,
            now=stage.now,
        )


def prepare(stage: Stage, laid: Laid, area: Area, *, asked: Asked, number: int) -> None:
    """The area asked, and may be preparing: a lead is known, a licence is drafted, one contact was held."""
    opened_on = stage.today - timedelta(days=laid.since)
    implementation = take_up(stage, laid, area, asked=asked, opened_on=opened_on)
    if laid.ending is Ending.ENQUIRY:
        asker = Asker(f"{laid.name} Council", invented_name(500 + number), "Commissioner", laid.name, WANTED)
        asker = replace(asker, nation=Nation(laid.nation))
        asked_before(stage, asker, implementation, came_on=opened_on, taken_on=opened_on)
        return
    leader = appoint(stage, laid, area, number=number, from_on=opened_on)
    if laid.name in ROUNDS:
        ROUNDS[laid.name](stage, implementation, leader)
    starts_on = add_months(stage.today.replace(day=1), 3)
    terms = Terms(starts_on, add_months(starts_on, asked.terms.licence.months) - DAY, asked.terms.licence.places)
    licence = licences.draft(implementation.id, terms, by=implementation.manager_id, now=stage.now)
    day = calendar_of(laid.nation).next_working_day(opened_on + timedelta(days=14))
    record(stage, licence, day, channel=Channel.ONLINE, outcome=Outcome.HELD, actions=())
