"""Two plans of one licence side by side, as a page shows them: what is added, moved, gone, and what stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import select

from scaleup.accounts.models import Person
from scaleup.core.dates import counted
from scaleup.core.errors import Absent
from scaleup.core.marks import GLYPH, Drawing
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.support import rules
from scaleup.support.models import PlanVersion

WEEK, MONTH, LONG = 7, 30.44, 27
OPEN = 8
"""So many changes stand open on a page."""
MARKS = {
    rules.Move.ADDED: ("Added", "done"),
    rules.Move.GONE: ("Gone", "held"),
    rules.Move.UNCHANGED: ("Stays", "idle"),
}
BY_THE_UNIT = "The unit made the plan anew"
"""What a project lead reads of a version whose cause is a step decision."""


@dataclass(frozen=True)
class ChangeRow:
    """What becomes of one contact."""

    sequence: int
    was_on: date | None
    now_on: date | None
    words: str
    """"2 weeks later", "Added"."""
    kind: str
    """The kind of its tag."""
    why: str


@dataclass(frozen=True)
class Changes:
    """What becomes of a plan."""

    changed: tuple[ChangeRow, ...]
    stays: tuple[ChangeRow, ...]
    drawing: Drawing | None = None
    """Both plans one above the other."""

    @property
    def first(self) -> tuple[ChangeRow, ...]:
        """The changes that stand open; of a few more than fit all do."""
        return self.changed if len(self.changed) <= OPEN + 2 else self.changed[:OPEN]

    @property
    def later(self) -> tuple[ChangeRow, ...]:
        """The others, folded."""
        return self.changed[len(self.first) :]

    @property
    def sentence(self) -> str:
        """How many of what: "3 contacts move and 1 is added"."""
        found: list[str] = []
        for move, verbs in VERBS.items():
            number = sum(move_of(row) is move for row in self.changed)
            if number:
                subject = counted(number, "contact") if not found else str(number)
                found.append(f"{subject} {verbs[number != 1]}")
        if not found:
            return "no contact changes its day"
        *others, last = found
        return f"{', '.join(others)} and {last}" if others else last


VERBS = {
    rules.Move.MOVED: ("moves", "move"),
    rules.Move.ADDED: ("is added", "are added"),
    rules.Move.GONE: ("goes", "go"),
}


def move_of(row: ChangeRow) -> rules.Move:
    """What kind of change it is."""
    if row.now_on is None:
        return rules.Move.GONE
    return rules.Move.ADDED if row.was_on is None else rules.Move.MOVED


def changes_of(
    differences: Sequence[rules.Difference], *, today: date, settled: Mapping[int, GLYPH] = MappingProxyType({})
) -> Changes:
    """The differences as rows and, where something changes, as a drawing; `settled` marks what has an outcome."""
    rows = [(one.move, row_of(one)) for one in differences]
    return Changes(
        tuple(row for move, row in rows if move is not rules.Move.UNCHANGED),
        tuple(row for move, row in rows if move is rules.Move.UNCHANGED),
        rules.two_plans(differences, settled=settled, today=today) if differences else None,
    )


def row_of(one: rules.Difference) -> ChangeRow:
    """One difference as a row."""
    if one.move is rules.Move.MOVED and one.was_on and one.now_on:
        words, kind = apart(one.was_on, one.now_on), "soon"
    else:
        words, kind = MARKS[one.move]
    return ChangeRow(one.sequence, one.was_on, one.now_on, words, kind, one.reason)


def apart(was_on: date, now_on: date) -> str:
    """How far apart two days are: "3 weeks earlier", "1 day later", "about 2 months earlier"."""
    days = abs((now_on - was_on).days)
    far = counted(days // WEEK, "week") if days % WEEK == 0 else counted(days, "day")
    if days > LONG:
        far = f"about {counted(round(days / MONTH), 'month')}"
    return f"{far} {'later' if now_on > was_on else 'earlier'}"


@dataclass(frozen=True)
class VersionLine:
    """One version of a plan."""

    number: int
    at: datetime
    who: str
    """Empty where the system made it."""
    cause: str
    contacts: int
    """How many contacts the plan had then."""


@dataclass(frozen=True)
class VersionsPage:
    """The versions of one plan, the latest first, and two of them side by side."""

    licence_id: int
    licence: str
    lines: tuple[VersionLine, ...]
    before: int
    after: int
    changes: Changes

    @property
    def numbers(self) -> list[int]:
        """The numbers of the versions, in order."""
        return [line.number for line in reversed(self.lines)]


def versions_page(
    licence_id: int, *, area_id: int, wanted: tuple[int | None, int | None], staff: bool, today: date
) -> VersionsPage:
    """The versions of the licence's plan. `wanted` are the two to be compared; the last two if nobody chose.

    Raises Absent where the licence is of another area, or its plan has no version. Only `staff` read step decisions.
    """
    licence = db.session.get(Licence, licence_id)
    if licence is None or licence.area_id != area_id:
        raise Absent
    rows = db.session.execute(
        select(PlanVersion, Person.name)
        .outerjoin(Person, Person.id == PlanVersion.person_id)
        .where(PlanVersion.licence_id == licence_id)
        .order_by(PlanVersion.number)
    ).all()
    if not rows:
        raise Absent
    told = [rules.read(version.changes) for version, _ in rows]
    after = wanted[1] if wanted[1] in range(1, len(rows) + 1) else len(rows)
    before = wanted[0] if wanted[0] in range(1, len(rows) + 1) else max((after or 1) - 1, 1)
    lines = [line_of(version, name or "", told[: version.number], staff=staff) for version, name in rows]
    first, second = (rules.plan_after(told[: number or 1]) for number in (before, after))
    return VersionsPage(
        licence_id=licence_id,
        licence=licence.number,
        lines=tuple(reversed(lines)),
        before=before or 1,
        after=after or 1,
        changes=changes_of(rules.compared(first, second), today=today),
    )


def line_of(version: PlanVersion, who: str, told: Sequence[Sequence[rules.Difference]], *, staff: bool) -> VersionLine:
    """One version as a line."""
    hidden = version.staff_only and not staff
    return VersionLine(
        number=version.number,
        at=version.at,
        who="" if hidden else who,
        cause=BY_THE_UNIT if hidden else version.cause,
        contacts=sum(stand.on is not None for stand in rules.plan_after(told).values()),
    )
