"""What the page of a register shows: its rows, its half-days and its words, from the register and what was typed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from scaleup.core.dates import counted, instant, local_date, short_date
from scaleup.training.queries.register import Attendee, Cell, Key, Register
from scaleup.training.rules import ATTENDANCE_WORDS, Attendance
from scaleup.training.rules.register import PARTIAL, Column, Said, Typed

GLYPHS: dict[Attendance | None, tuple[str, str]] = {
    Attendance.PRESENT: ("done", "here"),
    Attendance.LATE: ("soon", "late"),
    Attendance.LEFT_EARLY: ("soon", "left early"),
    Attendance.ABSENT: ("late", "absent"),
    Attendance.EXCUSED: ("held", "excused"),
    Attendance.MADE_UP: ("amber", "made up"),
}
IDLE = ("idle", "not yet")


@lru_cache
def answers(chosen: Attendance | None) -> str:
    """The six answers and none, as options; drawn once for all cells that say the same."""
    options = [("", "–"), *((one.value, ATTENDANCE_WORDS[one]) for one in Attendance)]
    return "".join(
        f'<option value="{value}"{" selected" if value == (chosen or "") else ""}>{escape(words)}</option>'
        for value, words in options
    )


class Box(NamedTuple):
    """A cell as a form shows it."""

    name: str
    """What its controls are called by: "12-3"."""
    said: Said
    seen: str
    claimed: bool
    error: str
    theirs: str
    longest: int
    label: str

    @property
    def choice(self) -> str:
        """Which of the three large answers is chosen."""
        if self.said.attendance in PARTIAL:
            return "part"
        if self.said.attendance is Attendance.PRESENT:
            return "here"
        return "absent" if self.said.attendance else ""

    @property
    def drawn(self) -> str:
        """The cell of the whole register: a list of six answers, what was seen, and minutes or a day where asked.

        As HTML: its names are numbers, the rest is escaped.
        """
        said = self.said
        minutes = "" if said.minutes is None else str(said.minutes)
        label = str(escape(self.label))
        told = "".join(f'<p class="told">{escape(one)}</p>' for one in (self.error, self.theirs) if one)
        return (
            f'<td><input type="hidden" name="s-{self.name}" value="{self.seen}">'
            f'<select class="govuk-select" id="m-{self.name}" name="m-{self.name}" aria-label="{label}">'
            f"{answers(said.attendance)}</select>"
            f'<input class="govuk-input if-part" name="n-{self.name}" inputmode="numeric" value="{minutes}"'
            f' autocomplete="off" aria-label="{label}: minutes there, of {self.longest}">'
            f'<input class="govuk-input if-made-up" name="d-{self.name}" type="date" value="{said.made_up_on or ""}"'
            f' aria-label="{label}: day of the make-up">{told}</td>'
        )

    @property
    def glyph(self) -> tuple[str, str]:
        """Its shape and its word."""
        return GLYPHS.get(self.said.attendance, IDLE)


@dataclass(frozen=True)
class Asked:
    """What was typed into a form that is shown again, and what is said against it at each cell."""

    cells: Mapping[Key, Typed] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    theirs: Mapping[Key, str] = field(default_factory=dict)


UNASKED = Asked()


@dataclass(frozen=True)
class Line:
    """A person with the cells that the page shows, and what is told of them."""

    person: Attendee
    boxes: Sequence[Box]
    so_far: Iterable[tuple[str, str, str]]
    warning: str

    @property
    def drawn(self) -> Markup:
        """The cells of the whole register: drawn together, since a page has hundreds."""
        return Markup("".join(one.drawn for one in self.boxes))  # noqa: S704 - each escapes what was typed

    @property
    def span(self) -> int:
        """How many columns the whole row has."""
        return len(self.boxes) + 1


@dataclass(frozen=True)
class Tab:
    """A half-day as the row of half-days shows it."""

    column: Column
    current: bool
    small: str


@dataclass(frozen=True)
class Shown:
    """Everything that the page of a register says."""

    register: Register
    tabs: Sequence[Tab]
    lines: Sequence[Line]
    column: Column | None
    day: int
    days: int
    there: int
    last_saved: str
    entered: str
    claims: int
    milliseconds: int
    """The present instant, by which devices tell when a tap was made."""


def shown(register: Register, columns: Sequence[Column], *, now: datetime, typed: Asked = UNASKED) -> Shown:
    """The page with these half-days as a form."""
    today = local_date(now)
    only = columns[0] if len(columns) == 1 else None
    days = list(dict.fromkeys(one.on_day for one in register.columns))
    people = register.people_at(only.id) if only else register.people
    return Shown(
        register=register,
        tabs=[tab(register, one, only, now=now) for one in register.columns],
        lines=[line(register, one, columns, typed=typed) for one in people],
        column=only,
        day=days.index(only.on_day) + 1 if only else 0,
        days=len(days),
        there=register.there(only.id) if only else 0,
        last_saved=last_saved(register, today),
        entered=entered(register, only, today) if only else "",
        claims=sum(register.cell(one.booking_id, only.id).claimed for one in people) if only else 0,
        milliseconds=round(now.timestamp() * 1000),
    )


def tab(register: Register, column: Column, only: Column | None, *, now: datetime) -> Tab:
    """The half-day, and how far it is marked, which the page of one half-day alone says."""
    if only is None:
        return Tab(column, current=False, small="")
    come = len(register.people_at(column.id))
    marked = come - register.unmarked(column.id)
    if not marked:
        small = "now" if column.begins <= now < column.over else "not yet"
    elif marked < come:
        small = f"{marked} of {come} marked"
    else:
        small = f"{register.there(column.id)} of {come}"
    return Tab(column, column is only, small)


def line(register: Register, person: Attendee, columns: Sequence[Column], *, typed: Asked) -> Line:
    """The person's row."""
    boxes = [box(register, person, one, typed=typed) for one in columns]
    return Line(person, boxes, so_far(register, person), register.warning(person.booking_id))


