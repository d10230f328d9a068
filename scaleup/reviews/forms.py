"""The forms of reviews: record one, correct it, add to it, move it, leave it out."""

from collections.abc import Iterable, Mapping
from datetime import date

from scaleup.core.errors import Refusal
from scaleup.core.forms import (
    PRIVACY,
    Choice,
    DateParts,
    Form,
    GroupedTicks,
    Line,
    Many,
    Nonce,
    Radios,
    Text,
    Tick,
    Ticks,
    Version,
    Words,
)
from scaleup.reviews import rules
from scaleup.support.forms import NOBODY, SEVERITIES, ActionLine, at_line, severity_name
from scaleup.support.rules import (
    BARRIER_GROUPS,
    BARRIER_WORDS,
    LONGEST_ADDENDUM,
    LONGEST_REASON,
    LONGEST_TEXT,
    ActionTerms,
    BarrierCode,
    BarrierTerms,
)

MARKS = [("", "Not rated"), *((str(mark), words) for mark, words in rules.MARK_WORDS.items())]


class ReviewParts(Form):
    """What every review says."""

    held_on = DateParts("On what day did you meet?", needed="Enter the day of the review")
    people = Ticks("Who took part from the area?", coerce=int, classes="govuk-checkboxes--small")
    staff = Choice("Who held it for the unit?", coerce=int)
    went_well = Words("What went well?", most=LONGEST_TEXT, rows=4, hint=PRIVACY)
    barriers = GroupedTicks(
        "What stands in the way?",
        groups=BARRIER_GROUPS,
        hint="Tick what you talked about. None is a good answer.",
        choices=[(code.value, words) for code, words in BARRIER_WORDS.items()],
        classes="govuk-checkboxes--small",
    )
    outcome = Radios(
        "What follows from it?",
        choices=[(one.value, rules.OUTCOME_WORDS[one]) for one in rules.Outcome],
        needed="Choose what follows from the review",
    )
    agreed = Words(
        "What did you agree?",
        needed="Write in a sentence or two what was agreed: the project lead reads it",
        hint=f"The project lead reads this. {PRIVACY}",
        most=LONGEST_TEXT,
        rows=4,
    )
    note = Words("Note for the unit", most=LONGEST_TEXT, rows=3, hint=f"Only the unit reads this. {PRIVACY}")
    text_checked = Tick("I have looked: the text says nothing about a family")

    @property
    def severities(self) -> dict[str, Choice]:
        """The control of each barrier's severity, by its code: it opens when the barrier is ticked."""
        return {code.value: self[severity_name(code)] for code in BarrierCode}

    @property
    def rated(self) -> list[tuple[Choice, Text]]:
        """The mark of each domain with its words, in their order."""
        return [(self[f"mark_{one.value}"], self[f"why_{one.value}"]) for one in rules.Domain]

    @property
    def rating_begun(self) -> bool:
        """Whether any domain holds an answer or an error."""
        return any(each.data or each.errors for pair in self.rated for each in pair)

    def rate_every_domain(self) -> None:
        """Every domain is to be marked, and what is missing is said with all else that is."""
        for domain in rules.Domain:
            mark = self[f"mark_{domain.value}"]
            mark.needed = f"Rate “{rules.DOMAIN_WORDS[domain]}” from 1 to 5"
            mark.choices = [("", "Choose a mark"), *MARKS[1:]]

    def offer(self, people: Mapping[int, str], staff: Mapping[int, str]) -> None:
        """Those who may have taken part."""
        self.people.choices = [(str(person_id), name) for person_id, name in people.items()]
        self.staff.choices = [("", "Not known"), *((str(person_id), name) for person_id, name in staff.items())]

    def ratings(self) -> tuple[rules.Rating, ...]:
        """The domains that were rated."""
        found = []
        for domain in rules.Domain:
            mark, why = self[f"mark_{domain.value}"].data, self[f"why_{domain.value}"].data or ""
            if mark:
                found.append(rules.Rating(domain, int(mark), why))
        return tuple(found)

    def barrier_terms(self) -> tuple[BarrierTerms, ...]:
        """The barriers that were ticked."""
        ticked = [BarrierCode(code) for code in self.barriers.data or ()]
        return tuple(BarrierTerms(code, int(self[severity_name(code)].data or 1)) for code in ticked)

    def said(self, actions: tuple[ActionTerms, ...] = (), next_on: date | None = None) -> rules.Said:
        """What was typed, as one value."""
        return rules.Said(
            held_on=self.held_on.data,
            outcome=rules.Outcome(self.outcome.data),
            went_well=self.went_well.data or "",
            agreed=self.agreed.data or "",
            note=self.note.data or "",
            ratings=self.ratings(),
            barriers=self.barrier_terms(),
            people_ids=tuple(self.people.data or ()),
            staff_id=self.staff.data,
            actions=actions,
            next_on=next_on,
            text_checked=bool(self.text_checked.data),
        )


