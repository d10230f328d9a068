"""What importing a workbook would do: one outcome for each row, what is said, what is asked, and the totals."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from scaleup.core.dates import counted
from scaleup.imports.rules.desk import Desk
from scaleup.imports.rules.facilitator_rows import Facilitators, Team, is_here, settle_facilitator
from scaleup.imports.rules.headings import Sheet, Unknown
from scaleup.imports.rules.history_rows import History, settle_check, settle_contact, with_open_actions
from scaleup.imports.rules.kinds import Kind
from scaleup.imports.rules.known import Known, KnownFacilitator
from scaleup.imports.rules.licence_rows import Licences, settle_licence
from scaleup.imports.rules.outcomes import Choice, Outcome, Problem, Question, Where
from scaleup.imports.rules.parts import (
    CheckPart,
    ContactPart,
    FacilitatorPart,
    LicencePart,
    Part,
)
from scaleup.imports.rules.placing import Atlas

TOTALS = re.compile(r"^(?:grand |sub ?-?)?(?:totals?|sums?|count)\b[\s:]*$", re.IGNORECASE)
TOTALS_SAID = "This is a row of totals, not of one record: totals are counted here."
EACH_NAMED = 12
"""So many columns without a meaning are named one by one; more than these are one sentence."""
LONGEST_HEADING = 40
ORDER = (Kind.LICENCES, Kind.FACILITATORS, Kind.CONTACTS, Kind.CHECKS)
"""Licences first, whatever the order of the sheets: the others belong to their areas."""


@dataclass(frozen=True)
class RowPlan:
    """What becomes of one row."""

    where: Where
    kind: Kind
    outcome: Outcome
    part: Part | None
    natural_key: str
    questions: tuple[str, ...] = ()
    """Keys of what it waits for, or is asked aside."""


@dataclass(frozen=True)
class Counts:
    """How many rows of a sheet became what."""

    rows: int
    created: int
    merged: int
    needs_decision: int
    refused: int


@dataclass(frozen=True)
class Plan:
    """The whole of it. `placing` names, for each team, those who hold a place under its licence."""

    rows: tuple[RowPlan, ...]
    sheets: dict[str, Counts]
    problems: tuple[Problem, ...]
    questions: tuple[Question, ...]
    placing: dict[Team, tuple[FacilitatorPart, ...]]

    @property
    def totals(self) -> dict[str, int]:
        """The records that this workbook stands for, new or here already."""
        parts = [row.part for row in self.rows if row.part is not None]
        return {
            "areas": len({part.area_key for part in parts}),
            "licences": len({part.natural_key for part in parts if isinstance(part, LicencePart)}),
            "facilitators": len({part.natural_key for part in parts if isinstance(part, FacilitatorPart)}),
            "contacts": len({part.natural_key for part in parts if isinstance(part, ContactPart)}),
            "fidelity_checks": len({part.natural_key for part in parts if isinstance(part, CheckPart)}),
        }

    @property
    def all_in(self) -> bool:
        """Whether nothing was refused and nothing waits."""
        waiting = any(sheet.needs_decision or sheet.refused for sheet in self.sheets.values())
        return not waiting and not self.questions


@dataclass
class Books:
    """What has been settled so far, over all sheets."""

    licences: Licences
    facilitators: Facilitators
    history: History
    rows: list[RowPlan] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    questions: dict[str, Question] = field(default_factory=dict)

    @classmethod
    def open(cls, known: Known) -> "Books":
        """Nothing settled yet."""
        atlas, owners = Atlas.of(known), dict(known.owners)
        return cls(Licences(atlas, owners), Facilitators(atlas, owners, here=teams_here(known)), History(atlas))


def teams_here(known: Known) -> dict[Team, list[KnownFacilitator]]:
    """The facilitators that are here, by area and programme."""
    here: dict[Team, list[KnownFacilitator]] = {}
    for facilitator in known.facilitators:
        here.setdefault((facilitator.area_key, facilitator.slug), []).append(facilitator)
    return here


def plan(sheets: Sequence[Sheet | Unknown], known: Known) -> Plan:
    """What importing these sheets would do, against what is known. Pure: it writes nothing."""
    books = Books.open(known)
    for sheet in sheets:
        say_of_sheet(sheet, books)
    for kind in ORDER:
        for sheet in sheets:
            if isinstance(sheet, Sheet) and sheet.kind is kind:
                for row in sheet.rows:
                    settle(Desk(known, sheet, row), books)
    placing = place_everyone(books, known)
    rows = with_actions(books.rows)
    order = {sheet.name: number for number, sheet in enumerate(sheets)}
    return Plan(
        rows=tuple(rows),
        sheets={sheet.name: counts(sheet.name, rows) for sheet in sheets},
        problems=tuple(sorted(books.problems, key=lambda said: (order[said.where.sheet], said.where.row))),
        questions=tuple(books.questions.values()),
        placing=placing,
    )


def say_of_sheet(sheet: Sheet | Unknown, books: Books) -> None:
    """What is to be said of a sheet as a whole: no heading known, columns not taken in, hidden."""
    if isinstance(sheet, Unknown):
        if sheet.left_out:
            said = f"This sheet is left out by decision: nothing of its {counted(sheet.rows, 'row')} was taken in."
            books.problems.append(Problem(Where(sheet.name, sheet.first_row), "", said))
        elif sheet.rows:
            said = (
                f"No heading known here stands on this sheet: nothing of its {counted(sheet.rows, 'row')} was taken in."
            )
            books.problems.append(Problem(Where(sheet.name, sheet.first_row), "", said))
        return
    at = sheet.heading_row
    books.problems += extra_columns(sheet, at)
    for heading in sheet.left_out:
        books.problems.append(Problem(Where(sheet.name, at, heading), heading, "This column is left out by decision."))
    for heading in sheet.twice:
        said = "This column is not taken in: an earlier one of the sheet means the same."
        books.problems.append(Problem(Where(sheet.name, at, heading), heading, said))
    if "stage" in {meaning for row in sheet.rows[:1] for meaning in row.headings} and sheet.kind is Kind.LICENCES:
        heading = sheet.rows[0].headings["stage"]
        said = (
            "This column is not taken in: the stage of an area is worked out from its dates. "
            "Where it says that an area is not taking part now, its row tells you so."
        )
        books.problems.append(Problem(Where(sheet.name, at, heading), heading, said))
    if sheet.hidden and sheet.rows:
        said = "This sheet is hidden in the workbook. It was read like the others."
        books.problems.append(Problem(Where(sheet.name, at), "", said))


def extra_columns(sheet: Sheet, at: int) -> list[Problem]:
    """A sentence for each column that means nothing here; one for all where they are many."""
    if len(sheet.extra) > EACH_NAMED:
        first = ", ".join(f"“{heading[:LONGEST_HEADING]}”" for heading in sheet.extra[:3])
        said = f"{len(sheet.extra)} columns are not taken in: nothing here is meant by their headings, such as {first}."
        return [Problem(Where(sheet.name, at), "", said)]
    said = "This column is not taken in: nothing here is meant by its heading."
    return [Problem(Where(sheet.name, at, heading), heading, said) for heading in sheet.extra]


def settle(desk: Desk, books: Books) -> None:
    """The row has its outcome; what it says and asks stands in the books."""
    part: Part | None = None
    if not set_aside(desk):
        match desk.sheet.kind:
            case Kind.LICENCES:
                part = settle_licence(desk, books.licences)
            case Kind.FACILITATORS:
                part = settle_facilitator(desk, books.facilitators)
            case Kind.CONTACTS:
                part = settle_contact(desk, books.history)
            case Kind.CHECKS:
                part = settle_check(desk, books.history)
        note_of_stray_cells(desk)
    part = part if desk.stands else None
    asked = [] if desk.outcome is Outcome.REFUSED else desk.questions
    for question in asked:
        books.questions.setdefault(question.key, question)
    key = part.natural_key if part else f"{desk.sheet.kind}|{desk.where}"
    books.problems.extend(desk.problems)
    books.rows.append(
        RowPlan(desk.where, desk.sheet.kind, desk.outcome, part, key, tuple(question.key for question in asked))
    )


def set_aside(desk: Desk) -> bool:
    """Whether the row is no record at all: totals, a heading said again, or only cells under no heading."""
    words = {meaning: cell.words for meaning, cell in desk.row.cells.items() if not cell.empty}
    known = {meaning for meaning in words if not meaning.startswith("?")}
    labels = [words[meaning] for meaning in words if TOTALS.match(words[meaning])]
    if labels and (TOTALS.match(words.get("area", "")) or "area" not in words):
        desk.refuse("area", TOTALS_SAID)
    elif known and all(words[meaning] == desk.row.headings.get(meaning) for meaning in known):
        desk.refuse("area", "This row says the heading again.")
    elif not known:
        meaning = next(iter(words), "area")
        desk.refuse(meaning, "Nothing in this row stands under a heading that is known here.")
    return not desk.stands


def note_of_stray_cells(desk: Desk) -> None:
    """Cells beside the table are said: nothing is dropped in silence."""
    for meaning, cell in desk.row.cells.items():
        if meaning.startswith("?column ") and not cell.empty:
            desk.say(meaning, "This cell stands under no heading and was not taken in.")


def with_actions(rows: Sequence[RowPlan]) -> list[RowPlan]:
    """The rows, with an open action on the latest held contact of each implementation only."""
    contacts = [row.part for row in rows if isinstance(row.part, ContactPart)]
    settled = iter(with_open_actions(contacts))
    return [replace(row, part=next(settled)) if isinstance(row.part, ContactPart) else row for row in rows]


def counts(name: str, rows: Iterable[RowPlan]) -> Counts:
    """How many rows of the sheet became what."""
    outcomes = [row.outcome for row in rows if row.where.sheet == name]
    return Counts(len(outcomes), *(outcomes.count(outcome) for outcome in Outcome))


def place_everyone(books: Books, known: Known) -> dict[Team, tuple[FacilitatorPart, ...]]:
    """Who holds a place in each team: all who are there, if there are places for all; else a decision, and nobody."""
    placing: dict[Team, tuple[FacilitatorPart, ...]] = {}
    for team, members in books.facilitators.teams.items():
        places = places_of(team, books, known)
        present = [(part, where) for part, where in members if not part.left]
        here = [one for one in books.facilitators.here.get(team, ()) if not one.left]
        others = [one for one in here if not any(is_here(part, one) for part, _ in present)]
        if not places or not present:
            continue
        if len(present) + len(others) <= places:
            placing[team] = tuple(part for part, _ in present)
        else:
            placing[team] = decided_places(books, known, team=team, places=places - len(others))
    return placing


def places_of(team: Team, books: Books, known: Known) -> int:
    """The places of the team's latest licence, in the workbook or here."""
    mine = books.licences.of_team.get(team, [])
    here = known.licences_of.get(team, [])
    terms = [(part.ends_on, part.places) for part in mine] + [(licence.ends_on, licence.places) for licence in here]
    return max(terms)[1] if terms else 0


