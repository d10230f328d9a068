"""Each main page asks the database so many questions and no more, whether there are 6 areas and contacts or 30.

The area has 12 groups delivered over a year, or 60 over five years, each with its sessions, forms, scores and costs.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, AreaPerson, Implementation
from scaleup.areas.rules import AreaRole
from scaleup.enquiries import service as enquiries
from scaleup.enquiries.rules import Asking
from scaleup.extensions import db
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.rules import Profession
from scaleup.fidelity import service as fidelity
from scaleup.fidelity.models import ImprovementPlan
from scaleup.fidelity.rules import Method
from scaleup.outbox import service as outbox
from scaleup.outbox.rules import Draft
from scaleup.support import service as support
from scaleup.support.models import Contact
from scaleup.support.rules import ActionTerms, Channel, ContactTerms, Outcome
from tests.factories import delivery, registers
from tests.factories import support as make
from tests.house.delivered import deliver
from tests.house.laid import Databases, Laid, laid
from tests.house.things import NOW, TODAY

FEW, MANY = 6, 30
"""Of fewer than 5 areas nobody knows how long a stage usually takes, so the pipeline asks less."""
PLAN = 4
"""Statements that plan any number of licences; docs/performance.md, B9."""
ANOTHER_BRANCH = 1
"""Logging asks once more where a date has passed without a record, however many there are."""
CEILINGS: dict[str, int] = {
    "/": 32,  # one for each kind of thing that may wait for somebody
    "/areas": 6,
    "/areas?sort=name&page=2": 7,
    "/areas?page=all": 7,
    "/areas.csv": 5,
    "/areas.xlsx": 5,
    "/areas/map": 10,
    "/areas/pipeline": 8,
    "/areas/{area}/milestones": 14,
    "/retention": 13,  # one for each kind of thing that is kept
    "/enquiries": 9,
    "/enquiries/conversion": 7,
    "/enquiries/{enquiry}": 12,
    "/areas/{area}": 10,
    "/areas/readiness": 6,
    "/areas/barriers?barrier=venue": 4,
    "/forecast": 14,
    "/forecast/what-if": 12,
    "/areas/{area}/brief": 13,
    "/hand-overs/{handover}/brief": 13,
    "/areas/{area}/readiness": 8,
    "/readiness/{assessment}": 6,
    "/readiness/{assessment}/capacity": 9,
    "/readiness/{assessment}/answers": 8,
    "/readiness/{assessment}/result": 7,
    "/areas/{area}/history": 6,
    "/areas/{area}/plan": 16,
    "/areas/{area}/plan/{licence}/versions": 7,
    "/areas/{area}/plan/{licence}/pace": 16,
    "/areas/{area}/access": 7,
    "/areas/{area}/people": 8,
    "/areas/{area}/facilitators": 11,
    "/areas/{area}/delivery": 8,
    "/groups/{group}": 11,
    "/groups/{group}/sessions/A1": 12,
    "/groups/{group}/pair": 5,
    "/groups/{group}/codes": 10,  # here and below, one says who opened it
    "/groups/{group}/families": 2,
    "/areas/{area}/accreditation": 11,
    "/areas/{area}/certificates": 6,
    "/areas/{area}/licence": 10,
    "/areas/{area}/documents": 6,
    "/training": 11,
    "/training/{event}": 16,
    "/training/{event}/book": 18,
    "/licences/{licence}/places": 7,
    "/licences/{licence}/term": 17,
    "/areas/{area}/contacts/log": 24,
    "/areas/{area}/contacts/agenda/{slot}": 16,
    "/contacts/{contact}": 16,
    "/contacts/{contact}/correct": 15,
    "/contacts/{contact}/rating": 8,
    "/implementations/{implementation}/groups/add": 12,
    "/areas/{area}/fidelity": 16,
    "/implementations/{implementation}/fidelity/check": 11,
    "/implementations/{implementation}/fidelity/observe": 9,
    "/fidelity/checks/{check}/again": 11,
    "/implementations/{implementation}/adaptations/ask": 8,
    "/fidelity/checks/{check}": 12,
    "/fidelity/checks/{check}/plan": 15,
    "/fidelity/plans/{plan}": 12,
    "/areas/{area}/adaptations": 9,
    "/areas/{area}/adaptations/ask": 9,
    "/adaptations/{adaptation}": 13,
    "/adaptations/{adaptation}/decide": 12,
    "/adaptations": 12,
    "/areas/{area}/reviews": 8,
    "/reviews/{area_review}": 14,
    "/reviews/{area_review}/record": 16,
    "/areas/{area}/results/costs": 11,
    "/areas/{area}/results": 13,
    "/areas/{area}/results.csv": 13,
    "/results.csv": 12,
    "/process/{activity}": 6,
    "/process/{activity}/answers": 5,
    "/costs/{cost_line}": 4,
    "/implementations/{implementation}/costs/add": 5,
    "/implementations/{implementation}/measures/trained": 6,
    "/areas/{area}/results/enter": 18,
    "/areas/{area}/results/enter/file": 13,  # one of them says who opened it
    "/areas/{area}/results/enter/means-file": 12,
    "/groups/{group}/scores": 14,
    "/areas/{area}/results/enter/births": 13,
    "/groups/{group}/births": 7,
    "/groups/{group}/births/{participant}": 9,
    "/implementations/{implementation}/evaluation": 8,
    "/results": 13,  # forms that came back are counted where scores are entered too; and what was heard
    "/areas/{area}/report": 30,
    "/areas/{area}/report.pdf": 30,
    "/results/report": 28,
    "/results/report.pdf": 28,
    "/areas/{area}/results/process": 14,  # one of them says who read it
    "/deliveries": 6,
    "/deliveries/sending": 7,
    "/deliveries/held": 5,
    "/deliveries/returned": 6,
    "/deliveries/held/{hold}": 4,
    "/people": 5,
    "/calendar": 14,
    "/calendar?view=list&area={area}": 14,
    "/areas/{area}/calendar": 5,
    "/me/calendar": 4,
    "/downloads": 3,
    "/import": 7,
    "/import/{run}": 7,
    "/import/{run}/rows": 5,
    "/import/{run}/decisions": 6,
    "/start-reminders": 14,
    "/reminders/rules": 4,
    "/reminders/rules/contact_today": 14,
    "/coming-mail": 3,
    "/areas/{area}/coming-mail": 45,
    "/areas/{area}/not-sent": 30,
    "/me/coming-mail": 45,
    "/me": 3,
    "/guides": 3,
    "/guides/words": 3,
    "/training/{event}/register": 4,
    "/training/{event}/register/all": 4,
    "/search?q=marlbury": 18,
    "/search?q=kelso+bs+colleague+zzz": 21,
}
"""Statements of a page for a unit manager and for a project lead, the two or three of every request included."""
UNIT_PAGES = (
    "/results/report",
    "/retention",
    "/areas/readiness",
    "/areas/barriers",
    "/forecast",
    "/areas/{area}/brief",
    "/hand-overs/{handover}/brief",
    "/enquiries",
    "/deliveries",
    "/deliveries/sending",
    "/deliveries/held",
    "/deliveries/returned",
    "/deliveries/held/{hold}",
    "/people",
    "/import",
    "/start-reminders",
    "/reminders/rules",
    "/reminders/rules/contact_today",
    "/coming-mail",
    "/areas/{area}/coming-mail",
    "/areas/{area}/not-sent",
    "/training/{event}/register",
    "/implementations/{implementation}/evaluation",
    "/contacts/{contact}/rating",
    "/reviews/{area_review}/record",
    "/adaptations/{adaptation}/decide",
    "/areas/{area}/plan/{licence}/pace",
    "/implementations/{implementation}/fidelity/check",
    "/implementations/{implementation}/fidelity/observe",
    "/fidelity/checks/{check}/plan",
    "/fidelity/checks/{check}/again",
)
"""A project lead does not enter these."""
LEAD_PAGES = (
    "/areas/{area}/results/enter/file",
    "/areas/{area}/results/enter/means-file",
    "/groups/{group}/scores",
    "/areas/{area}/results/enter/births",
    "/groups/{group}/births",
    "/groups/{group}/codes",
)
"""Scores as they were entered, which the unit does not see."""
NAMED = (
    "check",
    "group",
    "participant",
    "implementation",
    "activity",
    "cost_line",
    "plan",
    "adaptation",
    "area_review",
    "hold",
    "area",
    "slot",
    "licence",
    "run",
    "event",
    "enquiry",
    "assessment",
    "handover",
)


@pytest.fixture(scope="module")
def portfolio(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laid]:
    """The two areas, on SQLite."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCALEUP_NOW", NOW.isoformat())
        with laid(databases, "sqlite", tmp_path_factory.mktemp("laid")) as found:
            yield found


