"""How many mails a second go from the outbox to a mail server on this machine, one commit before each DATA."""

import asyncio
import socket
import tempfile
import time
from pathlib import Path

from aiosmtpd.controller import Controller

from bench.portfolio import NOW, empty
from scaleup import commit
from scaleup.outbox import service
from scaleup.outbox.rules import Draft, Rendered

MAILS = 500


class Sink:
    """A mail server that takes everything and keeps a count."""

    taken = 0

    async def handle_DATA(self, *_given: object) -> str:  # noqa: N802 - aiosmtpd's name
        """aiosmtpd's hook."""
        self.taken += 1
        await asyncio.sleep(0)
        return "250 OK"


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def mails_a_second() -> str:
    """A sentence with the figure and the count that stands behind it."""
    sink = Sink()
    port = free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with tempfile.TemporaryDirectory() as folder, empty(Path(folder)).app_context():
            service.install_post(f"smtp://127.0.0.1:{port}", mail_from="Unit <unit@unit.example>", host="unit.example")
            service.install_renderers({"bench": lambda _waiting: Rendered("Subject", "Words. " * 60, "<p>Words.</p>")})
            service.enqueue_many(
                [
                    Draft(dedupe_key=f"bench|{n}", kind="bench", due_at=NOW, to_address=f"p{n}@area.example")
                    for n in range(MAILS)
                ],
                now=NOW,
            )
            commit.now()
            began = time.perf_counter()
            while service.dispatch(now=NOW, owner="bench").more:
                pass
            took = time.perf_counter() - began
    finally:
        controller.stop()
    return f"{sink.taken} of {MAILS} mails handed over, {sink.taken / took:.0f} a second"
