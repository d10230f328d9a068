"""The forms of support: log a contact, correct one, move one, close an action."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scaleup.core.errors import Refusal
from scaleup.core.forms import (
    Choice,
    ClockTime,
    DateParts,
    Form,
    Group,
    GroupedTicks,
    Kept,
    Line,
    Many,
    Nonce,
    Radios,
    Text,
    Tick,
    Ticks,
    Version,
    Whole,
    Words,
)
from scaleup.core.numbers import IN_64_BITS, whole
from scaleup.support import rules

NOBODY = ("", "Choose a person")
SEVERITIES = [(str(figure), words) for figure, words in rules.SEVERITY_WORDS.items()]


class ActionLine(Group):
    """Something agreed."""

    what = Text("What will be done", most=rules.LONGEST_REASON)
    owner = Choice("By whom", coerce=int)
    due = DateParts("By when")


class ContactParts(Form):
    """What every contact says."""

    outcome = Radios("What happened?", needed="Choose what happened")
    reason = Text("Why, if it was called off?", most=rules.LONGEST_REASON)
    held_on = DateParts("On what day?", needed="Enter the day of the contact")
    channel = Radios(
        "How?",
        choices=[(channel.value, words) for channel, words in rules.CHANNEL_WORDS.items()],
        needed="Choose how you spoke, or would have spoken",
        classes="govuk-radios--inline govuk-radios--small",
    )
    people = Ticks("Who took part from the area?", coerce=int, classes="govuk-checkboxes--small")
    staff = Choice("Who spoke for the unit?", coerce=int)
    barriers = GroupedTicks(
        "What stands in the way?",
        groups=rules.BARRIER_GROUPS,
        hint="Tick what you talked about. None is a good answer.",
        choices=[(code.value, words) for code, words in rules.BARRIER_WORDS.items()],
        classes="govuk-checkboxes--small",
    )
    discussed = Words("What was discussed and agreed?", most=rules.LONGEST_TEXT)
    minutes = Whole("How many minutes?", at_least=1, at_most=rules.LONGEST_CALL)
    topics = Ticks("What was on the agenda?", classes="govuk-checkboxes--small in-columns")
    works = Words("What works?", most=rules.LONGEST_TEXT, rows=3)
    confidence = Radios(
        "How confident is the project lead that delivery goes on as planned?",
        choices=[("", "Not asked"), *((str(figure), words) for figure, words in rules.CONFIDENCE_WORDS.items())],
        coerce=int,
        classes="govuk-radios--small",
    )
    text_checked = Tick("I have looked: the text says nothing about a family")

    def offer(self, people: Iterable[tuple[int, str]], staff: Iterable[tuple[int, str]], *, area_side: bool) -> None:
        """The answers that depend on the area and on who asks."""
        if area_side:
            self.confidence.label.text = "How confident are you that delivery goes on as planned?"
        ours, theirs = ("We (the area)", "The unit") if area_side else ("The area", "We (the unit)")
        self.outcome.choices = [
            ("held", "We spoke"),
            ("no_answer", "Nobody answered"),
            ("cancelled_by_area", f"{ours} called it off"),
            ("cancelled_by_unit", f"{theirs} called it off"),
        ]
        self.people.choices = [(str(person_id), name) for person_id, name in people]
        self.staff.choices = [("", "Not known"), *((str(person_id), name) for person_id, name in staff)]

    @property
    def severities(self) -> dict[str, Choice]:
        """The control of each barrier's severity, by its code: it opens when the barrier is ticked."""
        return {code.value: self[severity_name(code)] for code in rules.BarrierCode}

    def offer_topics(self, topics: Mapping[str, str]) -> None:
        """What may have been on the agenda, by code."""
        self.topics.choices = list(topics.items())

    @property
    def counts(self) -> list[Whole]:
        """The controls of groups, sessions and families, in their order."""
        return [self[code.value] for code in rules.Count]

    @property
    def agenda_begun(self) -> bool:
        """Whether minutes or the agenda hold an answer or an error."""
        return any(field.data or field.errors for field in (self.minutes, self.topics))

    @property
    def counts_begun(self) -> bool:
        """Whether a number of groups, sessions or families is there or is to be put right."""
        return any(field.data is not None or field.errors for field in self.counts)

    @property
    def working_begun(self) -> bool:
        """Whether what works, or the confidence, holds an answer or an error."""
        return any(field.data or field.errors for field in (self.works, self.confidence))

    @property
    def present(self) -> list[str]:
        """The names of those who took part, as the form has them."""
        named = {str(one) for one in self.people.data or ()}
        theirs = [label for value, label, *_ in self.people.choices if str(value) in named]
        return [*theirs, *(label for value, label, *_ in self.staff.choices if value and value == str(self.staff.data))]

    def barrier_terms(self) -> tuple[rules.BarrierTerms, ...]:
        """The barriers that were ticked."""
        return tuple(
            rules.BarrierTerms(rules.BarrierCode(code), int(self[severity_name(rules.BarrierCode(code))].data or 1))
            for code in self.barriers.data or ()
        )

    def said(self) -> rules.ContactTerms:
        """What was typed, as one value."""
        return rules.ContactTerms(
            held_on=self.held_on.data,
            outcome=rules.Outcome(self.outcome.data),
            channel=rules.Channel(self.channel.data),
            reason=self.reason.data or "",
            discussed=self.discussed.data or "",
            people_ids=tuple(self.people.data or ()),
            staff_id=self.staff.data,
            minutes=self.minutes.data,
            topics=tuple(self.topics.data or ()),
            works=self.works.data or "",
            confidence=self.confidence.data,
            counts={field.name: field.data for field in self.counts if field.data is not None},
            barriers=self.barrier_terms(),
            text_checked=bool(self.text_checked.data),
        )


