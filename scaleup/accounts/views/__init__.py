"""The pages of accounts, one concept a module; `edge` is what every other page meets when nobody is signed in."""

from scaleup.accounts.views import door, edge, hours, leaving, me, people, visitor
from scaleup.accounts.views.blueprint import blueprint

__all__ = ["blueprint", "door", "edge", "hours", "leaving", "me", "people", "visitor"]
