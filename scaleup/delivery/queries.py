"""When delivery began."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db


def start_of(implementation_id: int) -> DeliveryStart | None:
    """The first session of the implementation, if it was held."""
    return db.session.get(DeliveryStart, implementation_id)


def starts_of(implementation_ids: Iterable[int]) -> dict[int, date]:
    """The day of the first session of each of these implementations that had one."""
    rows = db.session.execute(
        select(DeliveryStart.implementation_id, DeliveryStart.started_on).where(
            DeliveryStart.implementation_id.in_(list(implementation_ids))
        )
    )
    return {row.implementation_id: row.started_on for row in rows}


def version_of(implementation_id: int) -> int:
    """The version of the record of the first session; 0 where there is none."""
    start = start_of(implementation_id)
    return start.version if start else 0
