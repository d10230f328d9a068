"""The whole portfolio as rows of the tracker's four sheets, one statement a sheet, the rows as they come."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, AreaOrganisation, AreaPerson, Implementation, Organisation
from scaleup.areas.rules import AreaRole, OrganisationRole
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.fidelity.models import FidelityCheck
from scaleup.imports.rules.tracker import old_score, outcome_word, profession_word, score
from scaleup.licences.models import Licence
from scaleup.licences.queries import was_granted
from scaleup.programmes.models import Programme
from scaleup.support.models import Action, Contact

Rows = Iterator[tuple[object, ...]]
BATCH = 1_000
Manager, Lead, Staff = aliased(Person), aliased(Person), aliased(Person)
GRANTED = was_granted()


def carried() -> Select[int]:
    """The implementations that the tracker has a row for: open, with a licence that was granted."""
    return select(Implementation.id).where(
        Implementation.closed_on.is_(None), Implementation.id.in_(select(Licence.implementation_id).where(GRANTED))
    )


def read(asked: Select[*tuple[Any, ...]]) -> Iterator[Any]:
    """The rows of a statement, a batch at a time."""
    return iter(db.session.execute(asked, execution_options={"stream_results": True, "yield_per": BATCH}))


def licence_rows(today: date) -> Rows:
    """Every granted licence of an open implementation, by area."""
    lead = (
        select(func.min(AreaPerson.id))
        .where(
            AreaPerson.area_id == Area.id,
            AreaPerson.role == AreaRole.PROJECT_LEAD,
            or_(AreaPerson.until_on.is_(None), AreaPerson.until_on >= today),
        )
        .correlate(Area)
        .scalar_subquery()
    )
    asked = (
        select(
            Area.name.label("area"),
            Area.nation,
            Programme.name.label("programme"),
            organisation().label("organisation"),
            Lead.name.label("lead"),
            Lead.email,
            Implementation.readiness_note_on,
            Implementation.readiness_note,
            Licence.number,
            Licence.starts_on,
            Licence.ends_on,
            Licence.places,
            DeliveryStart.started_on,
            Manager.name.label("manager"),
            Licence.state,
        )
        .select_from(Licence)
        .join(Implementation, Implementation.id == Licence.implementation_id)
        .join(Area, Area.id == Licence.area_id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .outerjoin(DeliveryStart, DeliveryStart.implementation_id == Implementation.id)
        .outerjoin(Manager, Manager.id == Implementation.manager_id)
        .outerjoin(AreaPerson, AreaPerson.id == lead)
        .outerjoin(Lead, Lead.id == AreaPerson.person_id)
        .where(Implementation.closed_on.is_(None), GRANTED)
        .order_by(Area.name_key, Programme.name, Licence.starts_on, Licence.id)
    )
    return ((*row[:7], old_score(row.readiness_note), *row[8:]) for row in read(asked))


def organisation() -> ScalarSelect[str]:
    """The organisation that holds the licence in the area, the first by name."""
    return (
        select(func.min(Organisation.name))
        .join(AreaOrganisation, AreaOrganisation.organisation_id == Organisation.id)
        .where(AreaOrganisation.area_id == Area.id, AreaOrganisation.role == OrganisationRole.LICENCE_HOLDER)
        .correlate(Area)
        .scalar_subquery()
    )


def facilitator_rows() -> Rows:
    """Everybody who delivers, or delivered, in those."""
    days = [
        select(PartDone.done_on)
        .where(PartDone.facilitator_id == Facilitator.id, PartDone.part == part)
        .correlate(Facilitator)
        .scalar_subquery()
        .label(part)
        for part in ("initial", "verp", "top_up")
    ]
    asked = in_place(
        select(
            Area.name.label("area"),
            Programme.name.label("programme"),
            Person.name.label("facilitator"),
            Person.email,
            Facilitator.profession,
            Facilitator.profession_note,
            *days,
            Facilitator.left,
            Facilitator.left_on,
        ).select_from(Facilitator),
        Facilitator,
    ).join(Person, Person.id == Facilitator.person_id)
    for row in read(asked.order_by(Area.name_key, Facilitator.id)):
        words = profession_word(row.profession, row.profession_note)
        yield (*row[:4], words, *row[6:9], "Left" if row.left else "Active", row.left_on)


def contact_rows() -> Rows:
    """Every contact that was logged in those, the earliest first."""
    open_action = (
        select(Action.wording.label("wording"))
        .where(Action.contact_id == Contact.id, Action.done_on.is_(None), Action.dropped_on.is_(None))
        .order_by(Action.id)
        .correlate(Contact)
        .subquery()
    )
    agreed = select(func.aggregate_strings(open_action.c.wording, "; ")).scalar_subquery()
    asked = in_place(
        select(
            Area.name.label("area"),
            Programme.name.label("programme"),
            Contact.held_on,
            Contact.channel,
            Contact.outcome,
            func.coalesce(Contact.staff_note, Staff.name).label("staff"),
            Contact.discussed,
            agreed.label("agreed"),
            Contact.next_on,
            Contact.reason,
        ).select_from(Contact),
        Contact,
    ).outerjoin(Staff, Staff.id == Contact.staff_id)
    for row in read(asked.order_by(Contact.held_on, Contact.id)):
        yield (*row[:3], row.channel.capitalize(), outcome_word(row.outcome), *row[5:])


def check_rows() -> Rows:
    """Every fidelity check of those."""
    asked = in_place(
        select(
            Area.name.label("area"),
            Programme.name.label("programme"),
            FidelityCheck.on_day,
            FidelityCheck.method,
            FidelityCheck.percent,
        ).select_from(FidelityCheck),
        FidelityCheck,
    )
    for row in read(asked.order_by(Area.name_key, FidelityCheck.on_day, FidelityCheck.id)):
        yield (*row[:3], row.method.replace("_", " "), score(row.percent))


def in_place(asked: Select[*tuple[Any, ...]], of: Any) -> Select[*tuple[Any, ...]]:
    """The rows with their area and programme, of implementations that the tracker has a row for."""
    return (
        asked.join(Implementation, Implementation.id == of.implementation_id)
        .join(Area, Area.id == of.area_id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .where(of.implementation_id.in_(carried()))
    )
