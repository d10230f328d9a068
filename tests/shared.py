"""What the application of each test would make anew, and what all of a process may share, because it never differs."""

import gc
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from markupsafe import Markup
from sqlalchemy import Engine, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule
from whitenoise import base as whitenoise
from whitenoise.responders import StaticFile

from scaleup.core import govuk
from tests import backends

COMPILED: dict[str, Any] = {}
PLAIN = {str, int, bool, float, type(None), Markup}
MOST_CONTROLS = 5_000
READ_OF_A_RULE = ("_parts", "_trace", "_converters", "arguments")


def share() -> None:
    """Afterwards applications are made quickly."""
    share_statements()
    share_rules()
    share_files()
    share_controls()


def share_statements() -> None:
    """Afterwards SQLAlchemy compiles a statement once a process and dialect, though each test has an engine of its own.

    What is compiled is kept by dialect; those of one class are alike here, because every engine is made alike.
    """
    for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        dialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign, assignment]
        dialect.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign, assignment]
    make = SQLAlchemy._make_engine

    def made(self: SQLAlchemy, *given: Any) -> Engine:
        engine = make(self, *given)
        engine._compiled_cache = COMPILED.setdefault(engine.dialect.name, LRUCache(4_000))
        do_not_wait_for_the_disk(engine)
        if engine.dialect.name == "postgresql":
            backends.outlast(engine)
        return engine

    SQLAlchemy._make_engine = made  # type: ignore[method-assign]


def do_not_wait_for_the_disk(engine: Engine) -> None:
    """Afterwards SQLite leaves it to the system when to write: a commit takes 0.01 ms, not the 2 to 8 of a disk.

    What was committed outlives the death of any process all the same; only the machine must not lose its power.
    """
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))


def share_rules() -> None:
    """Afterwards Werkzeug reads the rule of an address, and writes the code that builds it, once a process.

    Each test has its own map. Both follow from what is in the key alone; they took a third of making an application.
    """
    read: dict[object, dict[str, Any]] = {}
    compile_, build = Rule.compile, Rule._compile_builder

    def compiled(self: Rule) -> None:
        converters = tuple(self.map.converters.items())
        key = (self.rule, self.host, self.subdomain, repr(self.defaults), self.merge_slashes, converters)
        known = read.get(key)
        if known is None:
            compile_(self)
            read[key] = {name: getattr(self, name).copy() for name in READ_OF_A_RULE}
            read[key]["builders"] = build(self, False), build(self, True)
            return
        for name in READ_OF_A_RULE:
            setattr(self, name, known[name].copy())
        self._build, self._build_unknown = (builder.__get__(self, None) for builder in known["builders"])

    Rule.compile = compiled  # type: ignore[method-assign]


def share_files() -> None:
    """Afterwards WhiteNoise looks at a static file once a process, while it is the same file with the same headers."""
    looked: dict[object, StaticFile] = {}

    def file(
        path: str, headers: list[tuple[str, str]], *, stat_cache: dict[str, Any], encodings: dict[str, str]
    ) -> Any:
        seen = tuple(
            (stat.st_size, stat.st_mtime_ns) for one in (path, *encodings.values()) if (stat := stat_cache.get(one))
        )
        key = (path, tuple(headers), seen)
        if key not in looked:
            looked[key] = StaticFile(path, headers, stat_cache=stat_cache, encodings=encodings)
        return looked[key]

    whitenoise.StaticFile = file


def share_controls() -> None:
    """Afterwards a control that was drawn from the same parameters is not drawn a second time: half of a form's cost.

    What is drawn follows from the parameters alone. Any of a kind that `written` does not know is drawn each time.
    """
    drawn: dict[object, Markup] = {}
    draw = govuk.draw

    def once(component: str, params: Mapping[str, object]) -> Markup:
        try:
            key = component, written(params)
        except TypeError:
            return draw(component, params)
        if key not in drawn:
            if len(drawn) > MOST_CONTROLS:
                drawn.clear()
            drawn[key] = draw(component, params)
        return drawn[key]

    govuk.draw = once


def written(value: object) -> object:
    """The value as a key: what differs in kind, in content or in order differs here too."""
    kind = type(value)
    if kind in PLAIN:
        return kind, value
    if isinstance(value, dict):
        return kind, tuple((name, written(one)) for name, one in value.items())
    if isinstance(value, list | tuple):
        return kind, tuple(map(written, value))
    raise TypeError(kind)


def keep_bytecode(folder: Path) -> None:
    """Afterwards Python compiles a module once a machine: in this process, and in the hundreds that tests start.

    A shell that tells Python to write no bytecode else has each of them compile every module it loads, for two seconds.
    """
    sys.dont_write_bytecode, sys.pycache_prefix = False, str(folder)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(folder)


def load_without_looking_back() -> None:
    """Afterwards Python's collector waits: what is loaded stays, and to look for waste in it takes a tenth of that."""
    gc.disable()


def leave_alone_what_stays() -> None:
    """Afterwards Python's collector looks at what tests make, not again and again at what was loaded before them.

    It looks after 20,000 new objects, not after 700. An application is a heap of cycles, so it still has its work.
    """
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
