"""A person is given what is held of them, or is erased; what is past its time is let go."""

from scaleup.privacy.service.again import erase_again, keep_list, listed, standing
from scaleup.privacy.service.erasing import KEEP_LIST, STAYS, considering, erase, must_be_erasable
from scaleup.privacy.service.going import sweep_shelf
from scaleup.privacy.service.periods import CARRY_OUT, batches, confirm, let_go, look, set_period
from scaleup.privacy.service.periods import considering as considering_past
from scaleup.privacy.service.taking import record_file, record_of
from scaleup.privacy.service.waiting import duties

__all__ = [
    "CARRY_OUT",
    "KEEP_LIST",
    "STAYS",
    "batches",
    "confirm",
    "considering",
    "considering_past",
    "duties",
    "erase",
    "erase_again",
    "keep_list",
    "let_go",
    "listed",
    "look",
    "must_be_erasable",
    "record_file",
    "record_of",
    "set_period",
    "standing",
    "sweep_shelf",
]
