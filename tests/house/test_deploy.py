"""The papers of production: every setting is told, every command exists, each file is sound as far as it reads."""

import configparser
import re
import shlex
import shutil
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from scaleup import config, registry
from scaleup.config import Settings
from tests.house.sources import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted(path.name for path in (DEPLOY / "systemd").iterdir())
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
SETTINGS = {f"SCALEUP_{one.name.upper()}" for one in fields(Settings)}
OF_OTHERS = {"SCALEUP_TEST_DATABASE_URL", "SCALEUP_TEST_SEED"}
"""What tests read."""
THEIRS = {"caddy", "valkey-server"}
"""Programs of images that are not ours."""
GRANTED = {"network-online.target", "multi-user.target", "timers.target"}


def test_every_setting_stands_in_the_table_of_the_readme_and_nothing_else() -> None:
    table = (ROOT / "README.md").read_text().split("| variable | what |")[1].split("\n\n")[0]
    assert set(re.findall(r"^\| `(SCALEUP_\w+)` \|", table, re.MULTILINE)) == SETTINGS


def test_no_paper_names_a_setting_that_does_not_exist() -> None:
    papers = [ROOT / "README.md", *DEPLOY.rglob("*.*"), *(ROOT / "docs" / "guides").glob("*.md")]
    named = {name for paper in papers for name in re.findall(r"SCALEUP_[A-Z_]+\b", paper.read_text())}
    assert named - SETTINGS - OF_OTHERS == set()


def example() -> dict[str, str]:
    lines = (DEPLOY / "scaleup.env.example").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def test_the_example_of_the_settings_starts_once_it_is_filled_in_and_not_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in example().items():
        monkeypatch.setenv(name, value)
    with pytest.raises(config.Unsafe, match="SCALEUP_SECRET_KEY"):
        config.load()
    for name, value in example().items():
        monkeypatch.setenv(name, value.replace("CHANGE-ME", "uZ3vQ9xT7rB1nK5wL8yC2mH6jD4fG0pS"))
    settings = config.load()
    assert (settings.production, settings.proxies, settings.var) == (True, 1, Path("/srv/scaleup"))


def command_exists(words: list[str]) -> bool:
    """Whether the program is there, and of our own the command too."""
    program, *rest = words
    name = Path(program).name
    if name == "scaleup":
        scripts = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["scripts"]
        return name in scripts and rest[0] in {command.name for command in registry.commands()}
    if name == "celery":
        assert (ROOT / f"{rest[rest.index('-A') + 1]}.py").exists()
        if "worker" in rest:
            assert set(rest[rest.index("-Q") + 1].split(",")) == set(registry.QUEUES)
    if name == "gunicorn":
        assert (ROOT / "wsgi.py").exists() and rest[0] == "wsgi:app"
    return name in THEIRS or shutil.which(name, path=f"{Path(sys.executable).parent}:/bin:/usr/bin") is not None


def test_every_service_of_compose_runs_something_that_exists_after_what_it_needs() -> None:
    services = COMPOSE["services"]
    assert set(services) == {"migrate", "web", "worker", "beat", "postgres", "redis", "proxy"}
    for name, service in services.items():
        assert set(service.get("depends_on", ())) <= set(services), name
        for volume in service.get("volumes", ()):
            where = volume.split(":")[0]
            assert where in COMPOSE["volumes"] or (DEPLOY / where).exists(), (name, volume)
        if "command" in service:
            assert command_exists(service["command"]), name
        if "build" in service:
            assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).exists()
            assert service["env_file"] == "scaleup.env"
    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_reads_and_starts_something_that_exists(name: str) -> None:
    unit = configparser.ConfigParser(strict=True, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # the documented way to keep capitals
    unit.read(DEPLOY / "systemd" / name)
    needed = " ".join(unit["Unit"].get(key, "") for key in ("After", "Requires", "Wants")).split()
    assert set(needed) <= {*UNITS, *GRANTED}
    if name.endswith(".timer"):
        assert unit["Timer"]["Unit"] in UNITS
        return
    service = unit["Service"]
    assert (service["User"], service["WorkingDirectory"]) == ("scaleup", "/opt/scaleup")
    assert service["EnvironmentFile"] == "/etc/scaleup/scaleup.env"
    words = shlex.split(service["ExecStart"])
    if words[0] == "/bin/sh":
        words = shlex.split(words[2].split("&&")[1])
    assert command_exists(words)


def test_the_proxy_sends_to_the_web_and_passes_the_callers_address_on() -> None:
    text = (DEPLOY / "Caddyfile").read_text()
    assert f"reverse_proxy web:{COMPOSE['services']['web']['expose'][0]}" in text
    assert "X-Forwarded-For" in text
    host = example()["SCALEUP_BASE_URL"].removeprefix("https://")
    assert f"\n{host} {{" in text
    assert f"Host {host}" in text


def test_the_image_holds_no_secret_and_installs_only_what_is_locked() -> None:
    text = (DEPLOY / "Dockerfile").read_text()
    assert "--require-hashes -r requirements.lock" in text
    assert "USER scaleup" in text
    ignored = (ROOT / ".dockerignore").read_text().split()
    assert {"deploy/scaleup.env", ".git", "var"} <= set(ignored)


def test_every_command_that_the_papers_name_exists() -> None:
    papers = [ROOT / "README.md", *(ROOT / "docs" / "guides").glob("*.md")]
    text = "\n".join(paper.read_text() for paper in papers)
    said = set(re.findall(r"`(?:[^`\n]*[/ ])?scaleup ([a-z][a-z-]*)", text))
    assert said <= {command.name for command in registry.commands()}
    assert {"backup", "restore", "release", "export-tracker", "migrate"} <= said
