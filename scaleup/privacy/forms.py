"""Why somebody is erased, and how long what is kept."""

from scaleup.core.forms import Form, Radios, Version, Whole
from scaleup.privacy.rules import BECAUSE_WORDS, LONGEST, SHORTEST

YES = "yes"


class EraseForm(Form):
    """The reason as a code, so that no words about the person are written anew; and what else goes."""

    because = Radios("Why", needed="Choose why.", choices=[(one.value, words) for one, words in BECAUSE_WORDS.items()])
    alone = Radios(
        "Where the surname stands alone in a text",
        needed="Choose whether the surname goes where it stands alone, too.",
        choices=[(YES, "Replace it, too"), ("no", "Leave it: the word means other things here")],
    )


class PeriodForm(Form):
    """How long one kind of record is kept."""

    version = Version()
    months = Whole("Months", needed="Enter how many months.", at_least=SHORTEST, at_most=LONGEST)


class LetGoForm(Form):
    """One button, under the numbers."""
