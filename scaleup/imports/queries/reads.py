"""The single reads of what is here, each one statement, narrowed to the areas that a workbook names."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import InstrumentedAttribute

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import Role
from scaleup.areas.models import AreaPerson, Implementation, LocalAuthority
from scaleup.areas.rules import AreaRole, name_key
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone, Place
from scaleup.fidelity.models import FidelityCheck
from scaleup.imports.rules import KnownLicence
from scaleup.licences.models import Licence
from scaleup.licences.queries import OVER
from scaleup.programmes.models import Programme
from scaleup.support.models import Contact

Team = tuple[str, str]
"""Area's key and programme's slug."""
MOST_LISTED = 5_000
"""Above this many ids all rows are read: a database takes only so many values in a list."""


@dataclass(frozen=True)
class TeamHere:
    """An open implementation, with what it has and may still lack."""

    implementation_id: int
    area_id: int
    opened_on: date
    manager_id: int | None
    readiness_note: str | None
    delivery_started: bool
    programme_version_id: int | None = None
    """The version that it was opened under; None for one that an import opens, under the latest."""


@dataclass(frozen=True)
class FacilitatorHere:
    """A facilitator who is here."""

    facilitator_id: int
    person_id: int
    name: str
    email: str | None
    left: bool
    placed: bool
    """Holds a place, or held one: whoever's place was released does not get it back by an import."""
    parts: frozenset[str]


@dataclass(frozen=True)
class LeadHere:
    """A project lead of an area, now."""

    person_id: int
    name: str
    email: str | None


def among(column: InstrumentedAttribute[int], ids: Collection[int]) -> ColumnElement[bool]:
    """That the column holds one of these ids."""
    return column.in_(ids) if len(ids) <= MOST_LISTED else true()


def authority_rows() -> list[tuple[str, str, str | None, str]]:
    """Code, name, county and nation of every local authority."""
    asked = select(LocalAuthority.code, LocalAuthority.name, LocalAuthority.county_name, LocalAuthority.nation)
    return [(row.code, row.name, row.county_name, row.nation) for row in db.session.execute(asked)]


def teams_of(areas: Mapping[int, str]) -> dict[Team, TeamHere]:
    """The open implementations of these areas (keys by id)."""
    if not areas:
        return {}
    rows = db.session.execute(
        select(Implementation, Programme.slug, DeliveryStart.started_on)
        .join(Programme, Programme.id == Implementation.programme_id)
        .outerjoin(DeliveryStart, DeliveryStart.implementation_id == Implementation.id)
        .where(Implementation.closed_on.is_(None), among(Implementation.area_id, areas))
    )
    return {
        (areas[one.area_id], slug): TeamHere(
            one.id,
            one.area_id,
            one.opened_on,
            one.manager_id,
            one.readiness_note,
            delivery_started=started_on is not None,
            programme_version_id=one.programme_version_id,
        )
        for one, slug, started_on in rows
        if one.area_id in areas
    }


def licences_of(areas: Mapping[int, str], numbers: Iterable[str]) -> dict[str, tuple[int, KnownLicence]]:
    """The licences of these areas, and those of these numbers wherever they are, with their ids, by number's key."""
    wanted = {name_key(number) for number in numbers}
    rows = db.session.execute(
        select(Licence, Programme.slug)
        .join(Implementation, Implementation.id == Licence.implementation_id)
        .join(Programme, Programme.id == Implementation.programme_id)
        .where(among(Licence.area_id, areas) | (func.lower(Licence.number).in_(sorted(wanted)[:MOST_LISTED])))
    )
    return {
        name_key(one.number): (
            one.id,
            KnownLicence(
                number=one.number,
                area_key=areas.get(one.area_id, f"#{one.area_id}"),
                slug=slug,
                starts_on=one.starts_on,
                ends_on=one.ends_on,
                places=one.places,
                over=one.state in OVER,
            ),
        )
        for one, slug in rows
    }


