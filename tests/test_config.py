"""Production refuses each unsafe setting by its name."""

import pytest

from scaleup import config

GOOD = {
    "SCALEUP_ENV": "production",
    "SCALEUP_DATABASE_URL": "postgresql://unit@db.example/scaleup",
    "SCALEUP_REDIS_URL": "redis://broker.example:6379/0",
    "SCALEUP_SMTP_URL": "smtp://mail.example:587",
    "SCALEUP_SECRET_KEY": "0123456789abcdef0123456789abcdef",
    "SCALEUP_BASE_URL": "https://scaleup.example",
}


@pytest.fixture(autouse=True)
def production(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of a unit that is safe."""
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)


def test_safe_settings_start() -> None:
    assert config.load().host == "scaleup.example"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SCALEUP_DATABASE_URL", "sqlite:///here.sqlite3"),
        ("SCALEUP_REDIS_URL", ""),
        ("SCALEUP_SMTP_URL", ""),
        ("SCALEUP_SMTP_URL", "mail.example"),
        ("SCALEUP_SECRET_KEY", "0123456789abcdef0123456789abcde"),
        ("SCALEUP_SECRET_KEY", "a" * 40),
        ("SCALEUP_BASE_URL", "http://scaleup.example"),
        ("SCALEUP_BASE_URL", "https://"),
        ("SCALEUP_NOW", "2026-11-22T09:00:00+00:00"),
        ("SCALEUP_PROXIES", "-1"),
    ],
)
def test_an_unsafe_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(config.Unsafe, match=name):
        config.load()


@pytest.mark.parametrize("name", [name for name in GOOD if name != "SCALEUP_ENV"])
def test_a_missing_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.delenv(name)
    with pytest.raises(config.Unsafe, match=name):
        config.load()
