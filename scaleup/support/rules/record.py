"""What the record of a contact may hold beyond its outcome (domain.md 3.3): topics, confidence, counts, its lock."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from enum import StrEnum

from scaleup.core.errors import Refusal
from scaleup.core.families import family_details

LOCKED_AFTER = timedelta(days=7)
"""So long after it was entered a contact may be corrected; later words are added beneath it (domain.md 3.3)."""
LONGEST_CALL = 600
LONGEST_ADDENDUM = 4_000
MOST_OF_A_COUNT = 999


class Topic(StrEnum):
    """What a contact may go through in any programme (domain.md 3.3)."""

    RECRUITMENT = "recruitment"
    PAIRING = "pairing"
    TRAINING = "training"
    DELIVERY = "delivery"
    ADAPTATIONS = "adaptations"
    DATA = "data"
    SUPERVISION = "supervision"
    PARTNERSHIP = "partnership"
    FUNDING = "funding"
    SAFEGUARDING = "safeguarding"
    CELEBRATIONS = "celebrations"


TOPIC_WORDS: dict[str, str] = {
    Topic.RECRUITMENT: "Recruitment and referrals",
    Topic.PAIRING: "Staffing and pairing",
    Topic.TRAINING: "Training needs",
    Topic.DELIVERY: "Sessions and fidelity",
    Topic.ADAPTATIONS: "Changes asked for",
    Topic.DATA: "Data and measures",
    Topic.SUPERVISION: "Supervision",
    Topic.PARTNERSHIP: "Partnership or steering group",
    Topic.FUNDING: "Funding and sustainability",
    Topic.SAFEGUARDING: "The safeguarding process",
    Topic.CELEBRATIONS: "Something to celebrate",
}

CONFIDENCE_WORDS: dict[int, str] = {
    1: "1: delivery may stop",
    2: "2: much has to change",
    3: "3: it could go either way",
    4: "4: small things to settle",
    5: "5: it runs well",
}
"""The project lead's confidence that delivery goes on as planned; the words are our own."""


class Count(StrEnum):
    """What an area tells of the time since the last contact, as a number."""

    GROUPS_STARTED = "groups_started"
    GROUPS_RUNNING = "groups_running"
    GROUPS_FINISHED = "groups_finished"
    SESSIONS_PLANNED = "sessions_planned"
    SESSIONS_DELIVERED = "sessions_delivered"
    FAMILIES_ENROLLED = "families_enrolled"


COUNT_WORDS: dict[str, str] = {
    Count.GROUPS_STARTED: "Groups started",
    Count.GROUPS_RUNNING: "Groups running now",
    Count.GROUPS_FINISHED: "Groups finished",
    Count.SESSIONS_PLANNED: "Sessions planned",
    Count.SESSIONS_DELIVERED: "Sessions delivered",
    Count.FAMILIES_ENROLLED: "Families enrolled",
}


def topics_offered(own: Iterable[str]) -> dict[str, str]:
    """What may be ticked, by code: the topics of the programme's agenda in their order, then those of any programme."""
    return {f"agenda_{number}": words for number, words in enumerate(own, 1)} | {
        str(code): words for code, words in TOPIC_WORDS.items()
    }


def open_until(entered_on: date) -> date:
    """The last day on which a contact that was entered on that day can be corrected."""
    return entered_on + LOCKED_AFTER


def locked_on(entered_on: date) -> date:
    """The first day on which it no longer can."""
    return open_until(entered_on) + timedelta(days=1)


def is_locked(entered_on: date, today: date) -> bool:
    """Whether a contact that was entered on that day can no longer be corrected."""
    return today > open_until(entered_on)


def refusals_of_correction(because: str, *, text_checked: bool) -> Iterator[Refusal]:
    """Why a record cannot be corrected for this reason."""
    if not because.strip():
        yield Refusal("Say what was wrong, so that a reader knows why it changed", "because")
    yield from family_details(because, name="because", text_checked=text_checked)


def refusals_of_addendum(text: str, *, text_checked: bool) -> Iterator[Refusal]:
    """Why these words cannot be added beneath a record."""
    if not text.strip():
        yield Refusal("Write what you want to add", "text")
    if len(text) > LONGEST_ADDENDUM:
        yield Refusal(f"The text has {len(text):,} characters. Shorten it to {LONGEST_ADDENDUM:,}", "text")
    yield from family_details(text, name="text", text_checked=text_checked)


def counts_in_words(counts: Mapping[str, int]) -> str:
    """ "Groups running now: 2; Families enrolled: 14"."""
    return "; ".join(f"{words}: {counts[code]}" for code, words in COUNT_WORDS.items() if code in counts)
