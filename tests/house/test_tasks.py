"""Celery is a doorbell: each bell is hung, somebody listens at every queue, no time hides in the broker."""

import ast
import re
from pathlib import Path

from celery.schedules import crontab, schedule
from flask import Flask, current_app
from kombu import Queue

from scaleup import commit, registry
from scaleup.app import create_app
from scaleup.config import Settings
from scaleup.extensions import celery, db
from scaleup.local.checks import Place
from scaleup.local.servers import then
from tests import servers
from tests.databases import settings
from tests.house.sources import ROOT, Function, Source, calls, named, sources

LONGEST_TASK = 8
TIMES_OF_THE_BROKER = {"eta", "countdown", "retry_backoff", "autoretry_for"}


def tasks() -> list[tuple[Source, Function]]:
    """Every function under @celery.task or @shared_task."""
    return [(source, f) for source in sources() for f in source.functions if any(map(marks_a_task, f.decorator_list))]


def marks_a_task(decorator: ast.expr) -> bool:
    name = named(decorator.func if isinstance(decorator, ast.Call) else decorator)
    return name.split(".")[-1] in ("task", "shared_task")


def heard(command: str) -> set[str]:
    """The queues that a worker's command listens at."""
    return {name for asked in re.findall(r"\bworker\b[^`\n]*?-Q[ =]([\w,]+)", command) for name in asked.split(",")}


def entries() -> dict[str, dict[str, object]]:
    return {name: entry for part in registry.SCHEDULES for name, entry in part.items()}


def test_every_beat_entry_names_a_task_that_exists(app: Flask) -> None:
    assert entries(), "beat has nothing to do"
    assert {str(entry["task"]) for entry in entries().values()} <= set(celery.tasks)


def test_every_beat_entry_is_written_beside_its_task() -> None:
    for source in sources():
        if source.room != "tasks" and not source.path.endswith(("registry.py", "extensions.py", "app.py")):
            assert "SCHEDULE" not in source.text or source.path.startswith("scaleup/programmes"), source.path


def test_beat_rings_by_intervals_so_that_no_clock_change_skips_one() -> None:
    assert [n for n, entry in entries().items() if isinstance(entry["schedule"], crontab | schedule)] == []


def test_a_bell_that_nobody_heard_in_time_is_forgotten() -> None:
    """Else days without a worker would end in a flood of wake-ups."""
    for name, entry in entries().items():
        options = entry["options"]
        assert isinstance(options, dict)
        assert options["expires"] <= entry["schedule"].total_seconds(), name  # type: ignore[attr-defined]  # a timedelta


def test_every_module_of_tasks_is_registered() -> None:
    found = {source.path.removesuffix(".py").replace("/", ".") for source, _ in tasks()}
    assert found == set(registry.TASK_MODULES)


def test_every_queue_has_a_worker_in_make_run_and_in_the_readme(tmp_path: Path) -> None:
    place = Place(var=tmp_path, port=8000, demonstration=True)
    assert heard(" ".join(part for server in then(place) for part in server.command)) == set(registry.QUEUES)
    assert heard((ROOT / "README.md").read_text()) == set(registry.QUEUES)


def test_a_task_runs_in_the_application_that_was_made_last(app: Flask, app_settings: Settings) -> None:
    """However early the task itself was made: a process that made two would else work on the first one's database."""

    class Where(celery.Task):  # type: ignore[misc, name-defined]  # celery ships no types
        name = "where"

        def run(self) -> Flask:
            return current_app._get_current_object()  # type: ignore[attr-defined, no-any-return]  # Flask's own way

    where = Where()
    assert where() is app
    later = create_app(app_settings)
    assert where() is later
    with later.app_context():
        db.engine.dispose()


def test_every_task_goes_to_a_queue_that_exists(app: Flask) -> None:
    """Published by its name, as a doorbell is: Celery asks a task's own `queue` only where the task is at hand."""
    ours = {name for name in celery.tasks if not name.startswith("celery.")}
    assert ours == set(registry.ROUTES)
    router = app.extensions["celery"].amqp.router
    assert {name: router.route({}, name)["queue"].name for name in ours} == registry.ROUTES
    assert set(registry.ROUTES.values()) == set(registry.QUEUES)


def test_exchanges_are_direct(app: Flask) -> None:
    """A fanout or topic exchange would keep or copy wake-ups in ways that nobody counts."""
    found: list[Queue] = list(app.extensions["celery"].amqp.queues.values())
    assert {queue.name for queue in found} == set(registry.QUEUES)
    assert {queue.exchange.type for queue in found} == {"direct"}
    assert {queue.name: queue.routing_key for queue in found} == {name: name for name in registry.QUEUES}


def test_a_doorbell_rings_at_the_broker_of_the_application_that_was_made_last(tmp_path: Path) -> None:
    """Celery keeps what it first published through, and would ring where nobody listens any more."""
    url = f"sqlite:///{tmp_path / 'scaleup.sqlite3'}"
    with create_app(settings(url, tmp_path)).app_context():
        commit.publish("outbox.dispatch")
    with servers.valkey() as broker, create_app(settings(url, tmp_path, redis_url=broker.url)).app_context():
        commit.publish("outbox.dispatch")
        with broker.client as client:
            assert client.llen("low") == 1


def test_no_business_time_hides_in_the_broker() -> None:
    hiding = [
        f"{source.path}:{call.lineno} {name}"
        for source in sources()
        for name, call in calls(source.tree)
        if name.endswith(".retry")
        or {keyword.arg for keyword in call.keywords} & TIMES_OF_THE_BROKER
        or (name.endswith("send_task") and any(k.arg in ("args", "kwargs") for k in call.keywords))
    ]
    assert hiding == []


def test_tasks_are_shells_of_eight_lines_that_carry_nothing() -> None:
    assert tasks()
    for source, task in tasks():
        assert source.room == "tasks", f"{source.path} {task.name}"
        lines = (task.end_lineno or 0) - task.lineno + 1
        assert lines <= LONGEST_TASK, f"{source.path} {task.name} has {lines} lines"
        assert not task.args.args, f"{source.path} {task.name} takes arguments"
