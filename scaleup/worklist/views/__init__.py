"""The pages of My work: one's own list, somebody else's, and putting a line off."""

from scaleup.worklist.views import later, lists
from scaleup.worklist.views.blueprint import blueprint

__all__ = ["blueprint", "later", "lists"]
