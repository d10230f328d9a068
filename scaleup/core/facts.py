"""Facts that a lower domain announces and higher domains follow, in one transaction.

A fact is a frozen dataclass in its domain's rules. A handler is a pair: `changes` reads and says what would
follow; `apply` writes it, where nobody else does. The table of pairs stands in registry.py and is put in here.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Change:
    """What a handler would do: a sentence, how many records, and the facts that would follow from it."""

    sentence: str
    count: int
    follow_on: tuple[object, ...] = field(default=())
    path: str = ""
    """Where those records are listed, if anywhere."""


@dataclass(frozen=True)
class Handler:
    """One consequence of one kind of fact."""

    fact: type
    changes: Callable[..., list[Change]]
    apply: Callable[..., None] | None = None
    """None where a keeper writes it at the commit: then it is asked by pages alone, and nothing follows on from it."""


_table: list[Handler] = []


def install(handlers: Sequence[Handler]) -> None:
    """Afterwards exactly these handlers act, in this order."""
    _table[:] = handlers


def table() -> tuple[Handler, ...]:
    """The handlers in force, in order."""
    return tuple(_table)


def announce(fact: object) -> list[Change]:
    """Every consequence of the fact, and of the facts that follow from it, has been written."""
    done: list[Change] = []
    for handler in _table:
        if handler.apply is not None and isinstance(fact, handler.fact):
            changes = handler.changes(fact)
            handler.apply(fact, changes)
            done.extend(changes)
            for change in changes:
                for following in change.follow_on:
                    done.extend(announce(following))
    return done


def consequences(fact: object) -> list[Change]:
    """What `announce` would do, without writing: for a page that is confirmed."""
    found: list[Change] = []
    for handler in _table:
        if isinstance(fact, handler.fact):
            for change in handler.changes(fact):
                found.append(change)
                for following in change.follow_on:
                    found.extend(consequences(following))
    return found


def fingerprint(changes: Iterable[Change]) -> str:
    """What stands for the changes that a page showed: confirming carries it, and a difference shows them again."""
    told = "\n".join(f"{change.count} {change.sentence}" for change in changes)
    return hashlib.sha256(told.encode()).hexdigest()[:16]
