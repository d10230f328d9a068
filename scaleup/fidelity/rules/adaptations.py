"""Changes of the programme: asked about before or reported after, classed by the programme's list, decided. Pure.

Colours and lists follow domain.md 4.1 and 4.2. Telling of a change must be easy and cost nobody anything: most areas
change something, and what nobody tells of nobody can help with.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from scaleup.core.dates import Calendar, plain_date
from scaleup.core.errors import Refusal
from scaleup.core.families import family_details
from scaleup.fidelity.rules.frame import Decider, Level, Phase, Reason
from scaleup.programmes.rules import OTHER, Adaptations, Light, Nature, What

LONGEST_ASKED, LONGEST_REASON = 400, 600
ANSWER_DAYS = 5
"""Working days in which the unit answers (the task's own figure; to be confirmed by the unit)."""
LONGEST_QUESTION, MOST_WORDS = 100, 6
SHORTEST_NAME = 3
"""Letters: what is shorter stands inside many words."""


class Told(StrEnum):
    """Whether a change was asked about before, or told of after."""

    BEFORE = "before"
    AFTER = "after"


class AdaptationState(StrEnum):
    """How a change stands."""

    ASKED = "asked"
    AGREED = "agreed"
    CONDITIONS = "agreed_with_conditions"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class Ruling(StrEnum):
    """What was decided; it stays when a change has ended."""

    AGREED = "agreed"
    CONDITIONS = "agreed_with_conditions"
    DECLINED = "declined"


GRANTED = (Ruling.AGREED, Ruling.CONDITIONS)
OPEN = (AdaptationState.ASKED, AdaptationState.AGREED, AdaptationState.CONDITIONS, AdaptationState.DECLINED)
"""States that can still change."""

STATE_WORDS: dict[str, str] = {
    AdaptationState.ASKED: "With the unit",
    AdaptationState.AGREED: "Agreed",
    AdaptationState.CONDITIONS: "Agreed with conditions",
    AdaptationState.DECLINED: "Not agreed",
    AdaptationState.WITHDRAWN: "Taken back",
    AdaptationState.ENDED: "Over",
}
STATE_MARKS: dict[str, str] = {
    AdaptationState.ASKED: "soon",
    AdaptationState.AGREED: "done",
    AdaptationState.CONDITIONS: "done",
    AdaptationState.DECLINED: "held",
    AdaptationState.WITHDRAWN: "idle",
    AdaptationState.ENDED: "idle",
}
LIGHT_WORDS: dict[str, str] = {Light.GREEN: "Green", Light.AMBER: "Amber", Light.RED: "Red"}
LIGHT_MARKS: dict[str, str] = {Light.GREEN: "done", Light.AMBER: "amber", Light.RED: "late"}
LIGHT_SAYS: dict[str, str] = {
    Light.GREEN: "Yours to decide: go ahead",
    Light.AMBER: "Ask first: the unit looks at it with you",
    Light.RED: "Part of what was shown to work: talk to the unit first",
}
TOLD_WORDS: dict[str, str] = {Told.BEFORE: "Asked before", Told.AFTER: "Told of afterwards"}

UNLISTED = "This is not on the programme’s list yet, so ask first: your question helps the list to grow."
BY_THE_LIST = "The programme’s list leaves this to you."
OTHER_WORDS = "Something else"


@dataclass(frozen=True)
class Classed:
    """What the programme's list says of a kind of change."""

    code: str
    words: str
    light: Light
    because: str
    usual: str = ""
    example: str = ""
    what: What = What.CONTENT
    nature: Nature = Nature.TAILORING

    @property
    def says(self) -> str:
        """What the light means for whoever asks."""
        return LIGHT_SAYS[self.light]


def classed(listed: Adaptations | None, code: str) -> Classed:
    """The kind as the list has it; what is on no list is amber, and says so."""
    found = listed.kind(code) if listed else None
    if found is None:
        return Classed(OTHER, OTHER_WORDS, Light.AMBER, UNLISTED)
    return Classed(
        found.code, found.words, found.light, found.because, found.usual, found.example, found.what, found.nature
    )


@dataclass(frozen=True)
class Asked:
    """A change as whoever asks describes it."""

    kind: str
    told: Told
    text: str
    reasons: tuple[Reason, ...]
    from_on: date | None
    until_on: date | None = None
    phase: Phase = Phase.DELIVERING
    planned: bool = True
    decider: Decider = Decider.PROJECT_LEAD
    what: What = What.CONTENT
    level: Level = Level.GROUP
    nature: Nature = Nature.TAILORING
    group_id: int | None = None
    text_checked: bool = False


def refusals_of_asking(asked: Asked, today: date) -> list[Refusal]:
    """What is to be put right before this can be saved."""
    return list(asking(asked, today))


def asking(asked: Asked, today: date) -> Iterator[Refusal]:
    """Days that fit, a reason, and words that say nothing about a family."""
    if not asked.text.strip():
        yield Refusal("Say in a sentence what you change", "text")
    if not asked.reasons:
        yield Refusal("Tick at least one reason", "reasons")
    if asked.told is Told.AFTER and (asked.from_on is None or asked.from_on > today):
        yield Refusal("Enter the day since when it is done this way, up to today", "from_on")
    if asked.told is Told.BEFORE and asked.from_on is not None and asked.from_on < today:
        day = plain_date(asked.from_on)
        yield Refusal(
            f"{day} has passed. Enter a day from today on, or say that it is done this way already", "from_on"
        )
    if asked.until_on is not None and asked.from_on is not None and asked.until_on < asked.from_on:
        yield Refusal("The last day lies before the first. Change one of them", "until_on")
    yield from family_details(asked.text, name="text", text_checked=asked.text_checked)


@dataclass(frozen=True)
class Decided:
    """A decision of the unit, and the names that it may not hold since every area reads it."""

    ruling: Ruling
    reason: str
    conditions: str = ""
    conditions_on: date | None = None
    text_checked: bool = False
    names: tuple[str, ...] = field(default=())


def refusals_of_decision(decided: Decided, today: date) -> list[Refusal]:
    """What is to be put right before this can be decided."""
    return list(deciding(decided, today))


def refusals_of_another(decided: Decided, standing: Decided, today: date) -> list[Refusal]:
    """What is to be put right before this can take the place of the decision that stands."""
    if replace(decided, text_checked=False, names=()) == standing:
        return [Refusal("This is the answer that stands already. Change it, or leave it as it is", "reason")]
    return refusals_of_decision(decided, today)


def deciding(decided: Decided, today: date) -> Iterator[Refusal]:
    """A reason; conditions with their date; no names, and nothing about a family."""
    if not decided.reason.strip():
        yield Refusal("Say why: whoever asked reads it, and so does the next area that asks", "reason")
    if decided.ruling is Ruling.CONDITIONS:
        if not decided.conditions.strip():
            yield Refusal("Say what the conditions are", "conditions")
        if decided.conditions_on is None:
            yield Refusal("Enter the day by which they are met", "conditions_on")
        elif decided.conditions_on < today:
            yield Refusal(f"{plain_date(decided.conditions_on)} has passed. Enter a day from today on", "conditions_on")
    for name, text in (("reason", decided.reason), ("conditions", decided.conditions)):
        for one in named(text, decided.names):
            yield Refusal(f"Every area reads this, without names. Leave out “{one}”", name)
        yield from family_details(text, name=name, text_checked=decided.text_checked)


def named(text: str, names: Iterable[str]) -> list[str]:
    """Those of these names that stand in the text, whatever their case."""
    said = text.casefold()
    return [one for one in dict.fromkeys(names) if len(one) >= SHORTEST_NAME and one.casefold() in said]


def names_to_leave_out(*names: str) -> tuple[str, ...]:
    """Whole names, and the parts of people's names that are long enough to tell somebody by."""
    parts = [part for name in names for part in name.split() if len(part) > SHORTEST_NAME and part[:1].isupper()]
    return tuple(dict.fromkeys([*names, *parts]))


def decide_by(asked_on: date, calendar: Calendar) -> date:
    """The last day on which the unit answers in time."""
    return calendar.add_working_days(asked_on, ANSWER_DAYS)


def states_after(ruling: Ruling) -> AdaptationState:
    """How a change stands once this was decided."""
    return AdaptationState(ruling.value)


def searched(*texts: str) -> str:
    """What these texts are searched in: small letters without accents."""
    plain = unicodedata.normalize("NFKD", " ".join(texts).casefold())
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).split())


def sought(question: str) -> tuple[str, ...]:
    """The words of a question, each once."""
    return tuple(dict.fromkeys(searched(question[:LONGEST_QUESTION]).split()))[:MOST_WORDS]
