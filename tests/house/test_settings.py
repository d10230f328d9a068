"""Production refuses to start with an unsafe or missing setting, and names it."""

import os
import subprocess
import sys

import pytest
from amqp.transport import _AbstractTransport as AmqpTransport
from celery import Celery
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from scaleup import config
from tests.factories import support as make
from tests.house.sources import ROOT

SAFE = {
    "SCALEUP_ENV": "production",
    "SCALEUP_DATABASE_URL": "postgresql://scaleup:secret@db.internal/scaleup",
    "SCALEUP_REDIS_URL": "redis://cache.internal:6379/0",
    "SCALEUP_SMTP_URL": "smtp://post.internal:587",
    "SCALEUP_SECRET_KEY": "uZ3vQ9xT7rB1nK5wL8yC2mH6jD4fG0pS",
    "SCALEUP_BASE_URL": "https://scaleup.charity.uk",
}
MISSING = None
UNSAFE = [
    ("SCALEUP_DATABASE_URL", MISSING),
    ("SCALEUP_DATABASE_URL", ""),
    ("SCALEUP_DATABASE_URL", "sqlite:////srv/scaleup.sqlite3"),
    ("SCALEUP_DATABASE_URL", "sqlite://"),
    ("SCALEUP_DATABASE_URL", "mysql://db.internal/scaleup"),
    ("SCALEUP_DATABASE_URL", "postgresql://"),
    ("SCALEUP_DATABASE_URL", "db.internal/scaleup"),
    ("SCALEUP_REDIS_URL", MISSING),
    ("SCALEUP_REDIS_URL", "memory://"),
    ("SCALEUP_REDIS_URL", "filesystem://"),
    ("SCALEUP_REDIS_URL", "amqp://"),
    ("SCALEUP_REDIS_URL", "pyamqp"),
    ("SCALEUP_REDIS_URL", "redis://"),
    ("SCALEUP_SMTP_URL", MISSING),
    ("SCALEUP_SMTP_URL", ""),
    ("SCALEUP_SMTP_URL", "http://post.internal"),
    ("SCALEUP_SMTP_URL", "post.internal:587"),
    ("SCALEUP_SECRET_KEY", MISSING),
    ("SCALEUP_SECRET_KEY", ""),
    ("SCALEUP_SECRET_KEY", "short"),
    ("SCALEUP_SECRET_KEY", "uZ3vQ9xT7rB1nK5wL8yC2mH6jD4fG0p"),
    ("SCALEUP_SECRET_KEY", "x" * 64),
    ("SCALEUP_SECRET_KEY", "changeme" * 8),
    ("SCALEUP_BASE_URL", MISSING),
    ("SCALEUP_BASE_URL", "http://scaleup.charity.uk"),
    ("SCALEUP_BASE_URL", "https://"),
    ("SCALEUP_BASE_URL", "scaleup.charity.uk"),
    ("SCALEUP_BASE_URL", "https://scaleup.charity.uk/app"),
    ("SCALEUP_BASE_URL", "https://scaleup.charity.uk/?a=b"),
    ("SCALEUP_BASE_URL", "https://admin@scaleup.charity.uk"),
    ("SCALEUP_MAIL_FROM", "the unit"),
    ("SCALEUP_PROXIES", "-1"),
    ("SCALEUP_PROXIES", "many"),
    ("SCALEUP_NOW", "2026-11-20T09:00:00+00:00"),
    ("SCALEUP_OUTBOX_LEASE", "soon"),
    ("SCALEUP_METRICS_TOKEN", "short"),
    ("SCALEUP_ENV", "prod"),
    ("SCALEUP_ENV", "Production"),
]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """The variables of a production that may start."""
    for name, value in SAFE.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def test_with_safe_settings_production_may_start(environment: pytest.MonkeyPatch) -> None:
    settings = config.load()
    assert settings.production
    assert settings.database == "postgresql+psycopg://scaleup:secret@db.internal/scaleup"
    assert settings.trusted_hosts == ["scaleup.charity.uk"]


@pytest.mark.parametrize("url", ["amqp://scaleup:secret@queue.internal/", "amqps://queue.internal:5671/scaleup"])
def test_rabbitmq_stands_in_for_redis_by_its_address_alone(environment: pytest.MonkeyPatch, url: str) -> None:
    environment.setenv("SCALEUP_REDIS_URL", url)
    assert config.load().broker == url


class Reached(Exception):
    """The socket is not opened: what would be said to it is enough."""


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("amqps://scaleup:secret@queue.internal:5671/scaleup", "queue.internal"),
        ("amqp://scaleup:secret@queue.internal/", None),
    ],
)
def test_the_certificate_of_rabbitmq_must_be_for_the_host_of_the_address(
    monkeypatch: pytest.MonkeyPatch, url: str, host: str | None
) -> None:
    asked = []

    def connect(transport: AmqpTransport) -> None:
        asked.append(transport)
        raise Reached

    monkeypatch.setattr(AmqpTransport, "connect", connect)
    settings = config.Settings(redis_url=url)
    own = Celery("trial", set_as_current=False)
    own.conf.update(broker_url=settings.broker, broker_use_ssl=settings.broker_tls)
    with own.connection_for_write() as connection, pytest.raises(Reached):
        connection.transport.establish_connection()
    [transport] = asked
    assert getattr(transport, "sslopts", {}).get("server_hostname") == host


@pytest.mark.parametrize(("name", "value"), UNSAFE)
def test_an_unsafe_setting_is_refused_by_its_name(
    environment: pytest.MonkeyPatch, name: str, value: str | None
) -> None:
    if value is None:
        environment.delenv(name)
    else:
        environment.setenv(name, value)
    with pytest.raises(config.Unsafe) as refused:
        config.load()
    sentence = str(refused.value)
    assert name in sentence
    assert [other for other in SAFE if other != name and other in sentence] == []
    assert SAFE["SCALEUP_SECRET_KEY"] not in sentence
    assert "secret@" not in sentence


def test_every_fault_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCALEUP_ENV", "production")
    with pytest.raises(config.Unsafe) as refused:
        config.load()
    for name in set(SAFE) - {"SCALEUP_ENV"}:
        assert name in str(refused.value)


@pytest.mark.parametrize("module", ["wsgi", "celery_worker"])
def test_the_programs_of_production_end_with_one_line_and_no_stack(module: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SCALEUP_")}
    ended = subprocess.run(
        [sys.executable, "-c", f"import {module}"],
        cwd=ROOT,
        env={**kept, **SAFE, "SCALEUP_SECRET_KEY": "short"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode != 0
    assert ended.stderr == "SCALEUP_SECRET_KEY must have at least 32 random characters.\n"


def test_what_people_typed_stands_in_no_error_of_the_database(session: Session) -> None:
    make.person("Niamh O’Rourke")
    with pytest.raises(IntegrityError) as refused:
        make.person("Niamh O’Rourke")
    assert "Niamh" not in str(refused.value)
