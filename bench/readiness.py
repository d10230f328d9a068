"""B16: the result of a round of readiness with 33 items, by the clock and in statements; the floor has no such page."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from bench.blocks import MOST, ROUNDS, block, middle, warmed
from bench.databases import application, on_postgresql
from bench.figures import Figure, of_blocks
from bench.portfolio import NOW
from bench.servers import serving
from scaleup.areas.models import Implementation
from scaleup.extensions import db
from scaleup.readiness import queries, service
from scaleup.readiness.rules import Answered
from scaleup.readiness.service import Said

SIZE, AREA, STATEMENTS = 100, 1, 7


def shown(address: str, folder: Path) -> Iterator[Figure]:
    """The page, on PostgreSQL."""
    with on_postgresql(address, SIZE) as url, assessed(url) as path, serving("ours", url, folder) as web:
        warmed(web, lambda _: path)
        blocks = [block(web, lambda _: path, MOST, start=0) for _ in range(ROUNDS)]
    what = "result of a round of readiness, 33 items"
    yield of_blocks("B16", what, areas=SIZE, blocks=blocks, took=middle(blocks), statements=STATEMENTS)


@contextlib.contextmanager
def assessed(url: str) -> Iterator[str]:
    """The first area has answered every item; the address of the result."""
    app = application(url)
    with app.app_context():
        under = db.session.get_one(Implementation, AREA)
        found = service.begin(under.id, by=None, now=NOW)
        there = queries.answers_of(found.id)
        said = []
        for item in queries.template_of(found).items:
            one = there[item.code]
            seen = Answered(one.rating, one.evidence, one.owner_id, one.due_on)
            said.append(Said(item.code, Answered(4), one.version, seen.stamp))
        service.answer(found.id, said, by=None, now=NOW)
        db.session.commit()
        path = f"/readiness/{found.id}/result"
        db.session.remove()
        db.engine.dispose()
    yield path
