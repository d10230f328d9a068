"""The fixtures of every test. `app`, `session` and `client` run on SQLite and on PostgreSQL; name `dialect` to choose.

Tests run in a shuffled order; `SCALEUP_TEST_SEED` repeats one. No socket leaves the loopback.
"""

import os
import random
import shutil
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Page
from sqlalchemy.orm import Session, scoped_session

from scaleup.app import create_app
from scaleup.config import Settings
from scaleup.core import govuk
from scaleup.extensions import db
from tests import browser as chromium
from tests import order, rendered, servers, shared, wiring
from tests.client import Statements, StrictClient, fail_when_left_dirty, listen_to, watch_sessions
from tests.databases import (
    OnPostgres,
    OnSqlite,
    answer_backwards,
    digest_what_is_put,
    environment,
    settings,
)
from tests.factories import demonstration as laid_out
from tests.kept import lists_say_what_the_facts_say

DIALECTS = ["sqlite", "postgresql"]
SEED = "SCALEUP_TEST_SEED"
TOGETHER = "together"
watch_sessions()
shared.load_without_looking_back()
shared.share()
rendered.watch()
answer_backwards()
digest_what_is_put()

# --- Order ----------------------------------------------------------------------------------------------------------


def pytest_configure(config: pytest.Config) -> None:
    """The seed is chosen once; workers of pytest-xdist are handed it, because they must agree on the order."""
    given: dict[str, Any] = getattr(config, "workerinput", {})
    config.stash[SEED_KEY] = int(given.get(SEED) or os.environ.get(SEED) or random.SystemRandom().randrange(100_000))
    if TOGETHER in given:
        laid_out.FOLDERS.append(Path(given[TOGETHER]))
    config.pluginmanager.register(rendered.Rendered())
    if getattr(config.option, "dist", "no") != "no":  # it hands the tests out and loads none
        shared.leave_alone_what_stays()
    kept = getattr(config, "cache", None)  # pytest's own folder, if it keeps one
    if kept is not None:  # each test makes its own application; none compiles a template a second time
        compiled = FileSystemBytecodeCache(str(kept.mkdir("templates")))
        Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": compiled}
        govuk.ENVIRONMENT.bytecode_cache = compiled
        shared.keep_bytecode(kept.mkdir("bytecode"))
    for name in [n for n in os.environ if n.startswith("SCALEUP_") and not n.startswith("SCALEUP_TEST_")]:
        del os.environ[name]


SEED_KEY = pytest.StashKey[int]()
TOGETHER_KEY = pytest.StashKey[str]()


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """pytest-xdist's hook, before a worker starts."""
    node.workerinput[SEED] = node.config.stash[SEED_KEY]
    if TOGETHER_KEY not in node.config.stash:
        node.config.stash[TOGETHER_KEY] = mkdtemp(prefix="scaleup-together-")
    node.workerinput[TOGETHER] = node.config.stash[TOGETHER_KEY]


def pytest_unconfigure(config: pytest.Config) -> None:
    """What the processes of this run shared is gone."""
    if TOGETHER_KEY in config.stash:
        shutil.rmtree(config.stash[TOGETHER_KEY])


def pytest_report_header(config: pytest.Config) -> str:
    """How to repeat this order."""
    return f"order: {SEED}={config.stash[SEED_KEY]}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Files are shuffled, and the tests in each; the longest begin first."""
    given: dict[str, Any] = getattr(config, "workerinput", {})
    items[:] = order.dealt(order.shuffled(items, config.stash[SEED_KEY]), int(given.get("workercount", 1)))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A run of what is marked `fire` loads no file that marks nothing so: loading all of them takes ten seconds."""
    if config.option.markexpr != "fire" or collection_path.suffix != ".py":
        return None
    return "mark.fire" not in collection_path.read_text() or None


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """All tests are loaded, in this process."""
    shared.leave_alone_what_stays()


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A machine without Chromium says so among the last lines."""
    if chromium.chromium() is None:
        terminalreporter.write_line(chromium.NONE, yellow=True)


# --- The outside ----------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True, scope="session")
def no_socket_leaves_the_loopback() -> Iterator[None]:
    """Afterwards a connection to anywhere else is an error that names it."""
    patch = pytest.MonkeyPatch()
    for name in ("connect", "connect_ex"):
        patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
    yield
    patch.undo()


def guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    """The same call, for unix sockets and loopback addresses only."""

    def within(self: socket.socket, address: Any) -> Any:
        outside = self.family in (socket.AF_INET, socket.AF_INET6) and not loopback(str(address[0]))
        assert not outside, f"a test wanted to reach {address}"
        return connect(self, address)

    return within


def loopback(host: str) -> bool:
    """Whether the host is this machine itself."""
    return host.startswith("127.") or host in ("::1", "localhost")


@pytest.fixture(autouse=True, scope="module")
def what_a_module_wires_is_put_back() -> Iterator[None]:
    """Afterwards no application of this module answers in the next one's tests."""
    with wiring.put_back():
        yield


