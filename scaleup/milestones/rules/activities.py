"""The activities of a programme's stages: which fact ticks which by itself, what is late, how much is done. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scaleup.core.dates import add_months
from scaleup.milestones.rules.stages import Stage
from scaleup.programmes.rules import Milestone


class Known(StrEnum):
    """A fact that the system holds anyway."""

    ASKED = "the enquiry"
    ANSWERED = "the answer to the enquiry"
    ASSESSED = "the signed readiness"
    GRANTED = "the licence’s grant"
    NAMED = "the first place held"
    TRAINED = "the training record"
    DELIVERED = "the first session"
    CHECKED = "the fidelity check"
    TOPPED_UP = "the top-up’s record"
    LASTED = "two years from the first session"
    DECIDED = "the decision on renewal"


TICKS: dict[str, Known] = {
    "asked": Known.ASKED,
    "informed": Known.ANSWERED,
    "readiness_assessed": Known.ASSESSED,
    "licence_signed": Known.GRANTED,
    "facilitators_named": Known.NAMED,
    "initial_training": Known.TRAINED,
    "first_session": Known.DELIVERED,
    "first_green_check": Known.CHECKED,
    "top_up_training": Known.TOPPED_UP,
    "two_years": Known.LASTED,
    "renewal_decided": Known.DECIDED,
}
"""By the code of a catalogue's activity: the fact that ticks it. The others are dated by hand."""

STAGES: dict[Stage, tuple[str, ...]] = {
    Stage.ENQUIRY: ("interest",),
    Stage.READINESS: ("feasibility",),
    Stage.PREPARING: ("preparing",),
    Stage.TRAINING: ("staffing", "watching"),
    Stage.DELIVERING: ("first_families", "running"),
    Stage.EMBEDDED: ("lasting",),
}
"""The catalogue's stages that belong to each stage of an area (domain.md 2.3)."""
LASTING_AFTER_MONTHS = 24


@dataclass(frozen=True)
class Dated:
    """What somebody said of an activity."""

    due_on: date | None = None
    owner_id: int | None = None
    owner: str = ""
    done_on: date | None = None
    evidence: str = ""
    version: int = 0


@dataclass(frozen=True)
class Doing:
    """One activity as it stands."""

    code: str
    words: str
    done_on: date | None
    known: str
    """What the system took the day from; empty where a person said it, or it is not done."""
    by_itself: bool
    """Whether a fact ticks it once it is known."""
    said: Dated

    def late(self, today: date) -> bool:
        """Whether its day has passed and it is not done."""
        return self.done_on is None and self.said.due_on is not None and self.said.due_on < today


@dataclass(frozen=True)
class Reached:
    """One stage of the template with its activities."""

    code: str
    name: str
    doings: tuple[Doing, ...]

    @property
    def done(self) -> int:
        """How many of its activities are done."""
        return sum(doing.done_on is not None for doing in self.doings)

    @property
    def days(self) -> tuple[date, ...]:
        """The days of its activities that are done, in order."""
        return tuple(sorted(doing.done_on for doing in self.doings if doing.done_on is not None))

    @property
    def lasted(self) -> int | None:
        """The days from its first activity to its last, once two are done."""
        days = self.days
        return (days[-1] - days[0]).days if len(days) > 1 else None


def reached(
    template: Sequence[Milestone], facts: Mapping[Known, date], said: Mapping[str, Dated], today: date
) -> tuple[Reached, ...]:
    """The stages of the template with what is known of each activity, and what was said where nothing is."""
    return tuple(
        Reached(one.code, one.name, tuple(doing(each.code, each.words, facts, said, today) for each in one.activities))
        for one in template
    )


def doing(code: str, words: str, facts: Mapping[Known, date], said: Mapping[str, Dated], today: date) -> Doing:
    """One activity: a fact's day stands before a day that was typed."""
    fact, known = TICKS.get(code), said.get(code, Dated())
    day = facts.get(fact) if fact else None
    if day is not None and day <= today and fact is not None:
        return Doing(code, words, day, fact.value, by_itself=True, said=known)
    return Doing(code, words, known.done_on, "", by_itself=fact is not None, said=known)


def lasted_on(delivering_on: date | None, ended_on: date | None, today: date) -> date | None:
    """The day from which delivery has lasted for two years, if it went on until then."""
    if delivering_on is None:
        return None
    day = add_months(delivering_on, LASTING_AFTER_MONTHS)
    return day if day <= today and (ended_on is None or ended_on > day) else None


def share(stages: Sequence[Reached], now_in: Stage) -> tuple[int, int]:
    """How many activities of the stage that the area is in are done, and how many it has."""
    own = [stage for stage in stages if stage.code in STAGES.get(now_in, ())]
    return sum(stage.done for stage in own), sum(len(stage.doings) for stage in own)
