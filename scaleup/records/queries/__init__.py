"""The two sides of a merge, records that are probably one, and where a record that went is found now."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.accounts.queries import roles_of
from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area
from scaleup.areas.queries import authorities_of, scope
from scaleup.areas.rules import name_key
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.rules import STANDING
from scaleup.programmes.models import Programme, ProgrammeVersion
from scaleup.records.models import Merge
from scaleup.records.queries.alike import Pair, alike_areas, alike_people, likely_areas, likely_people
from scaleup.records.rules import UNDONE_WITHIN, AreaSide, Kind, PersonSide, Term

__all__ = [
    "Pair",
    "alike_areas",
    "alike_people",
    "area_side",
    "former_area_names",
    "kept_instead",
    "likely_areas",
    "likely_people",
    "moved_address",
    "person_side",
    "recent",
    "terms_in",
]


def person_side(person_id: int) -> PersonSide:
    """The record of a person; raises Absent."""
    found = db.session.get(Person, person_id)
    if found is None:
        raise Absent
    signs_in = found.email is not None and bool(found.password_hash or roles_of([person_id]))
    return PersonSide(
        found.id, found.name, found.email or "", found.employer or "", found.deactivated_at is not None, signs_in
    )


def area_side(area_id: int) -> AreaSide:
    """The record of an area; raises Absent."""
    found = db.session.get(Area, area_id)
    if found is None:
        raise Absent
    covered = tuple(authority.name for authority in authorities_of(area_id))
    return AreaSide(found.id, found.name, found.nation, covered, found.reminders_started_at is None)


def terms_in(area_ids: Sequence[int]) -> list[Term]:
    """The licences of these areas that were granted and were neither ended nor terminated."""
    asked = (
        select(Licence.area_id, Programme.name, Licence.number, Licence.starts_on, Licence.ends_on)
        .join(ProgrammeVersion, ProgrammeVersion.id == Licence.programme_version_id)
        .join(Programme, Programme.id == ProgrammeVersion.programme_id)
        .where(Licence.area_id.in_(area_ids), Licence.state.in_(STANDING))
        .order_by(Licence.number)
    )
    return [Term(*row) for row in db.session.execute(asked)]


def recent(kinds: Sequence[Kind], now: datetime) -> list[Merge]:
    """Merges of the last week, the latest first."""
    asked = select(Merge).where(Merge.kind.in_(kinds), Merge.at >= now - UNDONE_WITHIN)
    return list(db.session.scalars(asked.order_by(Merge.at.desc(), Merge.id.desc())))


def kept_instead(kind: Kind, gone_id: int) -> int | None:
    """The id of the record that took this one in, if it is no longer a record of its own."""
    found, wanted = None, gone_id
    while True:
        newer = db.session.scalar(
            select(Merge.kept_id).where(Merge.kind == kind, Merge.gone_id == wanted, Merge.undone_at.is_(None))
        )
        if newer is None:
            return found
        found = wanted = newer


def former_area_names() -> dict[str, int]:
    """The area (id) that each name (by key) of two merged records means now."""
    asked = select(Merge.kept_id, Merge.gone_id, Merge.kept_name, Merge.gone_name)
    rows = db.session.execute(asked.where(Merge.kind == Kind.AREA, Merge.undone_at.is_(None)).order_by(Merge.id)).all()
    into = {row.gone_id: row.kept_id for row in rows}
    found: dict[str, int] = {}
    for row in rows:
        kept_id = row.kept_id
        while kept_id in into:
            kept_id = into[kept_id]
        found |= {name_key(row.kept_name): kept_id, name_key(row.gone_name): kept_id}
    return found


ADDRESS = re.compile(r"/(areas|people)/(\d{1,18})(/.*)?")
KINDS = {"areas": Kind.AREA, "people": Kind.PERSON}


def moved_address(path: str, *, actor: Actor | None, today: date) -> str | None:
    """Where the page of a record that was merged is now, if the visitor may see it there."""
    asked = ADDRESS.fullmatch(path)
    if asked is None or actor is None:
        return None
    kind = KINDS[asked[1]]
    kept_id = kept_instead(kind, int(asked[2]))
    if kept_id is None or not may_see(kind, kept_id, actor, today):
        return None
    return f"/{asked[1]}/{kept_id}{asked[3] or ''}"


def may_see(kind: Kind, record_id: int, actor: Actor, today: date) -> bool:
    """Whether the record is the visitor's to see."""
    if kind is Kind.PERSON:
        return actor.may(Permission.SEE_PEOPLE)
    return db.session.scalar(select(Area.id).where(Area.id == record_id, Area.id.in_(scope(actor, today)))) is not None
