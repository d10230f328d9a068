"""One of each thing that an address may name, in one area."""

from datetime import UTC, date, datetime, time
from io import BytesIO

from flask import current_app
from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import Area, AreaPerson, Handover, Implementation
from scaleup.areas.rules import AreaRole, HandoverState, OrganisationRole
from scaleup.core.years import Year
from scaleup.documents import service as documents
from scaleup.documents.rules import Kind, Terms
from scaleup.enquiries import service as enquiries
from scaleup.enquiries.rules import Asking
from scaleup.evaluation.models import BirthOutcome, MeasureTraining
from scaleup.evaluation.rules.activities import TrainedBy
from scaleup.evaluation.rules.costs import Cost, Standing
from scaleup.evaluation.service import costs
from scaleup.extensions import db
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.models import Facilitator
from scaleup.facilitators.rules import Profession
from scaleup.fidelity import service as fidelity
from scaleup.fidelity.models import ImprovementPlan
from scaleup.imports.models import Run, RunLine, RunQuestion
from scaleup.imports.rules import State
from scaleup.licences import service as licences
from scaleup.licences.models import Licence
from scaleup.licences.rules import Money
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Address
from scaleup.outbox.rules import Covers, Draft, HoldScope
from scaleup.programmes import queries as programmes_queries
from scaleup.readiness import service as readiness
from scaleup.records.models import Merge
from scaleup.reviews import service as reviews
from scaleup.reviews.models import AreaReview
from scaleup.reviews.rules import Outcome as ReviewOutcome
from scaleup.reviews.rules import Said
from scaleup.support import service as support
from scaleup.support.models import Action, Slot
from scaleup.support.rules import ActionTerms, Channel, ContactTerms, Outcome
from scaleup.training import queries as training_queries
from scaleup.training import service as training
from scaleup.training.models import Booking, Certificate, Event, PracticeReview
from scaleup.training.rules import BookingState, Day, Hours, Plan
from scaleup.training.rules.walls import wall_code
from tests.factories import delivery, hooks
from tests.factories import support as make
from tests.factories.changes import change
from tests.factories.evaluated import answered, asked
from tests.fidelity.observed import rating

NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
TODAY = date(2026, 11, 23)
ABSENT = 999_999
Ids = dict[str, object]
GOING_ON = (
    "group_id of /groups/<int:group_id>/sessions/add",
    "group_id of /groups/<int:group_id>/end",
)
"""Of what has no plan of sessions alone."""


def review_rows(of: Area, manager: Person) -> tuple[int, int]:
    """A review of this area that was held, and one that is still to be held."""
    for licence in db.session.scalars(select(Licence).where(Licence.area_id == of.id)):
        licence.created_at = make.LONG_AGO
    reviews.plan_again([of.id])
    first, second, *_ = db.session.scalars(
        select(AreaReview).where(AreaReview.area_id == of.id).order_by(AreaReview.month)
    )
    said = Said(held_on=date(2026, 11, 20), outcome=ReviewOutcome.CONTINUE, agreed="Groups go on as they are.")
    reviews.record(manager.id, said, review_id=first.id, nonce=f"review-{of.id}", today=TODAY, now=NOW)
    return first.id, second.id


def train(implementation: Implementation) -> Event:
    """An event of three days to come, for this area."""
    programme_id = programmes_queries.by_slug("baby-steps")
    assert programme_id
    kind = training_queries.kind(programme_id.id, "initial")
    hours = Hours(time(9, 30), time(12, 30)), Hours(time(13, 30), time(16, 30))
    days = tuple(Day(number, date(2026, 12, 8 + number), *hours) for number in range(3))
    return training.plan(kind, Plan(days, (implementation.id,), (), 12, "Marlbury Town Hall"), by=None, now=NOW)


def app_key() -> object:
    """What the codes on walls are signed with."""
    return current_app.secret_key


