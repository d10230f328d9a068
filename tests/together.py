"""Acts at once: several side by side, or one begun while another is not saved yet."""

import threading
from collections.abc import Callable

from flask import Flask

from scaleup import commit
from scaleup.core.errors import Refused

Act = Callable[[], object]


def in_parallel(acts: list[Act]) -> None:
    """All of them at once, each in a thread of its own, to the end."""
    threads = [threading.Thread(target=act) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def refused_meanwhile(app: Flask, first: Act, second: Act) -> list[str]:
    """What the second is refused with, which begins while the first is done and not saved; empty if both are saved."""
    told: list[str] = []

    def act() -> None:
        with app.app_context():
            try:
                second()
                commit.now()
            except Refused as refused:
                told.append(str(refused))

    thread = threading.Thread(target=act)
    first()
    thread.start()
    thread.join(0.5)  # time to come as far as the first lets it
    commit.now()
    thread.join()
    return told
