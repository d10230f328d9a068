"""I11: with the same seed and no faults the same mails arrive, to the letter, however many workers carry them."""

import json
import time
from pathlib import Path

from tests.servers import wait_until
from tests.storm.driver import all_there, calm, heaped, settings_of, unsettled, write_down
from tests.storm.processes import Processes
from tests.storm.weather import Weather

Arrived = set[tuple[str, str, str]]
"""Message-ID, recipient, and a hash of what was said."""


def arrived(weather: Weather, folder: Path) -> Arrived:
    """What arrived of these mails in fair weather."""
    folder.mkdir()
    with calm(weather, folder, folder / "journal") as (postgres, broker, smtp_url):
        given = settings_of(postgres, broker, smtp_url, folder)
        write_down(given, weather)
        processes = Processes(given, time.time(), folder, weather)
        try:
            processes.start_beat(0)
            for _ in range(weather.workers):
                processes.start_worker()
            wait_until(lambda: all_there(postgres.url(), heaped(weather)), seconds=120, what="the last heap")
            wait_until(lambda: unsettled(postgres.url()) == 0, seconds=300, what="the last message")
        finally:
            processes.end()
    lines = [json.loads(line) for line in (folder / "journal").read_text().splitlines()]
    return {(line["message_id"], line["to"], line["said"]) for line in lines}


def same_twice(mails: int, seed: int, folder: Path) -> tuple[int, list[str]]:
    """How many arrived, and what the second time had that the first had not, or the other way about."""
    first, second = (
        arrived(
            Weather(mails=mails, workers=workers, cuts=0, each_error=0, delay=0, wrong_clocks=False, seed=seed),
            folder / f"still-{workers}",
        )
        for workers in (1, 3)
    )
    return len(first), [f"I11: {one} arrived in one of two runs only" for one in sorted(first ^ second)]
