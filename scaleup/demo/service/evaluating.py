"""Marlbury's forms as they are written down, and scores under codes, drawn by one seed: the same at every start."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from statistics import NormalDist

from sqlalchemy.orm import Session

from scaleup.areas.models import Implementation
from scaleup.core import bulk
from scaleup.core.dates import LONDON
from scaleup.delivery.models import DeliveryGroup
from scaleup.demo.rules import GROUPS, LEVELS, Course, Level
from scaleup.demo.service.bearing import births
from scaleup.demo.service.stage import Stage
from scaleup.evaluation.models import (
    Administration,
    BabyWeight,
    BirthOutcome,
    EvaluationSetting,
    FormsReturned,
    Participant,
    Score,
)
from scaleup.evaluation.queries import points_of_groups
from scaleup.evaluation.rules import CODE_LENGTH, Arm, Interpreter, Mode, NotReturned, Place, Point, code_of
from scaleup.extensions import db
from scaleup.programmes.rules import Giver, Measure, Scale
from scaleup.programmes.service import terms

SEED = 23
ASSESSED_ON, CONFIRMED_ON = date(2024, 4, 18), date(2024, 5, 14)
PATHWAY = "The perinatal mental health team of Marlbury NHS Trust, on the same day"
ROLES = (Giver.MOTHER, Giver.FATHER)
OTHER_FORMS = frozenset({"rses_b"})
"""Printed forms that Marlbury does not use."""
REASONS = (NotReturned.LEFT, NotReturned.AWAY, NotReturned.DECLINED, NotReturned.NOT_KNOWN)
STILL_ASKED = timedelta(days=14)
"""For so long after a time point closes, nobody has said yet why the last forms did not come back."""
LANGUAGES = ("en",) * 9 + ("ur", "pl", "en")


@dataclass
class Drawn:
    """The rows of everybody who answers, as they go into their tables."""

    people: list[dict[str, object]] = field(default_factory=list)
    born: list[dict[str, object]] = field(default_factory=list)
    """A birth of each mother who was visited after it."""
    visited: list[tuple[int, date]] = field(default_factory=list)
    """These mothers by their place among the people, with the day of the visit."""
    given: list[dict[str, object]] = field(default_factory=list)
    scores: list[dict[str, object]] = field(default_factory=list)


@dataclass(frozen=True)
class Somebody:
    """Somebody who answers, by number: how many of their role answer at a time point says whether they do."""

    place: int
    code: str
    role: Giver
    course: Course
    points: Mapping[str, Point]


def evaluate(stage: Stage, implementation: Implementation, groups: Sequence[DeliveryGroup], *, by: int | None) -> None:
    """Codes are switched on, the forms of what is due are counted, and their scores stand."""
    if stage.today < CONFIRMED_ON:
        return
    set_up(stage, implementation)
    due = {
        gid: {point.code: point for point in points if point.is_due(stage.today)}
        for gid, points in points_of_groups(groups).items()
    }
    told = list(zip(groups, GROUPS, strict=False))
    rows = [row for group, course in told for row in returned(stage, group, course, due[group.id], by)]
    bulk.put(db.session(), FormsReturned, rows)
    drawn = draw([(group, course, due[group.id]) for group, course in told], by=by)
    drawn.born = births(drawn.visited, by=by)
    put(drawn)


def set_up(stage: Stage, implementation: Implementation) -> None:
    """The assessment was made and the pathway confirmed before the first family answered."""
    db.session.add(
        EvaluationSetting(
            implementation_id=implementation.id,
            area_id=implementation.area_id,
            records_on=CONFIRMED_ON,
            assessed_on=ASSESSED_ON,
            pathway=PATHWAY,
            pathway_on=CONFIRMED_ON,
            set_by_id=stage.unit["Priya Nair"].id,
            set_at=at(CONFIRMED_ON),
        )
    )


def returned(
    stage: Stage, group: DeliveryGroup, course: Course, points: Mapping[str, Point], by: int | None
) -> Iterator[dict[str, object]]:
    """How many forms of a group came back at each time point that is due, and why the others did not."""
    for point in points.values():
        settled = point.closes_on + STILL_ASKED < stage.today
        for role, asked in ((Giver.MOTHER, None), (Giver.FATHER, course.families - 2)):
            received = course.answered(role, point.code)
            lost = (course.families if asked is None else asked) - received
            yield {
                "group_id": group.id,
                "area_id": group.area_id,
                "role": role,
                "arm": Arm.PROGRAMME,
                "time_point": point.code,
                "asked": asked,
                "received": received,
                "not_returned": why(lost, group.id) if settled else {},
                "entered_at": min(at(point.due_on + timedelta(days=7)), stage.now),
                "entered_by_id": by,
            }


def why(lost: int, turn: int) -> dict[str, int]:
    """Reasons for so many forms that did not come back, in turn."""
    found: dict[str, int] = {}
    for number in range(lost):
        reason = REASONS[(turn + number) % len(REASONS)].value
        found[reason] = found.get(reason, 0) + 1
    return found


def draw(told: Sequence[tuple[DeliveryGroup, Course, Mapping[str, Point]]], *, by: int | None) -> Drawn:
    """Everybody who answers: those who are lost stand last, so that who answers late answered before."""
    chance, drawn, codes = Random(SEED), Drawn(), set[str]()  # noqa: S311 - invented scores, the same at every start
    for group, course, points in told:
        measures = terms(group.programme_version_id).measures
        for role in ROLES:
            for place in range(max((course.answered(role, point) for point in points), default=0)):
                who = Somebody(place, code(chance, codes), role, course, points)
                answer(drawn, group, who, measures, chance=chance, by=by)
    return drawn


def code(chance: Random, taken: set[str]) -> str:
    """A code that nobody has."""
    while (found := code_of([chance.randrange(1 << 16) for _ in range(CODE_LENGTH)])) in taken:
        pass
    taken.add(found)
    return found


def answer(
    drawn: Drawn,
    group: DeliveryGroup,
    who: Somebody,
    measures: Sequence[Measure],
    *,
    chance: Random,
    by: int | None,
) -> None:
    """One person answers every measure of their role at each time point at which they give one."""
    place = len(drawn.people)
    drawn.people.append({"group_id": group.id, "area_id": group.area_id, "code": who.code, "role": who.role})
    visit = visited(group, who)
    if visit is not None:
        drawn.visited.append((place, visit.due_on))
    language = LANGUAGES[chance.randrange(len(LANGUAGES))]
    own = {key: normal(chance, 0, level.between) for key, level in LEVELS.items()}
    for measure in measures:
        if who.role not in measure.who or measure.code in OTHER_FORMS:
            continue
        for point in who.points.values():
            if point.code not in measure.time_points or who.place >= who.course.answered(who.role, point.code):
                continue
            for scale in measure.scales:
                level = LEVELS[measure.construct, scale.code]
                about = level.middle(who.role, point.code) + own[measure.construct, scale.code]
                value = score(chance, scale, level, about=about)
                drawn.scores.append(
                    {"administration_id": len(drawn.given), "scale": scale.code, "value": value, "imputed": False}
                )
            drawn.given.append(given(group, measure, point, language) | {"participant_id": place, "entered_by_id": by})


def visited(group: DeliveryGroup, who: Somebody) -> Point | None:
    """The visit at which a mother told of the birth; None where she was not visited, or not yet."""
    point = terms(group.programme_version_id).birth_point
    if who.role != Giver.MOTHER or point is None or point.code not in who.points:
        return None
    return who.points[point.code] if who.place < who.course.answered(who.role, point.code) else None


def given(group: DeliveryGroup, measure: Measure, point: Point, language: str) -> dict[str, object]:
    """A measure that was given at a time point."""
    at_home = point.code in ("T1", "T3")
    return {
        "area_id": group.area_id,
        "programme_version_id": group.programme_version_id,
        "measure": measure.code,
        "construct": measure.construct,
        "time_point": point.code,
        "on_day": point.due_on,
        "language": language,
        "interpreter": Interpreter.NONE,
        "place": Place.HOME if at_home or point.code == "F6" else Place.GROUP,
        "mode": Mode.POST if point.code == "F6" else Mode.PAPER,
        "entered_at": at(point.due_on + timedelta(days=1)),
    }


def score(chance: Random, scale: Scale, level: Level, *, about: float) -> int:
    """A whole number about the person's own level, within the range of the score."""
    return min(scale.most, max(scale.least, round(normal(chance, about, level.within))))


