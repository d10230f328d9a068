"""The words of reminders of milestones, money, registers, windows and reviews. Pure; look.md says how they sound."""

from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import counted, distance, long_date, plain_date
from scaleup.core.letters import Letter, Way
from scaleup.programmes.rules import ReminderRule
from scaleup.reminders.rules.wording import Reader, why
from scaleup.reviews.rules import KIND_WORDS
from scaleup.training.rules import Window


@dataclass(frozen=True)
class MilestoneFacts:
    """What a mail about an activity of a programme's stages says."""

    area_id: int
    area: str
    programme: str
    words: str
    due_on: date


@dataclass(frozen=True)
class FundingFacts:
    """What a mail about funding that ends before the licence says."""

    area_id: int
    area: str
    programme: str
    ends_on: date
    licence_ends_on: date


@dataclass(frozen=True)
class RegisterFacts:
    """What a mail about a register with empty cells says."""

    event_id: int
    area_id: int
    area: str
    event: str
    last_on: date


@dataclass(frozen=True)
class TopUpFacts:
    """What a mail about a top-up window without an event says."""

    area_id: int
    area: str
    programme: str
    window: Window
    people: int
    """Who lack it."""


@dataclass(frozen=True)
class ReviewFacts:
    """What a mail about a review says."""

    review_id: int
    area_id: int
    area: str
    programme: str
    kind: str
    due_on: date


def review_letter(facts: ReviewFacts, rule: ReminderRule, *, reader: Reader, today: date) -> Letter:
    """A review comes, is today, or has no record."""
    day, name = long_date(facts.due_on), KIND_WORDS[facts.kind]
    late = facts.due_on < today
    state = f"is {distance(facts.due_on, today)}; it was due on {day}" if late else f"is on {day}"
    asked = "What went well, what is in the way, and will it last? Keep an hour free and agree the time together."
    if late:
        asked = "If it took place, record it. If it did not, give it another day or say why it is left out."
    return Letter(
        subject=f"{facts.area}: {name[0].lower()}{name[1:]} {'was ' if late else ''}due {plain_date(facts.due_on)}",
        heading=f"{name}: no record" if late else f"{name} on {day}",
        paragraphs=(
            f"Hello {reader.first_name}. The {name[0].lower()}{name[1:]} of {facts.programme} in {facts.area} {state}.",
            asked,
        ),
        button=Way("See the review", f"/reviews/{facts.review_id}"),
        why=why(rule, reader),
    )


def milestone_letter(facts: MilestoneFacts, rule: ReminderRule, *, reader: Reader, today: date) -> Letter:
    """A milestone is due, or late. The words are the programme's own."""
    day = long_date(facts.due_on)
    late = facts.due_on < today
    state = f"is due {'today, ' if facts.due_on == today else 'on '}{day}"
    if late:
        state = f"is {distance(facts.due_on, today)} (due on {day})"
    return Letter(
        subject=f"{facts.area}: a milestone {'was' if late else 'is'} due {plain_date(facts.due_on)}",
        heading="A milestone is late" if late else "A milestone is due",
        paragraphs=(
            f"Hello {reader.first_name}. This milestone of {facts.programme} in {facts.area} {state}:",
            facts.words,
            "If it is done, say on which day. If it takes longer, give it another day.",
        ),
        button=Way("See the milestones", f"/areas/{facts.area_id}/milestones"),
        why=why(rule, reader),
    )


def funding_letter(facts: FundingFacts, rule: ReminderRule, *, reader: Reader, today: date) -> Letter:
    """What pays for the area ends before the licence does."""
    over = facts.ends_on < today
    day = long_date(facts.ends_on)
    state = f"ended on {day}" if over else f"ends on {day}, {distance(facts.ends_on, today)}"
    return Letter(
        subject=f"{facts.area}: funding {'ended' if over else 'ends'} on {day}",
        heading="Funding ends before the licence",
        paragraphs=(
            f"Hello {reader.first_name}. The funding on record of {facts.programme} in {facts.area} {state}. "
            f"The licence lasts until {long_date(facts.licence_ends_on)}.",
            "If somebody pays for the rest, put that down. If nobody does yet, speak about it in good time.",
        ),
        button=Way("See the funding", f"/areas/{facts.area_id}/licence"),
        why=why(rule, reader),
    )


def register_letter(facts: RegisterFacts, rule: ReminderRule, *, reader: Reader, today: date) -> Letter:
    """The event is over, and its register has empty cells."""
    day = long_date(facts.last_on)
    return Letter(
        subject=f"{facts.area}: the register of {day} is not filled",
        heading="A register is not filled",
        paragraphs=(
            f"Hello {reader.first_name}. {facts.event} for {facts.area} ended "
            f"{ago(facts.last_on, today)}, on {day}. Its register has cells in which nothing stands yet.",
            "Who was there decides who may deliver. Fill it in from your list while you remember.",
        ),
        button=Way("Fill the register", f"/training/{facts.event_id}/register"),
        why=why(rule, reader),
    )


def ago(day: date, today: date) -> str:
    """How long something is over: it is not late."""
    days = (today - day).days
    return {0: "today", 1: "yesterday"}.get(days, f"{days} days ago")


def top_up_letter(facts: TopUpFacts, rule: ReminderRule, *, reader: Reader, today: date) -> Letter:
    """A window opens or closes, people lack the top-up, and no event is planned."""
    ahead = facts.window.opens_on > today
    if ahead:
        state = f"opens on {long_date(facts.window.opens_on)}, {distance(facts.window.opens_on, today)}"
    else:
        state = f"closes on {long_date(facts.window.closes_on)}, {distance(facts.window.closes_on, today)}"
    lack = f"{counted(facts.people, 'person')} {'lacks' if facts.people == 1 else 'lack'}"
    return Letter(
        subject=f"{facts.area}: the top-up window {'opens' if ahead else 'closes'} and no event is planned",
        heading="No top-up is planned",
        paragraphs=(
            f"Hello {reader.first_name}. The window for the top-up of {facts.programme} in {facts.area} {state}.",
            f"It runs from {facts.window.words}. {lack} the top-up, and no event is planned for it. "
            "Who has no top-up when it closes may no longer deliver.",
        ),
        button=Way("See who may deliver", f"/areas/{facts.area_id}/accreditation"),
        why=why(rule, reader),
    )
