"""A mail server in a process of its own that takes everything: how many it took, and when the first came."""

import contextlib
import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.sharedctypes import Synchronized
from typing import Any

from aiosmtpd.controller import Controller

from tests.servers import free_port

PATIENCE = 120.0
"""Seconds in which it must have started: it loads the whole bench first."""
FORK_FREE = multiprocessing.get_context("spawn")


@dataclass
class Sink:
    """What it counted, also from here."""

    port: int
    taken: "Synchronized[int]"
    first_at: "Synchronized[float]"

    def forget(self) -> None:
        """It counts from nothing."""
        self.taken.value, self.first_at.value = 0, 0.0


@contextlib.contextmanager
def sink() -> Iterator[Sink]:
    """It answers until the block ends."""
    found = Sink(free_port(), FORK_FREE.Value("i", 0), FORK_FREE.Value("d", 0.0))
    ready = FORK_FREE.Event()
    process = FORK_FREE.Process(target=serve, args=(found.port, found.taken, found.first_at, ready), daemon=True)
    process.start()
    try:
        if not ready.wait(PATIENCE):
            raise SystemExit("the mail server of the bench did not start")
        yield found
    finally:
        process.terminate()
        process.join()


def serve(port: int, taken: Any, first_at: Any, ready: Any) -> None:
    """The process: aiosmtpd's hook counts, and nothing is kept."""

    class Counting:
        async def handle_DATA(self, *_given: object) -> str:  # noqa: N802 - aiosmtpd's name
            if not taken.value:
                first_at.value = time.monotonic()
            taken.value += 1
            return "250 OK"

    controller = Controller(Counting(), hostname="127.0.0.1", port=port)
    controller.start()
    ready.set()
    while True:
        time.sleep(3600)
