"""Two servers asked in alternating blocks: the ratio of a round is that of two blocks that ran one after the other."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass

from bench.servers import Web

ROUNDS = 5
BLOCK = 2.0
"""Seconds that the slower server's block should about take."""
FEWEST, MOST = 3, 50


@dataclass(frozen=True)
class Pair:
    """What the rounds found, in milliseconds."""

    ours: float
    floor: float
    fastest: float
    """Our best answer: what growth is read from."""
    ratios: tuple[float, ...]
    cpu: tuple[float, float]
    asked: tuple[float, float]

    @property
    def ratio(self) -> float:
        """The middle round."""
        return statistics.median(self.ratios)


@dataclass(frozen=True)
class Block:
    """So many answers of one server."""

    times: tuple[float, ...]
    cpu: float
    asked: float


def compared(ours: Web, floor: Web, path: Callable[[int], str], *, floor_path: Callable[[int], str]) -> Pair:
    """Both asked for the same thing; `path` is told the number of the request."""
    slowest = max(once for web, of in ((ours, path), (floor, floor_path)) for once in warmed(web, of))
    size = max(FEWEST, min(MOST, int(BLOCK / slowest)))
    rounds = [
        (block(ours, path, size, start=number * size), block(floor, floor_path, size, start=number * size))
        for number in range(ROUNDS)
    ]
    mine, its = [one for one, _ in rounds], [other for _, other in rounds]
    return Pair(
        ours=middle(mine),
        floor=middle(its),
        fastest=min(min(one.times) for one in mine) * 1000,
        ratios=tuple(statistics.median(a.times) / statistics.median(b.times) for a, b in rounds),
        cpu=(statistics.median(a.cpu for a in mine) * 1000, statistics.median(b.cpu for b in its) * 1000),
        asked=(max(a.asked for a in mine), max(b.asked for b in its)),
    )


def warmed(web: Web, path: Callable[[int], str]) -> list[float]:
    """A few answers that nothing is read from but how long a block should be."""
    return [web.timed(path(number)) for number in range(4)][1:]


def block(web: Web, path: Callable[[int], str], size: int, *, start: int) -> Block:
    """So many requests, one after the other."""
    asked, cpu = web.asked(), web.cpu()
    times = tuple(web.timed(path(start + number)) for number in range(size))
    return Block(times, (web.cpu() - cpu) / size, (web.asked() - asked) / size)


def middle(blocks: list[Block]) -> float:
    """The median of the blocks' medians, in milliseconds."""
    return statistics.median(statistics.median(one.times) for one in blocks) * 1000