def unannounced(event_id: int, seat: int = 900) -> Booking:
    """Somebody who came to this event without a booking."""
    return make.keep(Booking(event_id=event_id, walk_in="Someone New", state="booked", seat=seat, booked_at=NOW))


def recognised(event_id: int, of: Implementation) -> Booking:
    """Somebody who came to this event without a booking, and of whom it was said who it was."""
    somebody = make.person(f"{of.area.name} Walker").id
    found = unannounced(event_id, seat=901)
    found.area_id = of.area_id
    found.facilitator_id = facilitators.join(of.id, somebody, profession=Profession.MIDWIFE, by=None).id
    return make.keep(found)


def import_shown() -> Run:
    """A workbook that waits for somebody to look at it; its file is gone."""
    run = Run(name="tracker.xlsx", digest="0" * 64, stored=None, state=State.SHOWN, sent_at=NOW, shown="what is shown")
    run.recognised = [
        {
            "name": "Calls",
            "kind": "contacts",
            "rows": 1,
            "hidden": False,
            "left_out": False,
            "heading_row": 1,
            "columns": [["Area", "area"], ["Weather", ""]],
        }
    ]
    counts = {"rows": 1, "created": 0, "merged": 0, "needs_decision": 1, "refused": 0}
    totals = {"areas": 0, "licences": 0, "facilitators": 0, "contacts": 0, "fidelity_checks": 0}
    run.weighed = {"sheets": {"Calls": counts}, "totals": totals}
    make.keep(run)
    said = [["Area", "Kelsoe", "“Kelsoe” is not the name of an area known here."]]
    make.keep(
        RunLine(
            run_id=run.id,
            position=0,
            rank=0,
            sheet="Calls",
            row_number=2,
            outcome="needs_decision",
            what="Kelsoe",
            said=said,
        )
    )
    choices = [["Kelso", "the area Kelso"], ["leave out", "leave these rows out"]]
    make.keep(
        RunQuestion(
            run_id=run.id,
            position=0,
            question_key="area|kelsoe",
            kind="Which area",
            sentence="Which area is “Kelsoe”?",
            choices=choices,
            typed="",
            picks=0,
            rows=1,
        )
    )
    return run


def checks(of: Implementation, facilitator: Facilitator, manager: Person) -> Ids:
    """A check that was red and has no plan, and the plan after another."""
    red = rating([facilitator], manager.id, mark=1, on_day=date(2026, 11, 10))
    first = fidelity.observe(of.id, red, by=manager.id, now=NOW)
    plan = make.keep(
        ImprovementPlan(
            check_id=fidelity.observe(of.id, red, by=manager.id, now=NOW).check_id,
            implementation_id=of.id,
            area_id=of.area_id,
            owner_id=manager.id,
            due_on=date(2027, 2, 10),
            changes=["pairing"],
            opened_on=TODAY,
        )
    )
    return {"check_id": first.check_id, "plan_id": plan.id}


def group_of(implementation: Implementation, lead: Person) -> Ids:
    """A group that was evaluated, and the code of a mother who gave birth."""
    group = answered(implementation, lead, now=NOW)
    mother = select(BirthOutcome.participant_id).where(BirthOutcome.area_id == implementation.area_id)
    return {"group_id": group.id, "participant_id": db.session.scalars(mother.order_by(BirthOutcome.id)).first()}


