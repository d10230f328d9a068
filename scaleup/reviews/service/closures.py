"""Before a day on which nobody works is kept, or is a working day again: which reviews it moves."""

from collections.abc import Mapping, Sequence
from operator import attrgetter

from scaleup.areas.queries import calendars_after
from scaleup.areas.rules import ClosureDayChanged
from scaleup.core import bulk
from scaleup.core.facts import Change, Handler
from scaleup.reviews import rules
from scaleup.reviews.queries import facts as reads
from scaleup.reviews.service.foreseeing import changed, fates
from scaleup.reviews.service.keeping import Alike, nations, near

NAMED = 20
"""So many areas are told by name; of more only the number is said."""


def of_closure(fact: ClosureDayChanged) -> list[Change]:
    """What the day does to reviews, area by area; where there are many, how many go from which day to which."""
    found = moved(fact)
    if len(found) > NAMED:
        return of_many(found)
    return [
        Change(f"{name}: {rules.sentence(fate, said)}", len(said), path=f"/areas/{area_id}/reviews")
        for area_id, name in reads.names_of(found)
        for fate, said in fates(found[area_id])
    ]


def moved(fact: ClosureDayChanged) -> dict[int, list[rules.Difference]]:
    """The reviews that would be otherwise, by area."""
    calendars = calendars_after(fact, nations(fact))
    alike: Alike = {}
    found: dict[int, list[rules.Difference]] = {}
    for some in bulk.portions(near(fact)):
        kept = reads.kept_of(some)
        for base in reads.bases_of(some):
            if others := changed(base, kept.get(base.implementation_id, []), calendars, alike):
                found.setdefault(base.area_id, []).extend(others)
    return found


def of_many(found: Mapping[int, Sequence[rules.Difference]]) -> list[Change]:
    """What becomes of the reviews of many areas, a sentence for all that go from one day to the same other one."""
    areas: dict[rules.Difference, list[int]] = {}
    for area_id, differences in found.items():
        for one in differences:
            areas.setdefault(one, []).append(area_id)
    ordered = sorted(areas, key=attrgetter("fate", "words"))
    return [Change(rules.shared(one, len(areas[one]), areas=len(set(areas[one]))), len(areas[one])) for one in ordered]


HANDLER = Handler(ClosureDayChanged, of_closure)
"""Pages alone ask it: what moves the reviews is keeping.FOLLOWING."""