def grow(portfolio: Laid, *, to: int, start: int) -> None:
    """So many areas, contacts, actions, people, facilitators and messages more."""
    with portfolio.app.app_context():
        marlbury = db.session.get_one(Area, portfolio.own["area_id"])
        implementation = db.session.get_one(Implementation, portfolio.own["implementation_id"])
        lead = db.session.scalars(select(Person).where(Person.name == "Niamh O’Rourke")).one()
        manager = db.session.get_one(Person, implementation.manager_id)
        for number in range(start, to):
            more_in(marlbury, implementation, number, lead=lead, manager=manager)
            another_area(number, lead=lead, manager=manager)
        db.session.commit()


def more_in(area: Area, implementation: Implementation, number: int, *, lead: Person, manager: Person) -> None:
    """A contact, what was agreed in it, a person, facilitators, groups and a message more in this area."""
    colleague = make.person(f"Colleague {number}", Role.DEPUTY)
    make.keep(AreaPerson(area_id=area.id, person_id=colleague.id, role=AreaRole.DEPUTY, from_on=TODAY))
    make.give_access(colleague, area, Role.DEPUTY)
    facilitators.join(
        implementation.id, make.person(f"Visitor {number}").id, profession=Profession.MIDWIFE, by=manager.id
    )
    registers.book_another(implementation, f"Trainee {number}")
    delivering(implementation, number, by=manager.id)
    pair = delivery.pair(implementation)
    for one in (2 * number, 2 * number + 1):
        deliver(implementation, one, pair=pair, lead_id=lead.id)
    log(lead, implementation, number, staff_id=manager.id)
    ask(implementation, number, staff_id=manager.id)
    message = Draft(f"more | {number}", "support.contact-due", NOW, person_id=lead.id, area_id=area.id)
    outbox.enqueue(message, now=NOW + timedelta(seconds=number))


