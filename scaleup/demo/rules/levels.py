"""How high the invented scores of the demonstration are, and how they scatter. No study stands behind them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scaleup.programmes.rules import Giver


@dataclass(frozen=True)
class Level:
    """The middle of a score at each time point where it is given, and its scatter."""

    middles: Mapping[str, float]
    between: float
    """Standard deviation between people."""
    within: float
    """Standard deviation of one person from time to time."""
    fathers: Mapping[str, float] = field(default_factory=dict)
    """Their own middles; empty where they are as those of mothers."""

    def middle(self, role: str, point: str) -> float:
        """The middle of this role at a time point."""
        own = self.fathers if role == Giver.FATHER else self.middles
        return own.get(point, self.middles[point])


LEVELS: dict[tuple[str, str], Level] = {
    ("hads", "anxiety"): Level(
        {"T1": 8.9, "T2": 8.3, "T3": 7.9, "T4": 7.5, "F6": 7.7},
        between=3.3,
        within=1.6,
        fathers={"T1": 8.0, "T2": 7.7, "T3": 7.4, "T4": 7.2, "F6": 7.2},
    ),
    ("hads", "depression"): Level(
        {"T1": 6.4, "T2": 6.2, "T3": 6.0, "T4": 5.8, "F6": 5.9},
        between=2.6,
        within=1.4,
        fathers={"T1": 5.2, "T2": 5.1, "T3": 5.1, "T4": 5.0, "F6": 5.0},
    ),
    ("rses", "total"): Level({"T1": 18.6, "T2": 18.9, "T4": 19.4, "F6": 19.3}, between=3.8, within=1.8),
    ("rqi", "total"): Level({"T1": 34.8, "T2": 34.9, "T4": 34.6, "F6": 34.4}, between=5.4, within=2.6),
    ("pai", "total"): Level({"T1": 62.1, "T2": 65.8}, between=6.8, within=3.4, fathers={"T1": 57.0, "T2": 60.1}),
    ("mors", "warmth"): Level({"T3": 27.2, "T4": 28.3, "F6": 28.6}, between=3.2, within=1.6),
    ("mors", "invasion"): Level({"T3": 9.6, "T4": 9.2, "F6": 9.0}, between=3.0, within=1.5),
}
"""By construct and scale."""
