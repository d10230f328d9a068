"""The two applications as gunicorn serves them, each with an address that tells how many statements it has asked.

Each finds what an installation has and no more (bench/installed.py).
"""

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

ASKED = "/-/asked"
UNCOUNTED = ("BEGIN", "COMMIT", "PRAGMA", "ROLLBACK")
_asked = [0]


def ours() -> Any:
    """The product."""
    hide()
    from wsgi import app  # noqa: PLC0415 - each server loads its own application alone

    return counted(app)


def floor() -> Any:
    """The floor."""
    hide()
    from bench.floor import create_app  # noqa: PLC0415 - as above

    return counted(create_app())


def hide() -> None:
    """Afterwards this process finds none of the packages that only tests and tools brought here."""
    barred: dict[str, Any] = dict.fromkeys(os.environ["BENCH_HIDDEN"].split(","))
    sys.modules.update(barred)  # None is the documented way to bar an import


def counted(app: Any) -> Any:
    """The application; every statement of this process is counted, whatever asks it."""
    from sqlalchemy import Engine, event  # noqa: PLC0415 - as above, and after what it must not find is hidden

    event.listen(Engine, "before_cursor_execute", count)

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] == ASKED:
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [str(_asked[0]).encode()]
        found: Iterable[bytes] = app(environ, start_response)
        return found

    return serve


def count(_connection: object, _cursor: object, statement: str, *_given: object) -> None:
    """SQLAlchemy's hook."""
    if not statement.startswith(UNCOUNTED):
        _asked[0] += 1
