"""Production as it is meant to run: PostgreSQL, a broker, gunicorn behind a TLS proxy, a Celery worker and a beat.

The programs are the real ones, with the settings of production; only the proxy is played, by the headers that it sends.
"""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from sqlalchemy import URL, make_url

from tests import servers
from tests.databases import OnPostgres, OnSqlite, administer
from tests.mails import text_of

HOST = "scaleup.charity.uk"
CONSOLE = (sys.executable, "-c", "from scaleup.cli import main; main()")
PASSWORD = "a long walk by the river Aire"
Databases = Callable[[str], OnSqlite | OnPostgres]


@dataclass
class Visitor:
    """A browser behind the TLS proxy: it keeps cookies and says where a form comes from."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    set: list[str] = field(default_factory=list)
    """Every cookie that was set, with its attributes."""

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, str]:
        """Status, text and the address that it leads to."""
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": "203.0.113.7",
            "Sec-Fetch-Site": "same-origin",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as line:
            line.request(method, path, body=urlencode(fields) if fields is not None else None, headers=headers)
            answer = line.getresponse()
            text = answer.read().decode()
        for written in answer.msg.get_all("Set-Cookie") or []:
            self.set.append(written)
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(written).items()}
        return answer.status, text, answer.getheader("Location") or ""

    def send(self, path: str, **fields: str) -> tuple[int, str, str]:
        """The form of this page, sent with what it holds and these answers."""
        _, text, _ = self.ask("GET", path)
        hidden = dict(re.findall(r'name="(csrf_token|nonce|username)"[^>]*value="([^"]*)"', text))
        return self.ask("POST", path, hidden | fields)


@dataclass
class Production:
    """The running programs, and what they are told."""

    port: int
    environment: dict[str, str]
    broker: servers.Valkey
    mailbox: servers.Mailbox
    folder: Path

    def console(self, *arguments: str) -> str:
        """What a command of the console script says."""
        done = subprocess.run(
            [*CONSOLE, *arguments],
            cwd=servers.ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def start(self, stack: ExitStack, name: str, *command: str) -> None:
        """A program runs until the test ends."""
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=servers.ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        stack.callback(process.wait)
        stack.callback(os.killpg, process.pid, signal.SIGKILL)

    def well(self) -> bool:
        """Whether /healthz says so."""
        try:
            return Visitor(self.port).ask("GET", "/healthz")[0] == 200
        except OSError:
            return False


def empty_database(databases: Databases, stack: ExitStack) -> URL:
    """A database of PostgreSQL without a table."""
    server = databases("postgresql")
    assert isinstance(server, OnPostgres)
    name = f"{server.url.database}_production"
    administer(server.url, f'CREATE DATABASE "{name}"')
    stack.callback(administer, server.url, f'DROP DATABASE "{name}" WITH (FORCE)')
    return make_url(server.url).set(database=name, drivername="postgresql")


@pytest.fixture(scope="module")
def production(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Production]:
    """Everything that production runs, on a database that `scaleup migrate` has just filled."""
    folder = tmp_path_factory.mktemp("production")
    with ExitStack() as stack:
        url = empty_database(databases, stack)
        broker = stack.enter_context(servers.valkey())
        mailbox = stack.enter_context(servers.mail_server())
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SCALEUP_")}
        told = {
            "SCALEUP_ENV": "production",
            "SCALEUP_DATABASE_URL": url.render_as_string(hide_password=False),
            "SCALEUP_REDIS_URL": broker.url,
            "SCALEUP_SMTP_URL": mailbox.url,
            "SCALEUP_SECRET_KEY": "uZ3vQ9xT7rB1nK5wL8yC2mH6jD4fG0pS",
            "SCALEUP_BASE_URL": f"https://{HOST}",
            "SCALEUP_PROXIES": "1",
            "SCALEUP_VAR": str(folder / "var"),
            "C_FORCE_ROOT": "1",
        }
        made = Production(servers.free_port(), kept | told, broker, mailbox, folder)
        made.console("migrate")
        alone = ("--without-gossip", "--without-mingle")
        celery = ("celery", "-A", "celery_worker")
        made.start(stack, "web", "gunicorn", "wsgi:app", "--bind", f"127.0.0.1:{made.port}", "--workers", "2")
        made.start(stack, "worker", *celery, "worker", "-Q", "high,low", "-c", "1", *alone)
        made.start(stack, "beat", *celery, "beat", "-s", str(folder / "schedule"), "--pidfile=")
        servers.wait_until(made.well, seconds=90, what="/healthz of production")
        yield made


def path_of(link: str) -> str:
    """The part of a printed or mailed link that a visitor asks for; it must begin as production says."""
    parts = urlsplit(link)
    assert (parts.scheme, parts.netloc) == ("https", HOST), link
    return parts.path


def test_an_administrator_comes_in_invites_a_colleague_by_mail_and_pages_outlive_the_broker(
    production: Production,
) -> None:
    link = production.console("invite-admin", "wen.zhao@unit.example")
    wen = Visitor(production.port)
    status, _, leads_to = wen.send(path_of(link), password=PASSWORD)
    assert (status, leads_to) == (303, "/")
    assert wen.ask("GET", "/")[0] == 200
    sessions = [one for one in wen.set if one.startswith("__Host-scaleup=")]
    assert sessions
    assert all(part in sessions[-1] for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"))
    assert [one for one in wen.set if not one.startswith("__Host-")] == []
    assert wen.ask("GET", path_of(link))[0] == 410

    colleague = {"name": "Helen Ashworth", "email": "helen.ashworth@unit.example", "roles": "unit_manager"}
    status, text, _ = wen.send("/people/invite", **colleague)
    assert status == 303, text
    servers.wait_until(lambda: bool(production.mailbox.to(colleague["email"])), seconds=60, what="the invitation")
    (mail,) = production.mailbox.to(colleague["email"])
    (invitation,) = re.findall(r"https://\S+/invitation/\S+", text_of(mail))

    production.broker.kill()
    helen = Visitor(production.port)
    assert helen.send(path_of(invitation), password="another walk by the river Wharfe")[0] == 303
    assert helen.ask("GET", "/areas")[0] == 200
    assert wen.ask("GET", "/healthz")[0] == 503
    production.broker.start()
    servers.wait_until(production.well, seconds=90, what="/healthz after the broker came back")


def test_another_host_is_refused_and_nothing_is_called_an_example(production: Production) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", production.port, timeout=20)) as line:
        line.request("GET", "/sign-in", headers={"Host": "evil.example", "X-Forwarded-Proto": "https"})
        assert line.getresponse().status == 400
    visitor = Visitor(production.port)
    _, text, _ = visitor.ask("GET", "/sign-in")
    assert "Sign in" in text
    assert "xample data" not in text
