"""Why a licence may not move, be varied or be renewed: sentences that say what happened and what to do. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from scaleup.core.dates import add_months, plain_date
from scaleup.core.errors import Refusal
from scaleup.licences.rules.states import MOVES, WAYS, Act, Renewal, State, Term
from scaleup.programmes.rules import Training, TrainingAnchor


@dataclass(frozen=True)
class Span:
    """Another licence of the same implementation: its number and the days that it really covered."""

    number: str
    term: Term


@dataclass(frozen=True)
class Terms:
    """What a licence is granted for, or varied to."""

    starts_on: date
    ends_on: date
    places: int


@dataclass(frozen=True)
class TrainingTime:
    """How long required training takes from a licence's start, and its last part."""

    months: int
    last_part: str


def training_time(training: Training) -> TrainingTime | None:
    """The months in which required training can be complete at the earliest.

    Parts that hang on the first session are counted as if that came when those before it close (domain.md 1.2).
    """
    required = [event for event in training.events if event.required]
    if not required:
        return None
    before = [event for event in required if event.anchor is TrainingAnchor.LICENCE_START]
    first_session = max((event.closes_months for event in before), default=0)
    ends = {
        event.name: event.closes_months if event in before else first_session + event.opens_months for event in required
    }
    last = max(ends, key=lambda name: ends[name])
    return TrainingTime(ends[last], last)


@dataclass(frozen=True)
class MoveFacts:
    """What the table of moves does not know, and a refusal may hang on."""

    terms: Terms
    on_day: date
    today: date
    reason: str
    place_limit: int
    others: Sequence[Span] = field(default=())
    implementation_closed_on: date | None = None
    suspended_from_on: date | None = None
    to_on: date | None = None
    """The last day of a suspension, where it is known beforehand."""
    training: "TrainingTime | None" = None
    """What training asks of a first licence; none of a renewal, nor of one from before this system."""
    verdict_on: date | None = None
    """When the verdict was signed that a grant rests on; none of a renewal, nor of one past readiness."""


YEARS_BACK, YEARS_AHEAD, YEARS_LONG = 30, 5, 10
"""How far from today a licence may start, and how long it may be: beyond that a year was mistyped."""

NOT_FROM: dict[State, str] = {
    State.DRAFT: "This licence is a draft. Grant it first, or drop it.",
    State.GRANTED: "This licence is granted already. Suspend it, end it, terminate it or change its term.",
    State.SUSPENDED: "This licence is suspended. Resume it, end it or terminate it.",
    State.ENDED: "This licence has ended and stays so. Draft a new one instead.",
    State.TERMINATED: "This licence was terminated and stays so. Draft a new one instead.",
}
"""What is said when a move is not in the table, by the state that the licence is in."""


NOT_YET: dict[State, str] = {
    State.SUSPENDED: "To plan a suspension, enter its last day too; else suspend the licence on that day.",
    State.ENDED: "To let the licence end on a later day, change its term.",
    State.TERMINATED: "Terminate the licence on that day.",
}


def refusals_to_act(state: State, act: Act, facts: MoveFacts) -> list[Refusal]:
    """Every reason why this act may not be done to a licence in this state; empty if it may."""
    way = WAYS[act]
    if state in way.starts:
        return refusals(state, way.to, facts)
    planned_on = facts.suspended_from_on
    if state is State.SUSPENDED and planned_on is not None and planned_on > facts.today:
        said = f"A suspension of this licence from {plain_date(planned_on)} is planned already. Call that off first."
        return [Refusal(said)]
    return [Refusal(NOT_FROM[state])]


def refusals(state: State, to: State, facts: MoveFacts) -> list[Refusal]:
    """Every reason why the licence may not go there; empty if it may."""
    if to not in MOVES[state]:
        return [Refusal(NOT_FROM[state])]
    found = missing_reason(to, facts)
    if state is State.DRAFT and to is State.GRANTED:
        return found + refusals_of_terms(facts) + refusals_of_overlap(facts) + refusals_of_grant_day(facts)
    if state is State.DRAFT:
        return found
    return found + refusals_of_day(state, to, facts)


