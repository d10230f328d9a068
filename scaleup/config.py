"""Settings from the environment. Embedded defaults work as they are; production refuses unsafe ones by name."""

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from email.utils import parseaddr
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

PREFIX = "SCALEUP_"
SHORTEST_SECRET = 32
POSTGRESQL = frozenset({"postgresql", "postgresql+psycopg", "postgres"})
BROKER = frozenset({"redis", "rediss", "unix", "redis+socket", "amqp", "amqps"})
SMTP = frozenset({"smtp", "smtps"})
FEWEST_CHARACTERS = 8
"""Different characters in a secret: one character over and over is none."""


class Unsafe(Exception):
    """The settings would be unsafe to run with; the message names each one."""


class Env(StrEnum):
    """Where it runs."""

    EMBEDDED = "embedded"
    PRODUCTION = "production"
    TEST = "test"


@dataclass(frozen=True, repr=False)
class Settings:
    """Every setting; each is read from the variable of its name (`read`). Several hold secrets: none is printed."""

    env: Env = Env.EMBEDDED
    var: Path = field(default_factory=lambda: Path.cwd() / "var")
    database_url: str = ""
    redis_url: str = ""
    smtp_url: str = "smtp://127.0.0.1:2525"
    smtp_patience: int = 600
    """Seconds that the mail server may think after the final dot; RFC 5321 wants ten minutes."""
    outbox_lease: int = 60
    """Seconds that a claimed message stays with a sender that is not heard from."""
    secret_key: str = ""
    base_url: str = "http://127.0.0.1:8000"
    mail_from: str = "Scaleup <unit@scaleup.example>"
    help_line: str = "01632 960 113 or unit@scaleup.example"
    now: str = ""
    metrics_token: str = ""
    """What who reads /metrics must show; without it there is no such page."""
    hook_hosts: str = ""
    """The hosts that web hooks may call, parted by commas: exact names, or endings as .example.org; empty: none."""
    hook_loopback: bool = False
    """Web hooks may call this very machine, without TLS: for trials and tests."""
    proxies: int = 0
    """How many trusted proxies stand in front, for the caller's address."""

    @property
    def production(self) -> bool:
        """Whether unsafe settings are refused."""
        return self.env == Env.PRODUCTION

    @property
    def database(self) -> str:
        """The SQLAlchemy URL: the one given, with psycopg as PostgreSQL's driver, else SQLite under `var`."""
        if not self.database_url:
            return f"sqlite:///{self.var / 'scaleup.sqlite3'}"
        for plain in ("postgresql://", "postgres://"):
            if self.database_url.startswith(plain):
                return "postgresql+psycopg://" + self.database_url.removeprefix(plain)
        return self.database_url

    @property
    def broker(self) -> str:
        """The kombu URL of Redis or RabbitMQ; a unix socket is `redis+socket://` there and `unix://` elsewhere."""
        return self.redis_url.replace("unix://", "redis+socket://", 1) if self.redis_url else "redis://127.0.0.1:6379/0"

    @property
    def broker_tls(self) -> dict[str, object] | None:
        """How RabbitMQ over TLS is checked: its certificate must be for the host that the URL names.

        Without the key, py-amqp checks who signed the certificate and not whom it is for; with None in it, kombu puts
        the URL's host there at each connection. Redis takes how it is checked from the URL itself.
        """
        return {"server_hostname": None} if urlsplit(self.broker).scheme == "amqps" else None

    @property
    def celery(self) -> dict[str, object]:
        """What Celery is told of the broker."""
        return {"broker_url": self.broker, "broker_use_ssl": self.broker_tls}

    @property
    def engine_options(self) -> dict[str, object]:
        """How SQLAlchemy connects: a wait for SQLite's lock; whether a PostgreSQL connection still lives is looked at
        in extensions.py.

        What people typed stands in no error, because errors stand in the log.
        """
        if self.database.startswith("sqlite"):
            return {"hide_parameters": True, "connect_args": {"timeout": 15}}
        return {"hide_parameters": True, "pool_size": 8, "connect_args": {"connect_timeout": 5}}

    @property
    def trusted_hosts(self) -> list[str]:
        """The host names that a request may ask for; others are refused, so that no link is poisoned."""
        return [self.host] if self.production else [self.host, "127.0.0.1", "localhost"]

    @property
    def host(self) -> str:
        """The host name that links in mails carry and that requests must ask for."""
        return urlsplit(self.base_url).hostname or "127.0.0.1"


