"""The mail server: one kept connection per process, one message at a time, and the mail's bytes.

The hand-over has two halves, so that the caller can commit between them: `offer` (MAIL, RCPT) and `hand` (DATA).
Replies are read strictly: garbage, half a line or a line without end is no answer.
"""

import atexit
import os
import re
import smtplib
import ssl
import urllib.parse
from binascii import b2a_qp
from dataclasses import dataclass, replace
from datetime import datetime
from email import policy
from email.errors import HeaderParseError
from email.headerregistry import Address, HeaderRegistry
from email.utils import format_datetime, parseaddr
from functools import lru_cache
from hashlib import sha256
from typing import Any, Literal

from scaleup.outbox.rules import Outcome, Rendered, Reply, meaning

LONGEST_LINE = 4096
MOST_LINES = 100
SERVICE_READY, GO_AHEAD, CLOSING = 220, 354, 421
STRICT_REPLY = re.compile(rb"([2-5]\d\d)(?:([ -])([^\n]*))?\n")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\x85]+")


class Headers(HeaderRegistry):
    """Makes the class of each header's name once. The library's own makes it anew for each header of each mail."""

    def __init__(self) -> None:
        super().__init__()
        self.made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self.made:
            self.made[name] = super().__getitem__(name)
        return self.made[name]


MAIL = policy.SMTP.clone(cte_type="7bit", header_factory=Headers())

MAIL_LINE = 78
ATTACHED = 'Content-Disposition: attachment; filename="contact.ics"\r\n'

Tls = Literal["never", "offered", "required", "from the start"]


class Unreachable(Exception):
    """There is no session with the mail server: it is no message's fault."""


class Unaddressable(Exception):
    """The address or text cannot be put into a mail."""


@dataclass(frozen=True)
class Post:
    """A mail server, and how long we wait: for an answer to a verb, and for the one to the final dot.

    RFC 5321 wants ten minutes for the latter: giving up early makes repeats.
    """

    host: str
    port: int
    tls: Tls = "offered"
    username: str = ""
    password: str = ""
    greeting: str = "localhost"
    verb_wait: float = 60
    reply_wait: float = 600


def post(url: str, *, greeting: str = "localhost", reply_wait: float = 600) -> Post:
    """The server of an `smtp://` or `smtps://` URL with optional `user:password@` and `?starttls=never`.

    With a user STARTTLS is required unless the URL says never; without one it is used where offered.
    """
    parts = urllib.parse.urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ValueError("A mail server's address looks like smtp://user:password@mail.example:587.")
    asked = urllib.parse.parse_qs(parts.query).get("starttls", [""])[0]
    tls: Tls = "required" if parts.username or asked == "required" else "offered"
    if asked == "never":
        tls = "never"
    if parts.scheme == "smtps":
        tls = "from the start"
    return Post(
        host=parts.hostname,
        port=parts.port or (465 if parts.scheme == "smtps" else 25),
        tls=tls,
        username=urllib.parse.unquote(parts.username or ""),
        password=urllib.parse.unquote(parts.password or ""),
        greeting=greeting,
        verb_wait=min(60, reply_wait),
        reply_wait=reply_wait,
    )


class StrictReplies(smtplib.SMTP):
    """An SMTP session that takes only whole, well-formed reply lines for an answer."""

    def getreply(self) -> tuple[int, bytes]:
        """The next reply; raises SMTPServerDisconnected when there is none to be had."""
        words: list[bytes] = []
        if self.file is None:
            if self.sock is None:
                raise smtplib.SMTPServerDisconnected("not connected")
            self.file = self.sock.makefile("rb")
        for _ in range(MOST_LINES):
            try:
                line = self.file.readline(LONGEST_LINE)
            except OSError as error:
                self.close()
                raise smtplib.SMTPServerDisconnected(f"no reply: {type(error).__name__}") from error
            found = STRICT_REPLY.fullmatch(line)
            if found is None:
                self.close()
                raise smtplib.SMTPServerDisconnected("closed" if not line else "no usable reply")
            words.append((found[3] or b"").strip())
            if found[2] != b"-":
                return int(found[1]), b"\n".join(words)
        self.close()
        raise smtplib.SMTPServerDisconnected("a reply without end")


