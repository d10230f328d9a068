"""Many licences to which a hundred things happen each, on the pure model of tests/support/model.py.

python -m tests.storm.plans [--licences 20000] [--steps 100] [--seed 1] [--processes 2]
"""

import argparse
import multiprocessing
import random
import sys
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from scaleup.fidelity.rules import Colour
from scaleup.support.rules import Outcome
from tests.support import model

T = TypeVar("T")
OUTCOMES = (Outcome.HELD, Outcome.HELD, Outcome.HELD, Outcome.NO_ANSWER, Outcome.CANCELLED_BY_AREA)


class Dice:
    """A seeded chance."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def between(self, least: int, most: int) -> int:
        return self.random.randint(least, most)

    def one_of(self, some: Sequence[T]) -> T:
        return self.random.choice(list(some))

    def perhaps(self, least: int, most: int) -> int | None:
        return None if self.random.random() < 0.2 else self.between(least, most)


Happening = Callable[[model.Licence, Dice], None]
HAPPENINGS: tuple[tuple[int, Happening], ...] = (
    (30, lambda licence, dice: model.pass_days(licence, dice.one_of([1, 3, 7, 20]))),
    (20, lambda licence, dice: model.record(licence, dice.between(0, 30), dice.one_of(OUTCOMES))),
    (10, lambda licence, dice: model.decide(licence, dice.between(0, 9))),
    (8, lambda licence, dice: model.pin(licence, dice.between(0, 30), dice.between(0, 120))),
    (8, lambda licence, dice: model.close(licence, dice.between(0, 60))),
    (6, lambda licence, dice: model.move_end(licence, dice.between(-200, 200))),
    (4, lambda licence, dice: model.check(licence, dice.one_of(list(Colour)))),
    (4, lambda licence, dice: model.suspend(licence, dice.between(0, 90), dice.perhaps(0, 90))),
    (4, lambda licence, _: model.resume(licence)),
    (3, lambda licence, dice: model.stop(licence, dice.perhaps(0, 120))),
    (3, lambda licence, dice: model.put_right(licence, dice.between(0, 30))),
    (3, lambda licence, dice: model.begin_delivery(licence, dice.between(0, 200))),
)


def play(seed: int, steps: int) -> str:
    """One licence; what broke, or nothing."""
    dice = Dice(seed)
    weights, happenings = [weight for weight, _ in HAPPENINGS], [happening for _, happening in HAPPENINGS]
    licence = model.begun(dice)
    for step, happening in enumerate(dice.random.choices(happenings, weights, k=steps)):
        try:
            happening(licence, dice)
        except AssertionError as broken:
            return f"seed {seed}, step {step}: {broken}"
    return ""


def share(given: tuple[int, int, int]) -> list[str]:
    """The violations among so many licences from this seed on."""
    first, licences, steps = given
    return [broken for seed in range(first, first + licences) if (broken := play(seed, steps))]


def main() -> int:
    """The command line; exit 1 when an invariant broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--licences", type=int, default=20_000)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    given = parser.parse_args()
    each = -(-given.licences // (given.processes * 8))
    shares = [(first, each, given.steps) for first in range(given.seed, given.seed + given.licences, each)]
    began = time.monotonic()
    with multiprocessing.Pool(given.processes) as pool:
        broken = [line for lines in pool.imap_unordered(share, shares) for line in lines]
    took = time.monotonic() - began
    played = len(shares) * each * given.steps
    print(
        f"{played:,} things happened to {len(shares) * each:,} licences in {took:.0f} s ({played / took:,.0f} a second)"
    )
    print("\n".join(broken[:20]) or "Every plan was as the second reckoning has it: no violation.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