def facilitators_of(teams: Mapping[int, Team]) -> dict[Team, list[FacilitatorHere]]:
    """The facilitators of these implementations (teams by id), with their parts of training."""
    if not teams:
        return {}
    parts: dict[int, set[str]] = {}
    asked = select(PartDone.facilitator_id, PartDone.part).join(Facilitator, Facilitator.id == PartDone.facilitator_id)
    for row in db.session.execute(asked.where(among(Facilitator.implementation_id, teams))):
        parts.setdefault(row.facilitator_id, set()).add(row.part)
    held = select(Place.facilitator_id)
    rows = db.session.execute(
        select(Facilitator, Person.name, Person.email, Facilitator.id.in_(held).label("placed"))
        .join(Person, Person.id == Facilitator.person_id)
        .where(among(Facilitator.implementation_id, teams))
        .order_by(Facilitator.id)
    )
    found: dict[Team, list[FacilitatorHere]] = {}
    for one, name, email, placed in rows:
        if one.implementation_id in teams:
            here = FacilitatorHere(
                facilitator_id=one.id,
                person_id=one.person_id,
                name=name,
                email=email,
                left=one.left,
                placed=bool(placed),
                parts=frozenset(parts.get(one.id, ())),
            )
            found.setdefault(teams[one.implementation_id], []).append(here)
    return found


def leads_of(areas: Mapping[int, str], today: date) -> dict[int, list[LeadHere]]:
    """The project leads of these areas, now."""
    if not areas:
        return {}
    rows = db.session.execute(
        select(AreaPerson.area_id, Person.id, Person.name, Person.email)
        .join(Person, Person.id == AreaPerson.person_id)
        .where(
            AreaPerson.role == AreaRole.PROJECT_LEAD,
            AreaPerson.until_on.is_(None) | (AreaPerson.until_on >= today),
            among(AreaPerson.area_id, areas),
        )
    )
    found: dict[int, list[LeadHere]] = {}
    for row in rows:
        found.setdefault(row.area_id, []).append(LeadHere(row.id, row.name, row.email))
    return found


def contacts_of(teams: Mapping[int, Team]) -> dict[tuple[str, str, date, str], int]:
    """How many contacts of each day and channel these implementations have."""
    if not teams:
        return {}
    rows = db.session.execute(
        select(Contact.implementation_id, Contact.held_on, Contact.channel, func.count())
        .where(among(Contact.implementation_id, teams))
        .group_by(Contact.implementation_id, Contact.held_on, Contact.channel)
    )
    return {(*teams[one], day, channel): count for one, day, channel, count in rows if one in teams}


def checks_of(teams: Mapping[int, Team]) -> dict[tuple[str, str, date, str], int]:
    """How many fidelity checks of each day and method these implementations have."""
    if not teams:
        return {}
    rows = db.session.execute(
        select(FidelityCheck.implementation_id, FidelityCheck.on_day, FidelityCheck.method, func.count())
        .where(among(FidelityCheck.implementation_id, teams))
        .group_by(FidelityCheck.implementation_id, FidelityCheck.on_day, FidelityCheck.method)
    )
    return {(*teams[one], day, method): count for one, day, method, count in rows if one in teams}


def staff_here() -> dict[int, str]:
    """The names of those who may look after an implementation, by id."""
    rows = db.session.execute(
        select(Person.id, Person.name)
        .join(RoleHeld, RoleHeld.person_id == Person.id)
        .where(
            RoleHeld.role.in_((Role.IMPLEMENTATION_MANAGER, Role.UNIT_MANAGER)),
            RoleHeld.ended_at.is_(None),
            Person.deactivated_at.is_(None),
        )
    )
    return {row.id: row.name for row in rows}


def owners_of(addresses: Iterable[str]) -> dict[str, str]:
    """Whose each of these addresses is, by name."""
    wanted = sorted(set(addresses))
    asked = select(Person.email, Person.name).where(Person.email.is_not(None))
    if len(wanted) <= MOST_LISTED:
        asked = asked.where(Person.email.in_(wanted))
    return {row.email: row.name for row in db.session.execute(asked)}