def decided_places(books: Books, known: Known, *, team: Team, places: int) -> tuple[FacilitatorPart, ...]:
    """Those who hold a place by decision; nobody while it waits."""
    present = [(part, where) for part, where in books.facilitators.teams[team] if not part.left]
    area = books.facilitators.atlas.areas[team[0]]
    names = [choice_of(part) for part, _ in present]
    without = len(present) - max(places, 0)
    digest = hashlib.sha256("|".join(sorted(names)).encode()).hexdigest()[:16]
    said = (
        f"{counted(len(present), 'person')} {'stands' if len(present) == 1 else 'stand'} for "
        f"{counted(max(places, 0), 'place')} in {area}. All of them came in, "
        f"and none holds a place until it is decided who goes without one."
    )
    question = Question(
        f"places|{team[0]}|{team[1]}|{places}|{digest}",
        f"Who goes without a place in {area}? {said} Pick {without}.",
        tuple(Choice(name, name) for name in sorted(names)),
        picks=without,
    )
    answer = known.answers.get(question.key, "")
    if answer:
        left_over = answer.split("; ")
        return tuple(part for part, _ in present if choice_of(part) not in left_over)
    books.questions[question.key] = question
    where = present[max(places, 0)][1]
    books.problems.append(Problem(where, area, said))
    return ()


def choice_of(part: FacilitatorPart) -> str:
    """The person as one of several is picked."""
    return f"{part.name} <{part.email}>" if part.email else part.name