def missing_reason(to: State, facts: MoveFacts) -> list[Refusal]:
    """A move other than a grant needs a reason."""
    if to is State.GRANTED or facts.reason.strip():
        return []
    return [Refusal("Say why: the next reader has only this sentence.", "reason")]


def refusals_of_grant_day(facts: MoveFacts) -> list[Refusal]:
    """Why the licence cannot have been granted on this day.

    A grant is dated on what it rests on or later, and not later than today, unless the licence starts then. Where no
    verdict stands behind it, a year before today or before its first day is as early as it goes.
    """
    day, latest = facts.on_day, max(facts.today, facts.terms.starts_on)
    if day > latest:
        return [Refusal(f"{plain_date(day)} is too late for a grant. Enter {plain_date(latest)} or earlier.", "on_day")]
    if facts.verdict_on is not None and day < facts.verdict_on:
        said = f"The verdict was signed on {plain_date(facts.verdict_on)}. Enter that day or a later one."
        return [Refusal(said, "on_day")]
    earliest = add_months(min(facts.today, facts.terms.starts_on), -12)
    if facts.verdict_on is None and day < earliest:
        said = f"{plain_date(day)} is too early for a grant. Enter {plain_date(earliest)} or a later day."
        return [Refusal(said, "on_day")]
    return []


def refusals_of_years(facts: MoveFacts) -> list[Refusal]:
    """Why the term cannot be meant: it starts years away, or goes on for too many."""
    terms, found = facts.terms, []
    first, last = add_months(facts.today, -12 * YEARS_BACK), add_months(facts.today, 12 * YEARS_AHEAD)
    if not first <= terms.starts_on <= last:
        said = f"The licence would start on {plain_date(terms.starts_on)}. Enter a day from {plain_date(first)} to"
        found.append(Refusal(f"{said} {plain_date(last)}.", "starts_on"))
    longest = add_months(terms.starts_on, 12 * YEARS_LONG) - timedelta(days=1)
    if terms.ends_on > longest:
        said = f"The licence would run for more than {YEARS_LONG} years. Enter {plain_date(longest)} or an earlier day."
        found.append(Refusal(said, "ends_on"))
    return found


def refusals_of_day(state: State, to: State, facts: MoveFacts) -> list[Refusal]:
    """Why the move cannot count from this day."""
    terms, day = facts.terms, facts.on_day
    found = []
    if day < terms.starts_on or day > terms.ends_on:
        found.append(
            Refusal(
                f"{plain_date(day)} is outside the licence, which runs from {plain_date(terms.starts_on)} "
                f"to {plain_date(terms.ends_on)}. Enter a day inside it.",
                "on_day",
            )
        )
    planned = to is State.SUSPENDED and facts.to_on is not None
    if day > facts.today and to is not State.GRANTED and not planned:
        found.append(Refusal(f"{plain_date(day)} is still to come. {NOT_YET[to]}", "on_day"))
    if facts.to_on is not None and facts.to_on < day:
        found.append(
            Refusal(
                f"The suspension would end on {plain_date(facts.to_on)}, before it begins on "
                f"{plain_date(day)}. Enter a later last day, or leave it empty.",
                "to_on",
            )
        )
    begun = facts.suspended_from_on
    if state is State.SUSPENDED and to is State.GRANTED and begun is not None and day < begun <= facts.today:
        found.append(Refusal(f"The suspension began on {plain_date(begun)}. Enter that day or a later one.", "on_day"))
    return found


