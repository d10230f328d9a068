"""What people type about readiness: the items of a factor, a review, why a round is given back, a sign-off."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from scaleup.core.dates import plain_date
from scaleup.core.forms import Choice, DateParts, Form, Kept, Radios, Text, Ticks, Version, Words
from scaleup.core.numbers import whole
from scaleup.programmes.rules import Gate, Readiness, ReadinessItem
from scaleup.readiness.rules import (
    DECISION_WORDS,
    LONGEST_EVIDENCE,
    LONGEST_REASON,
    Answered,
    Condition,
    Decision,
    SignOff,
    Wanted,
)

GATE_HINTS = {
    Gate.NONE: "",
    Gate.PLAIN: "A gate: below {mark} it becomes a condition.",
    Gate.BOLD: "A gate: below {mark} there is no licence.",
}
NOBODY = ("", "Nobody named")
NONE: Mapping[int, str] = MappingProxyType({})
LEFT = (
    "The verdict asks for them no longer. What you do not tick counts as met on the day of signing; "
    "with “Not yet” or “Declined” all stay as they are."
)
EXTRA = "extra"
"""What the fields of a condition beyond the rule's are called."""


def scale_of(template: Readiness) -> list[tuple[str, str]]:
    """The marks with their words."""
    return [(str(mark.mark), f"{mark.mark}  {mark.words}") for mark in template.scale]


class FactorForm(Form):
    """The items of one factor: each with its rating, evidence, owner and date, and what was seen of it."""

    items: Sequence[ReadinessItem] = ()

    @classmethod
    def of(cls, items: Sequence[ReadinessItem], template: Readiness, owners: Mapping[int, str]) -> "type[FactorForm]":
        """The form of these items."""
        fields: dict[str, object] = {"items": items}
        for item in items:
            fields |= fields_of(item, template, owners)
        return type("ItemsForm", (cls,), fields)

    def validate(self, extra_validators: Any = None) -> bool:
        """Every error says which item it is about."""
        good = super().validate(extra_validators)
        for item in self.items:
            for name in ("rating", "evidence", "owner_id", "due_on"):
                field = self[f"{item.code}-{name}"]
                field.errors = [f"{item.code}: {error}" for error in field.errors]
        return bool(good)

    def answered(self, code: str) -> Answered:
        """What is said of the item."""
        named = {name: self[f"{code}-{name}"].data for name in ("rating", "evidence", "owner_id", "due_on")}
        return Answered(named["rating"], named["evidence"] or "", named["owner_id"], named["due_on"])

    def seen(self, code: str) -> tuple[int, str]:
        """The version and the stamp of the item as it was shown."""
        version, _, stamp = str(self[f"{code}-seen"].data or "").partition(".")
        return whole(version) or 0, stamp

    def wants_more(self, code: str) -> bool:
        """Whether something beyond the rating is to be put right or was saved by others: it is then shown open."""
        more = [self[f"{code}-{name}"] for name in ("evidence", "owner_id", "due_on")]
        return any(field.errors or field.theirs for field in more)

    def told(self, code: str) -> str:
        """What is there beyond the rating, in a few words."""
        said = self.answered(code)
        owner = dict(self[f"{code}-owner_id"].choices).get(str(said.owner_id or "-"), "")
        words = ("evidence given" if said.evidence else "", owner, plain_date(said.due_on) if said.due_on else "")
        return ", ".join(word for word in words if word)


def fields_of(item: ReadinessItem, template: Readiness, owners: Mapping[int, str]) -> dict[str, object]:
    """The controls of one item."""
    choices = [NOBODY, *((str(person_id), name) for person_id, name in owners.items())]
    return {
        f"{item.code}-rating": Radios(
            f"{item.code}  {item.words}",
            choices=scale_of(template),
            coerce=int,
            hint=GATE_HINTS[item.gate].format(mark=template.pass_mark),
            classes="govuk-radios--small",
        ),
        f"{item.code}-evidence": Words("Evidence, in a few words or as a link", most=LONGEST_EVIDENCE, rows=2),
        f"{item.code}-owner_id": Choice("Who sees to it", choices=choices, coerce=int),
        f"{item.code}-due_on": DateParts("In place by"),
        f"{item.code}-seen": Kept(),
    }


