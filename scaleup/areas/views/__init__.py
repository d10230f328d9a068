"""Screens of one area's own: its name, its people, what it takes up; and the closure days of all."""

from scaleup.areas.views.blueprint import blueprint
from scaleup.areas.views.closures import closures
from scaleup.areas.views.founding import edit, new
from scaleup.areas.views.handing import hand_over
from scaleup.areas.views.implementations import open_
from scaleup.areas.views.people import people
from scaleup.areas.views.sight import access, reach

__all__ = ["access", "blueprint", "closures", "edit", "hand_over", "new", "open_", "people", "reach"]
