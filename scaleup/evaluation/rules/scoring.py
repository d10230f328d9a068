"""From numbers to scores: totals within their range, or answers by item turned round, added up, and filled in. Pure.

No wording of a question is known here, and no answer is kept: they go in, and scores come out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from scaleup.core.dates import counted
from scaleup.core.errors import Refusal
from scaleup.core.numbers import half_up
from scaleup.programmes.rules import Keyed, Measure, Scale

MISSING = frozenset({"-", "−", "–", ".", "?", "x", "X"})
"""What people write for an answer that is not there."""
PERCENT = 100
LONGEST_FIGURE = 6

Vector = Sequence[int | None]
"""The answers in the printed order of the items; None where one is missing."""


@dataclass(frozen=True)
class Scored:
    """One score that a form gives."""

    scale: str
    value: int
    imputed: bool = False
    """Whether a missing answer was filled in."""


@dataclass(frozen=True)
class Mean:
    """The scores of a group as n, mean and standard deviation."""

    measure: str
    scale: str
    n: int
    mean: float
    sd: float | None


def scored(measure: Measure, answers: Vector) -> tuple[Scored, ...]:
    """The scores that these answers give; one with too many of its answers missing is not given (domain.md 5.1)."""
    found = (score_of(measure, scale, answers) for scale in measure.scales)
    return tuple(each for each in found if each is not None)


def score_of(measure: Measure, scale: Scale, answers: Vector) -> Scored | None:
    """One score; None where too many of its answers are missing.

    A missing answer counts as the mean of the others, each taken as a share of its own range; the sum is rounded half
    up, because scores and their bands are whole numbers.
    """
    given = [(item, answer) for item in scale.items if (answer := answers[item - 1]) is not None]
    missing = len(scale.items) - len(given)
    if not given or missing > missing_allowed(measure, scale):
        return None
    total = Fraction(sum(turned(measure, item, answer) for item, answer in given))
    if missing:
        mean = Fraction(sum(share(measure, item, answer) for item, answer in given), len(given))
        for item in scale.items:
            ends = measure.answered_with(item)
            if answers[item - 1] is None and ends is not None:
                total += ends.least + mean * (ends.most - ends.least)
    return Scored(scale.code, half_up(total), bool(missing))


def missing_allowed(measure: Measure, scale: Scale) -> int:
    """How many of a score's answers may be missing: 1 of 7, 2 of 10 at 20 %."""
    return len(scale.items) * measure.missing_percent // PERCENT


def turned(measure: Measure, item: int, answer: int) -> int:
    """What an answer counts: the other way round where the item is reversed."""
    ends = measure.answered_with(item)
    if ends is None or item not in measure.reversed:
        return answer
    return ends.least + ends.most - answer


def share(measure: Measure, item: int, answer: int) -> Fraction:
    """What an answer counts, as a share of the way from the least to the most."""
    ends = measure.answered_with(item)
    return Fraction(turned(measure, item, answer) - ends.least, ends.most - ends.least) if ends else Fraction(0)


def refusals_of_answers(measure: Measure, answers: Vector, *, field: str = "") -> Iterator[Refusal]:
    """Why these cannot be the answers to the measure."""
    if not measure.answers:
        yield Refusal(f"{measure.name} is taken as totals only under this version of the programme", field)
        return
    if len(answers) != measure.items:
        wanted = f"{measure.name} has {measure.items} items"
        yield Refusal(f"{wanted}; there are {counted(len(answers), 'answer')}. Write - for a missing one.", field)
        return
    for item, answer in enumerate(answers, start=1):
        ends = measure.answered_with(item)
        if answer is not None and ends is not None and not ends.least <= answer <= ends.most:
            yield Refusal(f"{measure.name}, item {item}: {answer} is not from {ends.least} to {ends.most}", field)
            return
    given = {each.scale for each in scored(measure, answers)}
    for scale in measure.scales:
        if scale.code not in given:
            missing = sum(answers[item - 1] is None for item in scale.items)
            yield Refusal(
                f"{scale.name}: {missing} of {len(scale.items)} answers are missing, and with more than "
                f"{missing_allowed(measure, scale)} it has no score. Leave this form out and count it as not returned.",
                field,
            )


def refusals_of_total(scale: Scale, value: int, *, field: str = "") -> Iterator[Refusal]:
    """Why this cannot be the score."""
    if not scale.least <= value <= scale.most:
        yield Refusal(f"{scale.name}: {value} is out of range. Enter {scale.least} to {scale.most}.", field)


def refusals_of_mean(scale: Scale, *, n: int, mean: float, sd: float | None) -> Iterator[Refusal]:
    """Why these cannot be n, mean and standard deviation of such scores."""
    if n < 1:
        yield Refusal(f"{scale.name}: enter how many forms the mean is of, 1 or more", "n")
        return
    if not scale.least <= mean <= scale.most:
        yield Refusal(f"{scale.name}: a mean of {mean:g} is out of range. Enter {scale.least} to {scale.most}.", "mean")
        return
    if n == 1 and sd is not None:
        yield Refusal(f"{scale.name}: one form has no standard deviation. Leave it empty.", "sd")
    if n > 1 and sd is not None and not 0 <= sd <= widest(scale, n, mean) + 0.01:
        yield Refusal(
            f"{scale.name}: a standard deviation of {sd:g} cannot be with {n} forms and a mean of {mean:g}. "
            f"It is {widest(scale, n, mean):.2f} at the most.",
            "sd",
        )


def widest(scale: Scale, n: int, mean: float) -> float:
    """The largest standard deviation that n scores of this mean can have (Bhatia and Davis 2000, for a sample)."""
    return float(((scale.most - mean) * (mean - scale.least) * n / (n - 1)) ** 0.5)


def number(text: str, *, what: str, field: str = "") -> int | Refusal:
    """The whole number that was typed, or why it is none."""
    typed = "".join(text.split()).replace("−", "-")
    if len(typed) <= LONGEST_FIGURE and typed.removeprefix("-").isascii() and typed.removeprefix("-").isdecimal():
        return int(typed)
    whole, _, part = typed.replace(",", ".").partition(".")
    if part and (whole.removeprefix("-") + part).isascii() and (whole.removeprefix("-") + part).isdecimal():
        return Refusal(f"{what}: {typed[:20]} is a fraction. Scores are whole numbers.", field)
    return Refusal(f"{what}: “{text.strip()[:20]}” is not a number. Write it in figures, such as 12.", field)


def answers_of(text: str, measure: Measure, *, field: str = "") -> tuple[int | None, ...] | Refusal:
    """The answers that were typed with spaces or commas between; or run together, if each is one figure."""
    parts = text.replace(",", " ").replace(";", " ").split()
    if len(parts) == 1 and len(parts[0]) == measure.items > 1:
        parts = list(parts[0])
    found: list[int | None] = []
    for at, part in enumerate(parts, start=1):
        if part in MISSING:
            found.append(None)
            continue
        read = number(part, what=f"{measure.name}, item {at}", field=field)
        if isinstance(read, Refusal):
            return read
        found.append(read)
    return tuple(found)


def asked_for(measure: Measure) -> str:
    """What the answers are, in words for whoever types them."""
    ranges = ", ".join(
        f"items {each.items[0]} to {each.items[-1]} from {each.least} to {each.most}"
        if len(each.items) > 1
        else f"item {each.items[0]} from {each.least} to {each.most}"
        for each in measure.answers
    )
    if measure.keyed is Keyed.POSITION:
        return f"the printed place of each ticked answer, the first being 0: {ranges}"
    return f"as printed, nothing turned round: {ranges}"