def everything(of: Area, *, lead: Person, manager: Person, number: str) -> Ids:
    """One of each thing that an address may name, in this area."""
    held = make.keep(
        AreaPerson(area_id=of.id, person_id=lead.id, role=AreaRole.PROJECT_LEAD, from_on=date(2023, 9, 12))
    )
    implementation = db.session.scalars(select(Implementation).where(Implementation.area_id == of.id)).one()
    licence = make.licence(implementation, number=number)
    condition = licences.add_condition(
        licence.id, "A deputy lead is named", owner_id=lead.id, due_on=date(2026, 12, 1), by=manager.id
    )
    council = Money(f"{of.name} Council", 70_000_00, date(2024, 4, 1), date(2026, 3, 31))
    funding = licences.add_funding(implementation.id, council, by=manager.id)
    round_begun = readiness.begin(implementation.id, by=manager.id, now=NOW)
    support.make_plan(licence.id)
    terms = ContactTerms(
        held_on=date(2026, 10, 6),
        outcome=Outcome.HELD,
        channel=Channel.ONLINE,
        people_ids=(lead.id,),
        staff_id=manager.id,
        discussed="The venue for the spring groups.",
        minutes=35,
        topics=("data", "celebrations"),
        works="Pairs know each other",
        confidence=4,
        counts={"groups_running": 2},
        actions=(ActionTerms("Send the pairing plan", lead.id, date(2026, 11, 30)),),
    )
    logged = support.log_contact(
        lead.id, terms, implementation_id=implementation.id, nonce=number, today=TODAY, now=NOW
    )
    support.add_words(
        lead.id, "The venue is let.", contact_id=logged.contact_id, nonce=number, text_checked=False, now=NOW
    )
    looked_back, coming = review_rows(of, manager)
    slot = db.session.scalars(
        select(Slot).where(Slot.licence_id == licence.id, Slot.state == "open", Slot.due_on > TODAY).order_by(Slot.id)
    ).first()
    action = db.session.scalars(select(Action).where(Action.area_id == of.id)).one()
    facilitator = facilitators.join(
        implementation.id, make.person(f"{of.name} Visitor").id, profession=Profession.HEALTH_VISITOR, by=manager.id
    )
    facilitators.record_part(facilitator.id, "initial", done_on=date(2026, 10, 6), by=manager.id)
    review = make.keep(
        PracticeReview(
            facilitator_id=facilitator.id,
            on_day=date(2026, 11, 10),
            cycle=1,
            attended=True,
            goal_set=True,
            filming_confirmed=True,
        )
    )
    certificate = make.keep(
        Certificate(
            facilitator_id=facilitator.id,
            implementation_id=implementation.id,
            code=f"{of.name.upper()}34679",
            issued_on=TODAY,
        )
    )
    place = facilitators.hold_place(licence.id, facilitator.id, from_on=date(2026, 10, 6), by=manager.id)
    message = outbox.enqueue(
        Draft(f"due | {of.id}", "support.contact-due", NOW, person_id=lead.id, area_id=of.id), now=NOW
    )
    guest = make.give_access(make.person(f"{of.name} Guest", Role.VIEWER), of, Role.VIEWER)
    closure = areas.add_closure_day(of.nation, date(2026, 12, 24), reason="the office is closed", by=manager.id)
    handover = make.keep(
        Handover(
            implementation_id=implementation.id,
            area_id=of.id,
            to_id=manager.id,
            on_day=date(2024, 1, 8),
            asked_at=NOW,
            state=HandoverState.DONE,
        )
    )
    document = documents.add(
        of.id,
        Terms(Kind.AGREEMENT, "Licence agreement", date(2024, 3, 4)),
        BytesIO(b"%PDF-1.7\nof a test"),
        by=manager.id,
        now=NOW,
    )
    areas.add_organisation(of.id, f"{of.name} Health Trust", role=OrganisationRole.COMMISSIONER, by=manager.id)
    asking = Asking(
        programme_id=implementation.programme_id,
        organisation=f"{of.name} Council",
        nation=of.nation,
        authority_codes=frozenset(),
        places="",
        name=f"{of.name} Asker",
        email=f"asker@{of.name.lower()}.example",
        role="Commissioner",
        wanted="Groups in the north of the town.",
    )
    enquiry = enquiries.type_in(asking, came_on=TODAY, manager_id=None, acknowledged=False, by=manager.id, now=NOW)
    merge = make.keep(
        Merge(
            kind="person",
            kept_id=lead.id,
            gone_id=ABSENT - lead.id,
            kept_name=lead.name,
            gone_name=f"{of.name} Shadow",
            at=NOW,
            by_id=manager.id,
        )
    )
    event = train(implementation)
    booked = make.keep(
        Booking(
            event_id=event.id,
            area_id=of.id,
            facilitator_id=facilitator.id,
            state=BookingState.BOOKED,
            seat=1,
            booked_at=NOW,
        )
    )
    assert slot
    return {
        "area_id": of.id,
        "implementation_id": implementation.id,
        "licence_id": licence.id,
        "funding_id": funding.id,
        "condition_id": condition.id,
        "assessment_id": round_begun.id,
        "factor": "need",
        "item": "N1",
        "slot_id": slot.id,
        "contact_id": logged.contact_id,
        "action_id": action.id,
        "adaptation_id": change(implementation, lead.id).id,
        "area_review_id": coming,
        "area_review_id of /reviews/<int:area_review_id>": looked_back,
        "area_review_id of /reviews/<int:area_review_id>/correct": looked_back,
        "area_review_id of /reviews/<int:area_review_id>/addenda": looked_back,
        "message_id": message,
        **hooks.told(f"Data team of {of.name}", by=manager.id, now=NOW),
        "hold_id": outbox.hold(
            Covers(HoldScope.AREA, area_id=of.id), reason="New leads.", person_id=manager.id, now=NOW
        ),
        "address_id": make.keep(Address(address=lead.email, person_id=lead.id, stopped_at=NOW, status="5.1.1")).id,
        "facilitator_id": facilitator.id,
        "code of /certificates/<code>": certificate.code,
        "review_id": review.id,
        "held_id": held.id,
        "handover_id": handover.id,
        "access_id": guest.id,
        "place_id": place.id,
        "document_id": document.id,
        "number": 1,
        "closure_day_id": closure.id,
        "merge_id": merge.id,
        "other_id": make.person(f"{of.name} Double").id,
        "other_id of /merge/areas/<int:area_id>/<int:other_id>": make.area(f"{of.name} Again", of.nation).id,
        "person_id": make.person(f"{of.name} Colleague", Role.VIEWER).id,
        "role": Role.VIEWER.value,
        "event_id": event.id,
        "booking_id": booked.id,
        "half_day_id": event.half_days[0].id,
        "code of /here/<int:half_day_id>/<code>": wall_code(event.half_days[0].id, NOW, key=str(app_key())),
        "booking_id of /training/<int:event_id>/register/who/<int:booking_id>": unannounced(event.id).id,
        "booking_id of /training/<int:event_id>/register/not-them/<int:booking_id>": recognised(
            event.id, implementation
        ).id,
        "programme_id": implementation.programme_id,
        "part": "initial",
        "act": "suspend",
        "name": "words",
        "slug": "baby-steps",
        "kind": "enquiries",
        "code": "champion",
        **group_of(implementation, lead),
        "code of /groups/<int:group_id>/sessions/<code>": "A1",
        **dict.fromkeys(GOING_ON, delivery.going_on(implementation).id),
        **checks(implementation, facilitator, manager),
        "rule_code": "contact_today",
        "mark": "0123456789abcdef",
        "activity_id": asked(implementation, lead, nonce=f"asked-{number}", today=TODAY, now=NOW).id,
        "measure_training_id": make.keep(
            MeasureTraining(
                implementation_id=implementation.id,
                area_id=of.id,
                person_id=lead.id,
                measure="PAI",
                on_day=TODAY,
                trained_by=TrainedBy.UNIT,
                entered_at=NOW,
            )
        ).id,
        "cost_line_id": costs.enter(
            implementation.id,
            Cost("venues", Year(2026), Standing.ACTUAL, 1_200_00),
            nonce=f"cost-{number}",
            by=lead.id,
            today=TODAY,
            now=NOW,
        ).id,
        "enquiry_id": enquiry.id,
    }
