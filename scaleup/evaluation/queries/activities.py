"""How the programme goes in an area: who was asked, what came up, which surveys of staff are due."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import implementations_of, in_scope
from scaleup.core.pages import Actor
from scaleup.evaluation.models import ProcessActivity
from scaleup.evaluation.queries import trained
from scaleup.evaluation.rules import activities as rules
from scaleup.evaluation.rules.suppression import is_small
from scaleup.extensions import db
from scaleup.programmes.rules import Basis, Ground, Process, process_of

NOTHING = Process((), (), (), (), (), Basis(Ground.ASSUMED, ""))
"""What a version asks that says nothing of its course."""
Trainings = Callable[[Collection[int]], Sequence[rules.Trained]]
_trainings: list[Trainings] = []


def install_trainings(source: Trainings) -> None:
    """Afterwards this tells which training events these implementations had: training stands beside evaluation."""
    _trainings[:] = [source]


@dataclass(frozen=True)
class Line:
    """One activity with what may be shown of it."""

    row: ProcessActivity
    themes: tuple[tuple[str, str, str], ...]
    """The theme, whether it helps or hinders, how many mentioned it: in words."""
    answers: tuple[tuple[str, rules.Shown], ...]
    """Each statement in words, and what is shown of its answers."""
    stated: bool
    """Whether the programme has statements to answer."""

    @property
    def took_part(self) -> int:
        """Everybody who took part."""
        return self.row.mothers + self.row.fathers + self.row.staff

    @property
    def of_few(self) -> bool:
        """Whether so few took part that what came up would tell who said it: none of it is shown."""
        return is_small(self.took_part)

    @property
    def asks(self) -> bool:
        """Whether statements may be answered in it."""
        return (
            self.stated and self.row.kind in rules.SURVEYS and not rules.names_its_staff(self.row.kind, self.took_part)
        )


@dataclass(frozen=True)
class Course:
    """How one programme goes in the area."""

    implementation: Implementation
    lines: tuple[Line, ...]
    """The latest first."""
    surveys: tuple[rules.Survey, ...]
    trained: tuple[trained.Line, ...]

    @property
    def programme(self) -> str:
        """The name of the programme."""
        return self.implementation.programme_version.programme.name

    @property
    def waiting(self) -> tuple[rules.Survey, ...]:
        """The surveys of staff that are due or late."""
        return tuple(one for one in self.surveys if one.standing in (rules.Due.DUE, rules.Due.LATE))


def courses_of(area: Area, today: date) -> list[Course]:
    """How what the area takes up goes; a number of statements that does not grow."""
    implementations = implementations_of(area.id)
    rows: dict[int, list[ProcessActivity]] = defaultdict(list)
    for row in activities_in(area.id):
        rows[row.implementation_id].append(row)
    events: dict[int, list[rules.Trained]] = defaultdict(list)
    for event in trainings_of([one.id for one in implementations]):
        events[event.implementation_id].append(event)
    people = trained.lines_in(implementations)
    return [course(one, rows[one.id], events[one.id], people.get(one.id, ()), today) for one in implementations]


def course(
    found: Implementation,
    rows: Sequence[ProcessActivity],
    events: Sequence[rules.Trained],
    people: Iterable[trained.Line],
    today: date,
) -> Course:
    """How this one goes. A programme that was closed asks its staff no more."""
    asked = asked_of(found)
    done = {(row.event_id, row.wave) for row in rows if row.event_id and row.wave}
    surveys = () if found.closed_on else surveys_of(asked, events, done, today)
    return Course(found, tuple(line(row, asked) for row in rows), surveys, tuple(people))


def surveys_of(
    asked: Process, events: Iterable[rules.Trained], done: Collection[tuple[int, str]], today: date
) -> tuple[rules.Survey, ...]:
    """The surveys of staff that follow these events; `done` are the events and waves of those that were entered."""
    return rules.surveys(events, waves=asked.waves, parts=asked.parts, done=done, today=today)


def line(row: ProcessActivity, asked: Process) -> Line:
    """The activity as its page shows it."""
    themes = tuple(
        (asked.words_of_theme(one.theme), rules.EFFECT_WORDS[one.effect], rules.people_in_words(one.people))
        for one in row.themes
    )
    marks: dict[str, dict[int, int]] = defaultdict(dict)
    for answer in row.answers:
        marks[answer.statement][answer.mark] = answer.people
    words = {one.code: one.words for one in asked.statements}
    order = [*words, *sorted(set(marks) - set(words))]
    answers = tuple((words.get(code, code), rules.shown(marks[code])) for code in order if code in marks)
    found = Line(row, themes, answers, stated=bool(asked.statements))
    return replace(found, themes=(), answers=()) if found.of_few else found


def activities_in(area_id: int) -> Sequence[ProcessActivity]:
    """The area's activities with their themes and answers, the latest first."""
    return list(
        db.session.scalars(
            select(ProcessActivity)
            .where(ProcessActivity.area_id == area_id)
            .options(selectinload(ProcessActivity.themes), selectinload(ProcessActivity.answers))
            .order_by(ProcessActivity.until_on.desc(), ProcessActivity.id.desc())
        )
    )


def activity_in_scope(actor: Actor, activity_id: int, today: date) -> ProcessActivity:
    """The activity; raises Absent where its area is not the actor's to see."""
    return in_scope(
        select(ProcessActivity)
        .where(ProcessActivity.id == activity_id)
        .options(joinedload(ProcessActivity.area), joinedload(ProcessActivity.implementation)),
        ProcessActivity.area_id,
        actor=actor,
        today=today,
    )


def trainings_of(implementation_ids: Collection[int]) -> Sequence[rules.Trained]:
    """The training events that these implementations had; none where nobody tells of any."""
    return _trainings[0](implementation_ids) if _trainings and implementation_ids else []


def asked_of(found: Implementation) -> Process:
    """What the programme asks of its course."""
    return process_of(found.programme_version.content) or NOTHING


def offered_surveys(found: Implementation) -> list[tuple[rules.Trained, str, str]]:
    """Each event and wave that staff may be asked about: the event, the wave's code and its words."""
    asked = asked_of(found)
    return [
        (event, wave.code, wave.words)
        for event in trainings_of([found.id])
        if event.part in asked.parts
        for wave in asked.waves
    ]
