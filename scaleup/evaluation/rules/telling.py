"""Results as they are told: each figure, or why there is none. Page, file and report read this alone. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scaleup.evaluation.rules.codes import ROLE_WORDS, Arm, of_whom
from scaleup.evaluation.rules.points import Share
from scaleup.evaluation.rules.results import Change, Definition, Estimate, Loss, Place, Reliable, Series
from scaleup.programmes.rules import Giver, TimePoint


class Standing(StrEnum):
    """Whether a figure is there."""

    TOLD = "told"
    HELD = "held"
    """Not told: it is of fewer than ten people, or another figure of fewer would follow from it."""
    NOT_YET = "not_yet"
    """Nobody has answered."""


CAUTION = "These figures cannot show that the programme made the difference."
"""What stands with every figure of results."""
WHY_NOT_SHOWN = (
    "Not shown: a figure of fewer than 10 people, or of people who all answered alike, or a figure from which such a "
    "figure would follow. So a later mean may be held back although many answered: beside the first mean and the "
    "change it would tell of the few who answered only once."
)
"""Why something is not shown: one sentence for all, since which figure is held back for what reason tells too."""
NOT_SHOWN = "not shown"
NOT_YET = "not yet"


@dataclass(frozen=True)
class Mean:
    """The mean at a time point."""

    point: str
    standing: Standing
    found: Estimate | None = None

    @property
    def words(self) -> str:
        """With its interval and n, as tables have it."""
        if self.found is None:
            return NOT_YET if self.standing is Standing.NOT_YET else NOT_SHOWN
        if self.found.low is None or self.found.high is None:
            return f"{figure(self.found.mean)}, n {self.found.n}"
        return f"{figure(self.found.mean)} ({figure(self.found.low)} to {figure(self.found.high)}), n {self.found.n}"


@dataclass(frozen=True)
class Banded:
    """The change of those who began in one band."""

    name: str
    found: Change | None
    """None where nobody began there."""


@dataclass(frozen=True)
class Between:
    """A change of the same people between two points, or why there is none, and who was lost by the later."""

    pair: tuple[str, str]
    change: Change | None
    standing: Standing
    loss: Loss | None
    """Only where the first mean and the change are told: it follows from their numbers."""

    @property
    def words(self) -> str:
        """The two points: "T1 to T4"."""
        return " to ".join(self.pair)

    @property
    def more(self) -> str:
        """The two points, and who did not answer again: "T1 to F6, 20 of 35 lost or still to come"."""
        if self.loss is None or not self.loss.lost:
            return self.words
        return f"{self.words}, {self.loss.lost} of {self.loss.before} lost or still to come"


@dataclass(frozen=True)
class Told:
    """One series at one place."""

    series: Series
    definition: Definition
    place: Place
    means: tuple[Mean, ...]
    change: Change | None
    change_standing: Standing
    loss: Loss | None
    """Only where the first mean and the change are told: it follows from their numbers."""
    bands: tuple[Banded, ...] = ()
    reliable: Reliable | None = None
    areas_left_out: int = 0
    further: Between | None = None
    """The change to the point months after the course, where the score is given then."""

    @property
    def changes(self) -> tuple[Between, ...]:
        """Its changes: over the course, and to months after it once anybody answered then."""
        if self.definition.pair is None or not self.series.counted:
            return ()
        course = Between(self.definition.pair, self.change, self.change_standing, self.loss)
        if self.further is None or self.further.standing is Standing.NOT_YET:
            return (course,)
        return (course, self.further)

    @property
    def who(self) -> str:
        """Whose score it is: "mothers", "fathers, comparison"."""
        return of_whom(self.series.role, self.series.arm)

    @property
    def name(self) -> str:
        """What it is of whom: "Anxiety, mothers"."""
        return f"{self.definition.name}, {self.who}"

    @property
    def between(self) -> str:
        """The two points of its change: "T1 to T4"."""
        return " to ".join(self.definition.pair or ())


def over_the_course(told: Iterable[Told]) -> list[tuple[Told, Between]]:
    """The change of each score over the course."""
    return [(one, one.changes[0]) for one in told if one.changes]


def after_the_course(told: Iterable[Told]) -> list[tuple[Told, Between]]:
    """The change of each score to the point months after it, once anybody answered then."""
    return [(one, each) for one in told for each in one.changes[1:]]


@dataclass(frozen=True)
class Answer:
    """The first sentence of a page, and what stands behind it in brackets."""

    said: str
    more: str = ""


ROLES: dict[str, int] = {role: place for place, role in enumerate(Giver)}


def in_order(told: Iterable[Told], measures: Mapping[str, int]) -> list[Told]:
    """Mothers first; scores with bands, of which the first sentence is, then measures as the catalogue has them.

    A comparison stands beside the programme's own.
    """
    return sorted(
        told,
        key=lambda one: (
            ROLES.get(one.series.role, len(ROLES)),
            not one.definition.bands,
            measures.get(one.series.measure, len(measures)),
            one.series.version,
            one.series.scale,
            not one.series.counted,
            one.series.arm != Arm.PROGRAMME,
        ),
    )


def alike(one: Told, told: Iterable[Told]) -> list[Told]:
    """The series of the same score as this, which are drawn on one axis with it."""
    return [other for other in told if other.series.score == one.series.score]


def first_of(told: Iterable[Told]) -> Told | None:
    """The series that stands first: always the first score with bands, so that none is picked for its size."""
    some = [one for one in told if one.change is not None and one.series.arm == Arm.PROGRAMME]
    return next((one for one in some if one.definition.bands), next(iter(some), None))


def answer(told: Iterable[Told]) -> Answer:
    """The change that stands first, in a sentence."""
    first = first_of(told)
    if first is None or first.change is None:
        return Answer("No change can be told yet.", "It takes ten people who answered both times.")
    change, score = first.change, first.definition.name.lower()
    whose = f"{ROLE_WORDS.get(first.series.role, first.series.role)}’ {score}"
    begun, ended = first.definition.pair or ("", "")
    more = f"({change.n} {first.who} with both answers; 95% interval {span(change)})."
    then, now = (f"at {begun}", f"at {ended}")
    if first.definition.spans_course:
        then, now = "before it", "at the end of the course"
    if figure(abs(change.mean)) == "0.0":
        return Answer(f"{whose} was the same {now} as {then}", more)
    return Answer(f"{whose} was {moved(change.mean)} {now} than {then}", more)


def moved(points: float) -> str:
    """ "1.3 points lower"."""
    return f"{figure(abs(points))} points {'lower' if points < 0 else 'higher'}"


def span(change: Change) -> str:
    """The interval in words: "0.5 to 2.1 lower", "1.2 lower to 0.2 higher"."""
    low, high = change.low, change.high
    if high <= 0:
        return f"{figure(-high)} to {figure(-low)} lower"
    if low >= 0:
        return f"{figure(low)} to {figure(high)} higher"
    return f"{figure(-low)} lower to {figure(high)} higher"


def figure(value: float) -> str:
    """A figure with one decimal and a real minus, half up; never a minus before nought."""
    text = f"{abs(value) + 1e-9:.1f}"
    return f"−{text}" if value < 0 and float(text) else text


def signed(value: float) -> str:
    """The same with a plus before a rise."""
    text = figure(value)
    return text if text.startswith("−") or not float(text) else f"+{text}"


def exact(value: float, places: int = 2) -> str:
    """A figure with more decimals."""
    text = f"{abs(value):.{places}f}"
    return f"−{text}" if value < 0 and float(text) else text


SAID = {Standing.TOLD: "", Standing.HELD: NOT_SHOWN, Standing.NOT_YET: NOT_YET}
SMALLEST_P = 0.001


def p_words(p: float | None) -> str:
    """A probability as tables have it."""
    if p is None:
        return "none"
    return "< 0.001" if p < SMALLEST_P else f"{p:.3f}"


def at(one: Told, point: str) -> str:
    """The mean at a point in words; "not asked" where the measure is not given then."""
    return next((mean.words for mean in one.means if mean.point == point), "not asked")


def columns(points: Iterable[TimePoint]) -> list[dict[str, str]]:
    """A column for each time point."""
    return [{"label": point.code} for point in points]


def bar(percent: int, width: int) -> float:
    """How long a bar of so many per cent is."""
    return round(min(percent, 100) * width / 100, 1)


def most_left_out(told: Iterable[Told]) -> int:
    """How many areas are left out of a figure, at most."""
    return max((one.areas_left_out for one in told), default=0)


def why_not(told: Sequence[Told], received: Mapping[str, Mapping[str, Share]], points: Sequence[TimePoint]) -> str:
    """What stands in the way of saying more, in a sentence or three."""
    compared = any(one.series.arm == Arm.COMPARISON for one in told)
    first = (
        "Who is compared was not drawn by lot."
        if compared
        else "There was no comparison group, and whoever begins low or high tends to be nearer to the middle later."
    )
    shares = received.get(Giver.MOTHER, {})
    last = next((shares[one.code] for one in reversed(points) if not one.months_after and one.code in shares), None)
    if last is None:
        return f"{first} Only those who stayed could answer at the end."
    return f"{first} {last.received} of {last.due} mothers answered at the end: those who left are not in the change."