def refusals_of_terms(facts: MoveFacts) -> list[Refusal]:
    """Why no licence can have this term and this number of places."""
    terms = facts.terms
    found = []
    if terms.ends_on < terms.starts_on:
        found.append(
            Refusal(
                f"The licence would end on {plain_date(terms.ends_on)}, before it starts on "
                f"{plain_date(terms.starts_on)}. Enter a later end.",
                "ends_on",
            )
        )
    found += refusals_of_length(facts)
    if terms.places < 1:
        found.append(Refusal("A licence has at least 1 place. Enter 1 or more.", "places"))
    if terms.places > facts.place_limit:
        found.append(
            Refusal(
                f"This programme allows up to {facts.place_limit} facilitators under a licence, "
                f"not {terms.places}. Enter {facts.place_limit} or fewer.",
                "places",
            )
        )
    closed = facts.implementation_closed_on
    if closed is not None:
        found.append(Refusal(f"The implementation was closed on {plain_date(closed)}. Open a new one first."))
    return found


def refusals_of_length(facts: MoveFacts) -> list[Refusal]:
    """Why the licence is over before its people can be trained."""
    terms, training = facts.terms, facts.training
    if training is None or terms.ends_on < terms.starts_on:
        return []
    least = add_months(terms.starts_on, training.months) - timedelta(days=1)
    if terms.ends_on >= least:
        return []
    return [
        Refusal(
            f"Training takes {training.months} months from the first day; {training.last_part} is its last part. "
            f"Enter {plain_date(least)} or a later day.",
            "ends_on",
        )
    ]


def refusals_of_overlap(facts: MoveFacts) -> list[Refusal]:
    """Why this term cannot stand beside the other licences of the implementation: no day has two."""
    terms = facts.terms
    return [
        Refusal(
            f"Licence {other.number} already covers {plain_date(other.term.starts_on)} to "
            f"{plain_date(other.term.ends_on)}. Choose a term that shares no day with it.",
            "starts_on",
        )
        for other in facts.others
        if terms.starts_on <= other.term.ends_on and other.term.starts_on <= terms.ends_on
    ]


def refusals_to_begin(state: State, act: Act) -> list[Refusal]:
    """Why this act is not for a licence in this state, whatever is entered."""
    return [] if state in WAYS[act].starts else [Refusal(NOT_FROM[state])]


def refusals_to_vary_from(state: State) -> list[Refusal]:
    """Why a licence in this state has its terms for good, whatever is entered."""
    return [Refusal(NOT_FROM[state])] if state in (State.ENDED, State.TERMINATED) else []


def refusals_to_vary(state: State, facts: MoveFacts) -> list[Refusal]:
    """Why the licence cannot be given these terms."""
    if refused := refusals_to_vary_from(state):
        return refused
    found = refusals_of_years(facts) + refusals_of_terms(facts) + refusals_of_overlap(facts)
    if state is not State.DRAFT and not facts.reason.strip():
        found.append(Refusal("Say why: the next reader has only this sentence.", "reason"))
    return found


def refusals_to_decide(state: State) -> list[Refusal]:
    """Why what follows this licence cannot be decided."""
    if state in (State.GRANTED, State.SUSPENDED):
        return []
    return [Refusal(NOT_FROM[state])]


def refusals_to_renew(state: State, decision: Renewal | None) -> list[Refusal]:
    """Why the licence cannot be renewed by another."""
    found = refusals_to_decide(state)
    if not found and decision is not Renewal.RENEW:
        found.append(Refusal("Decide to renew the licence first, then draft the next one."))
    return found


def refusals_of_newer(starts_on: date, *, follows_on: date, version: int, own: int) -> list[Refusal]:
    """Why a licence cannot go by a newer version of the programme than its implementation was taken up under.

    After a gap a round of readiness is asked for, and rounds go by the implementation's version.
    """
    if version == own or starts_on <= follows_on:
        return []
    said = (
        f"After a gap readiness is asked for again, and its rounds go by version {own} of the programme. Let the "
        f"licence begin by {plain_date(follows_on)}, or draft it under version {own}."
    )
    return [Refusal(said, "starts_on")]
