"""What people type about a practice review: dates, a number and three answers, never a word of their own."""

from scaleup.core.forms import DateParts, Form, Radios, Whole
from scaleup.training.rules import Review
from scaleup.training.rules.reviews import MOST_CYCLES

YES, NO = "yes", "no"
ANSWERS = [(YES, "Yes"), (NO, "No")]


class ReviewForm(Form):
    """A practice review."""

    on_day = DateParts("Held on", needed="Enter the day of the review.")
    cycle = Whole(
        "Cycle",
        hint="1 for the first clip that they look at with their trainer, 2 for the next.",
        needed="Enter the number of the cycle.",
        at_least=1,
        at_most=MOST_CYCLES,
    )
    attended = Radios("Did they attend?", choices=ANSWERS, needed="Choose whether they attended.")
    goal_set = Radios("Was a goal set?", choices=ANSWERS, needed="Choose whether a goal was set.")
    filming_confirmed = Radios(
        "Has the area confirmed consent to filming?",
        hint="The consents stay with the area, and so do clips: neither belongs here.",
        choices=ANSWERS,
        needed="Choose whether the area has confirmed it.",
    )

    @property
    def review(self) -> Review:
        """The review, as rules read it."""
        return Review(
            on_day=self.on_day.data,
            cycle=self.cycle.data,
            attended=self.attended.data == YES,
            goal_set=self.goal_set.data == YES,
            filming_confirmed=self.filming_confirmed.data == YES,
        )


def review_data(review: Review) -> dict[str, object]:
    """The form's values for a review that is kept."""
    answers = {name: YES if getattr(review, name) else NO for name in ("attended", "goal_set", "filming_confirmed")}
    return {"on_day": review.on_day, "cycle": review.cycle, **answers}
