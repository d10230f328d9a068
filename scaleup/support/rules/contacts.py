"""What a logged contact says: outcomes, channels, barriers, actions, and why one may not be saved.

The record follows domain.md 3.3. Free text is read for what a unit must not hold (domain.md 6).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from scaleup.core.dates import plain_date
from scaleup.core.errors import Refusal
from scaleup.core.families import family_details
from scaleup.support.rules.record import CONFIDENCE_WORDS, COUNT_WORDS, LONGEST_CALL, MOST_OF_A_COUNT
from scaleup.support.rules.settle import Outcome


class Channel(StrEnum):
    """How it was held, or would have been."""

    ONLINE = "online"
    CALL = "call"
    VISIT = "visit"


class BarrierCode(StrEnum):
    """What stood in the way: the union of the evaluations read (domain.md 3.3)."""

    FUNDING = "funding"
    COMMISSIONING_CHANGE = "commissioning_change"
    RESTRUCTURE = "restructure"
    STAFFING = "staffing"
    RELEASE_OF_HEALTH_STAFF = "release_of_health_staff"
    CO_FACILITATION = "co_facilitation"
    TIME_COMMITMENT = "time_commitment"
    CROSS_AGENCY = "cross_agency"
    VENUE = "venue"
    TRANSPORT = "transport"
    REFERRAL_NUMBERS = "referral_numbers"
    RETENTION = "retention"
    FATHERS = "fathers"
    LANGUAGE = "language"
    TRAINING_GAP = "training_gap"
    MATERIALS = "materials"
    DATA_COLLECTION = "data_collection"
    LEADERSHIP = "leadership"
    OTHER = "other"


OUTCOME_WORDS: dict[Outcome, str] = {
    Outcome.HELD: "held",
    Outcome.NO_ANSWER: "nobody answered",
    Outcome.CANCELLED_BY_AREA: "called off by the area",
    Outcome.CANCELLED_BY_UNIT: "called off by the unit",
}

CHANNEL_WORDS: dict[Channel, str] = {
    Channel.ONLINE: "Video",
    Channel.CALL: "Phone",
    Channel.VISIT: "In person",
}

BARRIER_WORDS: dict[BarrierCode, str] = {
    BarrierCode.FUNDING: "Funding",
    BarrierCode.COMMISSIONING_CHANGE: "Change of commissioning",
    BarrierCode.RESTRUCTURE: "Restructure",
    BarrierCode.STAFFING: "Staff leaving or vacant",
    BarrierCode.RELEASE_OF_HEALTH_STAFF: "Release of health staff",
    BarrierCode.CO_FACILITATION: "Finding a pair for a group",
    BarrierCode.TIME_COMMITMENT: "Time it takes",
    BarrierCode.CROSS_AGENCY: "Working across agencies",
    BarrierCode.VENUE: "Venue",
    BarrierCode.TRANSPORT: "Transport",
    BarrierCode.REFERRAL_NUMBERS: "Referrals too few",
    BarrierCode.RETENTION: "Families dropping out",
    BarrierCode.FATHERS: "Reaching fathers",
    BarrierCode.LANGUAGE: "Language or interpreters",
    BarrierCode.TRAINING_GAP: "Training gap",
    BarrierCode.MATERIALS: "Materials or equipment",
    BarrierCode.DATA_COLLECTION: "Questionnaires and records",
    BarrierCode.LEADERSHIP: "Leadership",
    BarrierCode.OTHER: "Something else",
}

BARRIER_GROUPS: dict[str, tuple[BarrierCode, ...]] = {
    "Money and commissioning": (BarrierCode.FUNDING, BarrierCode.COMMISSIONING_CHANGE, BarrierCode.RESTRUCTURE),
    "Staff and time": (
        BarrierCode.STAFFING,
        BarrierCode.RELEASE_OF_HEALTH_STAFF,
        BarrierCode.CO_FACILITATION,
        BarrierCode.TIME_COMMITMENT,
        BarrierCode.TRAINING_GAP,
        BarrierCode.LEADERSHIP,
        BarrierCode.CROSS_AGENCY,
    ),
    "Families and referrals": (
        BarrierCode.REFERRAL_NUMBERS,
        BarrierCode.RETENTION,
        BarrierCode.FATHERS,
        BarrierCode.LANGUAGE,
    ),
    "Places, materials and records": (
        BarrierCode.VENUE,
        BarrierCode.TRANSPORT,
        BarrierCode.MATERIALS,
        BarrierCode.DATA_COLLECTION,
        BarrierCode.OTHER,
    ),
}
"""The barriers by kind, as a form folds them."""

SEVERITY_WORDS: dict[int, str] = {1: "slows us", 2: "holds us up", 3: "stops us"}


@dataclass(frozen=True)
class BarrierTerms:
    """A barrier as talked about: severity 1 slows, 2 holds up, 3 stops."""

    code: BarrierCode
    severity: int = 1
    wording: str = ""


@dataclass(frozen=True)
class ActionTerms:
    """Something agreed: what, by whom, by when."""

    wording: str
    owner_id: int | None
    due_on: date | None


@dataclass(frozen=True)
class ContactTerms:
    """Everything that one form about a contact says."""

    held_on: date
    outcome: Outcome
    channel: Channel
    reason: str = ""
    discussed: str = ""
    people_ids: tuple[int, ...] = ()
    staff_id: int | None = None
    minutes: int | None = None
    topics: tuple[str, ...] = ()
    """What was on the agenda, by code."""
    works: str = ""
    confidence: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    """Groups, sessions and families since last time, by code."""
    barriers: tuple[BarrierTerms, ...] = ()
    actions: tuple[ActionTerms, ...] = ()
    done_action_ids: tuple[int, ...] = ()
    """Open actions of earlier contacts that were reported done."""
    next_on: date | None = None
    """The date of the next contact as agreed; the same as planned pins nothing."""
    next_at: time | None = None
    next_link: str = ""
    slot_id: int | None = None
    """The slot that the form was opened for; another one may turn out nearer to the day."""
    separate: bool = False
    """The person has said that this is not the contact that is already logged."""
    text_checked: bool = False
    """The person has said that the text holds nothing about a family."""


@dataclass(frozen=True)
class Bounds:
    """What a contact's dates are held against."""

    area_name: str
    opened_on: date
    closed_on: date | None
    today: date
    open_action_ids: frozenset[int] = field(default=frozenset())
    people_ids: frozenset[int] = field(default=frozenset())
    """Those who may take part or own an action: the area's people and the unit's."""


