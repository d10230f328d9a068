"""The form of a web hook."""

from scaleup.core.forms import Form, Radios, Text, Ticks, Version
from scaleup.hooks.rules import FORMATS, KINDS, Format, Kind, Terms

SHOWN_ONCE = "Copy it whole, from https:// on. It is not shown again."
MAY_STAY = "Leave it empty to keep the one there is. It is not shown again."


class AddForm(Form):
    """A system, or a channel of Teams or Slack, that is to be told."""

    name = Text("What is it called?", most=100, needed="Enter a name.", hint="As administrators know it.")
    format = Radios(
        "Who receives it?",
        choices=tuple((one.value, FORMATS[one]) for one in Format),
        needed="Choose who receives it.",
    )
    address = Text("Address", most=1000, hint=SHOWN_ONCE, autocomplete="off", needed="Enter the address.")
    kinds = Ticks(
        "What is it told of?",
        choices=tuple((one.value, KINDS[one]) for one in Kind),
        needed="Choose at least one thing that it is told of.",
    )

    @property
    def terms(self) -> Terms:
        """What was asked for."""
        return Terms(self.name.data, self.address.data or "", Format(self.format.data), self.kinds.data)


class OffForm(Form):
    """Told of nothing more: nothing to fill in."""

    version = Version()


class ChangeForm(AddForm):
    """The same of one that is there: its address may be left out."""

    address = Text("Another address", most=1000, hint=MAY_STAY, autocomplete="off", needed=None)
    version = Version()
