"""The forms of changes: ask about one or tell of one, decide, say that it is over."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from scaleup.core.forms import PRIVACY, Choice, DateParts, Form, Nonce, Radios, Tick, Ticks, Version, Words
from scaleup.fidelity import rules
from scaleup.fidelity.rules import Decider, Level, Phase, Reason, Ruling, Told
from scaleup.programmes.rules import Nature, UnitWords, What

Word = TypeVar("Word", bound=StrEnum)
CHECKED = "I have looked: the text says nothing about a family"
PLANNED = [("yes", "Thought out beforehand"), ("no", "In answer to something that happened")]
RULINGS = [
    (Ruling.AGREED.value, "Yes, agreed"),
    (Ruling.CONDITIONS.value, "Yes, with conditions"),
    (Ruling.DECLINED.value, "Not this time"),
]


def answers(words: dict[str, str]) -> list[tuple[str, str]]:
    """The words of a closed list, as answers."""
    return [(str(code), said) for code, said in words.items()]


class KindForm(Form):
    """What kind of change, and whether it is asked about before or told of after."""

    implementation = Radios("Which programme?", coerce=int, needed="Choose the programme")
    told = Radios(
        "Have you changed it already?",
        choices=[
            (Told.BEFORE.value, "No, we are asking first"),
            (Told.AFTER.value, "Yes, we are telling you", "Thank you. Most areas change something, and telling helps."),
        ],
        needed="Say whether you have changed it already",
    )
    kind = Radios("What is it about?", needed="Choose what it is about", classes="govuk-radios--small")

    def offer(self, implementations: list[tuple[str, str]], kinds: Iterable[tuple[str, str]]) -> None:
        """What the area takes up, and what the programmes list. Of one programme nothing is asked."""
        if len(implementations) == 1:
            del self.implementation
        else:
            self.implementation.choices = implementations
        self.kind.choices = [*kinds, ("other", rules.OTHER_WORDS, "Not on the list: the unit looks at it with you.")]


class AskForm(Form):
    """The change in a few words, with the fields of FRAME; what the list knows already is filled in."""

    nonce = Nonce()
    text = Words("What do you do otherwise?", most=rules.LONGEST_ASKED, rows=3, hint=PRIVACY)
    reasons = Ticks("Why?", choices=answers(rules.REASON_WORDS), classes="govuk-checkboxes--small")
    from_on = DateParts("From when?")
    until_on = DateParts("Until when, if you know?")
    group = Choice("Is it about one group?", coerce=int)
    phase = Choice("When is it?", choices=answers(rules.PHASE_WORDS))
    planned = Choice("How did it come?", choices=PLANNED)
    decider = Choice("Who decided to change it?", choices=answers(rules.DECIDER_WORDS))
    what = Choice("What is changed?", choices=answers(rules.WHAT_WORDS))
    level = Choice("For whom?")
    nature = Choice("How is it changed?", choices=answers(rules.NATURE_WORDS))
    text_checked = Tick(CHECKED)

    @property
    def more(self) -> list[Choice]:
        """The fields that are filled in already."""
        return [self.phase, self.planned, self.decider, self.what, self.level, self.nature]

    def offer(self, groups: list[tuple[str, str]], told: Told, unit: UnitWords) -> None:
        """The groups that it may be about, in the programme's word; the days in the words of what was done."""
        if groups:
            self.group.label.text = f"Is it about one {unit.one}?"
            self.group.choices = [("", f"Not one {unit.one} alone"), *groups]
        else:
            del self.group
        self.level.choices = list(rules.level_words(unit).items())
        if told is Told.AFTER:
            self.from_on.label.text = "Since when is it done this way?"
            self.until_on.label.text = "Until when was it, or will it be, if you know?"

    def asked(self, kind: str, told: Told) -> rules.Asked:
        """What was typed, as one value."""
        group = self.group.data if "group" in self else None
        return rules.Asked(
            kind=kind,
            told=told,
            text=self.text.data or "",
            reasons=tuple(Reason(one) for one in self.reasons.data or ()),
            from_on=self.from_on.data,
            until_on=self.until_on.data,
            phase=chosen(self.phase, Phase.DELIVERING),
            planned=self.planned.data != "no",
            decider=chosen(self.decider, Decider.PROJECT_LEAD),
            what=chosen(self.what, What.CONTENT),
            level=chosen(self.level, Level.GROUP),
            nature=chosen(self.nature, Nature.TAILORING),
            group_id=int(group) if group else None,
            text_checked=bool(self.text_checked.data),
        )


def chosen(field: Choice, usual: Word) -> Word:
    """The answer, or what is usual where none was given."""
    return type(usual)(field.data) if field.data else usual


class DecideForm(Form):
    """The unit's answer to a change, and the conditions under which it holds."""

    version = Version()
    ruling = Radios("Your answer", choices=RULINGS, needed="Choose your answer")
    reason = Words(
        "Why?",
        most=rules.LONGEST_REASON,
        rows=4,
        hint="Whoever asked reads this, and so does every area that asks the same: no names of areas or people.",
    )
    conditions = Words("What are the conditions?", most=rules.LONGEST_REASON, rows=3, hint="Without names, too.")
    conditions_on = DateParts("If there are conditions, by when are they met?")
    text_checked = Tick(CHECKED)

    def decided(self, names: tuple[str, ...]) -> rules.Decided:
        """What was typed, as one value."""
        return rules.Decided(
            ruling=Ruling(self.ruling.data),
            reason=self.reason.data or "",
            conditions=self.conditions.data or "",
            conditions_on=self.conditions_on.data,
            text_checked=bool(self.text_checked.data),
            names=names,
        )


class EndForm(Form):
    """The last day on which it was done this way."""

    version = Version()
    on_day = DateParts("What was the last day?", needed="Enter the last day on which it was done this way")


class StepForm(Form):
    """One press: taken back, or conditions met."""

    version = Version()
