"""Which templates were read by some test: noted in each process, gathered by the first, judged after a whole run."""

from pathlib import Path
from typing import Any

import pytest
from jinja2 import FileSystemLoader

TEMPLATES = Path(__file__).parents[1] / "templates"
OUTPUT = "templates"
names: set[str] = set()
WHOLE = ("", "not fire")
"""The marks of a run that should have rendered everything."""


def noted() -> set[str]:
    """What was read so far in this process."""
    return set(names)


def watch() -> None:
    """Afterwards every template that Jinja reads, also as macro, frame or part, is noted."""
    read = FileSystemLoader.get_source

    def get_source(self: FileSystemLoader, environment: Any, template: str) -> Any:
        found = read(self, environment, template)
        path = Path(str(found[1])).resolve()
        if path.is_relative_to(TEMPLATES):
            names.add(str(path.relative_to(TEMPLATES)))
        return found

    FileSystemLoader.get_source = get_source  # type: ignore[method-assign]  # there is no signal for parts


def is_whole(config: pytest.Config) -> bool:
    """Whether everything was asked for, so that what is missing was rendered by nothing."""
    option = config.option
    narrowed = option.keyword or option.collectonly or getattr(option, "lf", False) or option.maxfail
    return not narrowed and option.markexpr in WHOLE and config.args == config.getini("testpaths")


def missing() -> list[str]:
    """The templates that no test read."""
    every = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file()}
    return sorted(every - names)


class Rendered:
    """A plugin of pytest."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """A process of pytest-xdist has ended and hands over what it noted."""
        names.update(getattr(node, "workeroutput", {}).get(OUTPUT, ()))

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """A whole run fails when a template was rendered by no test."""
        handed = getattr(session.config, "workeroutput", None)
        if handed is not None:
            handed[OUTPUT] = sorted(names)
        elif is_whole(session.config) and missing() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Which they are."""
        if is_whole(terminalreporter.config) and missing():
            terminalreporter.write_line(f"FAILED No test renders these templates: {', '.join(missing())}", red=True)
