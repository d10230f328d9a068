"""What the record of a session said before each correction, and who corrected it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.delivery.models import GroupSession, SessionBefore
from scaleup.delivery.queries.crew import names_of
from scaleup.delivery.queries.groups import pair_of_session
from scaleup.delivery.rules import RECORDED, Changed, Said, changed
from scaleup.extensions import db
from scaleup.programmes.service import terms

ONCE = 2
"""The version of a session that was recorded once: before the next one nothing was corrected."""


@dataclass(frozen=True)
class Correction:
    """One correction: when, by whom, and what it changed."""

    at: datetime
    by: str
    changed: Sequence[Changed]


def said_now(row: GroupSession) -> Said:
    """What the record says, as a correction keeps it."""
    now = {name: getattr(row, name) for name in RECORDED} | {"facilitators": pair_of_session(row.id)}
    return now | {"on_day": row.on_day.isoformat() if row.on_day else None}


def corrections_of(row: GroupSession) -> list[Correction]:
    """Each correction of the session's record, the latest first; three statements where there is any."""
    if row.version <= ONCE:
        return []
    asked = (
        select(SessionBefore.at, Person.name, SessionBefore.was)
        .outerjoin(Person, Person.id == SessionBefore.person_id)
        .where(SessionBefore.session_id == row.id)
        .order_by(SessionBefore.id.desc())
    )
    found = [(one.at, one.name or "", one.was) for one in db.session.execute(asked)]
    then = [said_now(row), *(was for _, _, was in found)]
    named = {one for said in then for one in (said.get("facilitators") or []) if isinstance(one, int)}
    names = {one: who.name for one, who in names_of(named).items()} if found else {}
    components = {one.code: one.words for one in terms(row.group.programme_version_id).delivery.components}
    return [
        Correction(at, by, lines)
        for (at, by, was), after in zip(found, then, strict=False)
        if (lines := changed(was, after, components=components, names=names))
    ]
