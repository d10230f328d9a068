"""When delivery began."""

from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db


def start_of(implementation_id: int) -> DeliveryStart | None:
    """The first session of the implementation, if it was held."""
    return db.session.get(DeliveryStart, implementation_id)


def version_of(implementation_id: int) -> int:
    """The version of the record of the first session; 0 where there is none."""
    start = start_of(implementation_id)
    return start.version if start else 0