def delivering(implementation: Implementation, number: int, *, by: int) -> None:
    """A group more, whose first sessions were held, and a check more with its plan."""
    held = date(2024, 3, 5) + timedelta(days=7 * number)
    delivery.group(implementation, f"Group {number}", first_on=held, families=7)
    check = fidelity.record_check(implementation.id, on_day=held, method=Method.OBSERVATION, percent=70.0, by=by)
    make.keep(
        ImprovementPlan(
            check_id=check.id,
            implementation_id=implementation.id,
            area_id=implementation.area_id,
            owner_id=by,
            due_on=TODAY,
            changes=["pairing"],
            opened_on=TODAY,
        )
    )


def ask(implementation: Implementation, number: int, *, staff_id: int) -> None:
    """Two enquiries more, of the same organisation."""
    for kind in ("First", "Second"):
        asking = Asking(
            programme_id=implementation.programme_id,
            organisation=f"Council {number}",
            nation="England",
            authority_codes=frozenset(),
            places="",
            name=f"{kind} Asker {number}",
            email=f"asker{number}@council.example",
            role="Commissioner",
            wanted="Groups in the north of the town.",
        )
        enquiries.type_in(asking, came_on=TODAY, manager_id=None, acknowledged=False, by=staff_id, now=NOW)


def another_area(number: int, *, lead: Person, manager: Person) -> None:
    """An area that both see, with a plan, a contact and something agreed."""
    area = make.area(f"Area {number}")
    implementation = make.implementation(area, manager=manager)
    make.give_access(lead, area, Role.PROJECT_LEAD)
    make.keep(AreaPerson(area_id=area.id, person_id=lead.id, role=AreaRole.PROJECT_LEAD, from_on=date(2023, 9, 12)))
    licence = make.licence(implementation, number=f"BS-1{number:02d}")
    support.make_plan(licence.id)
    log(lead, implementation, number, staff_id=manager.id)


