"""Whether everybody answered alike: then a mean says what each of them answered, however many they are. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import inf

from scaleup.evaluation.rules.results import Answered, Cell, Gathered
from scaleup.evaluation.rules.suppression.few import LEAST

Held = Mapping[Cell, Mapping[float, int]]
"""How many gave each figure, cell by cell."""


def scores_at(found: Gathered, point: str) -> dict[Cell, Counter[float]]:
    """The scores at a point. Of means that areas sent only those without any spread say what each score was."""
    held: dict[Cell, Counter[float]] = {}
    for cell, people in found.by_cell.items():
        held.setdefault(cell, Counter()).update(one.values[point] for one in people if point in one.values)
    for group in found.sent:
        if group.time_point == point:
            known = group.n == 1 or group.sd == 0
            spread = {group.mean: group.n} if known else {inf: 1, -inf: group.n - 1}
            held.setdefault(group.cell, Counter()).update(spread)
    return held


def changes_between(found: Gathered, pair: tuple[str, str]) -> dict[Cell, Counter[float]]:
    """The changes of those who answered twice."""
    return {cell: Counter(changes(people, pair)) for cell, people in found.by_cell.items()}


def changes(people: Iterable[Answered], pair: tuple[str, str]) -> list[float]:
    """Later minus earlier, of those who answered twice."""
    before, after = pair
    return [one.values[after] - one.values[before] for one in people if before in one.values and after in one.values]


def all_alike(figures: Sequence[float]) -> bool:
    """Whether there are any, and no two that differ."""
    return bool(figures) and len(set(figures)) == 1


def figures_of_one_kind(held: Held, cells: Iterable[Cell]) -> list[float]:
    """Each figure that all people of some of these cells gave, where they are ten or more together."""
    people: Counter[float] = Counter()
    for cell in cells:
        given = held.get(cell, {})
        if len(given) == 1:
            people.update(given)
    return sorted(figure for figure, n in people.items() if n >= LEAST)
