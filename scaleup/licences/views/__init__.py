"""The area's licences, their drafts and changes, and the moves that each may make."""

from scaleup.licences.views.blueprint import blueprint
from scaleup.licences.views.conditions import add_condition
from scaleup.licences.views.drafts import draft
from scaleup.licences.views.funding import add_funding
from scaleup.licences.views.moves import move
from scaleup.licences.views.reopening import reopen
from scaleup.licences.views.section import section

__all__ = ["add_condition", "add_funding", "blueprint", "draft", "move", "reopen", "section"]
