"""The local mailbox: an SMTP server on the loopback that keeps each mail as a file before it answers for it.

It runs as a process of its own, on a listening socket that the supervisor opened and hands on.
"""

import asyncio
import os
import signal
import socket
import sys
from itertools import count
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session

from scaleup.core import clock


class Keep:
    """Writes each mail into the folder: `<time>-<n>.eml`, whole and on the disk, or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.numbers = count(1)

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """aiosmtpd's hook, after the final dot."""
        content = envelope.original_content or b""
        heading = f"X-Scaleup-To: {', '.join(envelope.rcpt_tos)}\r\n".encode()
        try:
            self.write(heading + content)
        except OSError:
            return "452 The mailbox cannot be written"
        return "250 OK"

    def write(self, content: bytes) -> None:
        """The mail is a file, and would be after a power cut."""
        name = f"{clock.now():%Y%m%dT%H%M%S}-{os.getpid()}-{next(self.numbers):04d}.eml"
        unfinished = self.folder / f".{name}"
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(self.folder / name)
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


async def serve(listening: socket.socket, folder: Path) -> None:
    """Mails are taken until this process is told to end."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    handler = Keep(folder)
    server = await loop.create_server(lambda: SMTP(handler, enable_SMTPUTF8=True, loop=loop), sock=listening)
    async with server:
        await ended.wait()


if __name__ == "__main__":
    asyncio.run(serve(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2])))
