"""An observation of a session, item by item on the programme's scale. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from scaleup.core.errors import Refusal

WHOLE = 100


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


def refusals_of_observation(observed: Observed, *, observer_id: int, observed_ids: Collection[int]) -> list[Refusal]:
    """Why the observation cannot be kept. The ids are those of people."""
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
