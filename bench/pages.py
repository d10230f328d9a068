"""B1, B2 and B6 to B8: pages and exports beside the floor's, at each size; their growth; memory after the run (B12)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from bench.blocks import Pair, compared
from bench.databases import on_postgresql
from bench.figures import Figure, of_pair
from bench.portfolio import looked_at
from bench.servers import Web, serving

ROWS, EVERY = 2_000, 1_000_000
WELSH_CSV, WELSH_XLSX = "/areas.csv?nation=Wales", "/areas.xlsx?nation=Wales"
Address = Callable[[int], str]


@dataclass(frozen=True)
class Page:
    """Something that both serve."""

    key: str
    what: str
    ours: Callable[[int], Address]
    """Told the size, gives what is told the number of a request."""
    floor: Callable[[int], Address]
    most: float
    statements: int
    growth: float = 0.0
    """The time at the largest size is at most so many times that at the smallest; 0 where it may grow with the rows."""
    fewest: int = 0
    """Measured from so many areas on."""
    a_row: float = 0.0
    """Microseconds a row that it may take; 0 where that is no target."""
    rows: int = ROWS
    """As many as it has where there are so many areas."""


def at(address: str) -> Callable[[int], Address]:
    """The same address each time."""
    return lambda _size: lambda _number: address


def one_area(size: int) -> Address:
    """A full area, another each time."""
    ids = looked_at(size)
    return lambda number: f"/areas/{ids[number % len(ids)]}"


PAGES = (
    Page("B1", "areas, the first 50 and counts", at("/areas"), at("/areas"), 4, 8, growth=3.0),
    Page("B2", "an area: licence, 22 contacts, events", one_area, one_area, 4, 10, growth=1.3),
    Page("B6", "areas by name, page 20", at("/areas?sort=name&page=20"), at("/areas"), 4, 7, fewest=ROWS, growth=1.3),
    Page("B6", "2,000 areas on one page", at("/areas?page=all"), at("/areas?most=2000"), 4, 7, fewest=ROWS, a_row=60),
    Page(
        "B7",
        "2,000 areas as CSV",
        at(WELSH_CSV),
        at("/areas.csv?most=2000"),
        4,
        5,
        fewest=ROWS,
        a_row=20,
    ),
    Page("B7", "all areas as CSV", at("/areas.csv"), at("/areas.csv"), 4, 5, fewest=ROWS, a_row=20, rows=EVERY),
    Page(
        "B8",
        "2,000 areas as a workbook",
        at(WELSH_XLSX),
        at("/areas.xlsx?most=2000"),
        1.5,
        5,
        fewest=ROWS,
    ),
)


def figures(address: str, sizes: list[int], only: frozenset[str], folder: Path) -> Iterator[Figure]:
    """Each page at each size, then how it grew, then what the workers hold."""
    grown: dict[str, list[tuple[int, Pair]]] = {}
    for size in sizes:
        with (
            on_postgresql(address, size) as url,
            serving("ours", url, folder) as ours,
            serving("floor", url, folder) as floor,
        ):
            for page in PAGES:
                if page.key in only and size >= page.fewest:
                    pair = compared(ours, floor, page.ours(size), floor_path=page.floor(size))
                    grown.setdefault(page.what, []).append((size, pair))
                    yield beside(page, size, pair)
            if "B7" in only and size == sizes[-1]:
                yield streaming(ours, size)
            if "B12" in only and size == sizes[-1]:
                yield from memory(ours, floor, size)
    for page in PAGES:
        yield from growth(page, grown.get(page.what, []))


def beside(page: Page, size: int, pair: Pair) -> Figure:
    """The page beside the floor's, and by the row where rows are what it takes time for."""
    found = of_pair(page.key, page.what, areas=size, pair=pair, most=page.most, statements=page.statements)
    if not page.a_row:
        return found
    each = pair.fastest * 1000 / min(page.rows, size)
    said = f"{found.ours}, {each:.0f} µs a row"
    target = f"{found.target}, {page.a_row:g} µs a row"
    return replace(found, ours=said, target=target, met=bool(found.met) and each <= page.a_row)


def growth(page: Page, found: list[tuple[int, Pair]]) -> Iterator[Figure]:
    """The fastest answer at the largest size, over that at the smallest."""
    if page.growth and len(found) > 1:
        (small, first), (large, last) = found[0], found[-1]
        grew = last.fastest / first.fastest
        same = last.asked[0] == first.asked[0]
        yield Figure(
            page.key,
            f"{page.what}: growth from {small:,} to {large:,}",
            "",
            f"{grew:.2f}x",
            f"at most {page.growth:g}x, SQL constant",
            grew <= page.growth and same,
            sql="constant" if same else f"{first.asked[0]:g} to {last.asked[0]:g}",
        )


def streaming(ours: Web, size: int) -> Figure:
    """What a worker that has sent files before holds more, once it has sent the whole list again."""
    before = ours.memory()
    ours.timed("/areas.csv")
    grew = ours.memory() - before
    return Figure("B7", "memory for all areas as CSV", f"{size:,}", f"{grew:+.1f} MB", "at most 10 MB", grew <= 10)


REQUESTS = 5_000


def memory(ours: Web, floor: Web, size: int) -> Iterator[Figure]:
    """What each worker holds after everything above, and after so many requests more."""
    one = one_area(size)
    before = ours.memory()
    for number in range(REQUESTS):
        ours.timed(one(number))
    held, its, grew = ours.memory(), floor.memory(), ours.memory() / before - 1
    yield Figure(
        "B12",
        "memory of a worker after the run",
        f"{size:,}",
        f"{held:.0f} MB",
        "at most 1.8x and 130 MB",
        held <= 1.8 * its and held <= 130,
        floor=f"{its:.0f} MB",
        ratio=f"{held / its:.2f}",
    )
    yield Figure(
        "B12",
        f"its growth over {REQUESTS:,} requests more",
        f"{size:,}",
        f"{grew:+.1%}",
        "at most 5%",
        grew <= 0.05,
    )
