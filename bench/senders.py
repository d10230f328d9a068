"""B10 with several senders: one, two and four processes that do what a worker does, in turn with as many prototypes.

All four of each stand ready from the first round on, forked: to load the product eight times takes longer than to send.
"""

import multiprocessing
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Barrier

from sqlalchemy import Engine, create_engine, event

from bench import prototype
from bench.databases import product
from bench.figures import Figure
from bench.outgoing import WORDS, install, lay
from bench.portfolio import NOW
from bench.serving import UNCOUNTED
from bench.sink import Sink
from scaleup.extensions import db
from scaleup.outbox import service

WORKERS = (1, 2, 4)
MAILS, ROUNDS = 500, 3
PATIENCE = 100.0
"""Seconds until all have started, or until a round is over; whoever is not there by then ends the bench."""
NEW = multiprocessing.get_context("fork")
"""Each makes an application and an engine of its own; what it was born with it leaves alone."""
Send = Callable[[], object]


@dataclass(frozen=True)
class Start:
    """What each process of a crew is told: where, and the two places at which all of them meet in each round."""

    url: str
    port: int
    begin: Barrier
    end: Barrier
    senders: "Synchronized[int]"
    """How many of them send in the next round; 0 when there is none."""
    asked: "Synchronized[int]"
    cpu: "Synchronized[float]"
    """Seconds of all these processes together."""


@dataclass(frozen=True)
class Crew:
    """As many processes as ever send together; they wait."""

    start: Start

    def sent(self, post: Sink, workers: int) -> float:
        """Seconds in which all that lies there was sent by so many of them."""
        post.forget()
        self.start.senders.value = workers
        self.start.begin.wait()
        began = time.monotonic()
        self.start.end.wait()
        took = time.monotonic() - began
        if post.taken.value != MAILS:
            raise SystemExit(f"{post.taken.value} of {MAILS} mails arrived")
        return took

    def counted(self) -> tuple[float, float]:
        """Statements and milliseconds of CPU of a mail since this was asked before."""
        sent = MAILS * ROUNDS
        found = self.start.asked.value / sent, self.start.cpu.value / sent * 1000
        self.start.asked.value, self.start.cpu.value = 0, 0.0
        return found


def rates(url: str, post: Sink) -> Iterator[Figure]:
    """A line for each number of senders. Called inside the application, whose outbox is filled here."""
    alone = 0.0
    with crew(ours, url=url, port=post.port) as mine, crew(theirs, url=url, port=post.port) as its:
        for workers in WORKERS:
            rounds = [one_round(mine, its, post, workers) for _ in range(ROUNDS)]
            rate = MAILS / statistics.median(took for took, _ in rounds)
            alone = alone or rate
            ratios = [other / took for took, other in rounds]
            yield of(workers, rate, ratios, mine.counted(), its.counted(), times=rate / alone)


def one_round(mine: Crew, its: Crew, post: Sink, workers: int) -> tuple[float, float]:
    """Seconds of ours and of the prototype's."""
    lay(MAILS)
    took = mine.sent(post, workers)
    prototype.lay(db.engine, MAILS)
    return took, its.sent(post, workers)


def of(
    workers: int,
    rate: float,
    ratios: list[float],
    mine: tuple[float, float],
    its: tuple[float, float],
    *,
    times: float,
) -> Figure:
    """Mails a second of so many senders beside as many prototypes; CPU and statements are those of one mail."""
    ratio, (statements, cpu) = statistics.median(ratios), mine
    what = "one sender" if workers == 1 else f"{workers} senders, {times:.2f} times one"
    return Figure(
        "B10",
        f"{MAILS:,} due mails, {what}",
        "100",
        f"{rate:,.0f}/s",
        "at least 0.5x, 4 SQL a mail",
        ratio >= 0.5 and statements <= 4,
        floor=f"{rate / ratio:,.0f}/s",
        ratio=f"{ratio:.2f} ({min(ratios):.2f}..{max(ratios):.2f})",
        cpu=f"{cpu:.1f} / {its[1]:.1f}",
        sql=f"{statements:.2f}",
    )


@contextmanager
def crew(work: Callable[[Start, int], None], *, url: str, port: int) -> Iterator[Crew]:
    """The processes stand ready for the rounds, and are gone afterwards."""
    begin, end = (NEW.Barrier(max(WORKERS) + 1, timeout=PATIENCE) for _ in range(2))
    start = Start(url, port, begin, end, NEW.Value("q", 0), NEW.Value("q", 0), NEW.Value("d", 0.0))
    processes = [NEW.Process(target=work, args=(start, number), daemon=True) for number in range(max(WORKERS))]
    for process in processes:
        process.start()
    try:
        yield Crew(start)
        start.senders.value = 0
        begin.wait()
        for process in processes:
            process.join(PATIENCE)
    finally:
        for process in processes:
            process.terminate()


def ours(start: Start, number: int) -> None:
    """The process of one sender of the product."""
    with product(start.url).app_context():
        install(start.port)
        name = service.owner()
        rounds(start, number, db.engine, lambda: send_all(name))
        db.session.remove()
        db.engine.dispose()


def send_all(owner: str) -> None:
    """Batch after batch, until a look finds nothing that another has not claimed."""
    while service.dispatch(now=NOW, owner=owner).more:
        pass


def theirs(start: Start, number: int) -> None:
    """The process of one prototype."""
    engine = create_engine(start.url)
    rounds(start, number, engine, lambda: prototype.send(engine, start.port, WORDS))
    engine.dispose()


def rounds(start: Start, number: int, engine: Engine, send: Send) -> None:
    """The connection stands; then in each round those who send do so at once; statements and CPU are counted."""
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    engine.connect().close()
    while True:
        start.begin.wait()
        if not (senders := start.senders.value):
            return
        asked.clear()
        began = time.process_time()
        if number < senders:
            send()
        took = time.process_time() - began
        with start.asked.get_lock():
            start.asked.value += len([one for one in asked if not one.startswith(UNCOUNTED)])
            start.cpu.value += took
        start.end.wait()
