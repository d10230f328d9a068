"""What the demonstration lays out: areas around today with invented figures, and invented people."""

from scaleup.demo.rules.around import anchor, months_of
from scaleup.demo.rules.laid import LAID, Ending, Laid, Offset
from scaleup.demo.rules.people import MANAGERS, UNIT, Member, address, invented_name, team

__all__ = [
    "LAID",
    "MANAGERS",
    "UNIT",
    "Ending",
    "Laid",
    "Member",
    "Offset",
    "address",
    "anchor",
    "invented_name",
    "months_of",
    "team",
]
