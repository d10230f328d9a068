"""The order of tests: files are shuffled, and the tests in each; the files that take longest begin first.

pytest-xdist hands each process an equal part of the list, one after another, and one that is done takes from the end
of another's. A test of a minute that began last would be waited for by all but one process.
"""

import random
from collections.abc import Iterable
from pathlib import Path

import pytest

LONGEST = {
    "journeys/test_every_screen.py": 150,
    "house/test_nonsense.py": 60,
    "journeys/test_story.py": 46,
    "house/test_templates.py": 30,
    "worklist/test_size.py": 25,
    "imports/test_legacy.py": 20,
    "journeys/test_import.py": 20,
    "production/test_whole.py": 20,
    "house/test_routes.py": 20,
    "backups/test_service.py": 20,
    "accounts/test_journey.py": 15,
    "reminders/test_service.py": 15,
    "journeys/test_readiness.py": 10,
    "house/test_query_counts.py": 10,
}
"""Files below tests/, and roughly how many seconds each takes."""
ROOT = Path(__file__).parent


def shuffled(items: Iterable[pytest.Item], seed: int) -> list[list[pytest.Item]]:
    """The tests of each file, in an order that the seed repeats."""
    shuffle = random.Random(seed)
    files: dict[Path, list[pytest.Item]] = {}
    for item in items:
        files.setdefault(item.path, []).append(item)
    groups = list(files.values())
    shuffle.shuffle(groups)
    for group in groups:
        shuffle.shuffle(group)
    return groups


def seconds(path: Path) -> int:
    """How long the file takes, if it is one of the longest."""
    return LONGEST.get(path.relative_to(ROOT).as_posix(), 0) if path.is_relative_to(ROOT) else 0


def dealt(groups: list[list[pytest.Item]], processes: int) -> list[pytest.Item]:
    """One list, of which each process is handed an equal part: the longest files stand first in these parts."""
    parts: list[list[pytest.Item]] = [[] for _ in range(processes)]
    taken = [0] * processes
    for group in sorted(groups, key=lambda group: -seconds(group[0].path)):
        weight = seconds(group[0].path)
        if not weight:
            break
        least = taken.index(min(taken))
        taken[least] += weight
        parts[least].extend(group)
    others = [item for group in groups if not seconds(group[0].path) for item in group]
    left = sum(map(len, groups))
    for number, part in enumerate(parts):
        share = left // (processes - number)
        wanted = max(0, share - len(part))
        part.extend(others[:wanted])
        del others[:wanted]
        left -= share
    return [item for part in parts for item in part] + others
