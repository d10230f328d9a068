"""How an area stands, as a rule proposes it and staff set it: green, amber or red, with the sentence that says why.

What counts and from how much on stands in LIMITS with its source: defaults of domain.md 3.4, to be confirmed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from scaleup.core.errors import Refusal


class Rating(StrEnum):
    """How an area stands."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


RATING_WORDS: dict[Rating, str] = {Rating.GREEN: "Green", Rating.AMBER: "Amber", Rating.RED: "Red"}
LONGEST_REASON = 400
LONGEST_NOTE = 4_000


@dataclass(frozen=True)
class Signals:
    """What a rating is proposed from."""

    stopping: tuple[str, ...] = ()
    """The barriers of the contact that stop the area, in words."""
    late_actions: int = 0
    misses: int = 0
    """Contacts of the plan missed in a row, up to this one."""
    delivers: bool = False
    """Whether a first session was held."""
    pairs: int = 0
    pairs_planned: int | None = None
    confidence: int | None = None


class Measure(StrEnum):
    """What is measured of an area; the more of it, the worse."""

    STOPPING = "stopping"
    LATE_ACTIONS = "late_actions"
    MISSES = "misses"
    WITHOUT_A_PAIR = "without_a_pair"
    PAIRS_SHORT = "pairs_short"
    DOUBT = "doubt"


@dataclass(frozen=True)
class Limit:
    """From how much of a measure on an area is amber, and red; without a figure it never is."""

    measure: Measure
    amber_from: int
    red_from: int | None
    source: str


LIMITS: tuple[Limit, ...] = (
    Limit(Measure.MISSES, 1, 2, "domain.md 3.4: two slots in a row missed; one is our own"),
    Limit(Measure.WITHOUT_A_PAIR, 1, 1, "domain.md 3.4: deliverable pairs = 0; a requirement of the licence"),
    Limit(Measure.STOPPING, 1, 2, "domain.md 3.1: no step down with an open action of high severity; two are our own"),
    Limit(Measure.PAIRS_SHORT, 1, None, "domain.md 3.4: deliverable pairs below the groups planned"),
    Limit(Measure.LATE_ACTIONS, 1, 3, "domain.md 3.4 tells of late actions weekly; the figures are our own"),
    Limit(Measure.DOUBT, 4, 5, "domain.md 3.3: confidence 1 to 5; 2 and 1 are our own limits"),
)
"""What makes an area amber or red, the gravest first."""

MOST_CONFIDENT = 5


@dataclass(frozen=True)
class ProposedRating:
    """The rating that the rule proposes, and why."""

    rating: Rating
    because: str
    """A sentence: "Amber, because 2 actions are late."."""


@dataclass(frozen=True)
class RatingTerms:
    """What staff say of an area: their rating, why it differs from the rule's, and a note for the unit."""

    rating: Rating | None = None
    reason: str = ""
    note: str = ""

    @property
    def says_something(self) -> bool:
        """Whether anything was said at all."""
        return self.rating is not None or bool(self.reason.strip() or self.note.strip())


def proposed_rating(signals: Signals) -> ProposedRating:
    """The worst that any measure asks for, with everything that asks for more than green."""
    levels = [(level(limit, measured(signals, limit.measure)), limit.measure) for limit in LIMITS]
    worst = max((found for found, _ in levels), key=list(Rating).index)
    reasons = [words(signals, measure) for found, measure in levels if found is not Rating.GREEN]
    if not reasons:
        return ProposedRating(worst, "Green, because nothing on record stands against it.")
    return ProposedRating(worst, f"{RATING_WORDS[worst]}, because {joined(reasons)}.")


def level(limit: Limit, amount: int) -> Rating:
    """What this much of the measure asks for."""
    if limit.red_from is not None and amount >= limit.red_from:
        return Rating.RED
    return Rating.AMBER if amount >= limit.amber_from else Rating.GREEN


def measured(signals: Signals, measure: Measure) -> int:
    """How much of it there is. Pairs count against what was planned; none at all only once delivery began."""
    short = (signals.pairs_planned or 0) - signals.pairs
    without = signals.delivers and signals.pairs == 0
    return {
        Measure.STOPPING: len(signals.stopping),
        Measure.LATE_ACTIONS: signals.late_actions,
        Measure.MISSES: signals.misses,
        Measure.WITHOUT_A_PAIR: int(without),
        Measure.PAIRS_SHORT: 0 if without else short,
        Measure.DOUBT: MOST_CONFIDENT + 1 - signals.confidence if signals.confidence else 0,
    }[measure]


def words(signals: Signals, measure: Measure) -> str:
    """What of it there is, as part of a sentence."""
    late, misses = signals.late_actions, signals.misses
    return {
        Measure.STOPPING: f"{joined(list(signals.stopping))} {'stops' if len(signals.stopping) == 1 else 'stop'} them",
        Measure.LATE_ACTIONS: "1 action is late" if late == 1 else f"{late} actions are late",
        Measure.MISSES: "the last contact was missed" if misses == 1 else f"{misses} contacts in a row were missed",
        Measure.WITHOUT_A_PAIR: "no pair can deliver",
        Measure.PAIRS_SHORT: f"{signals.pairs} of {signals.pairs_planned} planned pairs can deliver",
        Measure.DOUBT: f"the project lead’s confidence is {signals.confidence} of {MOST_CONFIDENT}",
    }[measure]


def joined(parts: list[str]) -> str:
    """ "one", "one and two", "one, two and three"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def refusals_to_rate(terms: RatingTerms, proposed: ProposedRating) -> Iterator[Refusal]:
    """Why staff may not rate so: a rating that differs says why, and every text fits its place."""
    if terms.rating is not None and terms.rating is not proposed.rating and not terms.reason.strip():
        yield Refusal(
            f"The rule proposes {proposed.because[0].lower()}{proposed.because[1:].rstrip('.')}. "
            f"You chose {RATING_WORDS[terms.rating].lower()}: say why",
            "rating_reason",
        )
    if len(terms.reason) > LONGEST_REASON:
        yield Refusal(f"The reason has {len(terms.reason)} characters. Shorten it to {LONGEST_REASON}", "rating_reason")
    if len(terms.note) > LONGEST_NOTE:
        yield Refusal(f"The note has {len(terms.note):,} characters. Shorten it to {LONGEST_NOTE:,}", "note")
