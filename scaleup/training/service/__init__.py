"""Acts of training: events planned, changed and cancelled; who completed a part is certified."""

from scaleup.training.service.accrediting import (
    KEEPER,
    differences,
    rebuild,
)
from scaleup.training.service.answers import answer, link_of, make_link, refusal_to_answer
from scaleup.training.service.booking import HANDLERS as BOOKING_HANDLERS
from scaleup.training.service.booking import (
    Named,
    add_needs,
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
from scaleup.training.service.feedback import (
    feedback_by,
    make_feedback_link,
    refusal_to_ask,
    take_feedback,
)
from scaleup.training.service.giving_up import HANDLERS as GIVING_UP_HANDLERS
from scaleup.training.service.mails import READ, renderers
from scaleup.training.service.reminding import ASKED, ahead, look
from scaleup.training.service.reviews import (
    keep_review,
    remove_review,
)
from scaleup.training.service.starting import HANDLERS as STARTING_HANDLERS

HANDLERS = (*BOOKING_HANDLERS, *GIVING_UP_HANDLERS, *STARTING_HANDLERS)

__all__ = [
    "ASKED",
    "HANDLERS",
    "KEEPER",
    "READ",
    "Named",
    "add_needs",
    "ahead",
    "answer",
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
    "feedback_by",
    "keep_needs",
    "keep_review",
    "link_of",
    "look",
    "make_feedback_link",
    "make_link",
    "name_and_book",
    "plan",
    "rebuild",
    "refusal_to_answer",
    "refusal_to_ask",
    "remove_review",
    "renderers",
    "take_feedback",
    "withdraw",
]
