"""Of which years counts of people are given out, so that none of 1 to 4 follows from reports laid side by side. Pure.

A report of all years and those of single years tell of the same people: a year that is left out is their difference.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from scaleup.core.years import financial_year
from scaleup.delivery.rules import Group
from scaleup.evaluation.rules.costs import Share as CostShare
from scaleup.evaluation.rules.points import Share
from scaleup.evaluation.rules.reached import began_on
from scaleup.evaluation.rules.suppression import FEWEST_SHOWN, is_small
from scaleup.fidelity.rules import Coverage
from scaleup.portfolio.rules.report.delivered import Delivered

NOT_GIVEN = "Not shown: a number of fewer than 5 families would follow from it."
Rows = Mapping[int, Sequence[int]]
"""By year, one count of each kind."""


@dataclass(frozen=True)
class Forms:
    """Forms of one kind of person at a time point, of groups that end in one year."""

    role: str
    year: int
    time_point: str
    share: Share


@dataclass(frozen=True)
class Held:
    """The years of an area of which counts of people are not given out."""

    families: frozenset[int] = frozenset()
    criteria: frozenset[int] = frozenset()
    """Of families who meet the criteria, and of those who do not."""
    spent: frozenset[int] = frozenset()
    """Of families by the year in which their group began, which costs are for."""
    forms: Mapping[str, frozenset[int]] = field(default_factory=dict)
    """By kind of person."""

    def roles(self, year: int | None) -> frozenset[str]:
        """The kinds of people of whose forms nothing is given out in a year; of all years there is none."""
        return frozenset(role for role, years in self.forms.items() if year in years)

    def delivered(self, found: Delivered, year: int | None) -> Delivered:
        """What was delivered, as far as it is given out."""
        return replace(found, families=None, withheld=1) if year in self.families else found

    def coverage(self, found: Coverage | None, year: int | None) -> Coverage | None:
        """Whom delivery reached, as far as it is given out."""
        if found is None or year in self.families:
            return None
        return replace(found, asked=0, meeting=0) if year in self.criteria else found

    def cost(self, found: CostShare, year: int) -> CostShare:
        """The cost for each family, as far as it is given out: the total stands beside it, and tells how many."""
        return replace(found, pence=None, families=None, because=NOT_GIVEN) if year in self.spent else found


def held_back(counts: Rows, order: Mapping[int, int]) -> frozenset[int]:
    """The years with a count of 1 to 4, and then the others, fewest families first, until none of these counts follows.

    What is not given out is then of two years or more, and of five people or more.
    """
    found = {year for year, row in counts.items() if any(is_small(n) for n in row)}
    others = sorted(set(counts) - found, key=lambda year: (order.get(year, 0), -year))
    for year in others:
        if not found or is_enough([counts[one] for one in found]):
            break
        found.add(year)
    return frozenset(found)


def is_enough(rows: Sequence[Sequence[int]]) -> bool:
    """Whether each kind of count has nobody in these years, or five people and more in two of them or more."""
    return all(
        not any(column) or (sum(column) >= FEWEST_SHOWN and sum(n > 0 for n in column) > 1)
        for column in zip(*rows, strict=True)
    )


def held(groups: Iterable[Group], due: Iterable[Forms], *, today: date) -> Held:
    """The years of these groups, and of these forms, of one area."""
    families: dict[int, int] = defaultdict(int)
    meeting: dict[int, int] = defaultdict(int)
    others: dict[int, int] = defaultdict(int)
    begun: dict[int, int] = defaultdict(int)
    for one in groups:
        if one.families is None or not one.has_begun(today):
            continue
        year = financial_year(max(session.planned_on for session in one.sessions))
        families[year] += one.families
        if one.meeting_criteria is not None:
            meeting[year] += one.meeting_criteria
            others[year] += one.families - one.meeting_criteria
        if day := began_on(one):
            begun[financial_year(day)] += one.families
    enrolled = {year: (n,) for year, n in families.items()}
    return Held(
        families=held_back(enrolled, families),
        criteria=held_back({year: (n, meeting[year], others[year]) for year, n in families.items()}, families),
        spent=held_back({year: (n,) for year, n in begun.items()}, begun),
        forms=forms_held(list(due), families),
    )


def forms_held(due: Sequence[Forms], families: Mapping[int, int]) -> dict[str, frozenset[int]]:
    """The same of forms, due and received, by kind of person; and of these no year whose families are held back."""
    found = {}
    for role in {one.role for one in due}:
        some = [one for one in due if one.role == role]
        points = sorted({one.time_point for one in some})
        counts: dict[int, list[int]] = {
            year: [families.get(year, 0), *[0] * (2 * len(points))] for year in {*families, *(one.year for one in some)}
        }
        for one in some:
            at = 1 + 2 * points.index(one.time_point)
            counts[one.year][at] += one.share.due
            counts[one.year][at + 1] += one.share.received
        found[role] = held_back(counts, families)
    return found
