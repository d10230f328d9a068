"""Facilitators with their places, and the people of the installation, as files."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Date, ScalarSelect, case, func, select, type_coerce

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.queries import filtered
from scaleup.accounts.rules import Role, role_words
from scaleup.areas.models import Area
from scaleup.core.pages import Actor
from scaleup.exports.queries import Listing, for_reader, of_unit, shown
from scaleup.exports.rules import Kind
from scaleup.facilitators.models import Facilitator, PartDone, Place
from scaleup.facilitators.queries import gone_by
from scaleup.facilitators.rules import PROFESSION_WORDS
from scaleup.licences.models import Licence
from scaleup.portfolio.queries.out.places import PLACE, in_place

TRAINED = {"initial": "Initial training", "top_up": "Top-up", "verp": "Reflective practice"}
"""The parts that have a column of their own."""


def part_on(part: str) -> ScalarSelect[date]:
    """The day on which the facilitator completed this part."""
    found = select(PartDone.done_on).where(PartDone.facilitator_id == Facilitator.id, PartDone.part == part)
    return found.correlate(Facilitator).scalar_subquery()


def other_parts() -> ScalarSelect[str]:
    """The other parts that the facilitator completed, by code."""
    parts = (
        select(PartDone.part)
        .where(PartDone.facilitator_id == Facilitator.id, PartDone.part.not_in(TRAINED))
        .order_by(PartDone.done_on)
        .correlate(Facilitator)
        .subquery()
    )
    return select(func.aggregate_strings(parts.c.part, ", ")).scalar_subquery()


def facilitators(actor: Actor, area_id: int | None, today: date) -> Listing:
    """Who delivers where, what they were trained in, and the place that each holds or held last."""
    latest = (
        select(func.max(Place.id))
        .where(Place.facilitator_id == Facilitator.id)
        .correlate(Facilitator)
        .scalar_subquery()
    )
    fields = for_reader(
        [
            *PLACE,
            shown("Facilitator", Person.name),
            of_unit("E-mail address", Person.email),
            shown("Employer", Person.employer),
            shown("Profession", Facilitator.profession, words=PROFESSION_WORDS),
            shown("In the tracker’s words", Facilitator.profession_note),
            *(shown(words, type_coerce(part_on(part), Date), Kind.DAY) for part, words in TRAINED.items()),
            shown("Other parts", other_parts(), told=lambda said: said.replace("_", " ")),
            shown("Here", case((gone_by(today), "left"), else_="here")),
            shown("Left", Facilitator.left_on, Kind.DAY),
            shown("Licence", Licence.number),
            shown("Place", Place.number, Kind.NUMBER),
            shown("Place held from", Place.held_from, Kind.DAY),
            shown("Place free since", Place.released_on, Kind.DAY),
        ],
        actor,
    )
    asked = select(*(one.value for one in fields)).select_from(Facilitator)
    asked = (
        in_place(asked, Facilitator.area_id, Facilitator.implementation_id, actor=actor, area_id=area_id, today=today)
        .join(Person, Person.id == Facilitator.person_id)
        .outerjoin(Place, Place.id == latest)
        .outerjoin(Licence, Licence.id == Place.licence_id)
        .order_by(Area.name_key, gone_by(today), Person.name, Facilitator.id)
    )
    return Listing("facilitators", "Facilitators", asked, [one.column for one in fields], area_id=area_id)


def people(*, search: str, role: str, narrowed_by: Mapping[str, str]) -> Listing:
    """Everybody on record by name, with what they may do."""
    held = (
        select(RoleHeld.role)
        .where(RoleHeld.person_id == Person.id, RoleHeld.ended_at.is_(None))
        .order_by(RoleHeld.id)
        .correlate(Person)
        .subquery()
    )
    roles = select(func.aggregate_strings(held.c.role, ", ")).scalar_subquery()
    account = case(
        (Person.deactivated_at.is_not(None), "deactivated"),
        (Person.password_hash.is_not(None), "active"),
        (Person.invited_at.is_not(None), "invited"),
        (roles.is_not(None), "not invited"),
        else_="no account",
    )
    fields = [
        shown("Name", Person.name),
        shown("E-mail address", Person.email),
        shown("Employer", Person.employer),
        shown("Roles", roles, told=lambda said: ", ".join(role_words(known(said)))),
        shown("Account", account),
        shown("On record since", Person.created_at, Kind.INSTANT),
        shown("Invited", Person.invited_at, Kind.INSTANT),
        shown("Deactivated", Person.deactivated_at, Kind.INSTANT),
    ]
    asked = filtered(select(*(one.value for one in fields)).select_from(Person), search=search, role=role)
    return Listing(
        "people", "People", asked.order_by(Person.name, Person.id), [one.column for one in fields], narrowed_by
    )


def known(said: str) -> list[Role]:
    """The roles in a list of their names."""
    return [Role(one) for one in said.split(", ")]
