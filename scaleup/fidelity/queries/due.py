"""When somebody is to look at delivery again: for any number of implementations in one statement."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from scaleup.areas.models import Area, Implementation
from scaleup.core.dates import add_months
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.fidelity.models import FidelityCheck
from scaleup.fidelity.rules import Method
from scaleup.licences.models import Licence
from scaleup.licences.rules import State
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.service import terms_of_digest

LOOKED_AT = (Method.OBSERVATION, Method.VIDEO)
"""The kinds of evidence for which somebody else looks."""
LOOKED = (FidelityCheck.method.in_(LOOKED_AT), FidelityCheck.flag.is_(None))
"""That somebody looked: what is flagged was no result (decisions.md, Fidelity), and settles nothing."""


def next_due(implementation_ids: Collection[int], *, today: date) -> dict[int, date | None]:
    """When the next check of each is due: so many months after the last one for which somebody looked, else after the
    first session. None where nothing is delivered, no licence is in force, or its version says nothing of it.
    """
    last_on = (
        select(FidelityCheck.implementation_id, func.max(FidelityCheck.on_day).label("on_day"))
        .where(
            FidelityCheck.implementation_id.in_(implementation_ids),
            *LOOKED,
        )
        .group_by(FidelityCheck.implementation_id)
        .subquery()
    )
    asked = (
        select(
            Licence.implementation_id,
            Licence.programme_version_id,
            ProgrammeVersion.digest,
            func.coalesce(last_on.c.on_day, DeliveryStart.started_on),
        )
        .join(Implementation, Implementation.id == Licence.implementation_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Licence.programme_version_id)
        .join(DeliveryStart, DeliveryStart.implementation_id == Licence.implementation_id)
        .outerjoin(last_on, last_on.c.implementation_id == Licence.implementation_id)
        .where(
            Licence.implementation_id.in_(implementation_ids),
            Implementation.closed_on.is_(None),
            Licence.state == State.GRANTED,
            Licence.starts_on <= today,
            Licence.ends_on >= today,
        )
        .order_by(Licence.starts_on)
    )
    found: dict[int, date | None] = dict.fromkeys(implementation_ids)
    for implementation_id, version_id, digest, since_on in db.session.execute(asked):
        months = terms_of_digest(digest, version_id=version_id).fidelity.check_every_months
        found[implementation_id] = add_months(since_on, months) if months else None
    return found


@dataclass(frozen=True)
class CheckDue:
    """A check that is due by a day within a licence."""

    implementation_id: int
    area_id: int
    version_id: int
    """The programme's version under which the licence stands."""
    due_on: date


def checks_due(*where: ColumnElement[bool], until: date | None = None) -> list[CheckDue]:
    """The next check of each implementation that fulfils this, due by then, if a granted licence covers its day.

    The conditions may be about Area and Implementation. One statement.
    """
    since_on = func.coalesce(
        select(func.max(FidelityCheck.on_day))
        .where(
            FidelityCheck.implementation_id == Licence.implementation_id,
            *LOOKED,
        )
        .scalar_subquery(),
        DeliveryStart.started_on,
    )
    asked = (
        select(
            Licence.implementation_id,
            Licence.area_id,
            Licence.programme_version_id,
            Licence.starts_on,
            Licence.ends_on,
            ProgrammeVersion.digest,
            since_on.label("since_on"),
        )
        .join(Implementation, Implementation.id == Licence.implementation_id)
        .join(Area, Area.id == Licence.area_id)
        .join(ProgrammeVersion, ProgrammeVersion.id == Licence.programme_version_id)
        .join(DeliveryStart, DeliveryStart.implementation_id == Licence.implementation_id)
        .where(Implementation.closed_on.is_(None), Licence.state == State.GRANTED, *where)
        .order_by(Licence.starts_on)
    )
    if until is not None:
        asked = asked.where(since_on <= add_months(until, -1))
    found: dict[int, CheckDue] = {}
    for row in db.session.execute(asked):
        months = terms_of_digest(row.digest, version_id=row.programme_version_id).fidelity.check_every_months
        due_on = add_months(row.since_on, months) if months else None
        if due_on and row.starts_on <= due_on <= row.ends_on and (until is None or due_on <= until):
            found[row.implementation_id] = CheckDue(
                row.implementation_id, row.area_id, row.programme_version_id, due_on
            )
    return list(found.values())
