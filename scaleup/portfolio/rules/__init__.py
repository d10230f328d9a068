"""What screens over several domains draw, as pure functions: facts in, positions out. Templates only print them."""

from scaleup.core.marks import Box, Circle, Drawing, Path, Shape, Words
from scaleup.portfolio.rules.journey import (
    Check,
    Colour,
    Contact,
    Contacted,
    Course,
    Event,
    Journey,
    Rest,
    Stage,
    Window,
    stages,
)
from scaleup.portfolio.rules.strip import strip
from scaleup.portfolio.rules.telling import Row, rows, titled, told
from scaleup.portfolio.rules.upright import upright

__all__ = [
    "Box",
    "Check",
    "Circle",
    "Colour",
    "Contact",
    "Contacted",
    "Course",
    "Drawing",
    "Event",
    "Journey",
    "Path",
    "Rest",
    "Row",
    "Shape",
    "Stage",
    "Window",
    "Words",
    "rows",
    "stages",
    "strip",
    "titled",
    "told",
    "upright",
]