def so_far(register: Register, person: Attendee) -> Iterator[tuple[str, str, str]]:
    """What is said of the person at each half-day; made only where the page asks for it."""
    for one in register.columns:
        said = register.cell(person.booking_id, one.id).said
        yield f"{person.booking_id}-{one.id}", *GLYPHS.get(said.attendance, IDLE)


def box(register: Register, person: Attendee, column: Column, *, typed: Asked) -> Box:
    """The person's cell of this half-day."""
    key, name = (person.booking_id, column.id), f"{person.booking_id}-{column.id}"
    cell = register.cell(*key)
    return Box(
        name=name,
        said=typed.cells[key].said if key in typed.cells else cell.said,
        seen=cell.said.code,
        claimed=cell.claimed,
        error=typed.errors.get(f"m-{name}", ""),
        theirs=typed.theirs.get(key, ""),
        longest=column.minutes,
        label=f"{person.name}, {column.short}",
    )


def last_saved(register: Register, today: date) -> str:
    """When the register was last written to."""
    latest = max((cell.entered_at for cell in register.cells.values() if cell.entered_at), default=None)
    return f"Last saved {instant(latest, today)}." if latest else "Nothing is saved yet."


def entered(register: Register, column: Column, today: date) -> str:
    """That it was entered days after it was held, if so."""
    day = register.entered_on(column.id)
    if day is None:
        return ""
    after = counted((day - column.on_day).days, "day")
    return f"Attended on {short_date(column.on_day, today)}, entered on {short_date(day, today)}, {after} after."


def as_told(register: Register, key: Key) -> dict[str, object]:
    """A cell as a device is told of it."""
    cell: Cell = register.cell(*key)
    said = cell.said
    return {
        "cell": f"{key[0]}-{key[1]}",
        "seen": said.code,
        "attendance": said.attendance or "",
        "minutes": said.minutes,
        "made_up_on": said.made_up_on.isoformat() if said.made_up_on else "",
    }