@dataclass(frozen=True)
class OfAnotherPlan(Refusal):
    """A refusal of what the form carried unseen, not of what was typed: the form shown again carries its own."""


LONGEST_REASON = 400
LONGEST_TEXT = 10_000


def refusals(terms: ContactTerms, bounds: Bounds) -> list[Refusal]:
    """Why this contact may not be saved; nothing if it may."""
    return [
        *dating(terms.held_on, bounds),
        *explaining(terms),
        *measuring(terms),
        *agreeing(terms, bounds),
        *reading(terms),
    ]


def dating(held_on: date, bounds: Bounds) -> Iterator[Refusal]:
    """A contact lies in the past, and within the implementation."""
    day = plain_date(held_on)
    yield from still_to_come(held_on, bounds.today)
    if held_on < bounds.opened_on:
        yield Refusal(
            f"The contact is dated {day}, before {bounds.area_name} took up the programme on "
            f"{plain_date(bounds.opened_on)}. Check the year, or change that date on the area's page first",
            "held_on",
        )
    if bounds.closed_on and held_on > bounds.closed_on:
        yield Refusal(
            f"The contact is dated {day}, after {bounds.area_name} left the programme on "
            f"{plain_date(bounds.closed_on)}. Enter the day it took place",
            "held_on",
        )


def still_to_come(held_on: date, today: date) -> Iterator[Refusal]:
    """No contact is logged before it took place."""
    if held_on > today:
        yield Refusal(
            f"The contact is dated {plain_date(held_on)}, which is still to come. Enter the day it took place",
            "held_on",
        )


def of_no_plan(area_name: str) -> OfAnotherPlan:
    """A contact is logged for a contact of its own area's plan; the day says which."""
    return OfAnotherPlan(
        f"This form named a contact that is not in the plan of {area_name}. "
        "Check the area above and the day of the contact, then save again",
        "held_on",
    )


def explaining(terms: ContactTerms) -> Iterator[Refusal]:
    """A contact that did not come about says why, and no text is longer than its place."""
    if terms.outcome in (Outcome.CANCELLED_BY_AREA, Outcome.CANCELLED_BY_UNIT) and not terms.reason.strip():
        yield Refusal("Say why it was called off", "reason")
    if len(terms.reason) > LONGEST_REASON:
        yield Refusal(f"The reason has {len(terms.reason)} characters. Shorten it to {LONGEST_REASON}", "reason")
    if len(terms.discussed) > LONGEST_TEXT:
        yield Refusal(f"The text has {len(terms.discussed):,} characters. Shorten it to {LONGEST_TEXT:,}", "discussed")
    if len(terms.works) > LONGEST_TEXT:
        yield Refusal(f"The text has {len(terms.works):,} characters. Shorten it to {LONGEST_TEXT:,}", "works")
    yield from refusals_of_barriers(terms.barriers)