class HandInForm(Form):
    """Nothing but the version of the round that was looked at."""

    version = Version()


class GiveBackForm(Form):
    """A round that the area is to look at again."""

    because = Words(
        "What should the area look at again?",
        needed="Say what the area should look at again",
        most=LONGEST_REASON,
    )
    version = Version()


class ReviewForm(Form):
    """The unit's own rating of an item."""

    rating = Radios("How does the unit rate it?", needed="Choose a rating", coerce=int)
    reason = Words("Why?", needed="Say why: the next reader has only this", most=LONGEST_REASON, rows=3)


class SignForm(Form):
    """A sign-off: the decision and why, the conditions, and the signature."""

    wanted: Sequence[Wanted] = ()

    decision = Radios("What is decided?", needed="Choose what is decided")
    reason = Words(
        "Why?",
        needed="Say why: the area and whoever grants the licence read it",
        most=LONGEST_REASON,
        rows=3,
    )
    name = Text("Your name, as your signature", needed="Enter your name as your signature", most=120)
    role = Text("The role in which you sign", needed="Enter the role in which you sign", most=120)
    signed_on = DateParts("Signed on", needed="Enter the day of signing")
    version = Version()

    @classmethod
    def of(
        cls, wanted: Sequence[Wanted], owners: Mapping[int, str], left: Mapping[int, str] = NONE
    ) -> "type[SignForm]":
        """The form with a part for each condition that the rule asks for, and one more.

        `left` are open conditions that it asks for no longer.
        """
        fields: dict[str, object] = {"wanted": wanted}
        if left:
            fields["stays"] = Ticks(
                "Which of these conditions stay open?",
                hint=LEFT,
                choices=[(str(condition_id), words) for condition_id, words in left.items()],
                coerce=int,
            )
        for key in (*(one.key for one in wanted), EXTRA):
            fields |= condition_fields(key, owners)
        return type("SignsForm", (cls,), fields)

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Each condition's part, and its heading."""
        return [*((one.key, f"Condition: {one.key}") for one in self.wanted), (EXTRA, "Another condition")]

    def offer(self, decisions: Sequence[Decision]) -> None:
        """What may be decided."""
        self.decision.choices = [(one.value, DECISION_WORDS[one]) for one in decisions]

    @property
    def sign_off(self) -> SignOff:
        """What is to be signed; a further condition counts once something of it is typed."""
        conditions = [self.condition(one) for one in self.wanted]
        if self[f"{EXTRA}-wording"].data or self[f"{EXTRA}-due_on"].data:
            conditions.append(self.condition(Wanted("")))
        return SignOff(
            self.name.data,
            self.role.data,
            Decision(self.decision.data),
            self.reason.data,
            self.signed_on.data,
            tuple(conditions),
            frozenset(self["stays"].data) if "stays" in self else frozenset(),
        )

    def condition(self, wanted: Wanted) -> Condition:
        """A condition as it is typed."""
        key = wanted.key or EXTRA
        return Condition(
            self[f"{key}-wording"].data or "",
            self[f"{key}-owner"].data,
            self[f"{key}-due_on"].data,
            wanted.item_code,
            wanted.factor.value if wanted.factor else "",
            field=f"{key}-",
        )


def condition_fields(key: str, owners: Mapping[int, str]) -> dict[str, object]:
    """The controls of one condition."""
    choices = [NOBODY, *((str(person_id), name) for person_id, name in owners.items())]
    return {
        f"{key}-wording": Text("What has to be done", most=400),
        f"{key}-owner": Choice("By whom", choices=choices, coerce=int),
        f"{key}-due_on": DateParts("By"),
    }


class ConditionForm(Form):
    """Something to be done, by when."""

    wording = Text("What has to be done", needed="Say what has to be done.", most=400)
    owner = Choice("By whom", coerce=int)
    due_on = DateParts("By", needed="Enter the day by which it has to be done.")
    version = Version(default=1)

    def offer(self, people: Mapping[int, str]) -> None:
        """Those who may see to it."""
        self.owner.choices = [NOBODY, *((str(person_id), name) for person_id, name in people.items())]

    @property
    def wanted(self) -> tuple[str, int | None, date]:
        """What was typed: the words, who sees to it, by when."""
        return self.wording.data, self.owner.data, self.due_on.data
