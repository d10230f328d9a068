"""B10: mails a second from the outbox to a mail server, in turn with a sender that does the least (prototype.py)."""

import statistics
import time
from collections.abc import Iterator

from sqlalchemy import event

from bench import prototype, senders
from bench.databases import application, on_postgresql
from bench.figures import Figure
from bench.outgoing import WORDS, install, lay
from bench.portfolio import NOW
from bench.serving import UNCOUNTED
from bench.sink import Sink, sink
from scaleup.extensions import db
from scaleup.outbox import service

AREAS = 100
FEW, MANY = 1_000, 10_000
ROUNDS = 3


def posts(address: str) -> Iterator[Figure]:
    """The rates at both sizes, the wait for the first mail, and the statements of a mail."""
    with on_postgresql(address, AREAS) as url, application(url).app_context(), sink() as post:
        install(post.port)
        asked: list[str] = []
        event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        ours(post, 50)
        theirs(post, 50)
        few = [(ours(post, FEW), theirs(post, FEW)) for _ in range(ROUNDS)]
        asked.clear()
        many, its_many = ours(post, MANY), theirs(post, MANY)
        statements = len([one for one in asked if "bench_mail" not in one and not one.startswith(UNCOUNTED)]) / MANY
        together = list(senders.rates(url, post))
        db.session.remove()
        db.engine.dispose()
    rate = statistics.median(mine[0] for mine, _ in few)
    yield rates(FEW, rate, statistics.median(its for _, its in few), [mine[0] / its for mine, its in few], None)
    yield rates(MANY, many[0], its_many, [many[0] / its_many], statements)
    steady = many[0] / rate
    yield Figure(
        "B10",
        f"rate at {MANY:,}, over that at {FEW:,}",
        "",
        f"{steady:.2f}",
        "at least 0.9",
        steady >= 0.9,
    )
    first = max(many[1], *(mine[1] for mine, _ in few))
    yield Figure("B10", "from the trigger to the first mail", "", f"{first:.2f} s", "at most 1 s", first <= 1)
    yield from together


def rates(mails: int, ours: float, its: float, ratios: list[float], statements: float | None) -> Figure:
    """Mails a second beside the prototype's."""
    ratio = statistics.median(ratios)
    return Figure(
        "B10",
        f"{mails:,} due mails, one sender",
        f"{AREAS}",
        f"{ours:,.0f}/s",
        "at least 0.5x, 4 SQL a mail",
        ratio >= 0.5 and (statements or 0) <= 4,
        floor=f"{its:,.0f}/s",
        ratio=f"{ratio:.2f} ({min(ratios):.2f}..{max(ratios):.2f})",
        sql=f"{statements:.2f}" if statements else "",
    )


def ours(post: Sink, mails: int) -> tuple[float, float]:
    """Mails a second of the product's sender, and seconds until the first."""
    lay(mails)
    post.forget()
    began = time.monotonic()
    while service.dispatch(now=NOW, owner="bench").more:
        pass
    took = time.monotonic() - began
    if post.taken.value != mails:
        raise SystemExit(f"{post.taken.value} of {mails} mails arrived")
    return mails / took, post.first_at.value - began


def theirs(post: Sink, mails: int) -> float:
    """Mails a second of the prototype."""
    prototype.lay(db.engine, mails)
    post.forget()
    began = time.monotonic()
    prototype.send(db.engine, post.port, WORDS)
    took = time.monotonic() - began
    if post.taken.value != mails:
        raise SystemExit(f"{post.taken.value} of {mails} mails of the prototype arrived")
    return mails / took
