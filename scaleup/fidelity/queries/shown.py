"""A check as its own page shows it: what it came to, item by item, and how far two raters agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scaleup.areas.models import Implementation
from scaleup.core.marks import GLYPH
from scaleup.extensions import db
from scaleup.fidelity.models import FidelityCheck, Observation
from scaleup.fidelity.queries.observations import CheckPage, check_page, rating_of, version_on
from scaleup.fidelity.rules import MARKS, Agreement, Colour, Result, in_words, result
from scaleup.programmes.rules import Method, Programme
from scaleup.programmes.service import terms


@dataclass(frozen=True)
class CameTo:
    """What a check came to, by the version that it is measured by."""

    programme: Programme
    result: Result

    @property
    def figure(self) -> str:
        """In per cent, as it is shown."""
        return in_words(self.result.percent, self.programme.fidelity)

    @property
    def colour(self) -> Colour:
        """By the thresholds of the version."""
        return self.result.colour

    @property
    def mark(self) -> GLYPH:
        """The shape of the colour."""
        return MARKS[self.result.colour]


def came_to(check: FidelityCheck, first: Observation | None) -> CameTo:
    """What the check came to; `first` is its first rating, where it has items."""
    of = db.session.get_one(Implementation, check.implementation_id)
    programme = terms(first.programme_version_id if first else version_on(of, check.on_day))
    found = result(check.on_day, method=Method(check.method), percent=check.percent, fidelity=programme.fidelity)
    return CameTo(programme, found)


def came_to_now(check: FidelityCheck) -> CameTo:
    """The same, where the ratings were not read."""
    return came_to(check, rating_of(check.id, 1))


def programme_on(of: Implementation, day: date) -> Programme:
    """What the programme asks of delivery on that day."""
    return terms(version_on(of, day))


@dataclass(frozen=True)
class ItemLine:
    """An item with what each rater marked."""

    words: str
    marks: tuple[str, ...]
    low: bool
    """Whether the first rater gave less than the highest mark but one."""


@dataclass(frozen=True)
class ShownCheck:
    """A check with what its raters marked, in words."""

    page: CheckPage
    came_to: CameTo
    items: Sequence[ItemLine]
    raters: tuple[str, ...]
    agreement: Agreement | None
    may_be_rated_again: bool

    @property
    def check(self) -> FidelityCheck:
        """The check as it is stored."""
        return self.page.check


def shown_check(check: FidelityCheck) -> ShownCheck:
    """The check as its page shows it."""
    page = check_page(check)
    first = page.ratings[0] if page.ratings else None
    found = came_to(check, first)
    tool = found.programme.fidelity.tool(check.method)
    items = tool.items_for(first.kind) if tool and first else ()
    words = {mark.mark: f"{mark.mark}. {mark.words}" for mark in tool.scale} if tool else {}
    lines = []
    for item in items:
        marks = [page.marks[rating.id].get(item.code) for rating in page.ratings]
        said = tuple("Does not apply" if mark is None else words.get(mark, str(mark)) for mark in marks)
        low = tool is not None and marks[0] is not None and marks[0] < tool.most - 1
        lines.append(ItemLine(item.words, said, low))
    raters = tuple(rating.observer.name if rating.observer else "The pair" for rating in page.ratings)
    again = first is not None and first.observer_id is not None and len(page.ratings) == 1
    return ShownCheck(page, found, lines, raters, page.agreement, again)
