"""B20: how long a claim takes on PostgreSQL among millions of messages that are settled, and by which index."""

import re
import statistics
import time
from collections.abc import Iterator

from sqlalchemy import text

from bench.databases import application, empty
from bench.figures import Figure
from bench.portfolio import NOW
from scaleup import commit
from scaleup.extensions import db
from scaleup.outbox import queries, service
from scaleup.outbox.rules import Draft
from scaleup.outbox.service import claiming

SETTLED = 5_000_000
CLAIMS, BATCH, EXPLAINED = 80, 25, 5
AT_MOST = 20
"""Milliseconds."""
INDEX = "ix_outbox_message_due"
FILL = text(r"""
    INSERT INTO outbox_message (dedupe_key, kind, person_id, area_id, "values", condition, condition_key, policy,
        state, due_at, next_attempt_at, created_at, attempts, crashes, possible_repeat, message_id, settled_at,
        last_error)
    SELECT 'contact|' || n || '|contact_today|person', 'reminder of a contact', n % 2000, n % 2000, '{}',
        'contact is open', n, 'resend', (ARRAY['sent', 'sent', 'sent', 'folded', 'told', 'cancelled'])[1 + n % 6],
        at, at, at, 1, 0, false, '<' || n || '@unit.example>', at, ''
    FROM (SELECT n, TIMESTAMPTZ '2016-11-01' + n * INTERVAL '1 minute' AS at FROM generate_series(1, :rows) n) made
""")
"""Ten years of messages, one a minute."""


def claimed(address: str, rows: int = SETTLED) -> Iterator[Figure]:
    """One look's part before any hand-over: what ended processes left, what is too late, and a batch of 25."""
    with empty(address, "claims") as url, application(url).app_context():
        filled(rows)
        drafts = [Draft(f"due|{n}", "bench", NOW, to_address="one@unit.example") for n in range(CLAIMS * BATCH)]
        service.enqueue_many(drafts, now=NOW)
        db.session.info.pop(commit.DOORBELLS, None)
        commit.now()
        asked = queries.claiming(NOW, BATCH).compile(db.engine, compile_kwargs={"literal_binds": True})
        explained = text(f"EXPLAIN (ANALYZE, BUFFERS) {asked}".replace(":", "\\:"))
        plans = ["\n".join(row[0] for row in db.session.execute(explained)) for _ in range(EXPLAINED)]
        commit.now()
        worked = time.process_time()
        took = sorted(look() for _ in range(CLAIMS))
        cpu = (time.process_time() - worked) * 1000 / CLAIMS
        db.session.remove()
        db.engine.dispose()
    plan, own = (
        plans[-1],
        min(float(found) for each in plans for found in re.findall(r"Execution Time: ([\d.]+)", each)),
    )
    middle, slow = statistics.median(took), took[int(len(took) * 0.95)]
    yield Figure(
        "B20",
        f"{BATCH} messages claimed among {rows:,} settled ones, by {INDEX if INDEX in plan else 'NO INDEX'}",
        "",
        f"{middle:.1f} ms, one in twenty {slow:.1f}",
        f"at most {AT_MOST} ms, the partial index",
        middle <= AT_MOST and INDEX in plan,
        cpu=f"{cpu:.1f}",
    )
    yield Figure("B20", "the statement that finds them, by the server's clock", "", f"{own:.1f} ms", "", None)


def filled(rows: int) -> None:
    """So many settled messages stand; the indexes are made anew behind them, which is quicker than row by row."""
    listed = (
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'outbox_message' AND indexname NOT LIKE 'pk%'"
    )
    indexes = db.session.execute(text(listed)).all()
    for name, _ in indexes:
        db.session.execute(text(f"DROP INDEX {name}"))
    db.session.execute(FILL, {"rows": rows})
    for _, made in indexes:
        db.session.execute(text(made))
    db.session.commit()
    db.session.execute(text("ANALYZE outbox_message"))
    db.session.commit()


def look() -> float:
    """Milliseconds until a batch is claimed and committed."""
    here = claiming.Look(NOW, "bench", 600)
    began = time.perf_counter()
    claiming.recover(here)
    claiming.expire(here)
    mine = claiming.claim(here, BATCH)
    commit.now()
    took = (time.perf_counter() - began) * 1000
    if len(mine) != BATCH:
        raise SystemExit(f"B20: {len(mine)} of {BATCH} were claimed.")
    return took
