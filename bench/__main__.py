"""`make bench`, or `python -m bench --sizes 100,10000 --only B1,B2 --write`: one table of figures with their targets.

What each figure is: docs/performance.md. Everything takes about twenty minutes on two quiet cores, 500 MB of memory
and 2 GB of disk; a part that would begin after `--minutes` is left out and named.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import (
    certifying,
    claims,
    databases,
    fidelity,
    forecast,
    imports,
    kept,
    machine,
    mails,
    pages,
    planning,
    readiness,
    registers,
    replanning,
    report,
    scores,
    simulator,
    starts,
    ticking,
    written,
)
from bench.figures import Figure, plain
from bench.portfolio import NOW

SIZES = "100,10000,100000"
OF_PAGES = ("B1", "B2", "B6", "B7", "B8", "B12")
OF_REGISTERS = ("B3", "B4", "B5")
PARTS = (
    *OF_PAGES,
    *OF_REGISTERS,
    "B9",
    "B10",
    "B11",
    "B13",
    "B14",
    "B15",
    "B16",
    "B17",
    "B18",
    "B19",
    "B20",
    "B21",
    "B22",
    "B23",
    "B24",
)
MINUTES = 40.0
Part = tuple[frozenset[str], Callable[[], Iterator[Figure]]]


def main() -> None:
    """What was asked for is measured and printed, line by line and then as a table."""
    given = arguments()
    os.environ["SCALEUP_NOW"] = NOW.isoformat()
    if given.keep or given.drop:
        with tempfile.TemporaryDirectory() as folder, databases.server() as address:
            if given.drop:
                kept.drop(address, given.drop)
            if given.keep:
                kept.serve(address, given.keep, Path(folder))
        return
    here, end = machine.present(), time.monotonic() + given.minutes * 60
    print(here.words)
    found: list[Figure] = []
    left_out: list[str] = []
    with tempfile.TemporaryDirectory() as folder, databases.server() as address:
        for keys, part in parts(given, address, Path(folder)):
            if time.monotonic() > end:
                left_out += sorted(keys)
                continue
            for figure in part():
                found.append(figure)
                print("  ".join(cell for cell in figure.cells if cell), flush=True)
    found.sort(key=lambda figure: int(figure.key[1:]))
    print(f"\n{plain(found)}")
    if left_out:
        print(f"Left out, because {given.minutes:g} minutes were over: {', '.join(left_out)}.")
    if given.write:
        written.write(found, here)


def arguments() -> argparse.Namespace:
    """Which parts, which sizes, for how long."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="How long the things take that must stay fast."
    )
    parser.add_argument("--sizes", default=SIZES, help=f"areas, smallest first ({SIZES})")
    parser.add_argument("--only", default=",".join(PARTS), help="parts, such as B1,B2")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="no part begins after so many minutes")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--keep", type=int, metavar="SIZE", help="measure nothing: fill, keep and serve so many areas")
    parser.add_argument("--drop", type=int, metavar="SIZE", help="measure nothing: the kept database goes")
    return parser.parse_args()


def parts(given: argparse.Namespace, address: str, folder: Path) -> Iterator[Part]:
    """What was asked for, in the order in which it is measured."""
    only = frozenset(given.only.split(","))
    sizes = sorted(int(size) for size in given.sizes.split(","))
    acts: list[tuple[set[str], Callable[[], Iterator[Figure]]]] = [
        ({"B13"}, lambda: starts.cold(address, folder)),
        ({"B14"}, lambda: starts.on_one_file(address, folder)),
        ({"B14"}, lambda: registers.on_one_file(address, folder)),
        (set(OF_REGISTERS), lambda: registers.figures(address, only, folder)),
        ({"B9"}, lambda: planning.plans(address)),
        ({"B10"}, lambda: mails.posts(address)),
        ({"B15"}, certifying.certified),
        ({"B16"}, lambda: readiness.shown(address, folder)),
        ({"B18"}, lambda: forecast.shown(address, [size for size in sizes if size <= forecast.LARGEST], folder)),
        ({"B20"}, lambda: claims.claimed(address)),
        ({"B22"}, lambda: fidelity.scored(address)),
        ({"B24"}, lambda: ticking.ticked(address)),
        ({"B21"}, lambda: scores.shown(address, folder)),
        ({"B23"}, lambda: report.shown(address, folder)),
        ({"B17"}, lambda: replanning.replanned(address)),
        ({"B19"}, lambda: simulator.shown(address, [size for size in sizes if size <= simulator.LARGEST], folder)),
        ({"B11"}, lambda: imports.workbooks(address)),
        (set(OF_PAGES), lambda: pages.figures(address, sizes, only, folder)),
    ]
    for keys, act in acts:
        if wanted := frozenset(keys) & only:
            yield wanted, act


if __name__ == "__main__":
    main()
