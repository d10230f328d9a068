"""Practice reviews (video-enhanced reflective practice): what is kept of one, and what is not. Pure.

Attended, goal set, cycle and the area's word on filming. Never a clip or what it shows, never a score: a review has no
pass mark (decisions.md, Import).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import plain_date
from scaleup.core.errors import Refusal

MOST_CYCLES = 20


@dataclass(frozen=True)
class Review:
    """A practice review of one facilitator."""

    on_day: date
    cycle: int
    attended: bool
    goal_set: bool
    filming_confirmed: bool
    """The area has confirmed that everybody filmed consents; the consents themselves stay with the area."""


def refusals_to_keep(review: Review, *, today: date) -> Iterator[Refusal]:
    """Why the review cannot be kept as it stands."""
    if review.on_day > today:
        yield Refusal(f"{plain_date(review.on_day)} is still to come. Keep a review once it was held.", "on_day")
    if review.goal_set and not review.attended:
        yield Refusal("Without them there no goal was set. Choose “no”, or say that they attended.", "goal_set")