def refusals_of_barriers(barriers: Iterable[BarrierTerms]) -> Iterator[Refusal]:
    """What is wrong with what stands in the way."""
    for barrier in barriers:
        if barrier.severity not in SEVERITY_WORDS:
            yield Refusal(f"Choose how much “{BARRIER_WORDS[barrier.code]}” stands in the way: 1, 2 or 3", "barriers")
        if len(barrier.wording) > LONGEST_REASON:
            yield Refusal(f"Shorten the words about “{BARRIER_WORDS[barrier.code]}”", "barriers")


def measuring(terms: ContactTerms) -> Iterator[Refusal]:
    """Minutes, confidence and counts lie within what they can be."""
    if terms.minutes is not None and not 1 <= terms.minutes <= LONGEST_CALL:
        yield Refusal(f"A contact of {terms.minutes} minutes? Enter 1 to {LONGEST_CALL}, or leave it empty", "minutes")
    if terms.confidence is not None and terms.confidence not in CONFIDENCE_WORDS:
        yield Refusal("Choose a confidence from 1 to 5, or none", "confidence")
    for code, count in terms.counts.items():
        if code not in COUNT_WORDS or not 0 <= count <= MOST_OF_A_COUNT:
            yield Refusal(f"{count} is no number of these. Enter 0 to {MOST_OF_A_COUNT}", code)


def agreeing(terms: ContactTerms, bounds: Bounds) -> Iterator[Refusal]:
    """Actions have an owner and a date to come; the next contact lies ahead and in the licence."""
    yield from refusals_of_actions(terms.actions, held_on=terms.held_on, people_ids=bounds.people_ids, noun="contact")
    if set(terms.done_action_ids) - bounds.open_action_ids:
        yield Refusal("An action that you ticked was closed by someone else meanwhile. Check the list again")
    if set(terms.people_ids) - bounds.people_ids:
        yield Refusal("Someone that you ticked is no longer in this area. Check who took part", "people")
    if terms.next_on is None:
        return
    if terms.next_on <= max(terms.held_on, bounds.today):
        yield Refusal(
            f"The next contact is dated {plain_date(terms.next_on)}, which is not after today. Enter a date to come",
            "next_on",
        )


def refusals_of_actions(
    actions: Iterable[ActionTerms], *, held_on: date, people_ids: Collection[int], noun: str
) -> Iterator[Refusal]:
    """What is wrong with the actions that were agreed at a contact, or whatever the noun says, of that day."""
    for number, action in enumerate(actions):
        name = f"actions-{number}"
        if not action.wording.strip():
            yield Refusal(f"Action {number + 1} has no words. Say what will be done", f"{name}-what")
        if len(action.wording) > LONGEST_REASON:
            yield Refusal(f"Shorten action {number + 1} to {LONGEST_REASON} characters", f"{name}-what")
        if action.owner_id is None or action.owner_id not in people_ids:
            yield Refusal(f"Choose who will do action {number + 1}", f"{name}-owner")
        if action.due_on is None:
            yield Refusal(f"Enter by when action {number + 1} will be done", f"{name}-due")
        elif action.due_on < held_on:
            yield Refusal(
                f"Action {number + 1} is to be done by {plain_date(action.due_on)}, before the {noun} itself. "
                "Enter a later date",
                f"{name}-due",
            )


def reading(terms: ContactTerms) -> Iterator[Refusal]:
    """Text that looks like something about a family, at its field."""
    texts = [("discussed", terms.discussed), ("reason", terms.reason), ("works", terms.works)]
    texts += [("barriers", barrier.wording) for barrier in terms.barriers]
    texts += [(f"actions-{number}-what", action.wording) for number, action in enumerate(terms.actions)]
    for name, text in texts:
        yield from family_details(text, name=name, text_checked=terms.text_checked)


READINGS: dict[str, dict[str, str]] = {
    "outcome": {outcome.value: words for outcome, words in OUTCOME_WORDS.items()},
    "channel": {channel.value: words for channel, words in CHANNEL_WORDS.items()},
    "confidence": {str(figure): words for figure, words in CONFIDENCE_WORDS.items()},
}


def in_words(said: Mapping[str, str | None]) -> dict[str, str]:
    """What a contact says, or said, as a reader wants it: dates and codes in words, what is empty left empty."""
    read = {name: READINGS.get(name, {}).get(value or "", value or "") for name, value in said.items()}
    if read.get("held_on"):
        read["held_on"] = plain_date(date.fromisoformat(read["held_on"]))
    return read
