"""Means as a CSV file: its columns, every mistake in it by row and column, and what it replaces. Pure."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scaleup.core.errors import Refusal
from scaleup.evaluation.rules.codes import ARM_WORDS, ONE_WORDS, Arm, of_whom
from scaleup.evaluation.rules.entries import measures_at
from scaleup.evaluation.rules.lined import Line, Mistake, lines_of, missing, strange
from scaleup.evaluation.rules.points import ASKED_AT_MOST, Forms, expected_of
from scaleup.evaluation.rules.rows import MeasureRow
from scaleup.evaluation.rules.scoring import Mean, number, refusals_of_mean
from scaleup.evaluation.rules.sheet import Course, other_form
from scaleup.programmes.rules import UNIT_WORDS, DeliveryUnit, Giver, Measure, Scale, UnitWords, folded

MEAN_COLUMN_WORDS: dict[str, str] = {
    "group": "its name, as it stands here",
    "role": ", ".join(ONE_WORDS),
    "arm": " or ".join(ARM_WORDS),
    "time_point": "such as T1",
    "measure": "its short name, such as hads",
    "scale": "which score of the measure; may be empty where it has one alone",
    "n": "how many forms the mean is of",
    "mean": "the mean, decimals with a point, such as 9.9",
    "sd": "the standard deviation of the sample, such as 2.6; may be empty",
}
"""The columns, and what each holds, for whoever fills in the file."""
MEAN_COLUMNS = tuple(MEAN_COLUMN_WORDS)
FIGURE = re.compile(r"[-−]?\d{1,6}(\.\d{1,12})?")
Whose = tuple[int, str, str, str]
"""Group, role, arm, time point."""


@dataclass(frozen=True)
class KnownMeans:
    """What an area has that is entered as means."""

    groups: Mapping[str, Course]
    """By folded name."""
    under_codes: Collection[str]
    """The folded names of its groups whose scores stand under codes."""
    families: Mapping[int, int | None]
    """How many are enrolled, group by group."""
    forms: Mapping[Whose, Forms]
    """What is known of their forms."""
    entered: Mapping[Whose, Mapping[tuple[str, str], Mean]]
    """The means that stand, by measure and score."""
    unit: UnitWords = UNIT_WORDS[DeliveryUnit.GROUP]
    """What its groups are called."""

    def wanted(self, whose: Whose) -> int | None:
        """How many were to give a form; None where nobody knows."""
        return expected_of(self.families.get(whose[0]), whose[1], self.forms.get(whose, Forms()))


@dataclass(frozen=True)
class MeanGiven:
    """The mean of one score of a group at a time point, and what it takes the place of."""

    whose: Whose
    group: str
    mean: Mean
    called: str
    """The score's name: "Anxiety"."""
    before: Mean | None = None


@dataclass(frozen=True)
class MeansRead:
    """What a file says: what can be kept, what is wrong, and how many lines say what stands already."""

    given: tuple[MeanGiven, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    lines: int = 0
    same: int = 0

    @property
    def replaced(self) -> tuple[MeanGiven, ...]:
        """Those that take the place of others."""
        return tuple(one for one in self.given if one.before is not None)

    @property
    def added(self) -> tuple[MeanGiven, ...]:
        """Those where nothing stood."""
        return tuple(one for one in self.given if one.before is None)


@dataclass
class Seen:
    """What stood in the lines above."""

    rows: dict[tuple[Whose, str, str], int] = field(default_factory=dict)
    given: list[MeanGiven] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)


def read_means(text: str, known: KnownMeans, *, today: date) -> MeansRead:
    """The file as means of groups, with every mistake; a line with a mistake is not among them."""
    found = lines_of(text, wrong_heads=wrong_heads)
    if found.mistakes:
        return MeansRead(mistakes=found.mistakes)
    seen = Seen()
    for line in found.lines:
        take(line, known, seen, today)
    new = tuple(one for one in seen.given if one.mean != one.before)
    return MeansRead(new, tuple(seen.mistakes), len(found.lines), len(seen.given) - len(new))


def wrong_heads(heads: Sequence[str]) -> Iterator[Mistake]:
    """Columns that are missing, or that are none of ours."""
    for head in MEAN_COLUMNS:
        if head not in heads and head not in ("scale", "sd"):
            yield missing(head)
    yield from strange(heads, MEAN_COLUMNS)


def take(line: Line, known: KnownMeans, seen: Seen, today: date) -> None:
    """What the line says, or what is wrong in it, stands with the others."""
    row = MeanRow(line.at, line.cells)
    if line.more:
        row.wrong("", "This row has more cells than the first line. Write decimals with a point, such as 9.9.")
    given = None if row.mistakes else row.given(known, today)
    if given is not None:
        key = (given.whose, given.mean.measure, given.mean.scale)
        first = seen.rows.setdefault(key, line.at)
        if first != line.at:
            row.wrong("group", f"This stands in row {first} already: one mean of each score and time point.")
    seen.mistakes += row.mistakes
    if given is not None and not row.mistakes:
        seen.given.append(given)