class StrictRepliesTls(StrictReplies, smtplib.SMTP_SSL):
    """The same inside TLS from the first byte."""


class Courier:
    """A kept session with one mail server."""

    def __init__(self, server: Post) -> None:
        self.post = server
        self.session: smtplib.SMTP | None = None

    def offer(self, sender: str, recipient: str) -> Outcome:
        """The server was told of sender and recipient; ACCEPTED means that it waits for the mail.

        A session that the server ended while idle is renewed once. Raises Unreachable without a session.
        """
        kept = self.session is not None
        outcome = self._envelope(sender, recipient)
        if kept and self.session is None and outcome.reply is Reply.LATER:
            return self._envelope(sender, recipient)
        return outcome

    def hand(self, mail: bytes) -> Outcome:
        """The mail went out and this came back. UNANSWERED: it may have arrived, and nobody can know."""
        session = self.session
        if session is None:
            return Outcome(Reply.LATER, 0, "The connection is gone.")
        try:
            session.putcmd("data")
            code, words = session.getreply()
        except (smtplib.SMTPException, OSError) as error:
            return self._broken(Reply.LATER, error)
        if code != GO_AHEAD:
            return self._answer(code, words, instead=Reply.LATER)
        try:
            if session.sock is not None:
                session.sock.settimeout(self.post.reply_wait)
            session.send(dotted(mail))
            code, words = session.getreply()
            if session.sock is not None:
                session.sock.settimeout(self.post.verb_wait)
        except (smtplib.SMTPException, OSError) as error:
            return self._broken(Reply.UNANSWERED, error)
        return self._answer(code, words, instead=Reply.UNANSWERED)

    def withdraw(self) -> None:
        """What was offered will not follow."""
        try:
            if self.session is not None:
                self.session.rset()
        except (smtplib.SMTPException, OSError):
            self.close()

    def close(self) -> None:
        """There is no session any more."""
        if self.session is not None:
            self.session.close()
            self.session = None

    def _envelope(self, sender: str, recipient: str) -> Outcome:
        session = self._ready()
        try:
            code, words = session.mail(sender)
            said_of_it = meaning(code) is Reply.ACCEPTED
            if said_of_it:
                code, words = session.rcpt(recipient)
        except (smtplib.SMTPException, OSError, ValueError) as error:
            return self._broken(Reply.LATER, error)
        outcome = replace(self._answer(code, words, instead=Reply.LATER), to_rcpt=said_of_it)
        if outcome.reply is not Reply.ACCEPTED:
            self.withdraw()
        return outcome

    def _answer(self, code: int, words: bytes, *, instead: Reply) -> Outcome:
        reply = meaning(code)
        if code == CLOSING or reply is Reply.UNANSWERED:
            self.close()
        if reply is Reply.UNANSWERED:
            reply = instead
        return Outcome(reply, code, words.decode("ascii", "replace")[:500])

    def _broken(self, reply: Reply, error: Exception) -> Outcome:
        self.close()
        return Outcome(reply, 0, f"The connection broke: {str(error)[:300] or type(error).__name__}.")

    def _ready(self) -> smtplib.SMTP:
        if self.session is None:
            try:
                self.session = self._greeted()
            except (smtplib.SMTPException, OSError) as error:
                raise Unreachable(f"The mail server cannot be reached: {str(error)[:300]}.") from error
        return self.session

    def _greeted(self) -> smtplib.SMTP:
        server = self.post
        kind = StrictRepliesTls if server.tls == "from the start" else StrictReplies
        session = kind(local_hostname=server.greeting, timeout=server.verb_wait)
        try:
            code, words = session.connect(server.host, server.port)
            if code != SERVICE_READY:
                raise smtplib.SMTPConnectError(code, words)
            session.ehlo_or_helo_if_needed()
            if server.tls == "required" or (server.tls == "offered" and session.has_extn("starttls")):
                session.starttls(context=ssl.create_default_context())
            if server.username:
                session.login(server.username, server.password)
        except (smtplib.SMTPException, OSError):
            session.close()
            raise
        return session


_kept: dict[tuple[int, Post], Courier] = {}


def courier(server: Post) -> Courier:
    """This process's own courier to that server: a fork never shares its parent's session."""
    return _kept.setdefault((os.getpid(), server), Courier(server))


