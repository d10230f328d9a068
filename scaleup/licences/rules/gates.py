"""Why a first licence may not be granted past readiness (domain.md 8, invariant 1). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from scaleup.core.errors import Refusal


@dataclass(frozen=True)
class Obstacle:
    """One thing that stands in the way of a grant: what, who owns it, and where it is dealt with."""

    sentence: str
    owner: str
    path: str

    @property
    def whole(self) -> str:
        """The obstacle and its owner in one sentence."""
        return f"{self.sentence} {f'{self.owner} owns it.' if self.owner else 'Nobody owns it yet.'}"


def refusals_of_gates(obstacles: Sequence[Obstacle], *, override: str) -> list[Refusal]:
    """Why the licence may not be granted past these; nothing where somebody overrides them and says why."""
    if override.strip():
        return []
    return [Refusal(one.whole) for one in obstacles]


def refusals_to_override(obstacles: Sequence[Obstacle], *, override: str) -> list[Refusal]:
    """Why there is nothing to override."""
    if obstacles or not override.strip():
        return []
    return [Refusal("Nothing stands in the way of this licence, so there is nothing to override.", "override")]
