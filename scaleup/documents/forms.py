"""What people say of a document, and its file."""

from scaleup.core.forms import DateParts, File, Form, Radios, Text, Version
from scaleup.documents.rules import KIND_WORDS, LARGEST, LONGEST_REASON, LONGEST_TITLE, TAKEN, size_in_words

HINT = f"{TAKEN}, up to {size_in_words(LARGEST)}. Nothing about a family: no names, no ages, no story."


class DocumentForm(Form):
    """A new document."""

    kind = Radios(
        "What is it?", choices=[(kind.value, words) for kind, words in KIND_WORDS.items()], needed="Choose what it is"
    )
    title = Text("What is it called?", needed="Give it a name that the next reader understands", most=LONGEST_TITLE)
    dated_on = DateParts("What date stands on it?", needed="Enter the date that stands on it")
    file = File("The file", needed="Choose the file", hint=HINT)


class NewerForm(Form):
    """A newer version of a document."""

    dated_on = DateParts("What date stands on the newer version?", needed="Enter the date that stands on it")
    file = File("The newer file", needed="Choose the file", hint=HINT)
    version = Version()


class WithdrawForm(Form):
    """A document that is no longer in force."""

    because = Text(
        "Why is it withdrawn?", needed="Say why: the next reader has only this sentence", most=LONGEST_REASON
    )
    version = Version()
