"""Marlbury, whose dates are written down: three years of one invented area."""

from datetime import date

from sqlalchemy import select

from scaleup.areas import service as areas
from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import everyone_in
from scaleup.areas.rules import AreaRole, OrganisationRole
from scaleup.delivery import service as delivery
from scaleup.demo.adapters import read_story
from scaleup.demo.rules import Laid
from scaleup.demo.service.asking import Asker, asked_before
from scaleup.demo.service.changing import ask_for_changes
from scaleup.demo.service.checking import check
from scaleup.demo.service.delivering import deliver
from scaleup.demo.service.evaluating import evaluate
from scaleup.demo.service.laying import CHANNELS, record, take_up
from scaleup.demo.service.readiness import assess
from scaleup.demo.service.reckoning import learn, listen, reckon
from scaleup.demo.service.stage import SOURCE, Stage, asked_of, found, lead
from scaleup.demo.service.team import gather, train
from scaleup.demo.service.training import train_first_team, train_replacements
from scaleup.extensions import db
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.rules import Profession
from scaleup.licences import service as licences
from scaleup.licences.models import Licence
from scaleup.licences.rules import Money, Terms
from scaleup.readiness import queries as readiness
from scaleup.support.models import Slot
from scaleup.support.rules import ActionTerms, Outcome

NAME = "Marlbury"
ENQUIRED_ON = date(2023, 9, 12)
ASSESSED_ON = date(2023, 10, 17)
ASKER = Asker(
    "Marlbury Council",
    "Beatrix Lowther",
    "Commissioner of early help",
    NAME,
    "Groups for parents in the north of the borough, with the maternity service.",
)
SIGNED_ON = date(2024, 2, 28)
TERMS = Terms(date(2024, 4, 1), date(2027, 3, 31), 12)
TRAINED_ON, MADE_UP_ON = date(2024, 4, 25), date(2024, 6, 6)
TOPPED_UP_ON, FILMED_ON = date(2024, 11, 13), date(2025, 1, 21)
LEFT_ON, REPLACED_ON, REPLACED_TOPPED_UP_ON = date(2025, 9, 4), date(2025, 11, 20), date(2026, 4, 15)
STARTED_ON = date(2024, 6, 18)
MISSED, HELD_LATE, HELD_LATE_ON, NO_RECORD = 16, 17, date(2026, 2, 13), 20
"""Contact 17 was due on 2 February and held nine working days later; contact 20 has no record."""
FUNDERS = (
    ("Marlbury NHS Trust", 60_000_00, date(2024, 4, 1), date(2026, 3, 31)),
    ("Marlbury Council", 210_000_00, date(2024, 4, 1), date(2027, 3, 31)),
)
FIRST_TEAM = (
    *(Profession.HEALTH_VISITOR,) * 4,
    *(Profession.MIDWIFE,) * 2,
    *(Profession.FAMILY_SUPPORT_WORKER,) * 6,
)


def lay_marlbury(stage: Stage) -> Area:
    """Marlbury is there, as far as its story has come by today."""
    area = found(stage, NAME, "England")
    laid = Laid(NAME)
    implementation = take_up(stage, laid, area, asked=asked_of("baby-steps"), opened_on=ENQUIRED_ON)
    asked_before(stage, ASKER, implementation, came_on=ENQUIRED_ON, taken_on=ASSESSED_ON)
    people(stage, area)
    organisations(area)
    licence = license_marlbury(stage, implementation)
    before_the_licence(stage, licence)
    team(stage, licence, implementation)
    areas.plan_pairs(implementation.id, 6, version=implementation.version, by=None)
    delivery.record_start(implementation.id, STARTED_ON, today=stage.today, by=None, source=SOURCE)
    shown(stage, implementation)
    contacts(stage, licence, area)
    return area


def shown(stage: Stage, implementation: Implementation) -> None:
    """What was delivered, how faithfully, what was changed, what came back of families, and what it cost."""
    by_role = {AreaRole(one.role): one.person_id for one in everyone_in(implementation.area_id)}
    enters = by_role[AreaRole.DATA_CONTACT]
    groups = deliver(stage, implementation)
    check(stage, implementation, groups)
    ask_for_changes(stage, implementation)
    evaluate(stage, implementation, groups, by=enters)
    reckon(stage, implementation, by=enters)
    listen(stage, implementation, by=enters)
    learn(implementation, [enters, by_role[AreaRole.PROJECT_LEAD]])


