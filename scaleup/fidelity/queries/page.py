"""The fidelity of an area on one page: scores of its sessions, its checks by kind of evidence, and plans to improve.

A fixed number of statements for any number of groups, sessions, checks and plans.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import implementations_of
from scaleup.core.dates import plain_date
from scaleup.core.marks import Drawing
from scaleup.delivery.models import DeliveryGroup
from scaleup.delivery.queries import group_values
from scaleup.delivery.rules import Group
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.fidelity import rules
from scaleup.fidelity.models import FidelityCheck, ImprovementPlan, Observation, ObservationItem
from scaleup.fidelity.queries.due import LOOKED_AT, next_due
from scaleup.fidelity.queries.improvement import plans_in
from scaleup.fidelity.rules import Colour, Point, Result, Scores
from scaleup.licences.models import Licence
from scaleup.licences.queries import was_granted
from scaleup.programmes.rules import Method, Programme
from scaleup.programmes.service import terms


@dataclass(frozen=True)
class PartLine:
    """One part of a score."""

    words: str
    figure: str
    of: str
    colour: str
    mark: str
    worst: bool


@dataclass(frozen=True)
class Scored:
    """A group, or a facilitator, with its score."""

    name: str
    scores: Scores
    figure: str
    """Of the worst part; empty where there is not enough data."""
    worst: str
    mark: str
    group_id: int | None = None
    ended: bool = False


@dataclass(frozen=True)
class CheckLine:
    """A check in the row of its kind of evidence."""

    check: FidelityCheck
    figure: str
    colour: str
    mark: str
    twice: bool
    plan: ImprovementPlan | None
    change: str


@dataclass(frozen=True)
class Evidence:
    """The checks of one kind: never mixed with others."""

    method: str
    words: str
    lines: Sequence[CheckLine]
    """The latest first."""
    drawing: Drawing
    told: str
    mean: str
    agreement: rules.Agreement | None
    """Over all items that two people marked."""
    twice: int


@dataclass(frozen=True)
class Fidelity:
    """One programme of the area."""

    implementation: Implementation
    programme: Programme
    scores: Scores
    sentence: str
    parts: Sequence[PartLine]
    profile: Drawing | None
    coverage: Sequence[str]
    groups: Sequence[Scored]
    facilitators: Sequence[Scored]
    evidence: Sequence[Evidence]
    flagged: Sequence[FidelityCheck]
    """Old rows that are no result."""
    plans: Sequence[ImprovementPlan]
    due_on: date | None
    """When somebody is to look again."""

    @property
    def looked(self) -> tuple[CheckLine, str] | None:
        """The last check for which somebody looked, and its kind in words; None where nobody has."""
        every = [(line, one.words) for one in self.evidence if one.method in LOOKED_AT for line in one.lines[:1]]
        return max(every, key=lambda each: each[0].check.on_day, default=None)

    @property
    def last(self) -> str:
        """That check as a clause; empty where there is none."""
        if self.looked is None:
            return ""
        line, words = self.looked
        return f"{words} on {plain_date(line.check.on_day)}: {line.figure}%, {line.colour}"

    @property
    def heading(self) -> tuple[str, str]:
        """What stands above everything else, and what beside it: a look worse than the records is never beside."""
        counted = f" ({self.scores.counted})."
        if self.looked and self.scores.colour and rules.worse(Colour(self.looked[0].colour), self.scores.colour):
            by = "By what was observed" if self.looked[0].check.method == Method.OBSERVATION else "By what was filmed"
            first = f"{by} last, delivery is {self.looked[0].colour}; by its own records it is {self.scores.colour}."
            return first, f"{self.last}. Records: {rules.parts_words(self.scores, self.programme.fidelity)}{counted}"
        return f"{self.sentence}{counted}", f"{self.last}." if self.last else ""


def fidelity_page(area: Area, *, today: date, facilitators: Mapping[int, str]) -> list[Fidelity]:
    """The programmes of the area, each with what is known of its fidelity; `facilitators` are those to be named."""
    taking_up = implementations_of(area.id)
    rows = groups_in(area.id)
    values = group_values([row.id for row in rows])
    checks, plans = checks_in(area.id), plans_in(area.id)
    marks = double_marks(area.id)
    due = next_due([one.id for one in taking_up], today=today)
    versions = versions_in(area.id)
    ids = {one.id: versions.get(one.id, one.programme_version_id) for one in taking_up}
    programmes = {one: terms(one) for one in sorted({*ids.values(), *(row.programme_version_id for row in rows)})}
    return [
        of_implementation(
            one,
            Material(
                programme=programmes[ids[one.id]],
                programmes=programmes,
                groups=[(row, values[row.id]) for row in rows if row.implementation_id == one.id],
                checks=[check for check in checks if check.implementation_id == one.id],
                plans=[plan for plan in plans if plan.implementation_id == one.id],
                marks=marks,
                names=facilitators,
                due_on=due[one.id],
                today=today,
            ),
        )
        for one in taking_up
    ]


@dataclass(frozen=True)
class Material:
    """What was read of one programme."""

    programme: Programme
    programmes: Mapping[int, Programme]
    """By version: a group is measured by its own."""
    groups: Sequence[tuple[DeliveryGroup, Group]]
    checks: Sequence[FidelityCheck]
    plans: Sequence[ImprovementPlan]
    marks: Mapping[int, Sequence[tuple[int, int]]]
    names: Mapping[int, str]
    due_on: date | None
    today: date


def of_implementation(one: Implementation, read: Material) -> Fidelity:
    """What is known of one programme."""
    found = rules.area_scores([group for _, group in read.groups], read.programme, today=read.today)
    return Fidelity(
        implementation=one,
        programme=read.programme,
        scores=found,
        sentence=rules.standing(found, read.programme.fidelity),
        parts=part_lines(found, read.programme),
        profile=rules.profile(found, read.programme) if found.parts and not found.lacks else None,
        coverage=rules.coverage_words(found.coverage),
        groups=[scored_group(row, group, read) for row, group in reversed(read.groups) if group.has_begun(read.today)],
        facilitators=scored_people(read),
        evidence=evidence(read),
        flagged=[check for check in read.checks if check.flag],
        plans=read.plans,
        due_on=read.due_on,
    )


def part_lines(found: Scores, programme: Programme) -> list[PartLine]:
    """Each part with its figure and what it was counted from."""
    lines = []
    for part, share in found.parts.items():
        colour = rules.part_colour(share, programme)
        figure = rules.in_words(share.percent, programme.fidelity)
        words, of = rules.PART_WORDS[part], rules.share_words(part, share)
        worst = part in found.worst and bool(found.colour) and not found.alike
        lines.append(PartLine(words, figure, of, colour.value.capitalize(), rules.MARKS[colour], worst))
    return lines


def scored_group(row: DeliveryGroup, group: Group, read: Material) -> Scored:
    """A group by the version that it is measured by."""
    programme = read.programmes[row.programme_version_id]
    found = rules.group_scores(group, programme, today=read.today)
    return scored(row.name, found, programme, group_id=row.id, ended=group.is_over(read.today))


def scored_people(read: Material) -> list[Scored]:
    """Each facilitator who is to be named and has sessions that are due, by name."""
    groups = [group for _, group in read.groups]
    found = [
        scored(
            name,
            rules.facilitator_scores(facilitator_id, groups, read.programme, today=read.today),
            read.programme,
        )
        for facilitator_id, name in read.names.items()
    ]
    return [one for one in found if one.scores.due]


def scored(
    name: str, found: Scores, programme: Programme, *, group_id: int | None = None, ended: bool = False
) -> Scored:
    """The line of a score."""
    if found.colour is None:
        return Scored(name, found, "", found.lacks.removeprefix("not enough data: "), "idle", group_id, ended)
    percent = found.parts[found.worst[0]].percent
    worst = "every part" if found.alike else ", ".join(rules.PART_WORDS[part].lower() for part in found.worst)
    figure = rules.in_words(percent, programme.fidelity)
    return Scored(name, found, figure, worst, rules.MARKS[found.colour], group_id, ended)


def evidence(read: Material) -> list[Evidence]:
    """The checks by kind, each kind by itself."""
    said = read.programme.fidelity
    results = {
        check.id: rules.result(check.on_day, method=Method(check.method), percent=check.percent, fidelity=said)
        for check in read.checks
        if not check.flag
    }
    found, means = [], rules.means(results.values())
    for method, points in rules.trends(results.values()).items():
        of_kind = [check for check in read.checks if check.id in results and check.method == method]
        lines = [check_line(check, results[check.id], point, read) for check, point in paired(of_kind, points)]
        pairs = [pair for check in of_kind for pair in read.marks.get(check.id, ())]
        mean, n = means[method]
        found.append(
            Evidence(
                method=method,
                words=rules.METHOD_WORDS[method],
                lines=lines[::-1],
                drawing=rules.trend(points, said, today=read.today),
                told=", ".join(f"{line.figure}% {line.colour}" for line in lines),
                mean=f"mean {rules.in_words(mean, said)}% of {n}" if n > 1 else "",
                agreement=rules.agreement(pairs, weights=rules.Weights.QUADRATIC),
                twice=sum(line.twice for line in lines),
            )
        )
    return found


def paired(checks: Sequence[FidelityCheck], points: Sequence[Point]) -> list[tuple[FidelityCheck, Point]]:
    """Each check with its place in the row: both are in the order of their days."""
    in_order = sorted(checks, key=lambda one: one.on_day)
    return list(zip(in_order, points, strict=True))


def check_line(check: FidelityCheck, came_to: Result, point: Point, read: Material) -> CheckLine:
    """A check with what it came to, its change since the one before it of its kind, and the plan that answers it."""
    said = read.programme.fidelity
    plan = next((one for one in read.plans if one.check_id == check.id), None)
    figure, mark = rules.in_words(came_to.percent, said), rules.MARKS[came_to.colour]
    change = "" if point.change is None else signed(round(point.change))
    return CheckLine(check, figure, came_to.colour.value, mark, check.id in read.marks, plan, change)


def signed(points: int) -> str:
    """So many more or fewer: "+4", "−5", and "0" without a sign."""
    return f"{points:+d}".replace("-", "−") if points else "0"


def groups_in(area_id: int) -> Sequence[DeliveryGroup]:
    """The area's groups, the first first."""
    asked = select(DeliveryGroup).where(DeliveryGroup.area_id == area_id)
    return list(db.session.scalars(asked.order_by(DeliveryGroup.first_on, DeliveryGroup.id)))


