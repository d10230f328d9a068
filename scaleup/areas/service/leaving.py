"""What follows in areas when a person leaves: what they are there, and what they see, ends with their last day."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from scaleup.accounts.rules import PersonDeactivated, PersonLeaves
from scaleup.areas.models import Access, Area, AreaPerson, Implementation
from scaleup.areas.rules import AREA_ROLE_WORDS, AreaPersonEnded, AreaRole
from scaleup.areas.service.people import log
from scaleup.core import facts
from scaleup.core.dates import plain_date
from scaleup.core.facts import Change, Handler
from scaleup.extensions import db

NAMED = 5
"""So many areas are named in a sentence."""


def held_by(fact: PersonLeaves | PersonDeactivated) -> list[tuple[AreaPerson, str]]:
    """What the person is in areas after that day, with the area's name."""
    rows = db.session.execute(
        select(AreaPerson, Area.name)
        .join(Area, Area.id == AreaPerson.area_id)
        .where(
            AreaPerson.person_id == fact.person_id,
            or_(AreaPerson.until_on.is_(None), AreaPerson.until_on > fact.last_on),
        )
        .order_by(Area.name, AreaPerson.role)
    )
    return [(row.AreaPerson, row.name) for row in rows]


def seen_by(fact: PersonLeaves) -> list[Access]:
    """The access that would count after that day."""
    return list(
        db.session.scalars(
            select(Access).where(
                Access.person_id == fact.person_id, or_(Access.until_on.is_(None), Access.until_on > fact.last_on)
            )
        )
    )


def managed_by(fact: PersonLeaves | PersonDeactivated) -> list[str]:
    """The areas whose implementation the person looks after, by name."""
    return list(
        db.session.scalars(
            select(Area.name)
            .join(Implementation, Implementation.area_id == Area.id)
            .where(Implementation.manager_id == fact.person_id, Implementation.closed_on.is_(None))
            .order_by(Area.name)
        )
    )


def first(names: Sequence[str]) -> str:
    """The first of these names, and how many more there are."""
    return ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")


def areas_named(names: Sequence[str]) -> str:
    """How many areas these are, and the first by name."""
    return f"{len(names)} {'area' if len(names) == 1 else 'areas'} ({first(names)})"


def changes(fact: PersonLeaves) -> list[Change]:
    """What would end, and what would be left without somebody."""
    day = plain_date(fact.last_on)
    found = [
        Change(f"{AREA_ROLE_WORDS[AreaRole(held.role)]} of {area} until {day}.", 1) for held, area in held_by(fact)
    ]
    seen = len({given.area_id for given in seen_by(fact)})
    if seen:
        found.append(Change(f"They see {seen} {'area' if seen == 1 else 'areas'} until {day}, and none after.", seen))
    managed = managed_by(fact)
    if managed:
        found.append(
            Change(f"Somebody else must look after {first(managed)}: this is not handed on by itself.", len(managed))
        )
    return found


def apply(fact: PersonLeaves, _changes: Sequence[Change]) -> None:
    """All of it has its last day."""
    ended = held_by(fact)
    for held, _ in ended:
        held.until_on = max(fact.last_on, held.from_on)
        log("area person ended", held, by=fact.by_id)
    for given in seen_by(fact):
        given.until_on = fact.last_on
        log("access ended", given, by=fact.by_id)
    db.session.flush()
    for held, _ in ended:
        facts.announce(
            AreaPersonEnded(
                held.area_id, held.person_id, AreaRole(held.role), held.until_on or fact.last_on, fact.by_id
            )
        )


def deactivation_changes(fact: PersonDeactivated) -> list[Change]:
    """What is left without the person, who hands nothing over and has no last day there."""
    found = []
    managed = list(dict.fromkeys(managed_by(fact)))
    if managed:
        whom = "it" if len(managed) == 1 else "them"
        said = f"They look after {areas_named(managed)}. After this, nobody looks after {whom}."
        found.append(Change(said, len(managed), path=f"/areas?manager={fact.person_id}"))
    held: dict[AreaRole, list[str]] = {}
    for one, area in held_by(fact):
        held.setdefault(AreaRole(one.role), []).append(area)
    for role, names in held.items():
        said = f"{AREA_ROLE_WORDS[role]} of {areas_named(names)}. After this, they are not named there any more."
        found.append(Change(said, len(names)))
    return found


def deactivation_apply(_fact: PersonDeactivated, _changes: Sequence[Change]) -> None:
    """What they were stays on record as it is: invited again, they are it again."""


HANDLERS = (
    Handler(PersonLeaves, changes, apply),
    Handler(PersonDeactivated, deactivation_changes, deactivation_apply),
)
