"""What people type about training, by concept: events, booking, the register."""

from scaleup.training.forms.booking import (
    BookForm,
    CatchUpForm,
    GuestForm,
    MoreNeedsForm,
    NameForm,
    NeedsForm,
    WithdrawForm,
)
from scaleup.training.forms.events import CancelForm, PlanForm, day_data
from scaleup.training.forms.feedback import (
    FeedbackForm,
)
from scaleup.training.forms.register import RegisterForm
from scaleup.training.forms.reviews import (
    ReviewForm,
    review_data,
)

__all__ = [
    "BookForm",
    "CancelForm",
    "CatchUpForm",
    "FeedbackForm",
    "GuestForm",
    "MoreNeedsForm",
    "NameForm",
    "NeedsForm",
    "PlanForm",
    "RegisterForm",
    "ReviewForm",
    "WithdrawForm",
    "day_data",
    "review_data",
]