def severity_name(code: rules.BarrierCode) -> str:
    """The name of the control that says how much a barrier stands in the way."""
    return f"severity_{code.value}"


for each in rules.BarrierCode:
    setattr(ContactParts, severity_name(each), Choice("How much?", choices=SEVERITIES, default="1"))

for one in rules.Count:
    setattr(ContactParts, one.value, Whole(rules.COUNT_WORDS[one], at_least=0, at_most=rules.MOST_OF_A_COUNT))


class Judging(Form):
    """What staff say of an area, for the unit alone."""

    rating = Radios(
        "How do they stand?",
        choices=[
            ("", "Leave it open"),
            *((each.value, rules.RATING_WORDS[each]) for each in rules.Rating),
        ],
        classes="govuk-radios--inline govuk-radios--small",
    )
    rating_reason = Text("Why, if not as the rule proposes?", most=rules.LONGEST_REASON)
    note = Words("Note for the unit", most=rules.LONGEST_NOTE, rows=3)

    @property
    def judged(self) -> rules.RatingTerms:
        """What was said of the area; nothing where the form does not ask for it."""
        if "rating" not in self:
            return rules.RatingTerms()
        chosen = (self.rating.data or "").strip()
        return rules.RatingTerms(
            rules.Rating(chosen) if chosen else None, self.rating_reason.data or "", self.note.data or ""
        )

    @property
    def judging_begun(self) -> bool:
        """Whether anything of it holds an answer or an error."""
        return any(field.data or field.errors for field in (self.rating, self.rating_reason, self.note))

    def ask_nothing_of_the_unit(self) -> None:
        """The form of who is not of the unit: what is said here is not asked for, and not read."""
        del self.rating, self.rating_reason, self.note


class Summing(Form):
    """To whom the summary of a contact goes."""

    send_leads = Tick("Send a summary to the project lead", classes="govuk-checkboxes--small")
    send_people = Tick("Also to those of the area who took part", classes="govuk-checkboxes--small")

    def offer_summary(self, leads: Iterable[str]) -> None:
        """The summary goes to these; where nobody leads, to those alone who took part."""
        names = ", ".join(leads)
        if names:
            self.send_leads.label.text = f"Send a summary to {names}"
        else:
            del self.send_leads
            self.send_people.label.text = "Send a summary to those of the area who took part"

    @property
    def to_leads(self) -> bool:
        """Whether the project leads are to get it."""
        return bool(self.send_leads and self.send_leads.data)

    @property
    def to_people(self) -> bool:
        """Whether those who took part are to get it."""
        return bool(self.send_people.data)


