"""What somebody says of an event: three questions a day, and a few words."""

from collections.abc import Sequence
from datetime import date

from scaleup.core.forms import PRIVACY, Form, Radios, Tick, Words
from scaleup.training.rules import QUESTIONS, SCALE, Said
from scaleup.training.rules.feedback import LONGEST_WORDS, field_of

ANSWERS = [(str(mark), f"{mark}  {words}") for mark, words in SCALE.items()]


class FeedbackForm(Form):
    """Feedback on the days of one event."""

    days: Sequence[date] = ()
    words = Words(
        "What should the trainers keep, and what should they change?",
        hint=f"No family details. {PRIVACY}",
        most=LONGEST_WORDS,
    )
    text_checked = Tick("I have looked: the text says nothing about a family")

    @classmethod
    def of(cls, days: Sequence[date]) -> "type[FeedbackForm]":
        """The form for these days."""
        fields: dict[str, object] = {"days": days}
        for number, _ in enumerate(days, 1):
            for name, question in QUESTIONS.items():
                fields[field_of(name, number)] = Radios(question, choices=ANSWERS)
        return type("DaysForm", (cls,), fields)

    @property
    def private(self) -> bool:
        """Whether the sentence to tick is shown: a text looked like something about a family."""
        return bool(self.text_checked.data) or any("tick that" in fault.text for fault in self.faults)

    @property
    def said(self) -> Said:
        """The feedback, as rules read it."""
        days = {
            day: {name: self.mark(field_of(name, number)) for name in QUESTIONS}
            for number, day in enumerate(self.days, 1)
        }
        return Said(days, self.words.data or "", bool(self.text_checked.data))

    def mark(self, name: str) -> int | None:
        """The mark that was chosen."""
        chosen = str(self[name].data or "")
        return int(chosen) if chosen in {str(mark) for mark in SCALE} else None
