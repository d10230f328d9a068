"""The stage that dates give, how long a line has stood in it, and whether that is longer than usual. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from scaleup.core.dates import add_months, counted

EMBEDDED_AFTER_MONTHS = 12
"""Of delivery: a convention of this product (docs/decisions/0007-stage.md)."""
FEWEST = 5
"""Fewer implementations that went on than this say nothing of what is usual."""
HALF = 0.5 + 1e-9
"""Half, with room for the last digit of a product."""


class Stage(StrEnum):
    """Where an implementation stands: derived from dates, never typed."""

    ENQUIRY = "enquiry"
    READINESS = "readiness"
    PREPARING = "preparing"
    TRAINING = "training"
    DELIVERING = "delivering"
    EMBEDDED = "embedded"
    PAUSED = "paused"
    ENDED = "ended"


ORDER = (
    Stage.ENQUIRY,
    Stage.READINESS,
    Stage.PREPARING,
    Stage.TRAINING,
    Stage.DELIVERING,
    Stage.EMBEDDED,
    Stage.PAUSED,
    Stage.ENDED,
)
"""The stages, as an area goes through them."""
STAGE_WORDS: dict[Stage, str] = {stage: stage.value.capitalize() for stage in Stage}
MEASURED = {
    Stage.ENQUIRY: Stage.READINESS,
    Stage.READINESS: Stage.PREPARING,
    Stage.PREPARING: Stage.TRAINING,
    Stage.TRAINING: Stage.DELIVERING,
}
"""Stages in which an implementation can be stuck, each with the next: the later ones run by the calendar."""


class StageDates(NamedTuple):
    """The dates that a stage is read from: the first day of each. A tuple: long lists make one a line."""

    enquiry_on: date | None = None
    """Somebody asked."""
    readiness_on: date | None = None
    """The first round of readiness began."""
    preparing_on: date | None = None
    """Readiness was signed with a go; where nobody asked and nothing was assessed, the day on which it was opened."""
    training_on: date | None = None
    """The first day of its first licence."""
    delivering_on: date | None = None
    """The first session."""
    ended_on: date | None = None
    """The first day without: closed, ended by act, or the day after the last licence."""
    paused: bool = False
    """It left by that door and may come back."""

    @property
    def embedded_on(self) -> date | None:
        """The day from which delivery is embedded."""
        return add_months(self.delivering_on, EMBEDDED_AFTER_MONTHS) if self.delivering_on else None

    def began(self, stage: Stage) -> date | None:
        """The first day of this stage, if it has one."""
        name = SINCE.get(stage)
        day: date | None = getattr(self, name) if name else None
        return day


SINCE: dict[Stage, str] = {
    Stage.ENQUIRY: "enquiry_on",
    Stage.READINESS: "readiness_on",
    Stage.PREPARING: "preparing_on",
    Stage.TRAINING: "training_on",
    Stage.DELIVERING: "delivering_on",
    Stage.EMBEDDED: "embedded_on",
    Stage.PAUSED: "ended_on",
    Stage.ENDED: "ended_on",
}
"""The name of the date on which each stage begins."""


AHEAD = ORDER[: ORDER.index(Stage.PAUSED)]
"""The stages that lead on, each to the next."""


BEFORE_DELIVERY = (Stage.TRAINING, Stage.PREPARING, Stage.READINESS, Stage.ENQUIRY)


def stage(dates: StageDates, today: date) -> Stage:
    """The stage on this day: the last that has begun."""
    if dates.paused:
        return Stage.PAUSED
    if dates.ended_on is not None and dates.ended_on <= today:
        return Stage.ENDED
    delivering_on = dates.delivering_on
    if delivering_on is not None and delivering_on <= today:
        embedded_on = dates.embedded_on
        return Stage.EMBEDDED if embedded_on is not None and embedded_on <= today else Stage.DELIVERING
    before = (dates.training_on, dates.preparing_on, dates.readiness_on, dates.enquiry_on)
    for one, day in zip(BEFORE_DELIVERY, before, strict=True):
        if day is not None and day <= today:
            return one
    return Stage.PREPARING


def since(dates: StageDates, today: date) -> date | None:
    """The first day of the stage that it is in; None where nobody knows."""
    return dates.began(stage(dates, today))


def days_in_stage(dates: StageDates, today: date) -> int | None:
    """How many days it has been in its stage; None where its beginning is not known."""
    began = since(dates, today)
    return (today - began).days if began is not None else None


def lasting(days: int | None) -> str:
    """So many days in few letters: "today", "12 days", "6 wk", "17 mo", "3 yr"."""
    if days is None or days < 0:
        return ""
    if days == 0:
        return "today"
    if days < IN_WEEKS_FROM:
        return counted(days, "day")
    if days < IN_MONTHS_FROM:
        return f"{days // 7} wk"
    months = round(days / DAYS_OF_A_MONTH)
    return f"{months} mo" if months < MONTHS_UP_TO else f"{months // 12} yr"


IN_WEEKS_FROM, IN_MONTHS_FROM, MONTHS_UP_TO = 14, 56, 24
DAYS_OF_A_MONTH = 30.44


@dataclass(frozen=True)
class Spell:
    """A time in a stage: how long, whether it went on from there, and how many implementations took just that long."""

    days: int
    done: bool
    """False for what is still in the stage, and for what left by another door."""
    count: int = 1


def median(spells: Iterable[Spell]) -> int | None:
    """The days after which half have gone on; None if that is not known.

    What is still open counts for as long as it has lasted (the product-limit estimate, Kaplan and Meier 1958):
    leaving it out would make a slow stage look quick.
    """
    times: dict[int, list[int]] = {}
    for spell in spells:
        done_and_open = times.setdefault(spell.days, [0, 0])
        done_and_open[0 if spell.done else 1] += spell.count
    at_risk, staying = sum(done + still for done, still in times.values()), 1.0
    if sum(done for done, _ in times.values()) < FEWEST:
        return None
    for days in sorted(times):
        done, still = times[days]
        staying *= 1 - done / at_risk
        if staying <= HALF:
            return days
        at_risk -= done + still
    return None
