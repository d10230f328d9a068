"""The pure tests, collected once; each fault is put into a fork of that process, which runs what reaches it."""

import gc
import os
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import FrameType

import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.mutants import Mutant
from tests.mutation.patching import put_in

NEEDS_A_DATABASE = "dialect"
NO_RULES = ("__init__", "drawn")
"""Names alone, and a picture: where its lines lie is looked at, and decides nothing."""
LEAST_SECONDS = 8
MEMORY = 4 << 30
NOTICED, UNNOTICED, UNREACHED = "noticed", "unnoticed", "unreached"


class Run:
    """A plugin of pytest that, once the tests are collected, tries the mutants in place of running them."""

    def __init__(self, mutants: Sequence[Mutant], *, processes: int) -> None:
        self.mutants = mutants
        self.processes = processes
        self.found: dict[Mutant, str] = {}
        self.took: dict[str, float] = {}
        self.broken: list[str] = []

    def pytest_configure(self) -> None:
        """Hypothesis draws the same each time."""
        from hypothesis import HealthCheck, settings  # noqa: PLC0415 - pytest wants to load it before anybody else

        settings.register_profile(
            "mutation", derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
        )
        settings.load_profile("mutation")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """What asks a database is no pure test."""
        items[:] = [item for item in items if NEEDS_A_DATABASE not in getattr(item, "fixturenames", ())]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """The tests run once as they are; then each mutant meets those that reach it, the quickest first."""
        reached: dict[tuple[str, str], list[pytest.Item]] = defaultdict(list)
        files = {str(one.path) for one in self.mutants}
        for item in session.items:
            began = time.process_time()
            seen = Seen(files)
            sys.setprofile(seen)
            passed = passes(item)
            sys.setprofile(None)
            self.took[item.nodeid] = time.process_time() - began
            if not passed:
                self.broken.append(item.nodeid)
                continue
            for place in seen.places:
                reached[place].append(item)
        self.try_all(reached, [item for item in session.items if item.nodeid not in self.broken])
        return True

    def try_all(self, reached: dict[tuple[str, str], list[pytest.Item]], every: Sequence[pytest.Item]) -> None:
        """What becomes of each mutant is known."""
        running: dict[int, Mutant] = {}
        quickest = sorted(every, key=lambda item: self.took[item.nodeid])
        gc.collect()
        gc.freeze()  # a fork shares what its collector does not touch
        for mutant in self.mutants:
            reaching = {id(item) for item in reached[str(mutant.path), mutant.within]}
            chosen = [item for item in quickest if not mutant.in_function or id(item) in reaching]
            if not chosen:
                self.found[mutant] = UNREACHED
                continue
            if len(running) >= self.processes:
                self.await_one(running)
            running[self.begun(mutant, chosen)] = mutant
        while running:
            self.await_one(running)

    def await_one(self, running: dict[int, Mutant]) -> None:
        """One that ran is over."""
        pid, status = os.wait()
        mutant = running.pop(pid)
        self.found[mutant] = UNNOTICED if status == 0 else NOTICED
        if status == 0:
            print(f"{len(self.found)}: {mutant.name}", file=sys.stderr, flush=True)

    def begun(self, mutant: Mutant, chosen: Sequence[pytest.Item]) -> int:
        """A process with the fault runs these tests until one fails."""
        seconds = LEAST_SECONDS + int(10 * sum(self.took[item.nodeid] for item in chosen))
        sys.stdout.flush()
        pid = os.fork()
        if pid:
            return pid
        try:
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1)
            os.dup2(silent, 2)
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
            put_in(mutant)
            os._exit(0 if all(passes(item) for item in chosen) else 1)
        except BaseException:  # noqa: BLE001 - whatever breaks has noticed the fault; this process ends here
            os._exit(1)


class Seen:
    """Notes which functions of these files are called."""

    def __init__(self, files: Iterable[str]) -> None:
        self.files = frozenset(files)
        self.places: set[tuple[str, str]] = set()

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        """For sys.setprofile."""
        if event == "call" and frame.f_code.co_filename in self.files:
            self.places.add((frame.f_code.co_filename, frame.f_code.co_qualname.partition(".<locals>")[0]))


def passes(item: pytest.Item) -> bool:
    """Whether the test passes, with what it sets up and clears away."""
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def modules(package: str, root: Path) -> Iterator[tuple[str, Path]]:
    """The rooms of rules of a domain, by name and path."""
    for path in sorted((root / package.replace(".", "/")).glob("*.py")):
        if path.stem not in NO_RULES:
            yield f"{package}.{path.stem}", path
