"""The form of a cost: one short page, with hours and their rate where staff time is meant."""

from typing import Any

from scaleup.core.forms import Choice, Form, Nonce, Radios, Text, Version
from scaleup.core.years import Year
from scaleup.evaluation.rules import costs as rules
from scaleup.licences.forms import Pounds

LONGEST_HOURS = 12
THE_AREA = "area"


class Hours(Text):
    """A time in hours as people write it; `data` is in minutes."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, **{"classes": "govuk-input--width-5", **kwargs})

    def process_formdata(self, values: list[str]) -> None:
        """The minutes, or a sentence that says what was read."""
        text = self.typed(values).strip()
        self.data = rules.minutes_of(text) if text else None
        if text and self.data is None:
            raise ValueError(self.lead(f"“{text[:LONGEST_HOURS]}” is no number of hours; write 120, 7.5 or 7:30"))

    def pre_validate(self, form: Any) -> None:
        """A time has no length to be checked."""
        super(Text, self).pre_validate(form)

    def shown(self) -> str:
        """What was typed, else the hours."""
        if self.raw_data:
            return self.typed(self.raw_data)
        return "" if self.data is None else rules.hours_in_words(self.data).split()[0]


class CostForm(Form):
    """One cost: an amount, or hours with their rate."""

    nonce = Nonce()
    version = Version(default=0)
    kind = Choice("What was paid for?", needed="Choose what was paid for")
    year = Radios("In which financial year?", coerce=int, needed="Choose the year", classes="govuk-radios--small")
    hours = Hours("How many hours?", hint="Only for staff hours. All people together, such as 120 or 7:30.")
    rate = Pounds("What does the employer reckon for an hour?", hint="With what the employer pays on top of the wage.")
    amount = Pounds("How much?", hint="In pounds. Leave it empty where you gave hours and a rate.")
    payer = Choice("Who paid?", needed="Choose who paid")
    standing = Radios(
        "Is that what was paid, or an estimate?",
        choices=[(one.value, rules.STANDING_WORDS[one]) for one in rules.Standing],
        needed="Say whether it was paid or is an estimate",
        classes="govuk-radios--inline govuk-radios--small",
    )

    def offer(self, *, kinds: dict[str, str], years: tuple[Year, ...], payers: dict[int, str]) -> None:
        """The kinds of the programme, the years, and the organisations of the area."""
        self.kind.choices = [("", "Choose"), *kinds.items()]
        self.year.choices = [(str(one.begins), one.words) for one in years]
        self.payer.choices = [(THE_AREA, "The area"), *((str(one), name) for one, name in payers.items())]

    @property
    def cost(self) -> rules.Cost:
        """What was typed."""
        payer = self.payer.data
        return rules.Cost(
            kind=self.kind.data,
            year=Year(self.year.data),
            standing=rules.Standing(self.standing.data),
            amount=self.amount.data,
            minutes=self.hours.data,
            rate_pence=self.rate.data,
            payer_id=None if payer == THE_AREA else int(payer),
        )


class TakeOutForm(Form):
    """A cost that counts no more."""

    version = Version()
