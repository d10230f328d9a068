"""What became of enquiries, by programme and financial year: each with the days of its area's line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import aliased

from scaleup.accounts.models import Person
from scaleup.areas.models import Area
from scaleup.areas.queries import scope
from scaleup.areas.rules import EXIT_WORDS, Exit
from scaleup.core.pages import Actor
from scaleup.core.years import Year, financial_year, year_words
from scaleup.enquiries.models import Enquiry
from scaleup.enquiries.rules import (
    REASON_WORDS,
    STATE_WORDS,
    Conversion,
    Path,
    Reason,
    State,
    conversion,
)
from scaleup.exports.queries import Found, Listing
from scaleup.exports.rules import Column, Kind, Rows
from scaleup.extensions import db
from scaleup.milestones.models import Progress
from scaleup.programmes.models import Programme

Manager = aliased(Person)


@dataclass(frozen=True)
class Wanted:
    """Which enquiries: of a programme (slug), of a financial year (its first calendar year), in a state."""

    programme: str = ""
    year: int | None = None
    state: str = ""


@dataclass(frozen=True)
class Group:
    """The figures of one programme and financial year."""

    programme: str
    year: int
    found: Conversion

    @property
    def words(self) -> str:
        """The year as it is written."""
        return year_words(self.year)


@dataclass(frozen=True)
class Converted:
    """The figures of all that is wanted, and of each programme and year in it."""

    whole: Conversion
    groups: Sequence[Group]


COLUMNS: tuple[Any, ...] = (
    Enquiry.came_on,
    Enquiry.state,
    Enquiry.ended_reason,
    Programme.name.label("programme"),
    Progress.readiness_on,
    Progress.preparing_on,
    Progress.training_on,
    Progress.delivering_on,
    Progress.exit,
    Progress.closed_on,
)


def narrowed(asked: Select[Any], wanted: Wanted) -> Select[Any]:
    """The enquiries that are wanted, each with its programme and its implementation's line."""
    asked = asked.join(Programme, Programme.id == Enquiry.programme_id).outerjoin(
        Progress, Progress.implementation_id == Enquiry.implementation_id
    )
    if wanted.programme:
        asked = asked.where(Programme.slug == wanted.programme)
    if wanted.year is not None:
        year = Year(wanted.year)
        asked = asked.where(Enquiry.came_on.between(year.from_on, year.until_on))
    return asked.where(Enquiry.state == wanted.state) if wanted.state else asked


def path(row: Row[Any], today: date) -> Path:
    """What became of an enquiry up to this day."""
    begun = row.delivering_on is not None and row.delivering_on <= today
    return Path(
        row.came_on,
        up_to(row.readiness_on, today),
        up_to(row.preparing_on if row.readiness_on else None, today),
        up_to(row.training_on, today),
        up_to(row.delivering_on, today),
        "" if begun else left(row),
    )


def up_to(day: date | None, today: date) -> date | None:
    """The day, unless it is still to come."""
    return day if day is not None and day <= today else None


def left(row: Row[Any]) -> str:
    """How it left before a first session, in words; empty where it goes on."""
    if row.ended_reason:
        return REASON_WORDS[Reason(row.ended_reason)]
    if row.closed_on is not None and row.exit:
        return EXIT_WORDS[Exit(row.exit)].split(":")[0]
    return "Ended" if row.state == State.ENDED else ""


def converted(wanted: Wanted, today: date) -> Converted:
    """How many of the enquiries came how far; one statement."""
    rows = db.session.execute(narrowed(select(*COLUMNS).select_from(Enquiry), wanted)).all()
    groups: dict[tuple[int, str], list[Path]] = {}
    for row in rows:
        groups.setdefault((-financial_year(row.came_on), row.programme), []).append(path(row, today))
    return Converted(
        conversion(one for paths in groups.values() for one in paths),
        [Group(programme, -year, conversion(groups[year, programme])) for year, programme in sorted(groups)],
    )


def years(today: date) -> list[int]:
    """The financial years from the first enquiry to this one, the latest first."""
    first = db.session.scalar(select(func.min(Enquiry.came_on)))
    last = financial_year(today)
    return list(range(last, (financial_year(first) if first else last) - 1, -1))


FILE = (
    Column("Programme"),
    Column("Organisation"),
    Column("Nation"),
    Column("Who asks"),
    Column("Role"),
    Column("Work e-mail address"),
    Column("Came in", Kind.DAY),
    Column("Financial year"),
    Column("State"),
    Column("Answer by", Kind.DAY),
    Column("Answered", Kind.DAY),
    Column("Taken up or ended", Kind.DAY),
    Column("How it left"),
    Column("Area"),
    Column("Readiness begun", Kind.DAY),
    Column("Found ready", Kind.DAY),
    Column("Licensed", Kind.DAY),
    Column("First session", Kind.DAY),
    Column("Looked after by"),
)


def enquiries_out(actor: Actor, wanted: Wanted, *, narrowed_by: dict[str, str], today: date) -> Listing:
    """The enquiries as a file: a row each, with what became of it; an area by name where it is the reader's to see."""
    asked = select(
        *COLUMNS,
        Enquiry.organisation,
        Enquiry.nation,
        Enquiry.name,
        Enquiry.role,
        Enquiry.email,
        Enquiry.answer_by_on,
        Enquiry.answered_on,
        Enquiry.settled_on,
        Area.name.label("area"),
        Manager.name.label("manager"),
    ).select_from(Enquiry)
    asked = (
        narrowed(asked, wanted)
        .outerjoin(Area, and_(Area.id == Enquiry.area_id, Area.id.in_(scope(actor, today))))
        .outerjoin(Manager, Manager.id == Enquiry.manager_id)
        .order_by(Enquiry.came_on.desc(), Enquiry.id.desc())
    )
    return Listing("enquiries", "Enquiries", asked, FILE, narrowed_by, made=lambda rows: made(rows, today))


def made(rows: Found, today: date) -> Rows:
    """The rows as the file has them."""
    found = []
    for row in rows:
        went = path(row, today)
        days = (went.readiness_on, went.ready_on, went.licensed_on, went.first_session_on)
        who = (row.programme, row.organisation, row.nation, row.name, row.role, row.email)
        year, state = year_words(financial_year(row.came_on)), STATE_WORDS[State(row.state)]
        dates = (row.answer_by_on, row.answered_on, row.settled_on)
        found.append((*who, row.came_on, year, state, *dates, went.left, row.area, *days, row.manager))
    return found