class SummaryForm(Summing):
    """The summary of a contact that is on record, sent as it stands now."""


class AddForm(Form):
    """Words added to a contact."""

    nonce = Nonce()
    text = Words("What do you want to add?", needed="Write what you want to add", most=rules.LONGEST_ADDENDUM, rows=3)
    text_checked = Tick("I have looked: the text says nothing about a family")


class RateForm(Judging):
    """How an area stands, said after the contact."""

    version = Version()
    text_checked = Tick("I have looked: the text says nothing about a family")


class LogForm(ContactParts, Judging, Summing):
    """A contact, what was agreed there, and the next one."""

    nonce = Nonce()
    slot = Kept()
    done = Ticks("Done since then", coerce=int, classes="govuk-checkboxes--small")
    actions = Many(Line(ActionLine), "Actions", noun="Action", add="Add another action")
    next_on = DateParts("When is the next contact?")
    next_at = ClockTime("At what time?", hint="Leave it empty if no time is agreed")
    next_link = Text("Link to the meeting", most=400)
    separate = Tick("This was another contact, on the same day or for another purpose")

    @property
    def actions_begun(self) -> bool:
        """Whether an action is begun, another was asked for, or one is to be put right."""
        lines = self.actions.entries
        return len(lines) > 1 or bool(self.actions.errors) or any(not line.blank for line in lines)

    def terms(self) -> rules.ContactTerms:
        """What was typed, with what was agreed and the next contact."""
        return replace(
            self.said(),
            actions=tuple(
                rules.ActionTerms(line["what"] or "", line["owner"], line["due"]) for line in self.actions.filled
            ),
            done_action_ids=tuple(self.done.data or ()),
            next_on=self.next_on.data,
            next_at=self.next_at.data,
            next_link=self.next_link.data or "",
            slot_id=slot_named(str(self.slot.data or "")),
            separate=bool(self.separate.data),
        )

    def offer_owners(self, owners: Iterable[tuple[int, str]]) -> None:
        """Those who may do what was agreed."""
        for line in self.actions.entries:
            line.form.owner.choices = [NOBODY, *((str(person_id), name) for person_id, name in owners)]

    def put_all(self, refusals: Iterable[Refusal]) -> None:
        """Each refusal at its field; those of actions at the line that was meant, empty ones not counted."""
        filled = [number for number, line in enumerate(self.actions.entries) if not line.blank]
        self.put(
            Refusal(refusal.message, at_line(refusal.field, filled)) if refusal.field else refusal
            for refusal in refusals
        )


def slot_named(text: str) -> int | None:
    """The contact of the plan that the form names; none where it names none, 0 where what it says is no id."""
    if not text:
        return None
    return whole(text, figures=IN_64_BITS) or 0


def at_line(field: str, filled: list[int]) -> str:
    """The field of an action, by the number that its line has on the page."""
    if not field.startswith("actions-"):
        return field
    _, number, part = field.split("-", 2)
    return f"actions-{filled[int(number)]}-{part}"


class CorrectForm(ContactParts):
    """A contact put right."""

    version = Version()
    because = Text("What was wrong?", needed="Say what was wrong, so that a reader knows why it changed", most=400)


class MoveForm(Form):
    """A contact of the plan set to another day."""

    version = Version()
    to_on = DateParts("To what day?", needed="Enter the day that it moves to")
    at_time = ClockTime("At what time?", hint="Leave it empty if no time is agreed")
    meeting_link = Text("Link to the meeting", most=400)
    because = Text(
        "Why does it move?",
        needed="Say why the contact moves: the project lead will read it",
        hint="The project lead will read this.",
        most=200,
    )


class PaceForm(Form):
    """How often contacts stand from now on."""

    choice = Radios("What do you decide?", needed="Choose what you decide")
    reason = Words(
        "Why?",
        needed="Say why: colleagues read it, the project lead does not",
        hint="Colleagues of the unit read this; the project lead sees only the dates that follow.",
        most=300,
        rows=3,
    )


class DoneForm(Form):
    """An action that is done."""

    version = Version()


class DropForm(Form):
    """An action that will not be done."""

    version = Version()
    because = Text("Why will it not be done?", needed="Say why it will not be done", most=200)
