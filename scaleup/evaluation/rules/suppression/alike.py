"""Whether everybody answered alike: then a mean says what each of them answered, however many they are. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from scaleup.evaluation.rules.results import Answered, Cell, Gathered
from scaleup.evaluation.rules.suppression.few import LEAST


@dataclass(frozen=True)
class Same:
    """So many people who all gave this figure."""

    figure: float
    n: int


Held = Mapping[Cell, Same | None]
"""What everybody of a cell gave, where it was the same; None where two of them differ."""


def scores_at(found: Gathered, point: str) -> dict[Cell, Same | None]:
    """The scores at a point. Of means that areas sent, only those without any spread say what each score was."""
    held = {
        cell: same([one.values[point] for one in people if point in one.values])
        for cell, people in found.by_cell.items()
        if any(point in one.values for one in people)
    }
    sent: dict[Cell, list[Same | None]] = {}
    for group in found.sent:
        if group.time_point == point:
            alone = group.n == 1 or group.sd == 0
            sent.setdefault(group.cell, []).append(Same(group.mean, group.n) if alone else None)
    return held | {cell: together(groups) for cell, groups in sent.items()}


def changes_between(found: Gathered, pair: tuple[str, str]) -> dict[Cell, Same | None]:
    """The changes of those who answered twice."""
    each = {cell: changes(people, pair) for cell, people in found.by_cell.items()}
    return {cell: same(figures) for cell, figures in each.items() if figures}


def changes(people: Iterable[Answered], pair: tuple[str, str]) -> list[float]:
    """Later minus earlier, of those who answered twice."""
    before, after = pair
    return [one.values[after] - one.values[before] for one in people if before in one.values and after in one.values]


def same(figures: Sequence[float]) -> Same | None:
    """What everybody gave; None where two differ."""
    first = figures[0]
    return Same(first, len(figures)) if all(one == first for one in figures) else None


def together(parts: Sequence[Same | None]) -> Same | None:
    """What everybody of these gave; None where two differ."""
    known = [one for one in parts if one is not None]
    if len(known) < len(parts) or len({one.figure for one in known}) > 1:
        return None
    return Same(known[0].figure, sum(one.n for one in known))


def figures_of_one_kind(held: Held, cells: Iterable[Cell]) -> list[float]:
    """Each figure that all people of some of these cells gave, where they are ten or more together."""
    people: Counter[float] = Counter()
    for cell in cells:
        one = held.get(cell)
        if one is not None:
            people[one.figure] += one.n
    return sorted(figure for figure, n in people.items() if n >= LEAST)
