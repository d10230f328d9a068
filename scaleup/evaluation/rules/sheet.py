"""Scores as a CSV file: its columns, and every mistake in it by row and column in a sentence. Pure.

A cell is only ever compared with codes and read as a figure, so a formula in it is a mistake like any other.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scaleup.core.errors import Refusal
from scaleup.evaluation.rules.codes import (
    ARM_WORDS,
    INTERPRETER_WORDS,
    LANGUAGE_WORDS,
    MODE_WORDS,
    ONE_WORDS,
    PLACE_WORDS,
    Arm,
    Place,
    written,
)
from scaleup.evaluation.rules.entries import measures_at, refusals_of_day
from scaleup.evaluation.rules.lined import Line, Mistake, lines_of, missing, strange
from scaleup.evaluation.rules.points import Point
from scaleup.evaluation.rules.rows import MeasureRow
from scaleup.evaluation.rules.scoring import (
    Scored,
    answers_of,
    number,
    refusals_of_answers,
    refusals_of_total,
    scored,
)
from scaleup.programmes.rules import UNIT_WORDS, DeliveryUnit, Measure, Programme, UnitWords, folded

COLUMNS = (
    "group",
    "code",
    "role",
    "time_point",
    "measure",
    "scale",
    "score",
    "answers",
    "day",
    "language",
    "interpreter",
    "place",
    "mode",
    "arm",
)
NEEDED = COLUMNS[:9]
PLACES = {"session": Place.GROUP.value} | {one: one for one in PLACE_WORDS if one != Place.GROUP}
"""The places as a file writes them: at a session of whatever the programme delivers."""
COLUMN_WORDS: dict[str, str] = {
    "group": "its name, as it stands here",
    "code": "the random code, such as AB4D6F",
    "role": ", ".join(ONE_WORDS),
    "time_point": "such as T1",
    "measure": "its short name, such as hads",
    "scale": "which score of the measure; may be empty where it has one alone",
    "score": "the score, a whole number; or leave it empty and give answers",
    "answers": "the answers in order, parted by spaces, - for a missing one; they are added up and not kept",
    "day": "when it was filled in, such as 2026-11-10",
    "language": f"{', '.join(LANGUAGE_WORDS)}; empty is en",
    "interpreter": f"{', '.join(INTERPRETER_WORDS)}; empty is none",
    "place": f"{', '.join(PLACES)}; empty is session",
    "mode": f"{', '.join(MODE_WORDS)}; empty is paper",
    "arm": f"{', '.join(ARM_WORDS)}; empty is that of the code",
}
"""What each column holds, for whoever fills in the file."""
CODED: dict[str, dict[str, str]] = {
    "language": {one: one for one in LANGUAGE_WORDS},
    "interpreter": {one: one for one in INTERPRETER_WORDS},
    "place": PLACES,
    "mode": {one: one for one in MODE_WORDS},
}
"""What a file may write in these columns, with the code that is kept."""
Key = tuple[int, str, str]
"""Participant, construct and time point: of each there is one administration."""


@dataclass(frozen=True)
class Somebody:
    """A participant as a file may name them."""

    participant_id: int
    group_id: int
    role: str
    arm: str = Arm.PROGRAMME


@dataclass(frozen=True)
class Course:
    """A group as a file may name it."""

    group_id: int
    name: str
    programme: Programme
    points: Mapping[str, Point]


@dataclass(frozen=True)
class Known:
    """What an area has: its groups by folded name, its participants by code, and what was entered before."""

    groups: Mapping[str, Course]
    people: Mapping[str, Somebody]
    entered: Collection[Key]
    """Of each administration."""
    unit: UnitWords = UNIT_WORDS[DeliveryUnit.GROUP]
    """What its groups are called."""


@dataclass(frozen=True)
class Circumstances:
    """The day, the language version, who interpreted, where and how."""

    on_day: date
    language: str = "en"
    interpreter: str = "none"
    place: str = "group"
    mode: str = "paper"


@dataclass(frozen=True)
class Given:
    """A measure that a participant gave at a time point, with its scores."""

    participant_id: int
    group_id: int
    measure: Measure
    time_point: str
    scores: tuple[Scored, ...]
    circumstances: Circumstances

    @property
    def key(self) -> Key:
        """What there can be only one of."""
        return (self.participant_id, self.measure.construct, self.time_point)


@dataclass(frozen=True)
class Read:
    """What a file says: what can be kept, and what is wrong."""

    given: tuple[Given, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    lines: int = 0


@dataclass
class Pile:
    """The rows of one measure of one participant while the file is read."""

    given: Given
    first: int
    scores: dict[str, Scored] = field(default_factory=dict)
    whole: bool = True


def read(text: str, known: Known, *, today: date) -> Read:
    """The file as administrations, with every mistake; one with a mistake in any of its rows is not among them."""
    found = lines_of(text, wrong_heads=wrong_heads)
    if found.mistakes:
        return Read(mistakes=found.mistakes)
    piles: dict[Key, Pile] = {}
    mistakes: list[Mistake] = []
    for line in found.lines:
        mistakes += of_row(line, known, piles, today)
    kept = tuple(each.given for each in gathered(piles))
    return Read(kept, tuple(mistakes), len(found.lines))


def columns_for(unit: UnitWords) -> tuple[str, ...]:
    """The columns as a file of these has them."""
    return (unit.one, *COLUMNS[1:])


def column_words_for(unit: UnitWords, columns: Mapping[str, str] = COLUMN_WORDS) -> dict[str, str]:
    """What each of them holds, in a file of these."""
    others = {name: words for name, words in columns.items() if name != "group"}
    return {unit.one: f"the {unit.one}’s name, as it stands here", **others}


def wrong_heads(heads: Sequence[str]) -> Iterator[Mistake]:
    """Columns that are missing, or that are none of ours."""
    for head in NEEDED:
        if head not in heads and head not in ("answers", "scale", "score"):
            yield missing(head)
    if "score" not in heads and "answers" not in heads:
        yield Mistake(1, "score", "There is no column score and none answers. One of them is needed.")
    yield from strange(heads, COLUMNS)


def gathered(piles: Mapping[Key, Pile]) -> Iterator[Pile]:
    """The administrations without a mistake, each with all of its scores."""
    for pile in piles.values():
        if pile.whole and pile.scores:
            given = pile.given
            pile.given = Given(
                given.participant_id,
                given.group_id,
                given.measure,
                given.time_point,
                tuple(pile.scores[scale.code] for scale in given.measure.scales if scale.code in pile.scores),
                given.circumstances,
            )
            yield pile


def of_row(line: Line, known: Known, piles: dict[Key, Pile], today: date) -> list[Mistake]:
    """What is wrong in one row; without a mistake its scores are on their pile."""
    row = ScoreRow(line.at, line.cells)
    given = row.given(known, today)
    if given is None:
        return row.mistakes
    pile = piles.setdefault(given.key, Pile(given, line.at))
    for each in given.scores:
        if pile.given.measure != given.measure or each.scale in pile.scores:
            row.wrong("measure", f"This stands in row {pile.first} already: one form for each code and time point.")
            break
        pile.scores[each.scale] = each
    if row.mistakes:
        pile.whole = False
    return row.mistakes


class ScoreRow(MeasureRow):
    """One row of scores, with what was found wrong in it."""

    def given(self, known: Known, today: date) -> Given | None:
        """What the row says; None where it cannot be told whose it is. Mistakes stand beside."""
        group = known.groups.get(folded(self.cell("group")))
        if group is None:
            self.wrong("group", f"“{self.cell('group')[:40]}” is none of the area’s {known.unit.many}.")
        who = known.people.get(written(self.cell("code")))
        if who is None:
            self.wrong("code", f"“{self.cell('code')[:20]}” is none of the area’s codes. They are made here.")
        if group is None or who is None:
            return None
        if who.group_id != group.group_id:
            self.wrong("group", f"{written(self.cell('code'))} is in another {known.unit.one}, not in {group.name}.")
        self.of_role(who)
        self.of_arm(who)
        measure = self.measure(group.programme)
        if measure is None:
            return None
        return self.of_measure(known, group, who, measure, today)

    def of_role(self, who: Somebody) -> None:
        """The role is that of the code."""
        said = self.role()
        if said is not None and said != who.role:
            code = written(self.cell("code"))
            self.wrong("role", f"{code} is the code of a {ONE_WORDS[who.role]}, not of a {said}.")

    def of_arm(self, who: Somebody) -> None:
        """The arm is that of the code; a file without the column says nothing of it."""
        said = self.cell("arm").casefold()
        if said and said not in ARM_WORDS:
            self.wrong("arm", f"“{said[:20]}” is no arm. Write {' or '.join(ARM_WORDS)}.")
        elif said and said != who.arm:
            self.wrong("arm", f"{written(self.cell('code'))} is a code of the {who.arm} arm, not of the {said} arm.")

    def of_measure(self, known: Known, group: Course, who: Somebody, measure: Measure, today: date) -> Given:
        """The measure with its scores; what is wrong with them stands beside."""
        code = self.time_point
        then = self.point(group.points, measure, programme=group.programme, role=who.role, today=today)
        circumstances = self.circumstances(then, today)
        if (who.participant_id, measure.construct, code) in known.entered:
            self.wrong("measure", f"{measure.name} of this code at {code} was entered before. Take the row out.")
        around = circumstances or Circumstances(today)
        return Given(who.participant_id, group.group_id, measure, code, self.scores(measure), around)

    def circumstances(self, point: Point | None, today: date) -> Circumstances | None:
        """The day and the codes around it."""
        try:
            on_day = date.fromisoformat(self.cell("day"))
        except ValueError:
            self.wrong("day", f"“{self.cell('day')[:20]}” is no day. Write it as 2026-11-10.")
            return None
        if point is not None:
            for refusal in refusals_of_day(point, on_day, today=today):
                self.wrong("day", refusal.message)
        said = {}
        for column, words in CODED.items():
            value = self.cell(column).casefold()
            if column == "place" and value in UNIT_WORDS:
                value = "session"
            if value and value not in words:
                self.wrong(column, f"“{value[:20]}” is no code for {column}. Write one of {', '.join(words)}.")
            elif value:
                said[column] = words[value]
        return Circumstances(on_day, **said)

    def scores(self, measure: Measure) -> tuple[Scored, ...]:
        """The score of the row, or those that its answers give."""
        if self.cell("answers"):
            return self.from_answers(measure)
        scale = self.scale(measure)
        if scale is None:
            return ()
        value = number(self.cell("score"), what=scale.name, field="score")
        if isinstance(value, Refusal):
            self.wrong("score", value.message)
            return ()
        for refusal in refusals_of_total(scale, value):
            self.wrong("score", refusal.message)
        return (Scored(scale.code, value),)

    def from_answers(self, measure: Measure) -> tuple[Scored, ...]:
        """The scores that the answers give."""
        if self.cell("score"):
            self.wrong("answers", "Give a score or answers, not both.")
        answers = answers_of(self.cell("answers"), measure)
        if isinstance(answers, Refusal):
            self.wrong("answers", answers.message)
            return ()
        refusals = list(refusals_of_answers(measure, answers))
        for refusal in refusals:
            self.wrong("answers", refusal.message)
        return () if refusals else scored(measure, answers)


def template(
    course: Course, *, code: str, role: str, time_point: str, arm: str = Arm.PROGRAMME
) -> Iterator[tuple[Measure, tuple[str, ...]]]:
    """The lines of a code at a time point that are to be filled in: one for each score, with its measure."""
    for measure in measures_at(course.programme, role=role, time_point=time_point):
        if not other_form(measure, course.programme, role):
            for scale in measure.scales:
                asked = (course.name, code, role, time_point, measure.code, scale.code)
                yield measure, (*asked, "", "", "", "en", "none", "session", "paper", arm)


def other_form(measure: Measure, programme: Programme, role: str) -> bool:
    """Whether this is another printed form of a measure that the role gives anyway."""
    return any(one.code == measure.form_of and role in one.who for one in programme.measures)
