"""What people type about licences: drafts, changes, moves, decisions, conditions."""

from typing import Any

from scaleup.core.errors import refuse
from scaleup.core.forms import DateParts, File, Form, Radios, Text, Version, Whole
from scaleup.documents.rules import LARGEST, TAKEN, size_in_words
from scaleup.licences.rules import LONGEST_FUNDER, GoingOn, Money, Renewal, pence_of, pounds

RESUME, LEAVE = "resume", "leave"
HINT = f"{TAKEN}, up to {size_in_words(LARGEST)}. Nothing about a family: no names, no ages, no story."


class TermsForm(Form):
    """The term and the places of a licence; a granted one is changed with a reason."""

    starts_on = DateParts("First day", needed="Enter the first day.")
    ends_on = DateParts("Last day", needed="Enter the last day.")
    places = Whole("Places", needed="Enter how many facilitators may be trained under it.", at_least=1)
    reason = Text("Why", hint="Needed once the licence is granted.", most=400)
    version = Version(default=1)


class RenewForm(TermsForm):
    """The terms of the next licence, and where there are several versions to go by, by which of them it goes."""

    version_id = Radios(
        "Version of the programme",
        hint="The licence that runs keeps its own. The next one goes on at the contact reached.",
        coerce=int,
        needed="Choose by which version of the programme the next licence goes.",
    )

    def of_one_version(self) -> None:
        """There is nothing to choose."""
        del self.version_id


class MoveForm(Form):
    """A move: from which day, why."""

    on_day = DateParts("From", needed="Enter the day.")
    reason = Text("Why", most=400)
    version = Version()


class GrantForm(MoveForm):
    """A grant; where readiness stands in the way, the unit manager may say why it is granted all the same."""

    override = Text(
        "Grant it all the same, because",
        hint="Leave this empty to wait for readiness. It stays on the licence, in its history and in the lists.",
        most=400,
    )

    def nothing_in_the_way(self) -> None:
        """There is nothing to override."""
        del self.override


class SuspendForm(MoveForm):
    """A suspension may have its last day already, and may then be planned ahead."""

    to_on = DateParts(
        "Last day of the suspension",
        hint="With a last day it ends by itself, and may begin on a day to come. Leave it empty if it is not known.",
    )
    reason = Text("Why", most=400)


class GoOnForm(Form):
    """A paused implementation goes on, with its licence or for now without."""

    licence = Radios(
        "What about its licence?",
        choices=[(RESUME, "Resume it"), (LEAVE, "Leave it suspended for now")],
        needed="Choose what happens to the licence.",
    )
    on_day = DateParts("From")
    reason = Text("Why", most=400)
    version = Version()

    def without_licence(self) -> None:
        """There is no licence to ask about."""
        del self.licence, self.on_day, self.reason

    def wanted(self) -> GoingOn:
        """What was chosen; Refused where the licence is resumed from no day."""
        if "licence" not in self or self.licence.data != RESUME:
            return GoingOn()
        if self.on_day.data is None:
            raise refuse("Enter the day from which support stands again.", "on_day")
        return GoingOn(self.on_day.data, self.reason.data or "")


class Pounds(Whole):
    """An amount of money: pounds as people write them, pence in `data`."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, **{"classes": "govuk-input--width-10", **kwargs})

    def process_formdata(self, values: list[str]) -> None:
        """The amount, or a sentence that says what was read."""
        text = self.typed(values)
        self.data = None
        if not text:
            return
        self.data = pence_of(text)
        if self.data is None:
            raise ValueError(self.lead(f"“{text[:20]}” is not an amount; write pounds in figures, such as 70,000"))

    def shown(self) -> str:
        """What was typed, also if it is no amount."""
        if self.raw_data:
            return self.typed(self.raw_data)
        return "" if self.data is None else pounds(self.data).removeprefix("£")

    def params(self) -> dict[str, Any]:
        """An input with its sign before it."""
        return super().params() | {"inputmode": "decimal", "prefix": {"text": "£"}}


class FundingForm(Form):
    """What a funder gives, and for which days."""

    funder = Text("Who funds it?", needed="Say who funds it.", most=LONGEST_FUNDER)
    amount = Pounds("How much in all?", needed="Enter the amount in pounds.")
    from_on = DateParts("First day that it pays for", needed="Enter the first day.")
    to_on = DateParts("Last day that it pays for", needed="Enter the last day.")
    version = Version(default=1)

    @property
    def wanted(self) -> Money:
        """What was typed."""
        return Money(self.funder.data, self.amount.data, self.from_on.data, self.to_on.data)


class EndFundingForm(Form):
    """Funding that ends earlier than was promised."""

    last_on = DateParts("Last day that it pays for", needed="Enter the last day.")
    reason = Text("Why", needed="Say why: the next reader has only this sentence.", most=400)
    version = Version()


class SignedForm(Form):
    """The signed copy of a licence."""

    dated_on = DateParts("When was it signed?", needed="Enter the date that stands on it.")
    file = File("The signed copy", needed="Choose the file", hint=HINT)


class RenewalForm(Form):
    """What follows the licence."""

    decision = Radios(
        "What follows this licence?",
        choices=[(Renewal.RENEW.value, "It is renewed"), (Renewal.END.value, "It is let end")],
        needed="Choose what follows.",
    )
    reason = Text("Why", most=300)
    version = Version()