def log(lead: Person, implementation: Implementation, number: int, *, staff_id: int) -> None:
    """A contact of an earlier day with something agreed that is late."""
    held_on = date(2024, 5, 1) + timedelta(days=27 * number)
    terms = ContactTerms(
        held_on=held_on,
        outcome=Outcome.HELD,
        channel=Channel.CALL,
        people_ids=(lead.id,),
        staff_id=staff_id,
        discussed="Numbers in the groups.",
        actions=(ActionTerms(f"Send list {number}", lead.id, held_on + timedelta(days=14)),),
    )
    nonce = f"{implementation.id}-{number}"
    now = datetime(2026, 11, 23, 14, tzinfo=NOW.tzinfo)
    support.log_contact(lead.id, terms, implementation_id=implementation.id, nonce=nonce, today=TODAY, now=now)


def measured(portfolio: Laid) -> dict[tuple[str, str], int]:
    """The statements of each page for each of the two."""
    with portfolio.app.app_context():
        contact = db.session.scalars(select(Contact.id).where(Contact.area_id == portfolio.own["area_id"])).first()
    found = {}
    for page in CEILINGS:
        for visitor in ("unit_manager", "project_lead"):
            named = {name: portfolio.own[f"{name}_id"] for name in NAMED}
            path = page.format(contact=contact, **named)
            portfolio.heard.clear()
            answer = portfolio.client(visitor).get(path)
            status = answer.status_code if answer.data else 0  # a file asks while it is sent
            if status == 200:
                found[page, visitor] = len([one for one in portfolio.heard if not one.startswith("BEGIN")])
            else:
                assert (status, page.startswith((*UNIT_PAGES, *LEAD_PAGES))) == (403, True), path
    return found


def test_pages_ask_no_more_when_there_is_more_to_show(portfolio: Laid) -> None:
    grow(portfolio, to=FEW, start=0)
    measured(portfolio)  # what a process learns once is learnt
    few = measured(portfolio)
    grow(portfolio, to=MANY, start=FEW)
    many = measured(portfolio)
    assert {key: (few[key], many[key]) for key in many if many[key] > few[key] + ANOTHER_BRANCH} == {}
    over = {key: count for key, count in many.items() if count > CEILINGS[key[0]]}
    assert over == {}


def unplanned(portfolio: Laid, *, licences: int, start: int) -> list[int]:
    """So many licences without a plan, each in an area of its own."""
    areas = [make.area(f"Unplanned {start + number}") for number in range(licences)]
    found = [make.licence(make.implementation(area), number=f"UN-{area.id}").id for area in areas]
    db.session.commit()
    portfolio.heard.clear()
    return found


def test_plans_of_many_licences_ask_no_more_than_the_plan_of_one(portfolio: Laid) -> None:
    asked = {}
    with portfolio.app.app_context():
        for licences in (FEW, MANY):
            ids = unplanned(portfolio, licences=licences, start=licences * 100)
            assert support.make_plans(ids) == licences * 22
            asked[licences] = len([one for one in portfolio.heard if not one.startswith(("BEGIN", "COMMIT"))])
            db.session.rollback()
    assert (asked[FEW], asked[MANY] <= PLAN) == (asked[MANY], True)