def normal(chance: Random, middle: float, scatter: float) -> float:
    """A number about the middle, from the even numbers of the seed alone."""
    return NormalDist(middle, scatter).inv_cdf(chance.uniform(0.005, 0.995))


def put(drawn: Drawn) -> None:
    """The rows are in their tables, with the ids that are theirs there."""
    session = db.session()
    people = bulk.next_ids(session, Participant, len(drawn.people))
    bulk.put(session, Participant, [{"id": own, **row} for own, row in zip(people, drawn.people, strict=True)])
    forms = bulk.next_ids(session, Administration, len(drawn.given))
    rows = [
        {"id": own, **row, "participant_id": people[place_of(row, "participant_id")]}
        for own, row in zip(forms, drawn.given, strict=True)
    ]
    bulk.put(session, Administration, rows)
    bulk.put(
        session,
        Score,
        [row | {"administration_id": forms[place_of(row, "administration_id")]} for row in drawn.scores],
    )
    put_births(session, drawn.born, people=people, areas=[one["area_id"] for one in drawn.people])


def put_births(
    session: Session, born: Sequence[Mapping[str, object]], *, people: Sequence[int], areas: Sequence[object]
) -> None:
    """The births are in their table, and each baby's weight."""
    ids = bulk.next_ids(session, BirthOutcome, len(born))
    rows = [
        {name: value for name, value in row.items() if name != "grams"}
        | {"id": own, "participant_id": people[place], "area_id": areas[place]}
        for own, row in zip(ids, born, strict=True)
        for place in [place_of(row, "participant_id")]
    ]
    bulk.put(session, BirthOutcome, rows)
    weights = [{"birth_id": own, "number": 1, "grams": row["grams"]} for own, row in zip(ids, born, strict=True)]
    bulk.put(session, BabyWeight, weights)


def place_of(row: Mapping[str, object], name: str) -> int:
    """Where the row that this one refers to stands among those that were drawn."""
    place = row[name]
    assert isinstance(place, int)  # drawn as a place
    return place


def at(day: date) -> datetime:
    """The afternoon of a day."""
    return datetime.combine(day, time(16), LONDON)