def checks_in(area_id: int) -> Sequence[FidelityCheck]:
    """The area's checks, the first first."""
    asked = select(FidelityCheck).where(FidelityCheck.area_id == area_id)
    return list(db.session.scalars(asked.order_by(FidelityCheck.on_day, FidelityCheck.id)))


def versions_in(area_id: int) -> dict[int, int]:
    """The version of the last licence that was granted to each implementation of the area."""
    asked = (
        select(Licence.implementation_id, Licence.programme_version_id)
        .where(Licence.area_id == area_id, was_granted())
        .order_by(Licence.starts_on, Licence.id)
    )
    return {row.implementation_id: row.programme_version_id for row in db.session.execute(asked)}


def double_marks(area_id: int) -> dict[int, list[tuple[int, int]]]:
    """The marks of both raters of each check that was rated twice, by check."""
    asked = (
        select(Observation.check_id, Observation.turn, ObservationItem.code, ObservationItem.mark)
        .join(ObservationItem, ObservationItem.observation_id == Observation.id)
        .where(Observation.area_id == area_id)
        .order_by(Observation.check_id, ObservationItem.code, Observation.turn)
    )
    first: dict[tuple[int, str], int | None] = {}
    found: dict[int, list[tuple[int, int]]] = {}
    for check_id, turn, code, mark in db.session.execute(asked):
        if turn == 1:
            first[check_id, code] = mark
            continue
        pairs, before = found.setdefault(check_id, []), first.get((check_id, code))
        if before is not None and mark is not None:
            pairs.append((before, mark))
    return found


def facilitators_named(area_id: int) -> dict[int, str]:
    """Everybody who delivers or delivered in the area, by name."""
    asked = (
        select(Facilitator.id, Person.name)
        .join(Person, Person.id == Facilitator.person_id)
        .where(Facilitator.area_id == area_id)
        .order_by(Person.name, Facilitator.id)
    )
    return {row.id: row.name for row in db.session.execute(asked)}
