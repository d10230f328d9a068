"""A real SMTP server, a process of its own, that journals and fsyncs what it takes BEFORE it answers.

    python -m tests.storm.smtp_journal --journal FILE [--faults FILE] [--delay SECONDS] [--seed N]
        [--share 0.35] [--dot-share 0.35]

It prints its port, and ends when its input does. `--faults` names a JSON list of [verb, kind]: each is used once,
at a random moment, on the next message at that verb. An address such as dot-cut-7@x.example names a fault of its
own, used the first time; rcpt-550_5.1.1-7@x.example says the enhanced code too.
Verbs: banner, ehlo, mail, rcpt, data, dot. Kinds: a reply code, cut (taken, then no answer), lost (not taken, no
answer), hang, half, garbage, long.
"""

import argparse
import asyncio
import json
import os
import random
import re
import sys
import time
from collections import defaultdict
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path

OWN_FAULT = re.compile(r"(rcpt|data|dot)-([\w.]+)-")
SILENT = {"cut", "lost", "hang", "half", "garbage", "long"}
HANG = 30.0


class Journal:
    """Lines of JSON, on the disk before anybody is answered."""

    def __init__(self, path: Path) -> None:
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write(self, **line: object) -> None:
        """The line is on the disk."""
        os.write(self.file, json.dumps({"at": time.time(), **line}).encode() + b"\n")
        os.fsync(self.file)


class Faults:
    """Which fault comes next: each of the list once, and each address's own once."""

    def __init__(self, planned: list[tuple[str, str]], seed: int, *, share: float, dot_share: float) -> None:
        self.random, self.shares = random.Random(seed), defaultdict(lambda: share, dot=dot_share)
        self.planned: dict[str, list[str]] = defaultdict(list)
        for verb, kind in planned:
            self.planned[verb].append(kind)
        for kinds in self.planned.values():
            self.random.shuffle(kinds)
        self.used: set[str] = set()

    def draw(self, verb: str, recipient: str = "") -> str:
        """The fault to show now; empty for none."""
        own = OWN_FAULT.match(recipient)
        if own and own[1] == verb and recipient not in self.used:
            self.used.add(recipient)
            return own[2]
        kinds = self.planned[verb]
        return kinds.pop() if kinds and self.random.random() < self.shares[verb] else ""


class Gone(Exception):
    """The line was cut."""


class Session:
    """One client."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, journal: Journal, faults: Faults, delay: float
    ) -> None:
        self.reader, self.writer, self.journal, self.faults, self.delay = reader, writer, journal, faults, delay
        self.sender = ""
        self.recipients: list[str] = []

    async def run(self) -> None:
        """The client was served until it left or the line was cut."""
        await self.answer("banner", "220 journal ready")
        while line := (await self.reader.readline()).decode("latin-1").rstrip("\r\n"):
            verb = line.split(" ", 1)[0].lower()
            if verb == "quit":
                await self.say("221 bye")
                return
            await self.verb(verb, line)

    async def verb(self, verb: str, line: str) -> None:
        """The verb was answered, or the line cut."""
        if verb == "ehlo":
            await self.answer(verb, "250-journal\r\n250 8BITMIME")
        elif verb == "mail":
            self.sender, self.recipients = line.partition(":")[2], []
            await self.answer(verb, "250 ok")
        elif verb == "rcpt":
            address = line.partition("<")[2].partition(">")[0]
            if await self.answer(verb, "250 ok", address):
                self.recipients.append(address)
        elif verb == "data" and not self.recipients:
            await self.say("503 no recipient")
        elif verb == "data":
            if await self.answer(verb, "354 go ahead", self.recipients[0]):
                await self.content()
        elif verb in ("rset", "noop"):
            self.recipients = []
            await self.say("250 ok")
        else:
            await self.say("502 what?")

    async def content(self) -> None:
        """The mail was read to its dot, journalled and answered, or not, as the fault says."""
        lines: list[bytes] = []
        while (line := await self.reader.readline()) != b".\r\n":
            if not line:
                return
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        content = b"".join(lines)
        mail = message_from_bytes(content, policy=policy.default)
        fault = self.faults.draw("dot", self.recipients[0])
        taken = not fault or fault in SILENT - {"lost"}
        await asyncio.sleep(self.delay)
        if taken:
            self.journal.write(
                event="accepted",
                message_id=str(mail["Message-ID"]),
                to=str(mail["To"]),
                recipients=self.recipients,
                said=sha256(content.partition(b"\r\n\r\n")[2]).hexdigest()[:16],
                fault=fault,
            )
        self.recipients = []
        if fault:
            await self.show("dot", fault)
        else:
            await self.say("250 taken")

    async def answer(self, verb: str, well: str, recipient: str = "") -> bool:
        """The verb was answered well (True) or with its fault."""
        fault = self.faults.draw(verb, recipient)
        if not fault:
            await self.say(well)
            return True
        await self.show(verb, fault)
        return False

    async def show(self, verb: str, fault: str) -> None:
        """The fault was shown, and is in the journal."""
        self.journal.write(event="fault", verb=verb, kind=fault)
        if fault[:3].isdigit():
            await self.say(f"{fault.replace('_', ' ')} {verb} refused by plan")
            if fault != "421":
                return
        elif fault == "hang":
            await asyncio.sleep(HANG)
        elif fault == "half":
            self.writer.write(b"25")
        elif fault == "garbage":
            self.writer.write(b"\x00\xff lorem ipsum\r\n")
        elif fault == "long":
            self.writer.write(b"250-" + b"x" * 10_000_000)
        raise Gone

    async def say(self, line: str) -> None:
        """The line was sent."""
        self.writer.write(line.encode() + b"\r\n")
        await self.writer.drain()


def end_with_parent() -> None:
    """Whoever started us is gone when our input ends."""
    if not os.read(sys.stdin.fileno(), 1):
        os._exit(0)


async def serve(arguments: argparse.Namespace) -> None:
    """The server runs until it is ended."""
    journal = Journal(arguments.journal)
    planned = json.loads(arguments.faults.read_text()) if arguments.faults else []
    faults = Faults(planned, arguments.seed, share=arguments.share, dot_share=arguments.dot_share)

    async def client(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await Session(reader, writer, journal, faults, arguments.delay).run()
        except (Gone, ConnectionError, asyncio.IncompleteReadError, ValueError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(client, "127.0.0.1", arguments.port, limit=2**20)
    print(server.sockets[0].getsockname()[1], flush=True)
    asyncio.get_running_loop().add_reader(sys.stdin, end_with_parent)
    async with server:
        await server.serve_forever()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--journal", type=Path, required=True)
    parser.add_argument("--faults", type=Path)
    parser.add_argument("--delay", type=float, default=0.0)
    parser.add_argument("--share", type=float, default=0.35, help="how likely a verb draws its next fault")
    parser.add_argument("--dot-share", type=float, default=0.35, help="the same for the final dot")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=0)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
