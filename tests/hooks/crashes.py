"""Dies at every commit and every step of a call in turn; the storm's own checker then judges what became of it all.

    python -m tests.hooks.crashes [--database URL] [--points N]

Without a URL: in a SQLite file and in a PostgreSQL of its own. Of N points the first is the first commit and the last
the last; without N every point is died at. Prints figures; exit 1 on any broken invariant.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from datetime import timedelta
from functools import partial
from pathlib import Path

from scaleup import audit, commit
from scaleup.app import create_app
from scaleup.extensions import db
from scaleup.hooks import adapters, service
from scaleup.hooks.models import Endpoint
from scaleup.hooks.rules import allowed_hosts
from tests.databases import migrate, settings
from tests.hooks.receiver import Receiver, receiving_apart
from tests.outbox.crashes import DIED, NOW, Points, in_child, look_until_done, raw
from tests.storm import check
from tests.storm.kept import databases

PATHS = ("ok", "busy", "cut")
TAKEN = ("ok", "cut")


def enter(there: Receiver) -> None:
    """Three systems, each with its own way to answer."""
    for path in PATHS:
        values = {"name": path, "address": there.url(path), "format": "plain", "kinds": ["contact.logged"]}
        db.session.add(Endpoint(**values, nonce="a word", made_at=NOW))
    db.session.commit()
    let_go()


def let_go() -> None:
    """No connection is left that a forked process would share."""
    db.session.remove()
    db.engine.dispose()


def first_life(die_at: int, report: Path) -> int:
    """A contact is logged and told, dying at the point; 0 when it came through, with the points counted."""
    audit.record("contact logged", subject="contact", subject_id=12, person_id=None, area_id=None)
    db.session.info.clear()
    db.session.commit()
    points = Points(die_at)
    commit.now = points.around(commit.now)  # type: ignore[assignment]
    call = adapters.Call
    call.open = points.after(call.open)  # type: ignore[method-assign, assignment]
    call.send = points.after(call.send)  # type: ignore[method-assign, assignment]
    adapters.Until = points.around(adapters.Until)  # type: ignore[misc, assignment]  # the request is written
    look_until_done(NOW)
    report.write_text(str(points.seen))
    return 0


def second_life(url: str) -> None:
    """A day and more passes: leases run out, back-off ends, all is finished."""
    for hours in (1, 2, 3, 30):
        raw(url, "UPDATE outbox_message SET lease_until = '2001-01-01 00:00:00.000000' WHERE lease_until IS NOT NULL")
        look_until_done(NOW + timedelta(hours=hours))
    let_go()


def as_of_mail(there: Receiver, journal: Path) -> None:
    """What the systems wrote down, as the checker reads it."""
    lines: list[dict[str, object]] = []
    for one in there.requests():
        if one["path"] in TAKEN:
            name = f"<{one['id']}@127.0.0.1>"
            lines.append(
                {
                    "event": "accepted",
                    "message_id": name,
                    "at": time.time(),
                    "to": "127.0.0.1",
                    "recipients": ["127.0.0.1"],
                }
            )
        if one["path"] == "cut":
            lines.append({"event": "fault", "verb": "dot", "kind": "cut"})
    journal.write_text("".join(json.dumps(line) + "\n" for line in lines))


def spread(points: int, most: int) -> list[int]:
    """So many of these points, from the first to the last at equal distances."""
    if most >= points:
        return list(range(1, points + 1))
    return sorted({1 + round(number * (points - 1) / max(most - 1, 1)) for number in range(most)})


def die_at_points(url: str, folder: Path, *, most: int) -> int:
    """So many points were died at; returns how many invariants were broken."""
    kept, journal, report = folder / "requests", folder / "journal", folder / "points"
    broken = repeats = points = 0
    with receiving_apart(kept) as there:
        app = create_app(settings(url, folder, hook_loopback=True))
        service.install(adapters.Reach(allowed_hosts("", loopback=True), connect_wait=2, answer_wait=2), key="a key")
        with app.app_context():
            enter(there)
            runs = [0]
            while runs:
                run = runs.pop(0)
                for table in ("outbox_event", "outbox_message"):
                    raw(url, f"DELETE FROM {table}")
                raw(url, "UPDATE hook_endpoint SET failing_since = NULL")
                kept.write_text("")
                code = in_child(partial(first_life, run, report))
                if code not in (0, DIED):
                    raise SystemExit(f"run {run} went wrong in itself")
                second_life(url)
                as_of_mail(there, journal)
                found = check.evidence(url, journal, created=len(PATHS), kills=int(code == DIED))
                wrong = check.judge(found)
                broken += len(wrong)
                for sentence in wrong:
                    print(f"point {run}: {sentence}")
                repeats += sum(max(0, len(taken) - 1) for taken in found.accepted.values())
                points += code == DIED
                if not run:
                    runs = spread(int(report.read_text()), most)
    print(json.dumps({"points": points, "repeats": repeats, "broken": broken}), flush=True)
    return broken


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="")
    parser.add_argument("--points", type=int, default=1_000_000)
    given = parser.parse_args()
    os.environ["SCALEUP_NOW"] = NOW.isoformat()
    broken = 0
    with tempfile.TemporaryDirectory() as folder:
        for database in databases(given.database, Path(folder)):
            with database as url:
                if not given.database:
                    migrate(url, Path(folder))
                broken += die_at_points(url, Path(folder), most=given.points)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