@pytest.fixture(autouse=True)
def what_a_test_wires_is_put_back(what_a_module_wires_is_put_back: None) -> Iterator[None]:
    """Afterwards the module's application is in force again, if it has one, else none."""
    with wiring.put_back():
        yield


# --- Databases and the application ----------------------------------------------------------------------------------


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What touches the database runs on both; a browser's journey on SQLite; what names its dialects, on those."""
    if "dialect" not in metafunc.fixturenames:
        return
    marks = list(metafunc.definition.iter_markers())
    if any(mark.name == "parametrize" and "dialect" in str(mark.args[0]).split(",") for mark in marks):
        return
    in_browser = any(mark.name == "browser" for mark in marks)
    metafunc.parametrize("dialect", DIALECTS[:1] if in_browser else DIALECTS)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], OnSqlite | OnPostgres]]:
    """The migrated template of a dialect, made when first asked for."""
    made: dict[str, OnSqlite | OnPostgres] = {}
    folder = tmp_path_factory.mktemp("databases")
    with ExitStack() as stack:

        def template(dialect: str) -> OnSqlite | OnPostgres:
            if dialect not in made:
                made[dialect] = OnSqlite(folder) if dialect == "sqlite" else OnPostgres(folder, stack)
            return made[dialect]

        yield template


@pytest.fixture
def database_url(dialect: str, databases: Callable[[str], OnSqlite | OnPostgres], tmp_path: Path) -> Iterator[str]:
    """A migrated database without rows."""
    with databases(dialect).clean(tmp_path) as url:
        yield url


@pytest.fixture
def port() -> int:
    """A port of the loopback that is free, for a live server."""
    return servers.free_port()


@pytest.fixture
def app_settings(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Settings:
    """What the application of this test is started with. With `mailbox` or `broker` in the test, it sends there."""
    others: dict[str, object] = {}
    if "mailbox" in request.fixturenames:
        others["smtp_url"] = request.getfixturevalue("mailbox").url
    if "broker" in request.fixturenames:
        others["redis_url"] = request.getfixturevalue("broker").url
    if "live" in request.fixturenames:
        others["base_url"] = f"http://127.0.0.1:{request.getfixturevalue('port')}"
    return settings(database_url, tmp_path, **others)


@pytest.fixture
def app(app_settings: Settings) -> Iterator[Flask]:
    """The application on a clean, migrated database."""
    made = create_app(app_settings)
    made.test_client_class = StrictClient
    fail_when_left_dirty(made)
    yield made
    with made.app_context():
        lists_say_what_the_facts_say()
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[scoped_session[Session]]:
    """The test's own session. `client` saves it before each request; a live server needs `session.commit()`."""
    with app.app_context():
        yield db.session
        db.session.rollback()


@pytest.fixture
def client(session: scoped_session[Session], app: Flask) -> FlaskClient:
    """Somebody who has not signed in."""
    return app.test_client()


@pytest.fixture
def statements(session: scoped_session[Session]) -> Statements:
    """The SQL that runs from here on; `.writing` are those that write."""
    return listen_to(db.engine)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Calling it with an aware ISO instant sets the time: clock("2026-11-20T09:00:00+00:00")."""

    def at(instant: str) -> None:
        monkeypatch.setenv("SCALEUP_NOW", instant)

    return at


# --- Servers --------------------------------------------------------------------------------------------------------


@pytest.fixture
def mailbox() -> Iterator[servers.Mailbox]:
    """A real SMTP server of this test, and what it took."""
    with servers.mail_server() as box:
        yield box


@pytest.fixture
def broker() -> Iterator[servers.Valkey]:
    """A real Valkey of this test."""
    with servers.valkey() as server:
        yield server


@pytest.fixture
def worker(app_settings: Settings, broker: servers.Valkey, tmp_path: Path) -> Iterator[None]:
    """A real Celery worker on this test's database, broker and mail server."""
    with servers.celery_worker(tmp_path, environment(app_settings)):
        yield


# --- The browser ----------------------------------------------------------------------------------------------------


@pytest.fixture
def live(app: Flask, port: int) -> Iterator[str]:
    """The address of the application, answering for real."""
    with chromium.serve(app, port) as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """How pytest-playwright starts the browser."""
    if chromium.chromium() is None:
        pytest.skip(chromium.NONE)
    return chromium.launch_options()


@pytest.fixture
def browser_context_args(live: str) -> dict[str, object]:
    """A visitor with a wide screen, in Britain."""
    return {
        "base_url": live,
        "viewport": {"width": 1280, "height": 900},
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def page_at(new_context: Callable[..., Any]) -> Callable[[int], Page]:
    """A page of this width, of a visitor of its own: page_at(390)."""

    def opened(width: int) -> Page:
        page: Page = new_context().new_page()
        page.set_viewport_size({"width": width, "height": 900})
        return page

    return opened


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """axe(page) fails with a report when the page breaks a rule."""
    return chromium.axe_finds_nothing
