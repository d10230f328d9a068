"""One call of another system: its name is looked up once, the address checked, and that very address connected to.

Nothing is kept between calls, no redirect followed, no proxy asked. Every wait has an end, every answer a length.
"""

import http.client
import io
import re
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import SplitResult, urlsplit

from scaleup.core.clock import elapsed
from scaleup.hooks.rules import Hosts, may_connect, refusal, replied
from scaleup.outbox.rules import Outcome, Reply

LONGEST_BODY = 64 * 1024
LONGEST_ANSWER = 2 * LONGEST_BODY
"""Bytes of an answer, its head included."""
LONGEST_WORDS = 200
NOT_PRINTED = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True)
class Reach:
    """Who may be called, and how long we wait: for a connection, and for the whole answer."""

    hosts: Hosts
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
        host, port = self.parts.hostname or "", self.parts.port or (443 if self.parts.scheme == "https" else 80)
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
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
            return Outcome(replied(answer.status), answer.status, first_line(answer))
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Outcome(Reply.UNANSWERED, 0, f"The request went out and no answer came: {said_by(error)}.")
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


def request(url: str, body: bytes, headers: dict[str, str]) -> bytes:
    """The bytes of a POST; header values hold no line's end."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    whole = {
        "Host": parts.netloc,
        "User-Agent": "Scaleup",
        "Content-Type": "application/json; charset=utf-8",
        "Content-Length": str(len(body)),
        "Connection": "close",
        **headers,
    }
    lines = [f"POST {target} HTTP/1.1", *(f"{name}: {NOT_PRINTED.sub(' ', value)}" for name, value in whole.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def first_line(answer: http.client.HTTPResponse) -> str:
    """The first line of what was answered, cut short; nothing more of it is kept."""
    try:
        read = answer.read(LONGEST_BODY)
    except (OSError, http.client.HTTPException, ValueError):
        return ""
    first = read.decode("utf-8", "replace").strip().partition("\n")[0]
    return NOT_PRINTED.sub(" ", first)[:LONGEST_WORDS].strip()


def said_by(error: Exception) -> str:
    """The fault in a few words."""
    reason = getattr(error, "verify_message", "") or getattr(error, "strerror", "") or str(error)
    return NOT_PRINTED.sub(" ", str(reason))[:LONGEST_WORDS].rstrip(".") or type(error).__name__
