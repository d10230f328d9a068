"""What the registry hands in: conditions, renderers, the look-up of addresses, the mail server, the way to systems."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Protocol

from scaleup.outbox import adapters
from scaleup.outbox.rules import Outcome, Rendered, Waiting

Condition = Callable[[Sequence[str]], set[str]]
"""Keys in, those that still hold out."""
Renderer = Callable[[Waiting], Rendered]
"""Makes the text at hand-over. What it writes (a token's hash) commits together with `handing`."""
Addresses = Callable[[Sequence[int]], Mapping[int, str]]
"""Person ids in; the addresses of those who may have mail out."""


class Line(Protocol):
    """A hand-over in two halves, so that the caller can commit between them."""

    @property
    def recipient(self) -> str:
        """Whom it is handed over for, as the log keeps it."""

    @property
    def patience(self) -> float:
        """Seconds that the answer may take."""

    def offer(self) -> Outcome:
        """ACCEPTED means that the other side waits for the message. Raises Unreachable without a mail server."""

    def parcel(self, rendered: Rendered, at: datetime) -> bytes:
        """The message's bytes."""

    def hand(self, parcel: bytes) -> Outcome:
        """They went out and this came back. UNANSWERED: they may have arrived, and nobody can know."""

    def withdraw(self) -> None:
        """What was offered will not follow."""


class Channel(Protocol):
    """The way to systems that are called (web hooks)."""

    def addresses(self, endpoint_ids: Sequence[int]) -> Mapping[int, str]:
        """The addresses of those that are switched on."""

    def line(self, one: Waiting) -> Line:
        """The way of this message."""

    def answered(self, one: Waiting, outcome: Outcome, now: datetime) -> None:
        """What the system's answer means for it is written down, in the transaction that settles the message."""


@dataclass(frozen=True)
class Terms:
    """How mail is sent."""

    post: adapters.Post
    mail_from: str
    host: str
    """The host in Message-IDs."""
    lease: int = 60
    """Seconds that a claim stands without renewal. A hand-over stands `lease` plus the wait for its reply."""
    secret: bytes = b""
    """What makes Message-IDs impossible to guess."""
    spell: int = 50
    """Seconds after which no further message of a batch is begun."""


_conditions: dict[str, Condition] = {}
_renderers: dict[str, Renderer] = {}
_addresses: list[Addresses] = []
_channel: list[Channel] = []
_asked_for: set[str] = set()
_terms: list[Terms] = [Terms(adapters.Post("127.0.0.1", 2525), "Scaleup <unit@scaleup.example>", "scaleup.example")]


def install_conditions(conditions: Mapping[str, Condition]) -> None:
    """Afterwards exactly these conditions can be named by messages."""
    _conditions.clear()
    _conditions.update(conditions)


def install_renderers(renderers: Mapping[str, Renderer]) -> None:
    """Afterwards exactly these kinds of message can be sent."""
    _renderers.clear()
    _renderers.update(renderers)


def install_addresses(addresses: Addresses) -> None:
    """Afterwards persons' addresses come from this function."""
    _addresses[:] = [addresses]


def install_channel(channel: Channel) -> None:
    """Afterwards messages to systems go this way."""
    _channel[:] = [channel]


def install_post(
    url: str,
    *,
    mail_from: str,
    host: str,
    reply_wait: float = 600,
    lease: int = 60,
    spell: int = 50,
    secret: str = "",
) -> None:
    """Afterwards mail goes to this server, from this sender, with Message-IDs at this host."""
    adapters.hang_up()
    server = adapters.post(url, greeting=host, reply_wait=reply_wait)
    _terms[:] = [Terms(server, mail_from, host, lease, hashed(secret), spell)]


def hashed(secret: str) -> bytes:
    """A key of our own from the installation's secret, which serves other ends too."""
    return sha256(f"scaleup message-id {secret}".encode()).digest()


def install_asked_for(kinds: Collection[str]) -> None:
    """Afterwards mails of these kinds, which somebody asks for at the door, are tried at a stopped address too."""
    _asked_for.clear()
    _asked_for.update(kinds)


def asked_for() -> Collection[str]:
    """The kinds of mail that somebody asks for at the door."""
    return _asked_for


def condition(name: str) -> Condition:
    """The condition of that name; KeyError says that the registry does not know it."""
    return _conditions[name]


def renderer(kind: str) -> Renderer:
    """The renderer of that kind; KeyError says that the registry does not know it."""
    return _renderers[kind]


def addresses(person_ids: Sequence[int]) -> Mapping[int, str]:
    """The addresses of those persons who may have mail."""
    return _addresses[0](person_ids) if _addresses and person_ids else {}


def system_addresses(endpoint_ids: Sequence[int]) -> Mapping[int, str]:
    """The addresses of those systems that are switched on."""
    return channel().addresses(endpoint_ids) if endpoint_ids else {}


def channel() -> Channel:
    """The way to systems."""
    return _channel[0]


def terms() -> Terms:
    """How mail is sent."""
    return _terms[0]
