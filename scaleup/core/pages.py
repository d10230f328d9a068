"""What every view needs from the layers it may not know: who acts, and who may enter.

The registry fills `who` at create_app. `entry(permission)` marks a view; a guard lists every route with its mark.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import ParamSpec, TypeVar

from scaleup.core.errors import Forbidden

P = ParamSpec("P")
R = TypeVar("R")

PUBLIC = "public"
"""The permission of pages that anybody may open without signing in."""

SIGNED_IN = "signed in"
"""The permission of pages that every signed-in person may open."""


@dataclass(frozen=True)
class Actor:
    """The person who acts, and what their roles allow."""

    person_id: int
    name: str
    email: str
    roles: frozenset[str]
    permissions: frozenset[str] = field(default=frozenset())
    entered: str = PUBLIC
    """The permission that the page was entered with: areas are then seen only through a role that allows it there."""

    def may(self, permission: str) -> bool:
        """Whether one of the actor's roles allows this."""
        return permission in (PUBLIC, SIGNED_IN) or permission in self.permissions

    def entering(self, permission: str) -> "Actor":
        """The same person, in those areas alone in which they may do this."""
        return replace(self, entered=permission)


class SignInNeeded(Exception):
    """Nobody is signed in; the edge shows the door and keeps what was typed."""


_entered: ContextVar[str] = ContextVar("entered", default=PUBLIC)
_who: list[Callable[[], Actor | None]] = []


def install(who: Callable[[], Actor | None]) -> None:
    """Afterwards `actor()` asks this function."""
    _who[:] = [who]


def visitor() -> Actor | None:
    """Who is signed in, if anybody."""
    return _who[0]() if _who else None


def actor() -> Actor:
    """Who is signed in, entering with the permission of the view that runs; raises SignInNeeded."""
    person = visitor()
    if person is None:
        raise SignInNeeded
    return person.entering(_entered.get())


def entry(permission: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The view may be entered with this permission only, and shows only areas in which a role of the actor allows it.

    So nobody does in one area what they may do in another alone (docs/decisions/0034-role-in-the-area.md).
    """

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if permission != PUBLIC and not actor().may(permission):
                raise Forbidden
            before = _entered.set(permission)
            try:
                return view(*args, **kwargs)
            finally:
                _entered.reset(before)

        guarded.entry = permission  # type: ignore[attr-defined]  # read by the route guard
        return guarded

    return mark
