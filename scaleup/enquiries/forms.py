"""What people type about enquiries: who asks, for where and what; what was answered; why it ended; whose area it is."""

import re
from typing import Any

from scaleup.areas.rules import AREA_ROLE_WORDS, AreaRole
from scaleup.core.dates import Nation
from scaleup.core.forms import Choice, DateParts, Email, Form, Radios, Text, Tick, Ticks, Version, Words
from scaleup.core.forms.fields import PRIVACY
from scaleup.enquiries.rules import (
    LONGEST_BODY,
    LONGEST_NAME,
    LONGEST_PLACES,
    LONGEST_WANTED,
    LONGEST_WORDS,
    REASON_WORDS,
    Asking,
)

CODE = re.compile(r"[ENSWJGI][0-9]{8}")
NATIONS = [(nation.value, nation.value) for nation in Nation]


class AskForm(Form):
    """An enquiry, as somebody who asks fills it in."""

    organisation = Text(
        "Your organisation",
        needed="Enter the name of your organisation.",
        most=LONGEST_BODY,
        autocomplete="organization",
    )
    nation = Radios("Nation", choices=NATIONS, needed="Choose the nation.")
    places = Words(
        "Local authorities",
        hint="Type their names, one a line: for instance Haringey. A county’s name stands for all in it. "
        "Leave it empty on the islands. You see on the next page what we understood.",
        most=LONGEST_PLACES,
        rows=3,
    )
    codes = Ticks("Which of these are meant?")
    name = Text("Your name", needed="Enter your name.", most=LONGEST_NAME, autocomplete="name")
    email = Email("Work e-mail address", needed="Enter your work e-mail address.")
    role = Text(
        "Your role there", needed="Enter what you do there.", most=LONGEST_NAME, autocomplete="organization-title"
    )
    wanted = Words(
        "What do you want it for?",
        hint=f"Whom it is to reach, and what you have in mind. {PRIVACY}",
        needed="Say in a sentence or two what you want it for.",
        most=LONGEST_WANTED,
    )
    text_checked = Tick("I have looked: the text says nothing about a family")

    def validate(self, extra_validators: Any = None) -> bool:
        """The codes that came back are codes; whether there are such authorities the service looks up."""
        self.codes.data = [code for code in self.codes.data if CODE.fullmatch(str(code))]
        self.codes.choices = [(code, code) for code in self.codes.data]
        return bool(super().validate(extra_validators))

    @property
    def private(self) -> bool:
        """Whether the sentence to tick is shown: a text looked like something about a family."""
        return bool(self.text_checked.data) or any("tick that" in fault.text for fault in self.faults)

    def asking(self, programme_id: int) -> Asking:
        """The enquiry, as rules read it."""
        return Asking(
            programme_id=programme_id,
            organisation=self.organisation.data,
            nation=self.nation.data,
            authority_codes=frozenset(self.codes.data),
            places="; ".join(line.strip() for line in self.places.data.split("\n") if line.strip()),
            name=self.name.data,
            email=self.email.data,
            role=self.role.data,
            wanted=self.wanted.data,
            text_checked=bool(self.text_checked.data),
        )


class TypeInForm(AskForm):
    """The same, as a member of the unit types it in after a call or a letter."""

    programme = Choice("Programme", coerce=int, needed="Choose the programme.")
    organisation = Text("Organisation", needed="Enter the name of the organisation.", most=LONGEST_BODY)
    name = Text("Who asks", needed="Enter the name of who asks.", most=LONGEST_NAME)
    email = Email("Work e-mail address", needed="Enter the work e-mail address.", autocomplete="off")
    role = Text("Role there", needed="Enter what they do there.", most=LONGEST_NAME)
    came_on = DateParts("Asked on", needed="Enter the day on which they asked.")
    manager = Choice("Who looks after it", coerce=int, hint="Without anybody it is every unit manager’s.")
    acknowledge = Tick("Send them a mail that we have it")


class AnswerForm(Form):
    """How somebody who asked was answered."""

    on_day = DateParts("Answered on", needed="Enter the day on which they were answered.")
    how = Words(
        "How",
        hint=f"For instance: rang them, first information sent, a call on 3 December. {PRIVACY}",
        needed="Say how they were answered.",
        most=LONGEST_WORDS,
        rows=3,
    )
    version = Version()


class EndForm(Form):
    """Why an enquiry came to nothing."""

    reason = Radios("Why does it end?", choices=list(REASON_WORDS.items()), needed="Choose the reason.")
    words = Words("Anything to add", most=LONGEST_WORDS, rows=2)
    on_day = DateParts("On", needed="Enter the day.")
    version = Version()


class ReopenForm(Form):
    """Why an enquiry that had ended goes on."""

    because = Words("Why does it go on?", needed="Say why it goes on.", most=LONGEST_WORDS, rows=2)
    version = Version()


class GiveForm(Form):
    """Who looks after an enquiry."""

    manager = Choice("Who looks after it", coerce=int, hint="Without anybody it is every unit manager’s.")
    version = Version()


ROLES = (AreaRole.COMMISSIONER, AreaRole.STRATEGIC_LEAD, AreaRole.PROJECT_LEAD)


class TakeUpForm(Form):
    """The area that an enquiry becomes."""

    area = Radios("Which area?", needed="Choose the area, or a new one.")
    name = Text("Name of the new area", most=120)
    role = Radios(
        "Who asks is in the area",
        choices=[(role.value, AREA_ROLE_WORDS[role]) for role in ROLES],
        needed="Choose what they are in the area.",
    )
    invite = Tick("Invite them to sign in, to answer the readiness questions")
    manager = Choice(
        "Who looks after it", coerce=int, needed="Choose who looks after the area’s work with the programme."
    )
    version = Version()
