"""How a round stands, in the sentence that a page opens with, and how far each factor is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import plain_date
from scaleup.programmes.rules import Factor
from scaleup.readiness.rules.scores import FACTORS, Score
from scaleup.readiness.rules.states import DECISION_WORDS, Decision, State


@dataclass(frozen=True)
class Signed:
    """Who signed, when, and what was decided."""

    decision: Decision
    name: str
    role: str
    on_day: date


@dataclass(frozen=True)
class Part:
    """How far a factor is answered."""

    factor: Factor
    name: str
    answered: int
    items: int

    @property
    def mark(self) -> str:
        """Its shape: done, begun, or not begun."""
        if self.answered == self.items:
            return "done"
        return "soon" if self.answered else "idle"

    @property
    def words(self) -> str:
        """How far it is."""
        if not self.answered:
            return f"not begun, {self.items} items"
        return f"all {self.items} answered" if self.mark == "done" else f"{self.answered} of {self.items} answered"


def parts(score: Score) -> list[Part]:
    """How far each factor is, in the order in which they are asked; those without items are left out."""
    by_factor = {one.factor: one for one in score.factors}
    found = [
        Part(
            factor,
            by_factor[factor].name,
            sum(one.rating is not None for one in by_factor[factor].items),
            len(by_factor[factor].items),
        )
        for factor in FACTORS
    ]
    return [one for one in found if one.items]


def following(factor: Factor, every: Sequence[Part]) -> Factor | None:
    """The factor that is asked after this one."""
    order = [one.factor for one in every]
    after = order[order.index(factor) + 1 :] if factor in order else []
    return after[0] if after else None


def stands(number: int, state: State, score: Score, signed: Signed | None) -> str:
    """How the round stands, in a sentence."""
    if signed is not None:
        return (
            f"Round {number} was signed as “{DECISION_WORDS[signed.decision].lower()}” "
            f"on {plain_date(signed.on_day)} by {signed.name}, {signed.role}."
        )
    if state is State.HANDED_IN:
        return f"Round {number} is with the unit, which reviews and signs it."
    items = sum(len(one.items) for one in score.factors)
    answered = items - len(score.unanswered)
    if not answered:
        return f"Round {number} is open: {items} items, none answered yet."
    if answered == items:
        return f"Every item of round {number} is answered; it can be handed in."
    return f"Round {number} is being answered: {answered} of {items} items."
