"""B13, from the start of a server to its first answer, and B14, the default SQLite beside PostgreSQL."""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path

from bench.blocks import ROUNDS, compared
from bench.databases import on_postgresql, on_sqlite
from bench.figures import Figure, milliseconds
from bench.pages import PAGES
from bench.servers import Web, environment, serving, started, wait

SMALL = 100
NOT_SLOWER = 1.5


def cold(address: str, folder: Path) -> Iterator[Figure]:
    """Seconds from the command to the first 200: ours and the floor in turn."""
    with on_postgresql(address, SMALL) as url:
        rounds = [(first(name, url, folder) for name in ("ours", "floor")) for _ in range(ROUNDS)]
        pairs = [tuple(one) for one in rounds]
    ratios = [ours / floor for ours, floor in pairs]
    ratio = statistics.median(ratios)
    yield Figure(
        "B13",
        "from the start to the first page",
        f"{SMALL}",
        milliseconds(statistics.median(ours for ours, _ in pairs) * 1000),
        "at most 2.5x",
        ratio <= 2.5,
        floor=milliseconds(statistics.median(floor for _, floor in pairs) * 1000),
        ratio=f"{ratio:.2f} ({min(ratios):.2f}..{max(ratios):.2f})",
    )


def first(name: str, url: str, folder: Path) -> float:
    """Seconds until a server that is started now has answered with a page."""
    began = time.perf_counter()
    web: Web = started(name, environment(url, folder))
    try:
        wait(web)
        web.timed("/sign-in" if name == "ours" else "/enter")
        return time.perf_counter() - began
    finally:
        web.process.kill()
        web.process.wait()


def on_one_file(address: str, folder: Path) -> Iterator[Figure]:
    """B1 and B2 on SQLite, beside the same on PostgreSQL."""
    with (
        on_postgresql(address, SMALL) as url,
        serving("ours", url, folder) as other,
        serving("ours", on_sqlite(folder, SMALL), folder) as web,
    ):
        for page in PAGES:
            if page.key in ("B1", "B2"):
                pair = compared(web, other, page.ours(SMALL), floor_path=page.ours(SMALL))
                yield Figure(
                    "B14",
                    f"{page.key} on SQLite, beside PostgreSQL",
                    f"{SMALL}",
                    milliseconds(pair.ours),
                    f"at most {NOT_SLOWER}x, {page.statements} SQL",
                    pair.ratio <= NOT_SLOWER and pair.asked[0] <= page.statements,
                    floor=milliseconds(pair.floor),
                    ratio=f"{pair.ratio:.2f} ({min(pair.ratios):.2f}..{max(pair.ratios):.2f})",
                    cpu=f"{pair.cpu[0]:.1f} / {pair.cpu[1]:.1f}",
                    sql=f"{pair.asked[0]:g} / {pair.asked[1]:g}",
                )
