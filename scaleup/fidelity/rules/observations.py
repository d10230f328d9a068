"""An observation of a session, item by item on the programme's scale. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from scaleup.core.dates import plain_date
from scaleup.core.errors import Refusal
from scaleup.programmes.rules import Method, Tool

WHOLE = 100
OLDEST = timedelta(days=366)
"""What was seen longer ago is history, and comes in as a check without its items."""


@dataclass(frozen=True)
class Observed:
    """What an observer marked."""

    marks: Mapping[str, int | None]
    """By the item's code; None: it did not apply, and counts neither way."""
    least: int
    most: int
    """The ends of the scale."""

    @property
    def percent(self) -> Fraction | None:
        """The sum of the marks, in per cent of the most it could be (decisions.md); None where no item applied."""
        given = [mark for mark in self.marks.values() if mark is not None]
        return Fraction(WHOLE * sum(given), self.most * len(given)) if given else None


@dataclass(frozen=True)
class Rating:
    """What one person marked of one session, or the pair of its own."""

    method: Method
    kind: str
    """Of the session: some items belong to some kinds only."""
    on_day: date
    marks: Mapping[str, int | None]
    facilitator_ids: tuple[int, ...]
    """Those whose session it was."""
    observer_id: int | None
    """None: the pair marked their own session."""
    session_id: int | None = None
    """The session's own record, where there is one."""
    nonce: str = ""


def refusals_of_rating(rating: Rating, *, observed_ids: Collection[int], tool: Tool, today: date) -> list[Refusal]:
    """Why the rating cannot be kept. `observed_ids` are the people behind the facilitators."""
    asked = {item.code for item in tool.items_for(rating.kind)}
    found = refusals_of_observation(
        Observed(rating.marks, tool.least, tool.most), observer_id=rating.observer_id, observed_ids=observed_ids
    )
    if rating.observer_id is None and rating.method is not Method.SELF_REPORT:
        found.append(Refusal("Say who observed the session", "observer"))
    if rating.on_day > today:
        found.append(Refusal(f"{plain_date(rating.on_day)} is still to come. Enter the day of the session.", "on_day"))
    if today - rating.on_day > OLDEST:
        found.append(Refusal(f"{plain_date(rating.on_day)} is more than a year ago. Check the year.", "on_day"))
    if set(rating.marks) != asked:
        found.append(Refusal("Mark each item, or say that it does not apply", "marks"))
    return found


def refusals_of_observation(
    observed: Observed, *, observer_id: int | None, observed_ids: Collection[int]
) -> list[Refusal]:
    """Why the observation cannot be kept. The ids are those of people; no observer: they marked their own session."""
    found = []
    if observer_id in observed_ids:
        found.append(Refusal("Nobody observes themselves. Choose another observer.", "observer"))
    if not observed_ids:
        found.append(Refusal("Say who was observed", "observed"))
    if observed.percent is None:
        found.append(Refusal("Mark at least one item", "marks"))
    for code, mark in observed.marks.items():
        if mark is not None and not observed.least <= mark <= observed.most:
            found.append(Refusal(f"{code}: enter a mark from {observed.least} to {observed.most}", code))
    return found
