"""What an assessment may be answered, handed in and signed with; each refusal is a sentence for the reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from scaleup.core.errors import Refusal
from scaleup.core.families import family_details_unticked
from scaleup.programmes.rules import Readiness, ReadinessItem
from scaleup.readiness.rules.states import DECISION_WORDS, FINDING_WORDS, Decision, Finding, State
from scaleup.readiness.rules.verdicts import Verdict, listed

LONGEST_EVIDENCE = 2000
LONGEST_REASON = 1000

MAY_DECIDE: Mapping[Finding, tuple[Decision, ...]] = {
    Finding.READY: (Decision.GO, Decision.CONDITIONS, Decision.NOT_YET, Decision.DECLINED),
    Finding.CONDITIONS: (Decision.CONDITIONS, Decision.NOT_YET, Decision.DECLINED),
    Finding.NOT_YET: (Decision.NOT_YET, Decision.DECLINED),
}
"""What may be decided on a finding: never more kindly than the rule finds."""


@dataclass(frozen=True)
class Answered:
    """What an area says of one item."""

    rating: int | None
    evidence: str = ""
    owner_id: int | None = None
    due_on: date | None = None

    @property
    def stamp(self) -> str:
        """What stands for it in a form: who sends the same stamp back has changed nothing."""
        said = (str(self.rating or ""), self.evidence, str(self.owner_id or ""), str(self.due_on or ""))
        return sha256("\x1f".join(said).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Condition:
    """A condition as it is signed: what has to be done, by whom, by when."""

    wording: str
    owner_id: int | None
    due_on: date | None
    item_code: str = ""
    factor: str = ""
    field: str = ""
    """What its fields are called on a form, so that a refusal is put there."""

    @property
    def key(self) -> str:
        """The item or factor that it is about; empty where it is about neither."""
        return self.item_code or self.factor


@dataclass(frozen=True)
class SignOff:
    """What is signed: by whom in which role, the decision and why, and the conditions."""

    name: str
    role: str
    decision: Decision
    reason: str
    signed_on: date
    conditions: tuple[Condition, ...] = ()
    stays: frozenset[int] = frozenset()
    """Conditions that the verdict asks for no longer and that stay open all the same; the others are met by it."""


@dataclass(frozen=True)
class ConditionsGoOn:
    """These conditions were open before a verdict was signed, and stay open after it."""

    implementation_id: int
    condition_ids: tuple[int, ...]
    person_id: int | None


def refusals_of_answer(
    said: Answered, template: Readiness, *, today: date, due_before: date | None = None
) -> list[Refusal]:
    """Why an item cannot be answered so. A day that was set earlier may be kept after it has passed."""
    found = []
    marks = [mark.mark for mark in template.scale]
    if said.rating is not None and said.rating not in marks:
        found.append(Refusal(f"Choose a rating from {min(marks)} to {max(marks)}", "rating"))
    if said.due_on is not None and said.due_on < today and said.due_on != due_before:
        found.append(Refusal("The day by which it is in place must be today or later", "due_on"))
    if len(said.evidence) > LONGEST_EVIDENCE:
        found.append(Refusal(f"Shorten the evidence to {LONGEST_EVIDENCE} characters", "evidence"))
    return [*found, *family_details_unticked(said.evidence, name="evidence")]


def refusals_of_review(item: str, rating: int, reason: str, template: Readiness) -> list[Refusal]:
    """Why the unit cannot rate the item so."""
    found = []
    if item not in {one.code for one in template.items}:
        found.append(Refusal(f"{item} is no item of this template", "item"))
    if rating not in {mark.mark for mark in template.scale}:
        found.append(Refusal("Choose a rating from the scale", "rating"))
    if not reason.strip():
        found.append(Refusal("Say why: the next reader has only this", "reason"))
    return [*found, *family_details_unticked(reason, name="reason")]


def refusals_to_answer(state: State) -> list[Refusal]:
    """Why nothing may be answered now."""
    if state is State.OPEN:
        return []
    return [Refusal("This round is handed in, so its answers stay as they are. The unit can give it back.")]


def refusals_to_review(state: State) -> list[Refusal]:
    """Why the unit may not put its own rating beside an answer now."""
    if state is not State.SIGNED:
        return []
    return [Refusal("This round is signed, so nothing is added to it. A next round starts from its answers.")]


def refusals_to_hand_in(state: State, unanswered: Sequence[ReadinessItem]) -> list[Refusal]:
    """Why the area cannot hand it in."""
    if state is not State.OPEN:
        return [Refusal("This round is handed in already.")]
    return unanswered_refusals(unanswered)


def refusals_to_give_back(state: State, reason: str) -> list[Refusal]:
    """Why the unit cannot give the round back to the area."""
    if state is State.OPEN:
        return [Refusal("The area is still answering it.")]
    if state is State.SIGNED:
        return [Refusal("It is signed. Begin a next round: it starts from these answers.")]
    if not reason.strip():
        return [Refusal("Say what the area should look at again", "because")]
    return list(family_details_unticked(reason, name="because"))


def refusals_to_sign(state: State, unanswered: Sequence[ReadinessItem]) -> list[Refusal]:
    """Why nobody can sign it as it stands."""
    if state is State.SIGNED:
        return [Refusal("This round is signed already. Begin a next round: it starts from these answers.")]
    found = unanswered_refusals(unanswered)
    if state is State.OPEN and not found:
        found.append(Refusal("The area has not handed this round in yet."))
    return found


def unanswered_refusals(items: Sequence[ReadinessItem]) -> list[Refusal]:
    """That items are left."""
    if not items:
        return []
    codes = listed([one.code for one in items])
    left = "1 item is" if len(items) == 1 else f"{len(items)} items are"
    return [Refusal(f"{left} not answered yet: {codes}. Rate each of them first.")]


def refusals_of_sign_off(wanted: SignOff, found: Verdict, *, today: date, begun_on: date) -> list[Refusal]:
    """Why the verdict cannot be signed so."""
    refused = [
        Refusal(words, field)
        for field, words, value in (
            ("name", "Enter your name as your signature", wanted.name),
            ("role", "Enter the role in which you sign", wanted.role),
            ("reason", "Say why: the area and whoever grants the licence read it", wanted.reason),
        )
        if not value.strip()
    ]
    if wanted.decision not in MAY_DECIDE[found.finding]:
        refused.append(
            Refusal(
                f"“{DECISION_WORDS[wanted.decision]}” cannot be signed while the verdict is "
                f"“{FINDING_WORDS[found.finding].lower()}”",
                "decision",
            )
        )
    if not begun_on <= wanted.signed_on <= today:
        refused.append(Refusal("The day must lie between the day the round began and today", "signed_on"))
    refused += family_details_unticked(wanted.reason, name="reason")
    return refused + refusals_of_conditions(wanted, found)


def refusals_of_conditions(wanted: SignOff, found: Verdict) -> list[Refusal]:
    """What is missing from the conditions: each has an owner and a day that is to come when it is signed."""
    if wanted.decision is Decision.GO and wanted.conditions:
        return [Refusal("“Go” carries no condition. Choose “Go with conditions”, or empty the condition.", "decision")]
    if wanted.decision is not Decision.CONDITIONS:
        return []
    asked = {one.key for one in found.conditions}
    there = {one.item_code or one.factor for one in wanted.conditions}
    if asked - there:
        return [Refusal(f"A condition is missing: {listed(sorted(asked - there))}.", "decision")]
    if not wanted.conditions:
        return [Refusal("Write the condition, or choose “Go”", "decision")]
    refused = []
    for one in wanted.conditions:
        if not one.wording.strip():
            refused.append(Refusal("Say what has to be done", f"{one.field}wording"))
        refused += family_details_unticked(one.wording, name=f"{one.field}wording")
        if one.owner_id is None:
            refused.append(Refusal("Choose who sees to it", f"{one.field}owner"))
        if one.due_on is None:
            refused.append(Refusal("Enter the day by which it is to be met", f"{one.field}due_on"))
        elif one.due_on < wanted.signed_on:
            refused.append(Refusal("The day must not lie before the day of signing", f"{one.field}due_on"))
    return refused
