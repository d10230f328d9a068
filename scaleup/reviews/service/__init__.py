"""Acts on reviews: planned by the facts, moved or left out by people, recorded, put right and added to."""

from scaleup.reviews.service.closures import HANDLER as FORESEEN_OF_CLOSURES
from scaleup.reviews.service.foreseeing import HANDLERS as FORESEEN
from scaleup.reviews.service.keeping import FOLLOWING, KEEPER, mend, plan_again
from scaleup.reviews.service.planning import leave_out, move, take_up_again
from scaleup.reviews.service.recording import add_words, correct, record

HANDLERS = (*FOLLOWING, *FORESEEN, FORESEEN_OF_CLOSURES)

__all__ = [
    "HANDLERS",
    "KEEPER",
    "add_words",
    "correct",
    "leave_out",
    "mend",
    "move",
    "plan_again",
    "record",
    "take_up_again",
]
