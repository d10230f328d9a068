"""A person is given what is held of them, or is erased; what is past its time is let go."""

from scaleup.privacy.service.again import erase_again, keep_list, listed, standing
from scaleup.privacy.service.erasing import KEEP_LIST, STAYS, considering, erase, must_be_erasable
from scaleup.privacy.service.taking import record_file, record_of

__all__ = [
    "KEEP_LIST",
    "STAYS",
    "considering",
    "erase",
    "erase_again",
    "keep_list",
    "listed",
    "must_be_erasable",
    "record_file",
    "record_of",
    "standing",
]