class MeanRow(MeasureRow):
    """One row of means, with what was found wrong in it."""

    def given(self, known: KnownMeans, today: date) -> MeanGiven | None:
        """What the row says; None where that cannot be told. Mistakes stand beside."""
        group, role, arm = self.group(known), self.role(), self.arm()
        if group is None or role is None:
            return None
        measure = self.measure(group.programme)
        if measure is None:
            return None
        point = self.point(group.points, measure, programme=group.programme, role=role, today=today)
        scale = self.scale(measure)
        if scale is None or point is None or arm is None or self.wrong_in("measure"):
            return None
        whose = (group.group_id, role, arm, point.code)
        mean = self.mean(measure, scale, enrolled=known.wanted(whose), of=f"{group.name}, {of_whom(role, arm)}")
        if mean is None:
            return None
        before = known.entered.get(whose, {}).get((measure.code, scale.code))
        return MeanGiven(whose, group.name, mean, scale.name, before)

    def group(self, known: KnownMeans) -> Course | None:
        """The group that is named. One of another area is as unknown as any."""
        named = folded(self.cell("group"))
        found = known.groups.get(named)
        if found is None and named in known.under_codes:
            self.wrong("group", f"Scores of “{self.cell('group')[:40]}” stand under codes. Use the file of scores.")
        elif found is None:
            self.wrong("group", f"“{self.cell('group')[:40]}” is none of the area’s {known.unit.many}.")
        return found

    def arm(self) -> str | None:
        """The programme's own, or a comparison: always said, since they are never put together."""
        said = self.cell("arm").casefold()
        if said in ARM_WORDS:
            return said
        choices = " or ".join(ARM_WORDS)
        self.wrong("arm", f"“{said[:20]}” is no arm. Write {choices}." if said else f"Say which arm: write {choices}.")
        return None

    def mean(self, measure: Measure, scale: Scale, *, enrolled: int | None, of: str) -> Mean | None:
        """How many, their mean and their deviation."""
        n = number(self.cell("n"), what="n", field="n")
        mean = figure_of(self.cell("mean"), what=f"{scale.name}, mean", field="mean")
        sd = figure_of(self.cell("sd"), what=f"{scale.name}, sd", field="sd") if self.cell("sd") else None
        wrong = [one for one in (n, mean, sd) if isinstance(one, Refusal)]
        for refusal in wrong:
            self.wrong(refusal.field, refusal.message)
        if isinstance(n, Refusal) or isinstance(mean, Refusal) or isinstance(sd, Refusal):
            return None
        refusals = [*refusals_of_number(n, enrolled=enrolled, of=of), *refusals_of_mean(scale, n=n, mean=mean, sd=sd)]
        for refusal in refusals:
            self.wrong(refusal.field, f"{refusal.message.rstrip('.')}.")
        return Mean(measure.code, scale.code, n, mean, sd)


def figure_of(text: str, *, what: str, field: str) -> float | Refusal:
    """The figure of a cell, or why it is none. A comma is refused: it also parts the cells of a file."""
    if "," in text:
        return Refusal(f"{what}: “{text[:20]}” has a comma. Write decimals with a point, such as 9.9.", field)
    if not (text.isascii() or "−" in text) or FIGURE.fullmatch(text) is None:
        return Refusal(f"{what}: “{text[:20]}” is not a number. Write it in figures, such as 9.9.", field)
    return float(text.replace("−", "-"))


def refusals_of_number(n: int, *, enrolled: int | None, of: str, field: str = "n") -> Iterator[Refusal]:
    """Why so many cannot have given a form: more than are enrolled, or were handed one."""
    if enrolled is not None and n > enrolled:
        yield Refusal(
            f"{n} forms are more than the {enrolled} who were to give one ({of}). Check the number, or the families.",
            field,
        )
    elif n > ASKED_AT_MOST:
        yield Refusal(f"Enter how many forms the mean is of, at most {ASKED_AT_MOST}", field)


def template_of_means(known: KnownMeans, today: date) -> Iterator[tuple[str, ...]]:
    """The file to be filled in: what each group is to give at its open points and has not, heads first."""
    yield (known.unit.one, *MEAN_COLUMNS[1:])
    for _, course in sorted(known.groups.items()):
        for point in course.points.values():
            if point.opens_on <= today:
                for role, arm in givers(known, course, point.code):
                    yield from lines_to_fill(known, course, (course.group_id, role, arm, point.code))


def givers(known: KnownMeans, course: Course, point: str) -> Iterator[tuple[str, str]]:
    """Who is to give forms of a group: mothers, and whom forms were handed out to."""
    yield Giver.MOTHER, Arm.PROGRAMME
    for role in Giver:
        for arm in Arm:
            forms = known.forms.get((course.group_id, role, arm, point), Forms())
            if (role, arm) != (Giver.MOTHER, Arm.PROGRAMME) and forms.asked:
                yield role, arm


def lines_to_fill(known: KnownMeans, course: Course, whose: Whose) -> Iterator[tuple[str, ...]]:
    """A line for each score that has not been entered."""
    _, role, arm, point = whose
    entered = known.entered.get(whose, {})
    for measure in measures_at(course.programme, role=role, time_point=point):
        if not other_form(measure, course.programme, role):
            for scale in measure.scales:
                if (measure.code, scale.code) not in entered:
                    yield (course.name, role, arm, point, measure.code, scale.code, "", "", "")
