"""What the demonstration lays out: areas around today with invented figures, and invented people."""

from scaleup.demo.rules.around import anchor, months_of
from scaleup.demo.rules.courses import GROUPS, Course
from scaleup.demo.rules.laid import LAID, Ending, Laid, Offset
from scaleup.demo.rules.levels import LEVELS, Level
from scaleup.demo.rules.people import UNIT, Member, address, invented_name, team

__all__ = [
    "GROUPS",
    "LAID",
    "LEVELS",
    "UNIT",
    "Course",
    "Ending",
    "Laid",
    "Level",
    "Member",
    "Offset",
    "address",
    "anchor",
    "invented_name",
    "months_of",
    "team",
]
