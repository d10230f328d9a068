"""`make mutation`: how many small faults in the rules of support and reminders the pure tests notice; 90 % are wanted.

python -m tests.mutation [--only support.rules.taper,...] [--every 1] [--processes 2] [--survivors FILE]
Exit 1 below the wanted share, or when the tests fail without any fault.
"""

import argparse
import os
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.running import NOTICED, UNREACHED, Run, modules

ROOT = Path(__file__).parent.parent.parent
PACKAGES = ("scaleup.support.rules", "scaleup.reminders.rules")
TESTS = ("tests/support", "tests/reminders", "tests/mutation/played.py")
LONG = "not TestLivingPlan and not any_order_of_the_facts and not ticked and not applying_a_change_twice"
"""Seconds each time, for each fault that nothing notices; tests/mutation/played.py plays the same model."""
WANTED = 90.0
"""Of the faults in what is decided; those in words are counted apart (docs/decisions, Mutation)."""


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="modules, such as support.rules.taper")
    parser.add_argument("--every", type=int, default=1, help="a sample: only each so-manieth fault")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--survivors", type=Path, help="a file for those that no test noticed")
    given = parser.parse_args()
    only = tuple(one for one in given.only.split(",") if one)
    made = [
        mutant
        for package in PACKAGES
        for module, path in modules(package, ROOT)
        if not only or module.removeprefix("scaleup.").startswith(only)
        for mutant in mutants(module, path)
    ]
    run = tried(made[:: given.every], given.processes)
    if run.broken:
        print("\n".join(["Without any fault these tests fail, and noticed none:", *run.broken]))
    lines = survivors(run)
    if given.survivors:
        given.survivors.write_text("\n".join(lines) + "\n")
    print("\n".join(lines))
    print("\n".join(table(run)))
    return 0 if score(decided(run.found)) >= WANTED and not run.broken else 1


def tried(made: Sequence[Mutant], processes: int) -> Run:
    """What became of each; chance is the same for all."""
    os.environ["SCALEUP_TEST_SEED"] = "1"
    run = Run(made, processes=processes)
    began = time.monotonic()
    given = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-k", LONG, *TESTS]
    pytest.main(given, plugins=[run])
    print(f"{len(made):,} faults met {len(run.took)} tests in {time.monotonic() - began:.0f} s.")
    return run


def counted(found: Mapping[Mutant, str]) -> Counter[str]:
    """How many were noticed, and how many of the others are faults at all."""
    return Counter(
        NOTICED if what == NOTICED else "equivalent" if mutant.name in EQUIVALENT else what
        for mutant, what in found.items()
    )


def score(found: Mapping[Mutant, str]) -> float:
    """The share of the faults that was noticed, in percent."""
    numbers = counted(found)
    faults = len(found) - numbers["equivalent"]
    return 100 * numbers[NOTICED] / faults if faults else 100.0


def decided(found: Mapping[Mutant, str]) -> dict[Mutant, str]:
    """Without those that change words for a reader."""
    return {mutant: what for mutant, what in found.items() if not mutant.is_words}


def table(run: Run) -> list[str]:
    """The score by module, of all decisions, of the words, and of both."""
    heads = f"{'':38} {'faults':>7} {'noticed':>8} {'reached by no test':>19} {'equivalent':>11} {'score':>7}"
    of_decisions = decided(run.found)
    words = {mutant: what for mutant, what in run.found.items() if mutant not in of_decisions}
    lines = [heads]
    for name in dict.fromkeys(one.module for one in of_decisions):
        lines.append(line(name, {one: what for one, what in of_decisions.items() if one.module == name}))
    return [*lines, line("what is decided", of_decisions), line("words for a reader", words), line("all", run.found)]


def line(name: str, found: Mapping[Mutant, str]) -> str:
    """One line of the table."""
    numbers = counted(found)
    return (
        f"{name.removeprefix('scaleup.'):38} {len(found) - numbers['equivalent']:>7,} {numbers[NOTICED]:>8,}"
        f" {numbers[UNREACHED]:>19,} {numbers['equivalent']:>11,} {score(found):>6.1f}%"
    )


def mark(mutant: Mutant, what: str) -> str:
    """What is to be known before the line is read."""
    return ("(words) " if mutant.is_words else "") + ("(no test) " if what == UNREACHED else "")


def survivors(run: Run) -> list[str]:
    """Each that was not noticed and is no equivalent."""
    return [
        f"{mark(mutant, what)}{mutant.path.relative_to(ROOT)}:{mutant.line} {mutant.name}"
        for mutant, what in run.found.items()
        if what != NOTICED and mutant.name not in EQUIVALENT
    ]


if __name__ == "__main__":
    sys.exit(main())
