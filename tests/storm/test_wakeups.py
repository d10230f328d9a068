"""Wake-ups may come as often as they like, from as many beats as there are: each message goes once."""

import time
from collections import Counter
from pathlib import Path

import pytest

from scaleup.app import create_app
from scaleup.extensions import celery, db
from scaleup.outbox import service
from scaleup.outbox.rules import Draft
from tests.servers import wait_until
from tests.storm import check, mails
from tests.storm.driver import calm, settings_of, unsettled
from tests.storm.processes import Processes
from tests.storm.weather import BASE, Weather

WAKE_UPS, TIMES = 200, 20


@pytest.mark.fire
def test_200_wake_ups_delivered_20_times_each_under_two_beats_send_each_message_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journal, start, now = tmp_path / "journal", time.time(), BASE
    quiet = Weather(cuts=0, each_error=0, delay=0.002, heaps=0)
    with calm(quiet, tmp_path, journal) as (postgres, broker, smtp_url):
        given = settings_of(postgres, broker, smtp_url, tmp_path)
        processes = Processes(given, start, tmp_path, quiet)
        with create_app(given).app_context():
            mails.install()
            drafts = [Draft(f"{n}", "storm", now, person_id=1, values={"n": n}) for n in range(WAKE_UPS)]
            service.enqueue_many(drafts, now=now)
            db.session.info.clear()
            db.session.commit()
            for _ in range(WAKE_UPS * TIMES):
                celery.send_task(service.DISPATCH)
            db.engine.dispose()
        try:
            processes.start_beat(0)
            processes.start_beat(1)
            for _ in range(3):
                processes.start_worker()
            wait_until(lambda: broker.client.llen("low") < TIMES, seconds=120, what="the last wake-up")
            wait_until(lambda: unsettled(postgres.url()) == 0, seconds=30, what="the last message")
        finally:
            processes.end()
        found = check.evidence(postgres.url(), journal, created=WAKE_UPS)
        claims = Counter(new for row in found.messages.values() for _, _, new, _ in row.events)
    assert check.judge(found) == []
    assert claims == {"pending": 200, "claimed": 200, "handing": 200, "sent": 200}
    with capsys.disabled():
        seconds = time.time() - start
        print(f"\n{WAKE_UPS * TIMES} wake-ups and two beats: {WAKE_UPS} messages, each sent once, {seconds:.0f} s")


def test_no_task_carries_business_time() -> None:
    root = Path(__file__).parent.parent.parent / "scaleup"
    source = {path: path.read_text() for path in root.rglob("*.py")}
    for forbidden in ("eta=", "countdown=", ".retry(", "crontab("):
        assert [str(path) for path, text in source.items() if forbidden in text] == []