def hang_up() -> None:
    """This process has no session with any mail server."""
    for (process, _), kept in list(_kept.items()):
        if process == os.getpid():
            kept.close()
    _kept.clear()


atexit.register(hang_up)


def dotted(mail: bytes) -> bytes:
    """The mail as it goes over the line: dots doubled, the final dot added."""
    ended = mail if mail.endswith(b"\r\n") else mail + b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", ended) + b".\r\n"


@lru_cache(maxsize=16)
def one_address(text: str) -> Address:
    """The one address that this is; raises Unaddressable for two, none, or one that a header could not carry."""
    if CONTROL.search(text) or not text.isascii():
        raise Unaddressable("The address holds characters that mail cannot carry.")
    try:
        found = Address(addr_spec=text.strip())
    except (HeaderParseError, ValueError, IndexError) as error:
        raise Unaddressable("This is not one e-mail address.") from error
    if not found.username or not found.domain:
        raise Unaddressable("This is not one e-mail address.")
    return found


def envelope_sender(mail_from: str) -> str:
    """The bare address of `Name <address>`."""
    return one_address(parseaddr(mail_from)[1]).addr_spec


@lru_cache(maxsize=4)
def of_sender(mail_from: str) -> bytes:
    """The headers that are the same in every mail of this sender, made once."""
    name, address = parseaddr(mail_from)
    sender = one_address(address)
    return b"".join(
        [
            header("From", Address(CONTROL.sub(" ", name), addr_spec=sender.addr_spec)),
            header("List-Id", f"Scaleup <mail.{sender.domain}>"),
            header("Auto-Submitted", "auto-generated"),
        ]
    )


@lru_cache(maxsize=16)
def to(recipient: str) -> bytes:
    """The header of the one recipient."""
    return header("To", one_address(recipient))


def header(name: str, value: Address | str) -> bytes:
    """The header's lines, encoded and folded by the library."""
    return MAIL.fold_binary(name, MAIL.header_factory(name, value))


def compose(rendered: Rendered, *, mail_from: str, recipient: str, message_id: str, at: datetime) -> bytes:
    """The mail's bytes: one To, plain text and HTML, a calendar object where there is one.

    The headers are the library's and the parts are put together here: it takes 1.4 ms for parts that are always the
    same. The boundaries are hashes of what they part, which no part can hold.
    """
    boundary = sha256("\0".join([message_id, rendered.text, rendered.html]).encode("utf-8", "replace")).hexdigest()[:40]
    plain, html = part(rendered.text, "text/plain"), part(rendered.html, "text/html")
    content = multipart("alternative", f"{boundary}.texts", plain, html)
    if (calendar := rendered.calendar) is not None:
        entry = part(calendar.text, "text/calendar", f'method="{calendar.method}"', disposition=ATTACHED)
        content = multipart("mixed", f"{boundary}.all", content, entry)
    last = f"Date: {format_datetime(at)}\r\nMessage-ID: {message_id}\r\nMIME-Version: 1.0\r\n".encode("ascii")
    subject = header("Subject", CONTROL.sub(" ", rendered.subject).strip())
    return b"".join([of_sender(mail_from), to(recipient), subject, last, content])


def multipart(kind: str, boundary: str, *parts: bytes) -> bytes:
    """These parts as one: its header, and what it holds."""
    limit = f"--{boundary}".encode()
    head = f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n'.encode()
    return b"".join([head, *(b"\r\n" + limit + b"\r\n" + one for one in parts), b"\r\n", limit, b"--\r\n"])


def part(text: str, kind: str, *more: str, disposition: str = "") -> bytes:
    """One text with its headers: as it is where every server takes it so, else as quoted-printable."""
    lines = text.encode("utf-8").splitlines()
    body = b"".join(line + b"\r\n" for line in lines)
    plain = body.isascii() and max(map(len, lines), default=0) <= MAIL_LINE
    content_type = ";\r\n ".join([kind, 'charset="utf-8"', *more])
    encoding = "7bit" if plain else "quoted-printable"
    head = f"Content-Type: {content_type}\r\nContent-Transfer-Encoding: {encoding}\r\n{disposition}\r\n"
    return head.encode("ascii") + (body if plain else b2a_qp(body))
