"""The one file that knows every domain: models, blueprints, tasks, commands, and the table of consequences.

It is read at create_app. A new domain adds its lines here and nowhere else.
"""

from collections.abc import Sequence

import click
from flask import Blueprint, Flask

import scaleup.accounts.models
import scaleup.areas.models
import scaleup.audit
import scaleup.delivery.models
import scaleup.facilitators.models
import scaleup.fidelity.models
import scaleup.imports.models
import scaleup.licences.models
import scaleup.outbox.models
import scaleup.programmes.models
import scaleup.support.models  # noqa: F401
from scaleup.core import facts

BLUEPRINTS: tuple[Blueprint, ...] = ()

COMMANDS: tuple[Sequence[click.Command], ...] = ()

SCHEDULES: tuple[dict[str, dict[str, object]], ...] = ()
"""Beat entries, each written beside its task."""

TASK_MODULES: tuple[str, ...] = ()

QUEUES = ("high", "low")

CONSEQUENCES: tuple[facts.Handler, ...] = ()
"""What follows from each fact, in this order."""


def bind(app: Flask) -> None:
    """Afterwards the app serves every domain."""
    facts.install(CONSEQUENCES)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)


def commands() -> list[click.Command]:
    """Every command of the console script."""
    return [command for room in COMMANDS for command in room]


def celery_settings() -> dict[str, object]:
    """Queues, task modules and the beat schedule."""
    schedule = {name: entry for part in SCHEDULES for name, entry in part.items()}
    return {
        "include": list(TASK_MODULES),
        "beat_schedule": schedule,
        "task_queues": {name: {"exchange": name, "routing_key": name} for name in QUEUES},
    }
