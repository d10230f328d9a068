"""Fidelity checks are recorded as they were made."""

from datetime import date

from scaleup import audit
from scaleup.areas import queries as areas
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
