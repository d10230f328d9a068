"""What follows from a profile, and why, in sentences that name the items (decisions.md, Readiness)."""

from dataclasses import dataclass
from enum import StrEnum

from scaleup.programmes.rules import Factor, Gate, Readiness, ReadinessItem
from scaleup.readiness.rules.scores import FACTOR_WORDS, FactorScore, Rated, Score
from scaleup.readiness.rules.states import Finding


class Why(StrEnum):
    """What a reason is about."""

    UNANSWERED = "unanswered"
    GATE = "gate"
    """A gate without which there is no licence."""
    TOO_MANY = "too_many"
    """More plain gates below the mark than the template lets through."""
    CONDITION = "condition"
    """A plain gate that becomes a condition."""
    FACTOR = "factor"
    """A factor whose mean is below the mark; it becomes a condition."""


STOPS = frozenset({Why.UNANSWERED, Why.GATE, Why.TOO_MANY})
"""The reasons that leave nothing but not yet."""


@dataclass(frozen=True)
class Reason:
    """One reason of a verdict, in a sentence, with the items that it names."""

    why: Why
    sentence: str
    items: tuple[str, ...] = ()
    factor: Factor | None = None


@dataclass(frozen=True)
class Wanted:
    """A condition that the rule asks for: of an item or of a factor."""

    wording: str
    item_code: str = ""
    factor: Factor | None = None

    @property
    def key(self) -> str:
        """What it is told apart by."""
        return self.item_code or (self.factor.value if self.factor else "")


@dataclass(frozen=True)
class Verdict:
    """What is found, why, and what it asks for."""

    finding: Finding
    reasons: tuple[Reason, ...]
    conditions: tuple[Wanted, ...]

    @property
    def failing(self) -> tuple[str, ...]:
        """The codes of the gates that stop a licence."""
        return tuple(code for one in self.reasons if one.why in (Why.GATE, Why.TOO_MANY) for code in one.items)


def verdict(score: Score, template: Readiness) -> Verdict:
    """What the profile comes to: a gate is never averaged away, and what is not answered is not passed."""
    reasons = [*unanswered(score.unanswered), *gates(score, template), *weak_factors(score, template)]
    if any(one.why in STOPS for one in reasons):
        return Verdict(Finding.NOT_YET, tuple(one for one in reasons if one.why is not Why.CONDITION), ())
    if not reasons:
        return Verdict(Finding.READY, (Reason(Why.CONDITION, passed(template)),), ())
    return Verdict(Finding.CONDITIONS, tuple(reasons), tuple(asked_for(reasons, template)))


def passed(template: Readiness) -> str:
    """Why nothing stands in the way."""
    return f"Every gate is rated {template.pass_mark} or more, and so is the mean of every factor."


def unanswered(items: tuple[ReadinessItem, ...]) -> list[Reason]:
    """That some items have no rating."""
    if not items:
        return []
    codes = tuple(one.code for one in items)
    are = "is" if len(codes) == 1 else "are"
    return [Reason(Why.UNANSWERED, f"{listed(codes)} {are} not answered yet.", codes)]


def gates(score: Score, template: Readiness) -> list[Reason]:
    """The gates that are rated below the mark."""
    low = [one for one in score.gates if one.rating is not None and not one.passes]
    plain = [one for one in low if one.item.gate is Gate.PLAIN]
    found = [
        Reason(
            Why.GATE,
            f"{named(one, template)} Below {template.pass_mark} there is no licence.",
            (one.item.code,),
        )
        for one in low
        if one.item.gate is Gate.BOLD
    ]
    if len(plain) > template.plain_gates_at_most:
        codes = tuple(one.item.code for one in plain)
        told = " ".join(named(one, template) for one in plain)
        most = template.plain_gates_at_most
        return [*found, Reason(Why.TOO_MANY, f"{told} At most {most} such gates may become conditions.", codes)]
    return found + [
        Reason(Why.CONDITION, f"{named(one, template)} It becomes a condition.", (one.item.code,)) for one in plain
    ]


def weak_factors(score: Score, template: Readiness) -> list[Reason]:
    """The factors whose mean is below the mark, each with the items that pull it down."""
    return [
        Reason(Why.FACTOR, told_of(one, template), tuple(one.lowest), one.factor)
        for one in score.factors
        if not one.passes
    ]


def told_of(factor: FactorScore, template: Readiness) -> str:
    """Why the factor is weak."""
    codes = listed(factor.lowest)
    return f"The mean of {factor.name} is {factor.shown}, below {template.pass_mark}. Lowest: {codes}."


def asked_for(reasons: list[Reason], template: Readiness) -> list[Wanted]:
    """The conditions that these reasons become."""
    words = {item.code: item.words for item in template.items}
    found = [Wanted(f"{words[code]} ({code}).", code) for one in reasons for code in one.items if not one.factor]
    return found + [
        Wanted(
            f"Raise {FACTOR_WORDS[one.factor]} to a mean of {template.pass_mark} or more, beginning with "
            f"{listed(one.items)}.",
            factor=one.factor,
        )
        for one in reasons
        if one.factor
    ]


def named(one: Rated, template: Readiness) -> str:
    """The item and its rating in a sentence: P1 (The health partner has agreed) is rated 2, discussed."""
    mark = next((mark.words for mark in template.scale if mark.mark == one.rating), "")
    return f"{one.item.code} ({one.item.words}) is rated {one.rating}, {mark[:1].lower()}{mark[1:]}."


def listed(codes: tuple[str, ...] | list[str]) -> str:
    """The codes as a reader lists them: P1, P2 and M1."""
    return " and ".join(part for part in (", ".join(codes[:-1]), *codes[-1:]) if part)
