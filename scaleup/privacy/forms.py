"""Why somebody is erased, and how long what is kept."""

from scaleup.core.forms import Form, Radios
from scaleup.privacy.rules import BECAUSE_WORDS

YES = "yes"


class EraseForm(Form):
    """The reason as a code, so that no words about the person are written anew; and what else goes."""

    because = Radios("Why", needed="Choose why.", choices=[(one.value, words) for one, words in BECAUSE_WORDS.items()])
    alone = Radios(
        "Where the surname stands alone in a text",
        needed="Choose whether the surname goes where it stands alone, too.",
        choices=[(YES, "Replace it, too"), ("no", "Leave it: the word means other things here")],
    )
