"""Somebody of whom much is held: their name, address and needs stand wherever real acts put them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

from sqlalchemy import cast, func, select, update
from sqlalchemy.types import Text

from scaleup import commit
from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Purpose, Role
from scaleup.areas import service as areas
from scaleup.areas.models import AreaPerson
from scaleup.core.base import Base
from scaleup.documents import service as documents
from scaleup.documents.rules import Kind, Terms
from scaleup.enquiries import service as enquiries
from scaleup.enquiries.rules import Asking
from scaleup.extensions import db
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.models import Facilitator
from scaleup.facilitators.rules import Profession
from scaleup.licences.models import Licence
from scaleup.outbox import service as outbox
from scaleup.outbox.rules import Draft
from scaleup.programmes import service as programmes
from scaleup.readiness.models import Condition
from scaleup.records import service as records
from scaleup.records.models import Merge
from scaleup.records.rules import Chosen
from scaleup.support import service as support
from scaleup.support.models import Action
from scaleup.support.rules import ActionTerms, Channel, ContactTerms, Outcome
from scaleup.training.models import Booking
from tests.factories import registers
from tests.factories import support as make

NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
TODAY = date(2026, 11, 23)
TOMORROW = datetime(2026, 11, 24, 9, tzinfo=UTC)
CANARY = "zebrafinch"
NAME, EMAIL = "Quillon Zebrafinch", "quillon.zebrafinch@marlbury.example"
Where = tuple[str, str]


@dataclass
class Planted:
    """The person, who acts on them, and where they are in the area."""

    person: Person
    boss: Person
    double_id: int
    """The number that a record of the same person had, which was merged."""


def plant(session: object) -> Planted:
    """A project lead and facilitator whose name is nowhere else, in the middle of an area's work."""
    programmes.load_catalogue(NOW)
    areas.load_authorities()
    boss = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    marlbury = make.area()
    under = make.implementation(marlbury, manager=boss)
    licence = make.licence(under)
    support.make_plan(licence.id)
    accounts.invite(boss.id, name=NAME, email=EMAIL, roles=["project_lead"], employer="Zebrafinch Trust", now=NOW)
    who = db.session.scalars(select(Person).where(Person.email == EMAIL)).one()
    make.give_access(who, marlbury, Role.PROJECT_LEAD)
    make.keep(AreaPerson(area_id=marlbury.id, person_id=who.id, role="project_lead", from_on=date(2024, 3, 4)))
    accounts.begin(who.id, NOW)
    accounts.make_link(who.id, Purpose.SIGN_IN, NOW)
    areas.make_area_feed(marlbury.id, by=who.id, now=NOW)
    talk(who, boss, under.id)
    train(who, boss, under)
    write(who, boss, under, licence)
    merge = merged(who, boss)
    db.session.commit()
    kept = db.session.get_one(Person, merge.kept_id)
    return Planted(kept, boss, merge.gone_id)


def talk(who: Person, boss: Person, implementation_id: int) -> None:
    """A contact with them, in words that name them, and what they added; mail about it that waits."""
    terms = ContactTerms(
        held_on=date(2026, 10, 6),
        outcome=Outcome.HELD,
        channel=Channel.ONLINE,
        people_ids=(who.id,),
        staff_id=boss.id,
        discussed=f"{NAME} has let the hall. QUILLON  ZEBRAFINCH starts; Zebrafinch writes from {EMAIL}.",
        minutes=35,
        actions=(ActionTerms("Ask Quillon Zebrafinch for the plan", who.id, date(2026, 11, 30)),),
    )
    logged = support.log_contact(who.id, terms, implementation_id=implementation_id, nonce="1", today=TODAY, now=NOW)
    support.add_words(who.id, f"Signed: {NAME}", contact_id=logged.contact_id, nonce="1", text_checked=False, now=NOW)
    for to, address in ((who.id, None), (None, EMAIL)):
        outbox.enqueue(
            Draft(
                f"due|{to}", "support.contact-due", TOMORROW, person_id=to, to_address=address, values={"rule": NAME}
            ),
            now=NOW,
        )


def train(who: Person, boss: Person, under: object) -> None:
    """They come to training, with needs; the register knew them first by what they said at the door."""
    joined = facilitators.join(under.id, who.id, profession=Profession.MIDWIFE, by=boss.id)  # type: ignore[attr-defined]
    event = registers.event(under, first_on=date(2026, 10, 5))  # type: ignore[arg-type]
    make.keep(
        Booking(
            event_id=event.id,
            area_id=joined.area_id,
            facilitator_id=joined.id,
            walk_in=f"{NAME} (midwife)",
            state="booked",
            seat=1,
            needs=f"No nuts for {CANARY}",
            booked_at=NOW,
        )
    )


def write(who: Person, boss: Person, under: object, licence: Licence) -> None:
    """What they signed, what is called after them, and what they once asked for."""
    area_id = licence.area_id
    title = f"Agreement, signed by {NAME}"
    documents.add(
        area_id, Terms(Kind.AGREEMENT, title, date(2024, 3, 4)), BytesIO(b"%PDF-1.7 signed"), by=who.id, now=NOW
    )
    asking = Asking(
        programme_id=under.programme_id,  # type: ignore[attr-defined]
        organisation="Zebrafinch Council",
        nation="England",
        authority_codes=frozenset(),
        places="",
        name=NAME,
        email=EMAIL.upper(),
        role="Commissioner",
        wanted=f"Ring {NAME} please.",
    )
    enquiries.type_in(asking, came_on=TODAY, manager_id=None, acknowledged=True, by=boss.id, now=NOW)
    areas.add_closure_day("England", date(2026, 12, 24), reason=f"Party of {NAME}", by=boss.id)
    make.keep(
        Condition(
            implementation_id=licence.implementation_id,
            area_id=area_id,
            licence_id=licence.id,
            wording=f"{NAME} names a deputy",
            owner_id=who.id,
            due_on=date(2026, 12, 1),
        )
    )


def merged(who: Person, boss: Person) -> Merge:
    """A second record of the person, made by a slip, is one with the first since today."""
    double = make.person("Quillon Zebrafinch-Hall")
    return records.merge_people(boss.id, who.id, double.id, Chosen(who.id, who.id, who.id), now=NOW)


def hand_over(who: Person) -> None:
    """Nothing is left that is theirs to do."""
    for statement in (
        update(Action).where(Action.owner_id == who.id).values(done_on=TODAY),
        update(Condition).where(Condition.owner_id == who.id).values(met_on=TODAY),
        update(AreaPerson).where(AreaPerson.person_id == who.id).values(until_on=TODAY),
    ):
        db.session.execute(statement)
    for one in db.session.scalars(select(Facilitator).where(Facilitator.person_id == who.id)).all():
        one.left, one.left_on = True, TODAY
    commit.touched([one.area_id for one in db.session.scalars(select(Facilitator))])
    db.session.commit()


def in_tables() -> set[Where]:
    """Every column of every table in which the canary stands, however it is written."""
    found = set()
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            asked = select(func.count()).select_from(table).where(func.lower(cast(column, Text)).contains(CANARY))
            if db.session.scalar(asked):
                found.add((table.name, column.name))
    return found


def in_files(folder: Path) -> set[str]:
    """Every file in which the canary stands, or that is called so."""
    return {
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and (CANARY in path.name.lower() or CANARY.encode() in path.read_bytes().lower())
    }


__all__ = ["CANARY", "EMAIL", "NAME", "NOW", "TODAY", "Planted", "hand_over", "in_files", "in_tables", "plant"]
