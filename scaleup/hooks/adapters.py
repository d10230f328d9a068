"""One call of another system: its name is looked up once, the address checked, and that very address connected to.

Nothing is kept between calls, no redirect followed, no proxy asked. Every wait has an end, every answer a length.
"""

import http.client
import io
import json
import re
import socket
import ssl
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import SplitResult, unquote, urlsplit

from scaleup.core.clock import elapsed
from scaleup.hooks.rules import Hosts, host_in, may_connect, refusal, replied
from scaleup.outbox.rules import Outcome, Reply

LONGEST_BODY = 64 * 1024
LONGEST_ANSWER = 2 * LONGEST_BODY
"""Bytes of an answer, its head included."""
LONGEST_WORDS = 200
SHORTEST_KEY = 6
"""A part of an address that is so long may be a key."""
NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True)
class Reach:
    """Who may be called, and how long we wait: for a name, for a connection, and for the whole answer."""

    hosts: Hosts
    name_wait: float = 5
    connect_wait: float = 5
    answer_wait: float = 10
    trusted: str = ""
    """A file of certificates to trust besides those of the system: for tests."""


class Until(io.RawIOBase):
    """A socket read until an instant and a length, however slowly it drips."""

    def __init__(self, line: socket.socket, *, seconds: float) -> None:
        super().__init__()
        self.line, self.end, self.left = line, elapsed() + seconds, LONGEST_ANSWER

    def readable(self) -> bool:
        """It is for reading."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Some bytes more; raises TimeoutError or OSError past the end."""
        remaining = self.end - elapsed()
        if remaining <= 0:
            raise TimeoutError("the answer took too long")
        if self.left <= 0:
            raise OSError("the answer is too long")
        self.line.settimeout(remaining)
        got = self.line.recv_into(buffer)
        self.left -= got
        return got

    def makefile(self, _mode: str) -> io.BufferedReader:
        """What http.client reads an answer from."""
        return io.BufferedReader(self)


class Call:
    """A connection to the system at this address, for one request."""

    def __init__(self, url: str, reach: Reach) -> None:
        self.url, self.reach = url, reach
        self.parts: SplitResult | None = None
        self.line: socket.socket | None = None

    def open(self) -> Outcome:
        """The system waits for the request, or why not. Nothing was sent that it could act on."""
        said = refusal(self.url, self.reach.hosts)
        if said:
            return Outcome(Reply.REFUSED, 0, said)
        self.parts = urlsplit(self.url)
        host, port = host_in(self.url), self.parts.port or (443 if self.parts.scheme == "https" else 80)
        try:
            found = looked_up(host, port, seconds=self.reach.name_wait)
        except (OSError, ValueError) as error:  # a name that cannot be encoded is a ValueError
            return Outcome(Reply.LATER, 0, f"The name {host} was not found: {said_by(error)}.")
        if not found or not all(may_connect(str(one[4][0]), self.reach.hosts) for one in found):
            return Outcome(Reply.REFUSED, 0, f"{host} leads to an address in a private network, which is not called.")
        return self._connected(host, found)

    def send(self, request: bytes) -> Outcome:
        """The request went out and this came back. UNANSWERED: it may have been acted on, and nobody can know."""
        line = self.line
        if line is None:
            return Outcome(Reply.LATER, 0, "The connection is gone.")
        try:
            line.settimeout(self.reach.answer_wait)
            line.sendall(request)
            reader = Until(line, seconds=self.reach.answer_wait)
            answer = http.client.HTTPResponse(cast(socket.socket, reader), method="POST")
            answer.begin()
            return Outcome(replied(answer.status), answer.status, first_line(answer, self.url))
        except (OSError, http.client.HTTPException, ValueError) as error:
            why = without_keys(said_by(error), self.url)
            return Outcome(Reply.UNANSWERED, 0, f"The request went out and no answer came: {why}.")
        finally:
            self.close()

    def close(self) -> None:
        """There is no connection."""
        if self.line is not None:
            self.line.close()
            self.line = None

    def _connected(self, host: str, found: Sequence[Any]) -> Outcome:
        words = ""
        for family, kind, protocol, _name, address in found[:2]:
            line = socket.socket(family, kind, protocol)
            line.settimeout(self.reach.connect_wait)
            try:
                line.connect(address)
                self.line = self._behind_tls(line, host)
                return Outcome(Reply.ACCEPTED)
            except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
                line.close()
                words = said_by(error)
        return Outcome(Reply.LATER, 0, f"{host} could not be reached: {words}.")

    def _behind_tls(self, line: socket.socket, host: str) -> socket.socket:
        if self.parts is None or self.parts.scheme != "https":
            return line
        context = ssl.create_default_context()
        if self.reach.trusted:
            context.load_verify_locations(self.reach.trusted)
        return context.wrap_socket(line, server_hostname=host)


LOOK_UP = """
import json, socket, sys
try:
    print(json.dumps(socket.getaddrinfo(sys.argv[1], int(sys.argv[2]), type=socket.SOCK_STREAM)))
except (OSError, ValueError) as error:
    sys.exit(str(getattr(error, "strerror", "") or error))
"""


def looked_up(host: str, port: int, *, seconds: float) -> list[Any]:
    """Where the name leads. Raises OSError when it is not found, or not within so many seconds.

    The system's own look-up has no end, and no thread in it can be stopped: it is asked in a process, which can.
    """
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except socket.gaierror:
        pass  # a name, and no number
    command = [sys.executable, "-I", "-S", "-c", LOOK_UP, host, str(port)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)  # noqa: S603 - our own words, and a checked name as an argument
    except subprocess.TimeoutExpired as error:
        raise TimeoutError("no name server answered") from error
    if done.returncode:
        raise OSError((done.stderr.strip().splitlines() or ["it cannot be looked up"])[-1])
    return [(*one[:4], tuple(one[4])) for one in json.loads(done.stdout)]


def request(url: str, body: bytes, headers: dict[str, str]) -> bytes:
    """The bytes of a POST; header values hold no line's end."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    host = host_in(url)
    whole = {
        "Host": (f"[{host}]" if ":" in host else host) + (f":{parts.port}" if parts.port else ""),
        "User-Agent": "Scaleup",
        "Content-Type": "application/json; charset=utf-8",
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    lines = [f"POST {target} HTTP/1.1", *(f"{name}: {NOT_PRINTED.sub(' ', value)}" for name, value in whole.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def first_line(answer: http.client.HTTPResponse, url: str) -> str:
    """The first line of what was answered, cut short; nothing more of it is kept, and no part of the address."""
    try:
        read = answer.read(LONGEST_BODY)
    except (OSError, http.client.HTTPException, ValueError):
        return ""
    first = read.decode("utf-8", "replace").strip().partition("\n")[0]
    return without_keys(NOT_PRINTED.sub(" ", first), url)[:LONGEST_WORDS].strip()


def without_keys(words: str, url: str) -> str:
    """The words without the parts of the address that may be a key: many servers repeat what they were asked for."""
    parts = urlsplit(url)
    keys = {one for one in re.split(r"[/?&=;,]", f"{parts.path}?{parts.query}") if len(one) >= SHORTEST_KEY}
    for key in sorted(keys | {unquote(one) for one in keys}, key=len, reverse=True):
        words = words.replace(key, "[...]")
    return words


def said_by(error: Exception) -> str:
    """The fault in a few words."""
    reason = getattr(error, "verify_message", "") or getattr(error, "strerror", "") or str(error)
    return NOT_PRINTED.sub(" ", str(reason))[:LONGEST_WORDS].rstrip(".") or type(error).__name__
