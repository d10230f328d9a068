"""Fidelity checks are recorded as they were made."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import select

from scaleup import audit
from scaleup.areas import queries as areas
from scaleup.areas.models import Implementation
from scaleup.core import bulk
from scaleup.core.errors import refuse
from scaleup.extensions import db
from scaleup.fidelity.models import FidelityCheck
from scaleup.fidelity.rules import Method

WHOLE = 100


def record_check(
    implementation_id: int,
    *,
    on_day: date,
    method: Method,
    percent: float,
    by: int | None,
    source: str = "recorded",
    flag: str | None = None,
) -> FidelityCheck:
    """The check is kept: its day, how it was made, its score in per cent."""
    found = areas.implementation(implementation_id)
    if not 0 <= percent <= WHOLE:
        raise refuse(f"{percent:g} is not a percentage. Enter a figure from 0 to 100.", "percent")
    check = FidelityCheck(
        implementation_id=implementation_id,
        area_id=found.area_id,
        on_day=on_day,
        method=method,
        percent=percent,
        source=source,
        flag=flag,
    )
    db.session.add(check)
    db.session.flush()
    audit.record(
        "fidelity check recorded",
        subject="fidelity_check",
        subject_id=check.id,
        person_id=by,
        area_id=found.area_id,
    )
    return check


@dataclass(frozen=True)
class PastCheck:
    """A check as an old record tells of it."""

    implementation_id: int
    on_day: date
    method: Method
    percent: float
    source: str
    flag: str | None = None


def record_past_checks(told: Sequence[PastCheck], *, by: int | None) -> list[int]:
    """Each check is kept; returns their ids, in the order given. A fixed number of statements for any number."""
    areas_of = select(Implementation.id, Implementation.area_id)
    ids = bulk.next_ids(db.session(), FidelityCheck, len(told))
    area_ids = {row.id: row.area_id for row in db.session.execute(areas_of)} if told else {}
    rows = [
        {"id": one_id, "area_id": area_ids[one.implementation_id], **asdict(one)}
        for one_id, one in zip(ids, told, strict=True)
    ]
    bulk.put(db.session(), FidelityCheck, rows)
    acts = [
        ("fidelity check brought in", "fidelity_check", one_id, area_ids[one.implementation_id], ())
        for one_id, one in zip(ids, told, strict=True)
    ]
    audit.record_all(acts, person_id=by)
    return ids
