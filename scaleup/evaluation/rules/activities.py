"""How the programme goes, as people tell it: surveys, focus groups, interviews, in counts and coded themes. Pure.

Nobody's words are held: no quotation, no free text. Who said what cannot be asked of these values.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scaleup.core.dates import add_months, counted, plain_date
from scaleup.core.errors import Refusal
from scaleup.evaluation.rules.suppression import FEWEST_SHOWN, LEAST, is_small, published
from scaleup.programmes.rules import Wave

PEOPLE_AT_MOST = 999
LONGEST = timedelta(days=183)
"""An activity that lasts longer is the slip of a year, or several."""
MARKS = (1, 2, 3, 4, 5)
AGREEING = (4, 5)
FEW_STAFF = (
    f"Fewer than {FEWEST_SHOWN} staff took part, so what they said would tell who said it. "
    "It is not kept: enter that they were asked, and nothing else."
)
FORGOTTEN = timedelta(weeks=26)
"""A survey of staff that is late for so long is not asked for any more: what people remember is another thing then."""


class Kind(StrEnum):
    """How people were asked."""

    SATISFACTION = "satisfaction"
    FOCUS_GROUP = "focus_group"
    INTERVIEWS = "interviews"
    STAFF_SURVEY = "staff_survey"


KIND_WORDS: dict[str, str] = {
    Kind.SATISFACTION: "Satisfaction survey",
    Kind.FOCUS_GROUP: "Focus group",
    Kind.INTERVIEWS: "Interviews",
    Kind.STAFF_SURVEY: "Survey of staff after training",
}
SURVEYS = frozenset({Kind.SATISFACTION, Kind.STAFF_SURVEY})
"""Those that statements are answered in."""


class Conductor(StrEnum):
    """Who asked."""

    UNIT = "unit"
    AREA = "area"
    INDEPENDENT = "independent"


CONDUCTOR_WORDS: dict[str, str] = {
    Conductor.UNIT: "The unit",
    Conductor.AREA: "The area itself",
    Conductor.INDEPENDENT: "Somebody independent",
}


class Effect(StrEnum):
    """Whether what was mentioned helps or hinders."""

    HELPS = "helps"
    HINDERS = "hinders"


EFFECT_WORDS: dict[str, str] = {Effect.HELPS: "Helps", Effect.HINDERS: "Hinders"}


@dataclass(frozen=True)
class Mentioned:
    """A theme, and how many people mentioned it so."""

    theme: str
    effect: Effect
    people: int


@dataclass(frozen=True)
class Told:
    """One activity: how, when, by whom, how many took part, and what came up."""

    kind: Kind
    from_on: date
    until_on: date
    conductor: Conductor
    invited: int | None = None
    """None where nobody knows."""
    mothers: int = 0
    fathers: int = 0
    staff: int = 0
    themes: tuple[Mentioned, ...] = ()
    event_id: int | None = None
    """Of a survey of staff: the training event that it follows."""
    wave: str | None = None

    @property
    def took_part(self) -> int:
        """Everybody who took part."""
        return self.mothers + self.fathers + self.staff


def refusals_of_activity(
    told: Told, *, today: date, themes: Collection[str], surveys: Collection[tuple[int, str]]
) -> list[Refusal]:
    """Why the activity cannot stand so. `surveys` are the events and waves that staff may be asked about."""
    return [
        *of_days(told, today),
        *of_people(told),
        *of_themes(told, themes),
        *of_survey(told, surveys),
    ]


def of_days(told: Told, today: date) -> Iterator[Refusal]:
    """Why it cannot have been on these days."""
    if told.until_on < told.from_on:
        yield Refusal(
            f"It would end before it began, on {plain_date(told.from_on)}. Enter a later last day.", "until_on"
        )
    elif told.until_on > today:
        yield Refusal(f"{plain_date(told.until_on)} is still to come. Enter it once it is over.", "until_on")
    elif told.until_on - told.from_on > LONGEST:
        yield Refusal("That is more than half a year. Enter several, or check the years.", "until_on")


def of_people(told: Told) -> Iterator[Refusal]:
    """Why so many cannot have taken part."""
    for name in ("mothers", "fathers", "staff"):
        if not 0 <= getattr(told, name) <= PEOPLE_AT_MOST:
            yield Refusal(f"Enter how many {name} took part, from 0 to {PEOPLE_AT_MOST}", name)
    if not told.took_part:
        yield Refusal("Enter how many took part: at least one person", "mothers")
    if told.invited is not None and told.invited < told.took_part:
        yield Refusal(
            f"{told.took_part} took part, and {told.invited} were invited. Enter as many invited at least.", "invited"
        )


def of_themes(told: Told, themes: Collection[str]) -> Iterator[Refusal]:
    """Why these themes cannot have come up so."""
    seen: set[tuple[str, str]] = set()
    for number, one in enumerate(told.themes):
        if one.theme not in themes:
            yield Refusal("Choose a theme from the list", f"themes-{number}-theme")
        if not 1 <= one.people <= told.took_part:
            yield Refusal(
                f"Enter how many mentioned it: from 1 to {told.took_part}, who took part", f"themes-{number}-people"
            )
        if (one.theme, one.effect) in seen:
            yield Refusal(
                f"This theme stands there already as one that {one.effect}. Add the numbers up",
                f"themes-{number}-theme",
            )
        seen.add((one.theme, one.effect))


def of_survey(told: Told, surveys: Collection[tuple[int, str]]) -> Iterator[Refusal]:
    """Why a survey of staff cannot stand so."""
    if told.kind is not Kind.STAFF_SURVEY:
        if told.event_id is not None:
            yield Refusal("Only a survey of staff follows a training event. Leave this empty", "asked")
        return
    if told.event_id is None or (told.event_id, told.wave) not in surveys:
        yield Refusal("Choose which training the survey follows, and when", "asked")
    if told.mothers or told.fathers:
        yield Refusal("Staff alone are asked in this survey: enter no mothers or fathers", "mothers")
    if told.themes and names_its_staff(told.kind, told.took_part):
        yield Refusal(FEW_STAFF, "themes-0-theme")


def names_its_staff(kind: str, took_part: int) -> bool:
    """Whether so few staff were asked that what they said would tell who said it: then it is not kept at all."""
    return kind == Kind.STAFF_SURVEY and is_small(took_part)


Answers = Mapping[str, Mapping[int, int]]
"""How many gave each mark, by statement."""


def refusals_of_answers(
    answers: Answers, *, kind: str, took_part: int, field_of: str = "{statement}_{mark}"
) -> list[Refusal]:
    """Why the answers cannot be these: more people than took part, or so few staff that they are known by them."""
    found = []
    if names_its_staff(kind, took_part) and (given := [one for one, marks in answers.items() if any(marks.values())]):
        return [Refusal(FEW_STAFF, field_of.format(statement=given[0], mark=MARKS[0]))]
    for statement, marks in answers.items():
        total = sum(marks.values())
        if total > took_part:
            at = field_of.format(statement=statement, mark=MARKS[0])
            found.append(Refusal(f"{total} answers stand here, and {took_part} took part. Check the numbers.", at))
    return found


@dataclass(frozen=True)
class Shown:
    """What is shown of the answers to one statement."""

    answered: int | None
    """None below the least number of answers."""
    agree: int | None
    """How many gave one of the two highest marks; None where that, or the rest, is from 1 to 4."""
    marks: tuple[int, ...] = ()
    """How many gave each mark; empty where one of these counts is from 1 to 4."""


def shown(marks: Mapping[int, int]) -> Shown:
    """What may be shown of these counts so that none from 1 to 4 can be worked out: all marks, one cut, or neither."""
    counts = tuple(marks.get(mark, 0) for mark in MARKS)
    total = sum(counts)
    if total < LEAST:
        return Shown(None, None)
    agree = sum(marks.get(mark, 0) for mark in AGREEING)
    if any(is_small(count) for count in counts):
        hidden = is_small(agree) or is_small(total - agree)
        return Shown(total, None if hidden else agree)
    return Shown(total, agree, counts)


def people_in_words(count: int) -> str:
    """How many mentioned a theme, as far as it is shown."""
    return published(count) if is_small(count) else counted(count, "person")


@dataclass(frozen=True)
class Trained:
    """A training event of an area that was held: staff are asked after it."""

    implementation_id: int
    event_id: int
    part: str
    last_on: date


class Due(StrEnum):
    """How a survey of staff stands."""

    TO_COME = "to_come"
    DUE = "due"
    LATE = "late"
    DONE = "done"
    NOT_ASKED = "not_asked"
    """Its time is over, and nobody entered it."""


@dataclass(frozen=True)
class Survey:
    """A survey of staff that follows a training event."""

    trained: Trained
    wave: Wave
    due_on: date
    late_from: date
    """The first day on which it is late."""
    standing: Due


def surveys(
    trained: Iterable[Trained],
    *,
    waves: Iterable[Wave],
    parts: Collection[str],
    done: Collection[tuple[int, str]],
    today: date,
) -> tuple[Survey, ...]:
    """The surveys of staff that follow these events, in the order in which they are due."""
    every = [
        survey(one, wave, is_done=(one.event_id, wave.code) in done, today=today)
        for one in trained
        if one.part in parts
        for wave in waves
    ]
    return tuple(sorted(every, key=lambda one: (one.due_on, one.trained.event_id)))


def survey(trained: Trained, wave: Wave, *, is_done: bool, today: date) -> Survey:
    """One survey: due so many months after the last day of training, late once its weeks are over."""
    due_on = add_months(trained.last_on, wave.months_after)
    late_from = due_on + timedelta(weeks=wave.open_weeks)
    if is_done:
        standing = Due.DONE
    elif today < due_on:
        standing = Due.TO_COME
    elif today > late_from + FORGOTTEN:
        standing = Due.NOT_ASKED
    else:
        standing = Due.LATE if today >= late_from else Due.DUE
    return Survey(trained, wave, due_on, late_from, standing)


class TrainedBy(StrEnum):
    """Who trained somebody to give a measure."""

    UNIT = "unit"
    PUBLISHER = "publisher"
    COLLEAGUE = "colleague"
    SELF = "self"


TRAINED_BY_WORDS: dict[str, str] = {
    TrainedBy.UNIT: "The unit",
    TrainedBy.PUBLISHER: "Whoever publishes it",
    TrainedBy.COLLEAGUE: "A colleague who was trained",
    TrainedBy.SELF: "Read up on it alone",
}


def refusals_of_training(
    on_day: date,
    *,
    person_id: int,
    measures: Collection[str],
    today: date,
    people: Collection[int],
    known: Collection[str],
) -> list[Refusal]:
    """Why somebody cannot have been trained so."""
    found = []
    if person_id not in people:
        found.append(Refusal("Choose somebody from the list", "person"))
    if not measures or not set(measures) <= set(known):
        found.append(Refusal("Tick the measures that the training was about", "measures"))
    if on_day > today:
        found.append(Refusal(f"{plain_date(on_day)} is still to come. Enter the training once it was held.", "on_day"))
    return found
