"""One line of the table: what was measured, what it came to, what it should come to, and whether it does."""

from collections.abc import Iterable
from dataclasses import dataclass

from bench.blocks import Block, Pair

HEADS = ("", "What", "Areas", "Ours", "Floor", "Ours / floor", "CPU ms", "SQL", "Target", "")
RIGHT = {2, 3, 4, 5, 6, 7}


@dataclass(frozen=True)
class Figure:
    """A line."""

    key: str
    what: str
    areas: str
    ours: str
    target: str
    met: bool | None
    """None where there is no target, or nothing to measure yet."""
    floor: str = ""
    ratio: str = ""
    cpu: str = ""
    sql: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """As the table has it."""
        verdict = {True: "met", False: "MISSED", None: ""}[self.met]
        return (
            self.key,
            self.what,
            self.areas,
            self.ours,
            self.floor,
            self.ratio,
            self.cpu,
            self.sql,
            self.target,
            verdict,
        )


def of_pair(key: str, what: str, *, areas: int, pair: Pair, most: float, statements: int) -> Figure:
    """A page beside the floor's: at most so many times its wall, and so many statements."""
    return Figure(
        key,
        what,
        f"{areas:,}",
        milliseconds(pair.ours),
        f"at most {most:g}x, {statements} SQL",
        pair.ratio <= most and pair.asked[0] <= statements,
        floor=milliseconds(pair.floor),
        ratio=f"{pair.ratio:.2f} ({min(pair.ratios):.2f}..{max(pair.ratios):.2f})",
        cpu=f"{pair.cpu[0]:.1f} / {pair.cpu[1]:.1f}",
        sql=f"{pair.asked[0]:g} / {pair.asked[1]:g}",
    )


def of_blocks(
    key: str, what: str, *, areas: int, blocks: list[Block], took: float, statements: int, under: float | None = None
) -> Figure:
    """A page of which the floor has none: so many statements, and if it is to be fast, under so many milliseconds."""
    asked = max(one.asked for one in blocks)
    return Figure(
        key,
        what,
        f"{areas:,}",
        milliseconds(took),
        f"{statements} SQL" if under is None else f"under {under:g} ms, {statements} SQL",
        asked <= statements and (under is None or took < under),
        cpu=f"{min(one.cpu for one in blocks) * 1000:.1f}",
        sql=f"{asked:g}",
    )


def milliseconds(value: float) -> str:
    """As the table has it."""
    return f"{value:.1f} ms" if value < 100 else f"{value:,.0f} ms"


def plain(figures: Iterable[Figure]) -> str:
    """The table for a terminal."""
    rows = [HEADS, *(one.cells for one in figures)]
    wide = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if place in RIGHT else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, wide, strict=True))
        ).rstrip()
        for row in rows
    )


def markdown(figures: Iterable[Figure]) -> str:
    """The table for docs/performance.md."""
    rows = [HEADS, tuple("--:" if place in RIGHT else "---" for place in range(len(HEADS)))]
    rows += [one.cells for one in figures]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
