"""B23: the one-page report over 100,000 scores: page beside the bare rows, paper beside its page; an area, and all."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from sqlalchemy import create_engine

from bench.blocks import ROUNDS, block, warmed
from bench.databases import on_postgresql
from bench.figures import Figure, milliseconds
from bench.scores import ANSWERS, AREAS, bare, fill
from bench.servers import serving

PAGES = {
    "one-page report of an area": ("/areas/1/report", 30, 3.0),
    "one-page report of all areas": ("/results/report", 25, 5.0),
}
"""Each page with its statements and how many times the bare rows of its scores it may take."""
PRINTED = 2.0
"""How many times its page a paper may take: the page's own work, and a program of its own that prints."""


def shown(address: str, folder: Path) -> Iterator[Figure]:
    """Page, paper and floor in alternating rounds, on PostgreSQL."""
    with on_postgresql(address, 100) as url:
        fill(url)
        engine = create_engine(url)
        with serving("ours", url, folder) as web, engine.connect() as connection:
            for what, (path, statements, most) in PAGES.items():
                paper = f"{path}.pdf"
                for one in (path, paper):
                    warmed(web, lambda _, one=one: one)
                pages, papers, floors = [], [], []
                for _ in range(ROUNDS):
                    pages.append(block(web, lambda _, path=path: path, ANSWERS, start=0))
                    papers.append(block(web, lambda _, paper=paper: paper, ANSWERS, start=0))
                    floors.append(bare(connection))
                read, printed = (median(median(one.times) for one in some) for some in (pages, papers))
                floor = median(floors)
                asked = max(one.asked for one in pages)
                yield Figure(
                    "B23",
                    what,
                    str(AREAS),
                    milliseconds(read * 1000),
                    f"at most {most:g}x, {statements} SQL",
                    read / floor <= most and asked <= statements,
                    floor=milliseconds(floor * 1000),
                    ratio=f"{read / floor:.2f}",
                    cpu=f"{median(one.cpu for one in pages) * 1000:.0f}",
                    sql=f"{asked:g}",
                )
                yield Figure(
                    "B23",
                    f"{what}, as PDF",
                    str(AREAS),
                    milliseconds(printed * 1000),
                    f"at most {PRINTED:g}x its page",
                    printed / read <= PRINTED,
                    floor=milliseconds(read * 1000),
                    ratio=f"{printed / read:.2f}",
                    cpu=f"{median(one.cpu for one in papers) * 1000:.0f}",
                    sql=f"{max(one.asked for one in papers):g}",
                )
        engine.dispose()
