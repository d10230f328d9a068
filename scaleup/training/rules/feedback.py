"""Feedback on an event: what is asked of each day, what is refused, and what five answers and more say together. Pure.

Nobody is named: below five answers nothing is told but how many there are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from scaleup.core.dates import plain_date
from scaleup.core.errors import Refusal
from scaleup.core.families import family_details

ENOUGH = 5
ASKED_FOR = timedelta(days=14)
"""After the last day: so long somebody is still asked, once the register says that they came."""
ANSWERED_BY = timedelta(days=28)
LONGEST_WORDS = 1000
QUESTIONS: dict[str, str] = {
    "practical": "Was there enough practice in delivering the sessions?",
    "clear": "Was the day clear?",
    "ready": "Do you feel ready to use what the day was about?",
}
SCALE: dict[int, str] = {1: "Not at all", 2: "A little", 3: "Partly", 4: "Mostly", 5: "Fully"}


@dataclass(frozen=True)
class Said:
    """What somebody says of the days, by day and question, and in words."""

    days: Mapping[date, Mapping[str, int | None]]
    words: str
    text_checked: bool

    @property
    def complete(self) -> dict[date, dict[str, int]]:
        """The days of which everything is said."""
        given = {day: {name: mark for name, mark in marks.items() if mark} for day, marks in self.days.items()}
        return {day: marks for day, marks in given.items() if len(marks) == len(QUESTIONS)}


def field_of(question: str, number: int) -> str:
    """What the field of a question is called, for the so-manieth day."""
    return f"{question}-{number}"


def refusals_to_take(said: Said) -> Iterator[Refusal]:
    """Why the feedback cannot be taken as it stands: a day is answered whole or not at all."""
    begun = False
    for number, (on_day, marks) in enumerate(said.days.items(), 1):
        missing = [name for name, mark in marks.items() if not mark]
        begun = begun or len(missing) < len(marks)
        if 0 < len(missing) < len(marks):
            for name in missing:
                sentence = f"{plain_date(on_day)}, “{QUESTIONS[name]}”: answer this too, or nothing of that day"
                yield Refusal(sentence, field_of(name, number))
    if not begun:
        yield Refusal("Answer for the days on which you were there", field_of(next(iter(QUESTIONS)), 1))
    yield from family_details(said.words, name="words", text_checked=said.text_checked)


@dataclass(frozen=True)
class DaySaid:
    """What was said of a day, all answers together."""

    on_day: date
    count: int
    means: tuple[tuple[str, str], ...]
    """Each question with its mean; none below five answers."""


@dataclass(frozen=True)
class Together:
    """What was said of an event, all answers together."""

    days: tuple[DaySaid, ...]
    people: int
    words: tuple[str, ...]
    """None below five answers."""

    @property
    def enough(self) -> bool:
        """Whether enough people answered for anything to be shown."""
        return self.people >= ENOUGH


def said_together(
    days: Iterable[date], answers: Mapping[date, Sequence[Mapping[str, int]]], *, people: int, words: Sequence[str]
) -> Together:
    """What the answers of an event say; below five of a day its figures stay untold, below five people their words."""
    told = tuple(of_day(day, answers.get(day, ())) for day in days)
    return Together(told, people, tuple(words) if people >= ENOUGH else ())


def of_day(on_day: date, answers: Sequence[Mapping[str, int]]) -> DaySaid:
    """What was said of this day."""
    if len(answers) < ENOUGH:
        return DaySaid(on_day, len(answers), ())
    means = {name: Decimal(sum(one[name] for one in answers)) / len(answers) for name in QUESTIONS}
    shown = ((QUESTIONS[name], str(mean.quantize(Decimal("0.1"), ROUND_HALF_UP))) for name, mean in means.items())
    return DaySaid(on_day, len(answers), tuple(shown))
