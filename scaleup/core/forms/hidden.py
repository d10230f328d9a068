"""What a form carries unseen: the version of the record that it shows, a nonce against a second press, an id."""

import secrets
from typing import Any

from markupsafe import Markup
from wtforms import Field
from wtforms.widgets import HiddenInput

from scaleup.core.numbers import whole

LONGEST = 200
LONGEST_NONCE = 64


class Kept(Field):  # type: ignore[misc]  # untyped base
    """A value that goes with the form and comes back. Never trust it: check what it names."""

    data: Any
    widget = HiddenInput()

    def __init__(self, label: str = "", **kwargs: Any) -> None:
        super().__init__(label, **kwargs)

    def process_formdata(self, values: list[str]) -> None:
        """The text, cut at a length that no id of ours has."""
        self.data = next(iter(values), "").replace("\x00", "")[:LONGEST]

    def draw(self) -> Markup:
        """The hidden input, without an id: two forms of a page may carry the same name."""
        value = "" if self.data is None else self.data
        return Markup('<input type="hidden" name="{}" value="{}">').format(self.name, value)


class Version(Kept):
    """The record's version when the form was opened; a save of an older one is a conflict. 0 if it is unreadable."""

    def process_data(self, value: Any) -> None:
        """The version that the page was made with; a form that was sent without any field has none."""
        self.data = value or 0

    def process_formdata(self, values: list[str]) -> None:
        """The version as a number."""
        self.data = whole(next(iter(values), "")) or 0


class Nonce(Kept):
    """A value that names this very form: pressing twice saves once. A form shown again keeps it; one that is sent
    without it is a form of its own, since all those without one are not the same.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(default=fresh, **kwargs)

    def process_formdata(self, values: list[str]) -> None:
        """What came back, or a new one."""
        super().process_formdata(values)
        self.data = self.data.strip()[:LONGEST_NONCE] or fresh()


def fresh() -> str:
    """A value that nobody guesses."""
    return secrets.token_urlsafe(16)
