"""Finding by a name, and keeping the index as the names are."""

from scaleup.search.service.finding import SHOWN_ALONE, Answer, Group, find
from scaleup.search.service.keeping import CHECK, forget_words, mend, rebuild, watch

__all__ = ["CHECK", "SHOWN_ALONE", "Answer", "Group", "find", "forget_words", "mend", "rebuild", "watch"]
