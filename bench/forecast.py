"""B18: the forecast of the unit's work at each size, by the clock and in statements; the floor has no such page."""

from collections.abc import Iterator
from pathlib import Path

from bench.blocks import ROUNDS, block, warmed
from bench.databases import on_postgresql
from bench.figures import Figure, of_blocks
from bench.servers import serving

PATH = "/forecast"
STATEMENTS, GROWTH, ANSWERS = 13, 2.0, 20
LARGEST = 10_000
WHAT = "the unit's work of 26 weeks"


def shown(address: str, sizes: list[int], folder: Path) -> Iterator[Figure]:
    """The page at each size, on PostgreSQL, then how it grew."""
    fastest: list[tuple[int, float]] = []
    for size in sizes:
        with on_postgresql(address, size) as url, serving("ours", url, folder) as web:
            warmed(web, lambda _: PATH)
            blocks = [block(web, lambda _: PATH, ANSWERS, start=0) for _ in range(ROUNDS)]
        fastest.append((size, min(min(one.times) for one in blocks) * 1000))
        yield of_blocks("B18", WHAT, areas=size, blocks=blocks, took=fastest[-1][1], statements=STATEMENTS)
    if len(fastest) > 1:
        (small, first), (large, last) = fastest[0], fastest[-1]
        grew = last / first
        what = f"{WHAT}: growth from {small:,} to {large:,}"
        yield Figure("B18", what, "", f"{grew:.2f}x", f"at most {GROWTH:g}x", grew <= GROWTH)
