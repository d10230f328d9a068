"""What an application puts into the modules of a process, and how a test leaves them as it found them.

create_app says who answers for what (registry.bind); the last one made is in force. A test that only works after
another one made an application would fail alone, and one that came after a broker of its own would ring there.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from types import ModuleType
from typing import Any

import structlog

from scaleup.extensions import AppTask, bind_broker, celery

READ_FROM_FILES = {"_read", "_kept"}
"""Not of an application: rules by the digest of their text, and sessions with mail servers, which it closes itself."""
FIXED = "SCALEUP_"


def places() -> Iterator[tuple[ModuleType, str, object]]:
    """What the modules of the product hold for an application, and their context variables."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "scaleup":
            for key, value in list(vars(module).items()):
                if is_wiring(key, value):
                    yield module, key, value


def is_wiring(key: str, value: object) -> bool:
    """Whether an application or a request writes there."""
    if isinstance(value, ContextVar):
        return True
    if not key.startswith("_") or key.startswith("__") or key in READ_FROM_FILES:
        return False
    return isinstance(value, list | dict | set) or (key, type(value).__name__) == ("_settings", "Settings")


def holds(value: Any) -> Callable[[], None]:
    """What puts the present content back."""
    if isinstance(value, ContextVar):
        before = value.get()  # each of ours has a default; given another here, get would answer with that
        return lambda: put(value, before)
    if isinstance(value, list):
        listed = value.copy()
        return lambda: value.__setitem__(slice(None), listed)
    kept = copy(value if isinstance(value, dict | set) else vars(value))
    content = value if isinstance(value, dict | set) else vars(value)
    return lambda: refill(content, kept)


def put(variable: "ContextVar[Any]", before: object) -> None:
    """The variable says this; it is written only where it says another thing."""
    if variable.get() is not before:
        variable.set(before)


def refill(content: Any, kept: Any) -> None:
    """The same dictionary or set, with what it held."""
    if content != kept:
        content.clear()
        content.update(kept)


PLACES: list[object] = []
"""Found once: every module of the product is loaded with the registry."""


def as_it_is() -> Callable[[], None]:
    """What puts the present wiring back in force: who answers for what, for whom tasks run, where doorbells ring."""
    if not PLACES:
        PLACES.extend({id(value): value for _, _, value in places()}.values())
    acts = [holds(value) for value in PLACES if not isinstance(value, ContextVar)]
    serves, broker = vars(AppTask).get("serves"), celery.conf.broker_url

    def again() -> None:
        for act in acts:
            act()
        if serves is not None:
            AppTask.serves = serves
        elif "serves" in vars(AppTask):
            del AppTask.serves
        if celery.conf.broker_url != broker:
            bind_broker(broker)

    return again


@contextmanager
def put_back() -> Iterator[None]:
    """Afterwards the process is as it was: wired to the application of a whole module, or to none."""
    acts = [as_it_is(), *(holds(value) for value in PLACES if isinstance(value, ContextVar))]
    fixed = {name: value for name, value in os.environ.items() if name.startswith(FIXED)}
    logs = structlog.get_config() if structlog.is_configured() else None
    yield
    for act in acts:
        act()
    for name in [one for one in os.environ if one.startswith(FIXED) and one not in fixed]:
        del os.environ[name]
    os.environ.update(fixed)
    if logs is None:
        structlog.reset_defaults()
    else:
        structlog.configure(**logs)
