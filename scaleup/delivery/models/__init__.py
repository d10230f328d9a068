"""The delivery start of an implementation, its groups, their sessions, who delivered them, and what was corrected."""

from scaleup.core.references import Reference
from scaleup.delivery.models import before, groups, start
from scaleup.delivery.models.before import SessionBefore
from scaleup.delivery.models.groups import DeliveryGroup, GroupSession, SessionDeliverer
from scaleup.delivery.models.start import DeliveryStart

REFERENCES: tuple[Reference, ...] = (*start.REFERENCES, *groups.REFERENCES, *before.REFERENCES)
"""What here refers to people and areas (core/references.py)."""

__all__ = ["REFERENCES", "DeliveryGroup", "DeliveryStart", "GroupSession", "SessionBefore", "SessionDeliverer"]
