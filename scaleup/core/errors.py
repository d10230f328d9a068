"""The errors that an edge can act on. Everything else is a fault and is shown as one, without its stack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Refusal:
    """A reason why an act may not be done, in the reader's words: what happened, what to do.

    `field` is the form field that it belongs to, or empty for the form as a whole.
    """

    message: str
    field: str = ""


class Refused(Exception):
    """An act was refused by a rule. Nothing was written; the view puts the refusals on the form."""

    def __init__(self, refusals: Sequence[Refusal]) -> None:
        self.refusals = tuple(refusals)
        super().__init__(" ".join(refusal.message for refusal in refusals))


class Absent(Exception):
    """There is no such thing, or it is out of the actor's scope. Both read as 404."""


class Forbidden(Exception):
    """The actor may see the page's kind but not do this act. Reads as 403."""


class Conflict(Exception):
    """Somebody else saved the record since this form was opened.

    `theirs` holds the saved values by field name, so that the form can show both.
    """

    def __init__(self, message: str, theirs: Mapping[str, str]) -> None:
        self.theirs = dict(theirs)
        super().__init__(message)


def refuse(message: str, field: str = "") -> Refused:
    """A single refusal, ready to raise."""
    return Refused([Refusal(message, field)])