for each in BarrierCode:
    setattr(ReviewParts, severity_name(each), Choice("How much?", choices=SEVERITIES, default="1"))

for one in rules.Domain:
    setattr(ReviewParts, f"mark_{one.value}", Choice(rules.DOMAIN_WORDS[one], choices=MARKS))
    setattr(ReviewParts, f"why_{one.value}", Text("Why? What shows it?", most=LONGEST_REASON))


class RecordForm(ReviewParts):
    """A review, what was agreed there, and the next one."""

    nonce = Nonce()
    actions = Many(Line(ActionLine), "Actions", noun="Action", add="Add another action")
    next_on = DateParts("When is the next review?")

    @property
    def actions_begun(self) -> bool:
        """Whether an action is begun, another was asked for, or one is to be put right."""
        lines = self.actions.entries
        return len(lines) > 1 or bool(self.actions.errors) or any(not line.blank for line in lines)

    def offer_owners(self, owners: Iterable[tuple[int, str]]) -> None:
        """Those who may do what was agreed."""
        for line in self.actions.entries:
            line.form.owner.choices = [NOBODY, *((str(person_id), name) for person_id, name in owners)]

    def agreed_actions(self) -> tuple[ActionTerms, ...]:
        """The actions that were typed."""
        return tuple(ActionTerms(line["what"] or "", line["owner"], line["due"]) for line in self.actions.filled)

    def put_all(self, refusals: Iterable[Refusal]) -> None:
        """Each refusal at its field; those of actions at the line that was meant, empty ones not counted."""
        filled = [number for number, line in enumerate(self.actions.entries) if not line.blank]
        self.put(Refusal(each.message, at_line(each.field, filled)) for each in refusals)


class CorrectForm(ReviewParts):
    """A review put right."""

    version = Version()
    because = Text("What was wrong?", needed="Say what was wrong, so that a reader knows why it changed", most=400)


class AddForm(Form):
    """Words added to a review."""

    nonce = Nonce()
    text = Words(
        "What do you want to add?", needed="Write what you want to add", most=LONGEST_ADDENDUM, rows=3, hint=PRIVACY
    )
    text_checked = Tick("I have looked: the text says nothing about a family")


class MoveForm(Form):
    """A review set to another day."""

    version = Version()
    to_on = DateParts("To what day?", needed="Enter the day that it moves to")
    because = Text(
        "Why does it move?",
        needed="Say why the review moves: the project lead will read it",
        hint=f"The project lead will read this. {PRIVACY}",
        most=200,
    )


class LeaveOutForm(Form):
    """A review that will not be held."""

    version = Version()
    because = Words(
        "Why is it left out?",
        needed="Say why it is left out",
        hint=f"The project lead will read this. {PRIVACY}",
        most=400,
        rows=3,
    )


class AgainForm(Form):
    """A review that was left out, planned again."""

    version = Version()
