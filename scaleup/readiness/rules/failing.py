"""Which items fail most often over many rounds; what was asked in other words is another line."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scaleup.programmes.rules import Gate, Readiness


@dataclass(frozen=True)
class Given:
    """So many signed rounds under a version of a programme gave an item this rating."""

    version_id: int
    item: str
    rating: int
    rounds: int


@dataclass(frozen=True)
class Failing:
    """An item, in how many rounds it was rated, and in how many below the mark."""

    code: str
    words: str
    gate: Gate
    failed: int
    rounds: int

    @property
    def share(self) -> str:
        """The share with its n nearby: "40% (2 of 5)"."""
        return f"{(200 * self.failed + self.rounds) // (2 * self.rounds)}% ({self.failed:,} of {self.rounds:,})"

    @property
    def gate_words(self) -> str:
        """What it is as a gate."""
        return {Gate.BOLD: "gate, no licence", Gate.PLAIN: "gate, condition"}.get(self.gate, "")


def failing(given: Iterable[Given], templates: Mapping[int, Readiness]) -> list[Failing]:
    """The items that failed in some round, the most often failing first."""
    counted: dict[tuple[str, str, Gate], list[int]] = {}
    for one in given:
        template = templates[one.version_id]
        item = next((each for each in template.items if each.code == one.item), None)
        if item is None:
            continue
        found = counted.setdefault((item.code, item.words, item.gate), [0, 0])
        found[0] += one.rounds if one.rating < template.pass_mark else 0
        found[1] += one.rounds
    lines = [Failing(*key, failed, rounds) for key, (failed, rounds) in counted.items() if failed]
    return sorted(lines, key=lambda line: (-line.failed / line.rounds, -line.failed, line.code))
