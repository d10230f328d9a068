"""The Celery app of the storm: the whole application, with the storm's mails and a clock that runs fast.

`celery -A tests.storm.worker worker`. A minute of back-off is half a second, so that every second try happens within
the storm. Leases go by the database's clock and are not hurried. STORM_WRONG_BY: by how many seconds the clock of
this host is wrong, for whatever asks it: Python, Celery, kombu.
"""

import os
import time
from datetime import UTC, datetime
from typing import Any

import time_machine
from celery.signals import task_prerun

WRONG_BY = int(os.environ.get("STORM_WRONG_BY", "0"))
if WRONG_BY:
    time_machine.travel(time.time() + WRONG_BY, tick=True).start()

from scaleup import commit  # noqa: E402 - the clock is wrong before anybody asks it
from scaleup.app import create_app  # noqa: E402
from scaleup.core import clock  # noqa: E402
from scaleup.extensions import celery  # noqa: E402
from tests.storm import mails  # noqa: E402

START, FACTOR = float(os.environ["STORM_START"]), float(os.environ["STORM_FACTOR"])
BASE, TIMES = float(os.environ["STORM_BASE"]), int(os.environ["STORM_TIMES"])
HEAPS = int(os.environ["STORM_HEAPS"])
WAVES = tuple((int(m), int(n)) for m, n in (wave.split(":") for wave in os.environ["STORM_WAVES"].split()))
BELLS = os.open(os.environ["STORM_BELLS"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
real_now, publish_once = clock.now, commit.publish


def fast_now() -> datetime:
    """The storm's instant."""
    return datetime.fromtimestamp(BASE + (real_now().timestamp() - START) * FACTOR, UTC)


def publish_often(task: str) -> None:
    """A wake-up of a worker's own is delivered as often as one of a beat's."""
    for _ in range(TIMES):
        publish_once(task)


@task_prerun.connect
def heard(**_signal: Any) -> None:
    """One more wake-up was heard."""
    os.write(BELLS, b".")


clock.now = fast_now
commit.publish = publish_often
create_app()
app = celery
mails.install()
celery.conf.worker_lost_wait = 0.2  # else a Celery whose sender was killed takes nothing for ten seconds


@celery.task(name=mails.PLAN)  # type: ignore[untyped-decorator]  # celery ships no types
def plan() -> None:
    """The heaps that are due are written down and shared out, once, however often this is called."""
    mails.plan(HEAPS, WAVES, begun=datetime.fromtimestamp(BASE, UTC), now=clock.now())
    commit.now()
