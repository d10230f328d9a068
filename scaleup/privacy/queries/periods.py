"""The periods that are in force, what is past them, and what My work says of it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Permission
from scaleup.areas.models import Setting
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.privacy.models import LettingGo, Period
from scaleup.privacy.queries.past import any_past, past
from scaleup.privacy.rules import PROPOSED, Kind, Past
from scaleup.privacy.rules import Period as Line
from scaleup.worklist.rules import Notice

FOUND = "retention.found"
"""The setting that holds which kinds the last look found past their time."""


@dataclass(frozen=True)
class InForce:
    """A line of the schedule: what is proposed, what is in force, and who set it."""

    kind: Kind
    line: Line
    months: int
    version: int = 0
    set_at: datetime | None = None
    set_by: str = ""


def in_force() -> list[InForce]:
    """Every kind with its period."""
    asked = select(Period, Person.name).outerjoin(Person, Person.id == Period.set_by_id)
    held = {row.Period.kind: row for row in db.session.execute(asked)}
    found = []
    for kind, line in PROPOSED.items():
        if kind in held:
            one = held[kind].Period
            found.append(InForce(kind, line, one.months, one.version, one.set_at, held[kind].name or ""))
        else:
            found.append(InForce(kind, line, line.months))
    return found


def past_of(kind: Kind, today: date) -> Past:
    """What of one kind is past its time."""
    [months] = [one.months for one in in_force() if one.kind is kind]
    return past(kind, months, today)


def past_its_time(today: date) -> list[Past]:
    """What of each kind is past its time; kinds of which nothing is are left out."""
    return [found for one in in_force() if (found := past(one.kind, one.months, today)).count]


def runs() -> list[LettingGo]:
    """What was let go, the latest first."""
    return list(db.session.scalars(select(LettingGo).order_by(LettingGo.id.desc()).limit(20)))


def kinds_past(today: date) -> list[Kind]:
    """The kinds of which anything is past its time."""
    return [one.kind for one in in_force() if any_past(one.kind, one.months, today)]


def waiting(actor: Actor, today: date) -> list[Notice]:
    """What My work asks of who keeps the periods, as the last hourly look found it; since the first of the month."""
    if not actor.may(Permission.KEEP_PERIODS):
        return []
    noted = db.session.get(Setting, FOUND)
    kinds = [Kind(code) for code in noted.value.split()] if noted else []
    if not kinds:
        return []
    said = "; ".join(PROPOSED[kind].what for kind in kinds)
    return [
        Notice(
            what="Something is past the time for which it is kept",
            why=f"{said}. Nothing goes until somebody has seen the numbers and confirmed them",
            since_on=today.replace(day=1),
            act="Look",
            address="/retention",
            place="Retention",
        )
    ]
