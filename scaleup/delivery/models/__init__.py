"""The delivery start of an implementation, its groups, and their sessions with who delivered them."""

from scaleup.core.references import Reference
from scaleup.delivery.models import groups, start
from scaleup.delivery.models.groups import DeliveryGroup, GroupSession, SessionDeliverer
from scaleup.delivery.models.start import DeliveryStart

REFERENCES: tuple[Reference, ...] = (*start.REFERENCES, *groups.REFERENCES)
"""What here refers to people and areas (core/references.py)."""

__all__ = ["REFERENCES", "DeliveryGroup", "DeliveryStart", "GroupSession", "SessionDeliverer"]
