"""Around the register: who came unannounced, marks as a file, the work address of who stands before the code."""

from collections.abc import Sequence

from flask import request

from scaleup.core.forms import Choice, Email, File, Form, Nonce, Text

LONGEST_SHEET = 200_000
"""Bytes: a register of hundreds has fewer."""


class WalkInForm(Form):
    """Somebody who came unannounced."""

    name = Text(
        "Their name",
        most=120,
        needed="Enter the name of who came.",
        hint="The name alone: say later which facilitator they are.",
    )


class WhoForm(Form):
    """Which facilitator it is who came unannounced."""

    facilitator = Choice("Which facilitator is it?", choices=[], coerce=int, needed="Choose the facilitator.")

    def offer(self, people: Sequence[tuple[str, str]]) -> None:
        """These may be chosen."""
        self.facilitator.choices = people


class TakenBackForm(Form):
    """Nothing but the token: what follows stands on the page."""


class SheetForm(Form):
    """Marks as a file."""

    file = File(
        "The register as a CSV file",
        hint="A line for each person, a column for each half-day, as “Register as CSV” gives it. "
        "You see what would change before anything is saved.",
    )
    nonce = Nonce()

    def sheet(self) -> str | None:
        """What the file says; none where there is no file, or it is no text of a register's length."""
        kept = request.form.get("text", "")
        if kept:
            return kept[:LONGEST_SHEET]
        if self.file.blank:
            return None
        content: bytes = self.file.data.stream.read(LONGEST_SHEET + 1)
        if len(content) > LONGEST_SHEET or b"\0" in content:
            return None
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            return content.decode("cp1252", errors="replace")


class HereForm(Form):
    """Who says that they are here."""

    email = Email(
        "Your work e-mail address",
        needed="Enter your work e-mail address.",
        hint="The one that you were booked with. It is compared and not kept.",
    )
