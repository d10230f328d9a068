"""Acts of training: events planned, changed and cancelled; who completed a part is certified."""

from scaleup.training.service.accrediting import (
    KEEPER,
    differences,
    rebuild,
)
from scaleup.training.service.booking import (
    HANDLERS,
    Named,
    answered,
    book,
    book_guest,
    book_or_wait,
    consider_withdrawing,
    empty_needs,
    keep_needs,
    name_and_book,
    withdraw,
)
from scaleup.training.service.events import (
    cancel,
    change,
    consider,
    consider_cancelling,
    plan,
)

__all__ = [
    "HANDLERS",
    "KEEPER",
    "Named",
    "answered",
    "book",
    "book_guest",
    "book_or_wait",
    "cancel",
    "change",
    "consider",
    "consider_cancelling",
    "consider_withdrawing",
    "differences",
    "empty_needs",
    "keep_needs",
    "name_and_book",
    "plan",
    "rebuild",
    "withdraw",
]
