"""So many wake-ups, each delivered many times over to several workers under two beats; each message goes once."""

import time
from collections import Counter
from pathlib import Path

from scaleup.app import create_app
from scaleup.extensions import celery, db
from scaleup.outbox import service
from scaleup.outbox.rules import Draft
from tests.servers import wait_until
from tests.storm import check, mails
from tests.storm.driver import calm, settings_of, unsettled
from tests.storm.processes import Processes
from tests.storm.weather import BASE, Weather

EACH_ONCE = ("pending", "claimed", "handing", "sent")


def delivered(wake_ups: int, times: int, folder: Path) -> tuple[float, list[str]]:
    """How many seconds it took, and what was wrong."""
    folder.mkdir(exist_ok=True)
    journal, start = folder / "journal", time.time()
    quiet = Weather(cuts=0, each_error=0, delay=0.002, heaps=0, wrong_clocks=False)
    with calm(quiet, folder, journal) as (postgres, broker, smtp_url):
        given = settings_of(postgres, broker, smtp_url, folder)
        processes = Processes(given, start, folder, quiet)
        with create_app(given).app_context():
            mails.install()
            drafts = [Draft(f"{n}", "storm", BASE, person_id=1, values={"n": n}) for n in range(wake_ups)]
            service.enqueue_many(drafts, now=BASE)
            db.session.info.clear()
            db.session.commit()
            for _ in range(wake_ups * times):
                celery.send_task(service.DISPATCH)
            db.engine.dispose()
        try:
            for number in range(2):
                processes.start_beat(number)
            for _ in range(quiet.workers):
                processes.start_worker()
            most = 60 + wake_ups * times / 40
            wait_until(lambda: broker.client.llen("low") < times, seconds=most, what="the last wake-up")
            wait_until(lambda: unsettled(postgres.url()) == 0, seconds=30, what="the last message")
        finally:
            processes.end()
        found = check.evidence(postgres.url(), journal, created=wake_ups)
    claims = Counter(new for row in found.messages.values() for _, _, new, _ in row.events)
    wrong = check.judge(found)
    if claims != dict.fromkeys(EACH_ONCE, wake_ups):
        wrong.append(f"I2: {wake_ups} messages were woken for {times} times each, and moved {dict(claims)}")
    return time.time() - start, wrong
