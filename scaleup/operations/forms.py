"""What is held back, and why."""

from collections.abc import Sequence
from typing import Any

from scaleup.core.forms import Choice, Form, Radios, Text, Words

EVERYTHING, RULE, AREA = "all", "kind", "area"


class AreaHoldForm(Form):
    """One area is held back: for those who may not stop everything."""

    area = Text("Which area?", hint="Its name, as it stands in the list of areas.")
    reason = Words("Why?", hint="Everybody who sees deliveries reads it.", most=400, rows=2, needed="Say why.")

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether it says all that it must."""
        sound = bool(super().validate(*args, **kwargs))
        if self.held == AREA and not self.area.data:
            self.area.refuse("Enter the name of the area.")
            sound = False
        return sound

    @property
    def held(self) -> str:
        """What is to be held: everything, a rule, or an area."""
        return AREA

    @property
    def named_rule(self) -> str:
        """The kind and rule chosen, as "kind|code"."""
        return ""


class HoldForm(AreaHoldForm):
    """Everything, one rule, or one area is held back."""

    what = Radios(
        "What is to be held back?",
        choices=[
            (EVERYTHING, "All mail", "Sign-in links and invitations too."),
            (RULE, "One kind of reminder, or one rule"),
            (AREA, "One area"),
        ],
        needed="Choose what is to be held back.",
    )
    rule = Choice("Which reminders?", choices=[], needed=None)

    def offer(self, rules: Sequence[tuple[str, str]]) -> None:
        """The kinds and rules that there are."""
        self.rule.choices = [("", "Choose"), *rules]

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Whether it says all that it must."""
        sound = super().validate(*args, **kwargs)
        if self.held == RULE and not self.rule.data:
            self.rule.refuse("Choose the reminders.")
            sound = False
        return sound

    @property
    def held(self) -> str:
        """What is to be held: everything, a rule, or an area."""
        return str(self.what.data or "")

    @property
    def named_rule(self) -> str:
        """The kind and rule chosen, as "kind|code"."""
        return str(self.rule.data or "")
