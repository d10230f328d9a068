"""The Celery app of the storm: the whole application, with the storm's mails and a clock that runs fast.

`celery -A tests.storm.worker worker`. STORM_START (epoch) and STORM_FACTOR make a minute of back-off half a
second, so that every second try happens within the storm. Leases go by the database's clock and are not hurried.
"""

import os
from datetime import UTC, datetime

from scaleup.app import create_app
from scaleup.core import clock
from scaleup.extensions import celery
from tests.storm import mails

START, FACTOR = float(os.environ["STORM_START"]), float(os.environ["STORM_FACTOR"])
real_now = clock.now


def fast_now() -> datetime:
    """The storm's instant."""
    return datetime.fromtimestamp(START + (real_now().timestamp() - START) * FACTOR, UTC)


clock.now = fast_now
create_app()
app = celery
mails.install()
celery.conf.worker_lost_wait = 0.2  # else a Celery whose sender was killed takes nothing for ten seconds
