"""B19: the simulator of one area, 90 days ahead, at each size: the page by the clock and in statements."""

from collections.abc import Callable, Iterator
from pathlib import Path

from bench.blocks import ROUNDS, block, warmed
from bench.databases import on_postgresql
from bench.figures import Figure, of_blocks
from bench.servers import serving

STATEMENTS, MOST, ANSWERS = 45, 100, 20
LARGEST = 10_000
WHAT = "every mail about an area in the next 90 days"


def shown(address: str, sizes: list[int], folder: Path) -> Iterator[Figure]:
    """The page at each size, on PostgreSQL: another area each time."""
    for size in sizes:
        with on_postgresql(address, size) as url, serving("ours", url, folder) as web:
            path = paths(size)
            warmed(web, path)
            blocks = [block(web, path, ANSWERS, start=round_ * ANSWERS) for round_ in range(ROUNDS)]
        middle_of_the_best = min(sorted(one.times)[len(one.times) // 2] for one in blocks) * 1000
        yield of_blocks(
            "B19", WHAT, areas=size, blocks=blocks, took=middle_of_the_best, statements=STATEMENTS, under=MOST
        )


def paths(size: int) -> Callable[[int], str]:
    """The address that is asked for in turn."""
    return lambda turn: f"/areas/{turn % size + 1}/coming-mail?days=90"