def people(stage: Stage, area: Area) -> None:
    """The people of Marlbury, the project lead first."""
    lead(stage, area, "Niamh O’Rourke", role=AreaRole.PROJECT_LEAD, from_on=ENQUIRED_ON)
    tom = lead(stage, area, "Tom Hartley", role=AreaRole.DEPUTY, from_on=date(2024, 4, 26))
    areas.add_person(area.id, tom.id, role=AreaRole.DATA_CONTACT, from_on=date(2024, 4, 26), by=None)
    lead(stage, area, "Beatrix Lowther", role=AreaRole.COMMISSIONER, from_on=ENQUIRED_ON)
    lead(
        stage,
        area,
        "Ngozi Farthing",
        role=AreaRole.CHAMPION,
        from_on=date(2024, 1, 23),
        employer="Marlbury NHS Trust",
    )


def organisations(area: Area) -> None:
    """Two employers and a commissioner, as pairs normally need."""
    council, trust = "Marlbury Council", "Marlbury NHS Trust"
    for name, role in (
        (council, OrganisationRole.COMMISSIONER),
        (council, OrganisationRole.LICENCE_HOLDER),
        (council, OrganisationRole.EMPLOYER),
        (trust, OrganisationRole.EMPLOYER),
    ):
        areas.add_organisation(area.id, name, role=role, by=None)


def license_marlbury(stage: Stage, implementation: Implementation) -> Licence:
    """The licence was granted on the second round, whose one condition it carries; its renewal is undecided."""
    helen = stage.unit["Helen Ashworth"].id
    assess(stage, implementation)
    licence = licences.draft(implementation.id, TERMS, by=implementation.manager_id, now=stage.now)
    granted = licences.grant(licence.id, on_day=SIGNED_ON, version=licence.version, by=helen, now=stage.now)
    for condition in readiness.conditions_of_licences([granted.id])[granted.id]:
        licences.meet_condition(condition.id, licence_id=granted.id, met_on=date(2024, 4, 26), by=helen)
    for funder, pence, from_on, to_on in FUNDERS:
        licences.add_funding(implementation.id, Money(funder, pence, from_on, to_on), by=helen)
    return granted


def before_the_licence(stage: Stage, licence: Licence) -> None:
    """The calls before the licence are history."""
    early = [event for event in read_story() if event.kind == "contact" or "pre-implementation call" in event.title]
    for number, event in enumerate(early):
        record(
            stage,
            licence,
            event.on_day,
            channel=CHANNELS[number % len(CHANNELS)],
            outcome=Outcome.HELD,
            actions=(),
        )


def team(stage: Stage, licence: Licence, implementation: Implementation) -> None:
    """Twelve were trained, one with a make-up day; two health visitors left and were replaced."""
    twelve = gather(stage, licence, implementation, professions=FIRST_TEAM, first=500, from_on=TERMS.starts_on)
    train(twelve[1:], "initial", TRAINED_ON, today=stage.today)
    train(twelve[:1], "initial", MADE_UP_ON, today=stage.today)
    train(twelve, "top_up", TOPPED_UP_ON, today=stage.today)
    train(twelve, "verp", FILMED_ON, today=stage.today)
    train_first_team(stage, implementation, twelve)
    for gone in twelve[2:4]:
        facilitators.leave(gone.id, on_day=LEFT_ON, today=stage.today, by=None)
    two = gather(
        stage,
        licence,
        implementation,
        professions=(Profession.HEALTH_VISITOR,) * 2,
        first=520,
        from_on=REPLACED_ON,
    )
    train(two, "initial", REPLACED_ON, today=stage.today)
    train_replacements(stage, implementation, two)
    train(two, "top_up", REPLACED_TOPPED_UP_ON, today=stage.today)


def contacts(stage: Stage, licence: Licence, area: Area) -> None:
    """Contacts 1 to 19 as they were; what was agreed at the last of them is still open."""
    slots = db.session.scalars(select(Slot).where(Slot.licence_id == licence.id).order_by(Slot.sequence)).all()
    for slot in slots[: NO_RECORD - 1]:
        late = slot.sequence == HELD_LATE
        held_on = HELD_LATE_ON if late else slot.due_on
        if held_on > stage.today:
            return
        record(
            stage,
            licence,
            held_on,
            channel=CHANNELS[slot.sequence % len(CHANNELS)],
            outcome=Outcome.NO_ANSWER if slot.sequence == MISSED else Outcome.HELD,
            actions=still_open(area) if slot.sequence == NO_RECORD - 1 else (),
        )


def still_open(area: Area) -> tuple[ActionTerms, ...]:
    """What Niamh and Tom promised on 1 July 2026."""
    by_role = {AreaRole(person.role): person.person_id for person in everyone_in(area.id)}
    return (
        ActionTerms("Chase 3 six-month questionnaires, group 8", by_role[AreaRole.DATA_CONTACT], date(2026, 11, 26)),
        ActionTerms(
            "Send the one-page report to the commissioner",
            by_role[AreaRole.PROJECT_LEAD],
            date(2027, 1, 4),
        ),
    )
