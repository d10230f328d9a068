"""The facilitators of an area, and the places that they hold under its licences."""

from scaleup.facilitators.views.blueprint import blueprint
from scaleup.facilitators.views.places import places
from scaleup.facilitators.views.team import team

__all__ = ["blueprint", "places", "team"]