def faults(settings: Settings) -> list[str]:
    """Why production would be unsafe with these settings, one sentence each; empty when it may start."""
    found: list[str] = []
    if not leads_to(settings.database_url, POSTGRESQL):
        found.append("SCALEUP_DATABASE_URL must name a PostgreSQL database.")
    if not leads_to(settings.redis_url, BROKER):
        found.append("SCALEUP_REDIS_URL must name a Redis server, or RabbitMQ as amqp://user:password@host/.")
    if "SCALEUP_SMTP_URL" not in os.environ or not leads_to(settings.smtp_url, SMTP):
        found.append("SCALEUP_SMTP_URL must name the mail server: smtp://user:password@mail.example:587.")
    if len(settings.secret_key) < SHORTEST_SECRET or len(set(settings.secret_key)) < FEWEST_CHARACTERS:
        found.append(f"SCALEUP_SECRET_KEY must have at least {SHORTEST_SECRET} random characters.")
    if settings.metrics_token and len(settings.metrics_token) < SHORTEST_SECRET:
        found.append(f"SCALEUP_METRICS_TOKEN must have at least {SHORTEST_SECRET} characters, or be left out.")
    if not begins_links(settings.base_url):
        found.append("SCALEUP_BASE_URL must begin with https:// and name a host, with nothing after it.")
    if "@" not in parseaddr(settings.mail_from)[1]:
        found.append("SCALEUP_MAIL_FROM must hold an address: Unit <unit@example.org>.")
    if settings.hook_loopback:
        found.append("SCALEUP_HOOK_LOOPBACK must not be set: web hooks would reach services of this machine.")
    if settings.now:
        found.append("SCALEUP_NOW must not be set: production keeps real time.")
    return found


def leads_to(url: str, schemes: frozenset[str]) -> bool:
    """Whether the URL is of one of these kinds and names a server or a socket."""
    parts = urlsplit(url)
    return parts.scheme in schemes and bool(parts.netloc or parts.path.strip("/"))


def begins_links(url: str) -> bool:
    """Whether links in mails can begin so: HTTPS and a host, without a path, a question or a name."""
    parts = urlsplit(url)
    more = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    return parts.scheme == "https" and bool(parts.hostname) and not more


def count(typed: str) -> int:
    """A whole number that is not negative."""
    if int(typed) < 0:
        raise ValueError(typed)
    return int(typed)


def switch(typed: str) -> bool:
    """Yes or no: 1 or 0."""
    if typed not in ("0", "1"):
        raise ValueError(typed)
    return typed == "1"


READERS: Mapping[str, Callable[[str], object]] = {
    "env": Env,
    "var": Path,
    "smtp_patience": count,
    "outbox_lease": count,
    "hook_loopback": switch,
    "proxies": count,
}
"""How a variable becomes its setting; what is not named here is text."""


def read(environment: Mapping[str, str]) -> Settings:
    """The settings as the environment has them; raises Unsafe with the names of those that cannot be read."""
    given: dict[str, object] = {}
    unread: list[str] = []
    for name, variable in ((one.name, PREFIX + one.name.upper()) for one in fields(Settings)):
        if variable in environment:
            try:
                given[name] = READERS.get(name, str)(environment[variable])
            except ValueError:
                unread.append(variable)
    if unread:
        raise Unsafe(f"These settings cannot be read: {', '.join(unread)}.")
    return Settings(**given)  # type: ignore[arg-type]  # READERS gives each its type


def load() -> Settings:
    """The settings of this process; raises Unsafe with a sentence for each fault."""
    settings = read(os.environ)
    if settings.production:
        wrong = faults(settings)
        if wrong:
            raise Unsafe(" ".join(wrong))
    elif not settings.secret_key:
        return replace(settings, secret_key=kept_secret(settings.var))
    return settings


@lru_cache(maxsize=8)
def kept_secret(var: Path) -> str:
    """A random key kept in `var`, readable by its owner alone, so that forms survive a restart."""
    path = var / "secret_key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        var.mkdir(parents=True, exist_ok=True)
        key = secrets.token_urlsafe(48)
        path.touch(mode=0o600)
        path.write_text(key)
        return key
