"""The forms of checks: a rating item by item, and a plan to improve."""

from collections.abc import Iterable, Sequence

from scaleup.core.errors import Refusal
from scaleup.core.forms import PRIVACY, Choice, DateParts, Form, Nonce, Radios, Text, Ticks, Version
from scaleup.fidelity.rules import LONGEST_WORDS
from scaleup.programmes.rules import Tool

APART = "none"
"""The answer that an item does not apply."""
ITEM = "item_"


class RatingForm(Form):
    """What every rating asks before its items."""

    nonce = Nonce()
    observer = Choice("Who observed?", coerce=int, needed="Choose who observed")
    observed = Ticks(
        "Whose session was it?",
        coerce=int,
        needed="Tick whose session it was",
        classes="govuk-checkboxes--small in-columns two",
    )
    on_day = DateParts("On what day?", needed="Enter the day of the session")

    @property
    def items(self) -> list[Radios]:
        """The control of each item, in order."""
        return [field for field in self if field.name.startswith(ITEM)]

    @property
    def marks(self) -> dict[str, int | None]:
        """The mark of each item; None where it does not apply."""
        return {
            field.name.removeprefix(ITEM): None if field.data == APART else int(field.data)
            for field in self.items
            if field.data
        }

    def put_all(self, refusals: Iterable[Refusal]) -> None:
        """Each refusal at its field; those of an item at the item, those of all at the first."""
        first = self.items[0].name if self.items else ""
        codes = {field.name.removeprefix(ITEM) for field in self.items}
        for each in refusals:
            field = f"{ITEM}{each.field}" if each.field in codes else first if each.field == "marks" else each.field
            self.put([Refusal(each.message, field)])


def rating_form(tool: Tool, kind: str) -> type[RatingForm]:
    """The form for the items of this tool at this kind of session."""
    marks = [(str(mark.mark), mark.words) for mark in tool.scale]
    controls = {
        f"{ITEM}{item.code}": Radios(
            item.words,
            choices=[*marks, (APART, "Does not apply")],
            needed=f"Mark “{item.words}”, or say that it does not apply",
        )
        for item in tool.items_for(kind)
    }
    return type("RatingOfItems", (RatingForm,), controls)


class ImproveForm(Form):
    """Who sees to what, and by when."""

    changes = Ticks("What is to change?", classes="govuk-checkboxes--small")
    words = Text("In a sentence, if that helps", most=LONGEST_WORDS, hint=PRIVACY)
    owner = Choice("Who sees to it?", coerce=int, needed="Choose who sees to it")
    due_on = DateParts("By when?", needed="Enter the day by which it is done")

    def offer(self, *, changes: Sequence[tuple[str, str]], owners: Sequence[tuple[int, str]]) -> None:
        """What may change, and who may see to it."""
        self.changes.choices = changes
        self.owner.choices = [("", "Choose a person"), *((str(person_id), name) for person_id, name in owners)]


class CloseForm(Form):
    """A plan is done with."""

    version = Version()
    outcome = Choice("Which check shows what came of it?", coerce=int)

    def offer(self, checks: Sequence[tuple[int, str]]) -> None:
        """The checks that were made since."""
        self.outcome.choices = [("", "No check was made"), *((str(check_id), words) for check_id, words in checks)]
