"""What is said of each hit beside its name, and where it leads; a fixed number of statements for each kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, literal, select, union_all

from scaleup.accounts.models import Person
from scaleup.accounts.queries import roles_of
from scaleup.accounts.rules import Permission, role_words
from scaleup.areas.models import Area, AreaAuthority, AreaOrganisation, AreaPerson, Implementation, LocalAuthority
from scaleup.areas.queries import scoped
from scaleup.areas.rules import AREA_ROLE_WORDS, ORGANISATION_ROLE_WORDS, AreaRole, OrganisationRole
from scaleup.core.dates import plain_date
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.facilitators.queries import gone_by
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.programmes.models import Programme, ProgrammeVersion

NAMED = 3
"""Areas that are named before the rest is counted."""
STATE_WORDS: dict[str, str] = {
    State.DRAFT: "draft",
    State.SUSPENDED: "suspended",
    State.ENDED: "ended early",
    State.TERMINATED: "terminated",
}


@dataclass(frozen=True)
class Told:
    """What stands beside a name, its address, what else it is found by, and areas that it leads to."""

    what: str
    url: str = ""
    others: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()


def tell_areas(ids: Sequence[int], *, actor: Actor, today: date) -> dict[int, Told]:
    """The programmes and the nation of each of these areas; its authorities, by which it is found too."""
    programmes: dict[int, list[str]] = {}
    nations: dict[int, str] = {}
    asked = (
        select(Area.id, Area.nation, Programme.name)
        .outerjoin(Implementation, Implementation.area_id == Area.id)
        .outerjoin(Programme, Programme.id == Implementation.programme_id)
        .where(Area.id.in_(ids))
        .order_by(Programme.name)
    )
    for area_id, nation, programme in db.session.execute(scoped(asked, Area.id, actor=actor, today=today)):
        nations[area_id] = nation
        programmes.setdefault(area_id, []).extend([programme] if programme else [])
    covered: dict[int, list[tuple[str, str]]] = {}
    authorities = select(AreaAuthority.area_id, LocalAuthority.name).join(LocalAuthority)
    for row in db.session.execute(authorities.where(AreaAuthority.area_id.in_(list(nations)))):
        covered.setdefault(row.area_id, []).append((row.name, f"It covers {row.name}."))
    return {
        one: Told(
            ", ".join([*dict.fromkeys(programmes[one]), nation]), f"/areas/{one}", others=tuple(covered.get(one, ()))
        )
        for one, nation in nations.items()
    }


def tell_licences(ids: Sequence[int], *, actor: Actor, today: date) -> dict[int, Told]:
    """The area, the programme and the term of each of these licences."""
    asked = (
        select(Licence.id, Licence.area_id, Area.name, Programme.name, Licence.state, Licence.ends_on)
        .join(Area, Area.id == Licence.area_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Licence.programme_version_id)
        .join(Programme, Programme.id == ProgrammeVersion.programme_id)
        .where(Licence.id.in_(ids))
    )
    return {
        one: Told(f"{area}, {programme}, {until(state, ends_on, today)}", f"/areas/{area_id}/licence")
        for one, area_id, area, programme, state, ends_on in db.session.execute(
            scoped(asked, Licence.area_id, actor=actor, today=today)
        )
    }


def until(state: str, ends_on: date, today: date) -> str:
    """How a licence stands, in words."""
    if state in STATE_WORDS:
        return STATE_WORDS[state]
    return f"{'ended' if ends_on < today else 'until'} {plain_date(ends_on)}"


def tell_organisations(ids: Sequence[int], *, actor: Actor, today: date) -> dict[int, Told]:
    """The areas in which each of these works, as far as the actor may see them, and what it is there."""
    asked = (
        select(AreaOrganisation.organisation_id, AreaOrganisation.role, Area.id, Area.name)
        .join(Area, Area.id == AreaOrganisation.area_id)
        .where(AreaOrganisation.organisation_id.in_(ids))
        .order_by(Area.name)
    )
    roles: dict[int, dict[str, None]] = {}
    areas: dict[int, dict[tuple[str, str], None]] = {}
    for one, role, area_id, area in db.session.execute(scoped(asked, Area.id, actor=actor, today=today)):
        roles.setdefault(one, {})[ORGANISATION_ROLE_WORDS[OrganisationRole(role)]] = None
        areas.setdefault(one, {})[area, f"/areas/{area_id}/people"] = None
    return {
        one: Told(
            f"{', '.join(roles.get(one, ())).capitalize()}{more(areas.get(one, ()))}",
            links=tuple(areas.get(one, ()))[:NAMED],
        )
        for one in ids
    }


def more(areas: Iterable[object]) -> str:
    """How many areas there are besides those that are named."""
    rest = len(list(areas)) - NAMED
    return f", in {rest:,} more {'area' if rest == 1 else 'areas'} besides" if rest > 0 else ""


def tell_people(ids: Sequence[int], *, actor: Actor, today: date) -> dict[int, Told]:
    """The roles of each of these people, and what they are in which areas that the actor may see."""
    held = roles_of(ids)
    places: dict[int, dict[tuple[str, str, int], None]] = {}
    rows: Iterable[tuple[int, str, int, str]] = db.session.execute(union_all(*in_areas(ids, actor, today)))
    for one, what, area_id, area in rows:
        places.setdefault(one, {})[place_words(what), area, area_id] = None
    known = select(Person.id, Person.email, Person.deactivated_at).where(Person.id.in_(ids))
    return {
        row.id: person_told(row, role_words(held.get(row.id, ())), list(places.get(row.id, ())), actor)
        for row in db.session.execute(known)
    }


def in_areas(
    ids: Sequence[int], actor: Actor, today: date
) -> tuple[Select[int, str, int, str], Select[int, str, int, str], Select[int | None, str, int, str]]:
    """Who is what in which area, in scope: people of the area, and facilitators who have not left."""
    held = (
        select(AreaPerson.person_id, AreaPerson.role, Area.id, Area.name)
        .join(Area, Area.id == AreaPerson.area_id)
        .where(AreaPerson.person_id.in_(ids), AreaPerson.until_on.is_(None) | (AreaPerson.until_on >= today))
    )
    delivers = (
        select(Facilitator.person_id, literal(FACILITATOR), Area.id, Area.name)
        .join(Area, Area.id == Facilitator.area_id)
        .where(Facilitator.person_id.in_(ids), ~gone_by(today))
    )
    looks_after = (
        select(Implementation.manager_id, literal(MANAGER), Area.id, Area.name)
        .join(Area, Area.id == Implementation.area_id)
        .where(Implementation.manager_id.in_(ids), Implementation.closed_on.is_(None))
    )
    return (
        scoped(held, Area.id, actor=actor, today=today),
        scoped(delivers, Area.id, actor=actor, today=today),
        scoped(looks_after, Area.id, actor=actor, today=today),
    )


FACILITATOR, MANAGER = "facilitator", "manager"


def place_words(what: str) -> str:
    """What somebody is in an area, in words."""
    others = {FACILITATOR: "Facilitator", MANAGER: "Manager"}
    return others[what] if what in others else AREA_ROLE_WORDS[AreaRole(what)]


def person_told(row: Any, roles: list[str], places: list[tuple[str, str, int]], actor: Actor) -> Told:
    """What is said of one person. Who may not open a person's page is led to the area in which they stand."""
    said = [f"{what}, {area}" for what, area, _ in places[:NAMED]]
    extra = [one for one in roles if not any(what == one for what, _, _ in places)]
    what = "; ".join([*extra, *said]) + more(places)
    if row.deactivated_at:
        what = "; ".join(part for part in ("Deactivated", what) if part)
    url = f"/areas/{places[0][2]}/people" if places else ""
    if actor.may(Permission.SEE_PEOPLE):
        url = f"/people/{row.id}"
    found_by = f"The address is {row.email}." if actor.may(Permission.SEE_PEOPLE) else "It stands in their address."
    others = ((row.email.partition("@")[0], found_by),) if row.email else ()
    return Told(what, url, others=others)
