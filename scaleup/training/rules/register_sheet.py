"""The register as a sheet: how a half-day heads a column, what a mark is there, and how both are read. Pure."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from scaleup.training.rules.register import HALF_WORDS, NOTHING, PARTIAL, Column, Said, plain
from scaleup.training.rules.states import ATTENDANCE_WORDS, Attendance

NAME, EMAIL, TRADE = "Name", "E-mail", "Profession"
MOST_LINES = 500
DAY = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))\s+(am|pm|morning|afternoon)", re.I)
MARK = re.compile(r"([a-z ]+?)\s*(\d{1,4})?\s*(\d{4}-\d{2}-\d{2})?")
WORDS = {words.casefold(): kind for kind, words in ATTENDANCE_WORDS.items()} | {"here": Attendance.PRESENT}
SHORT = {"morning": "am", "afternoon": "pm"}


@dataclass(frozen=True)
class Person:
    """Somebody on the register, as a sheet may name them."""

    booking_id: int
    name: str
    email: str


@dataclass(frozen=True)
class Problem:
    """Why the sheet cannot be brought in: a line of it, and a sentence."""

    line: int
    sentence: str


@dataclass(frozen=True)
class Read:
    """What a sheet says: a mark for each booking and half-day that it names, or why it cannot be brought in."""

    said: Mapping[tuple[int, int], Said]
    problems: Sequence[Problem]


def heading(column: Column) -> str:
    """What heads the column of a half-day: "2026-11-23 am"."""
    return f"{column.on_day.isoformat()} {HALF_WORDS[column.half]}"


def mark_words(said: Said) -> str:
    """A mark in a cell: "Present", "Left early 100", "Made up 2024-06-06"; nothing where nothing is said."""
    if said.attendance is None:
        return ""
    minutes = "" if said.minutes is None else str(said.minutes)
    day = said.made_up_on.isoformat() if said.made_up_on else ""
    return " ".join(part for part in (ATTENDANCE_WORDS[said.attendance], minutes, day) if part)


def read_mark(text: str) -> Said | None:
    """The mark that these words are; none where they are no mark. No words say nothing."""
    if not text.strip():
        return NOTHING
    found = MARK.fullmatch(" ".join(text.casefold().split()))
    kind = WORDS.get(found[1].strip()) if found else None
    if found is None or kind is None:
        return None
    if (found[2] and kind not in (*PARTIAL, Attendance.MADE_UP)) or (found[3] and kind is not Attendance.MADE_UP):
        return None
    return plain(Said(kind, int(found[2]) if found[2] else None, day_of(found[3]) if found[3] else None))


def day_of(text: str) -> date | None:
    """The day; none where there is no such day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def column_of(text: str, columns: Sequence[Column]) -> Column | None:
    """The half-day that a heading names, as "2026-11-23 am" or "23/11/2026 morning"; none where the event has none."""
    found = DAY.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    half = SHORT.get(found[7].casefold(), found[7].casefold())
    wanted = f"{int(year):04}-{int(month):02}-{int(day):02} {half}"
    return next((one for one in columns if heading(one) == wanted), None)


def read(text: str, people: Sequence[Person], columns: Sequence[Column]) -> Read:
    """The sheet, read whole: what it says, and each thing that stands against it with its line."""
    try:
        rows = list(csv.reader(StringIO(text.lstrip("\ufeff")), delimiter=parted_by(text)))
    except csv.Error:
        return Read({}, [Problem(1, "The file cannot be read as CSV. Save it again as CSV, then choose it.")])
    if not rows or not any(cell.strip() for cell in rows[0]):
        return Read({}, [Problem(1, "The file is empty. Its first line names the columns.")])
    if len(rows) > MOST_LINES:
        return Read({}, [Problem(MOST_LINES, f"The file has more than {MOST_LINES} lines: is it a register?")])
    heads, problems = headings(rows[0], columns)
    said: dict[tuple[int, int], Said] = {}
    lines: dict[int, int] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        person = who(row, rows[0], people)
        if isinstance(person, str):
            problems.append(Problem(number, person))
        elif person.booking_id in lines:
            problems.append(Problem(number, f"{person.name} stands on line {lines[person.booking_id]} already."))
        else:
            lines[person.booking_id] = number
            said |= marks_of(row, number, person, heads, problems)
    return Read(said, sorted(problems, key=lambda one: one.line))


def parted_by(text: str) -> str:
    """What parts the cells: a semicolon where the first line has more of them than commas, as Excel saves in places."""
    first = text.partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def headings(row: Sequence[str], columns: Sequence[Column]) -> tuple[dict[int, Column], list[Problem]]:
    """The half-day of each place in a line, and the headings that name none."""
    found: dict[int, Column] = {}
    problems = []
    if not any(cell.strip().casefold() in names() for cell in row):
        problems.append(Problem(1, f"No column is called “{NAME}” or “{EMAIL}”, so nobody can be found."))
    for place, cell in enumerate(row):
        if not cell.strip() or cell.strip().casefold() in {*names(), TRADE.casefold()}:
            continue
        column = column_of(cell, columns)
        if column is None:
            usual = f" Write it like “{heading(columns[0])}”." if columns else ""
            problems.append(Problem(1, f"“{cell.strip()}” is no half-day of this event.{usual}"))
        elif column in found.values():
            problems.append(Problem(1, f"“{cell.strip()}” stands twice."))
        else:
            found[place] = column
    return found, problems


def names() -> tuple[str, str, str]:
    """What heads the columns by which people are found."""
    return NAME.casefold(), EMAIL.casefold(), "email"


def who(row: Sequence[str], head: Sequence[str], people: Sequence[Person]) -> Person | str:
    """Whom the line names, by address first, then by name; else why nobody is found."""
    told = {title.strip().casefold(): cell.strip() for title, cell in zip(head, row, strict=False)}
    email, name = told.get(EMAIL.casefold()) or told.get("email") or "", told.get(NAME.casefold(), "")
    if email:
        by_address = [one for one in people if one.email.casefold() == email.casefold()]
        return by_address[0] if by_address else f"Nobody on this register has the address “{email}”."
    by_name = [one for one in people if one.name.casefold() == " ".join(name.split()).casefold()]
    if len(by_name) > 1:
        return f"There are {len(by_name)} people called “{name}” on this register. Give the e-mail address."
    if by_name:
        return by_name[0]
    return f"“{name}” is not on this register." if name else "The line has marks but no name."


def marks_of(
    row: Sequence[str], number: int, person: Person, heads: Mapping[int, Column], problems: list[Problem]
) -> dict[tuple[int, int], Said]:
    """The marks of a line; words that are none are told as problems. An empty cell says nothing."""
    found = {}
    for place, column in heads.items():
        text = row[place] if place < len(row) else ""
        said = read_mark(text)
        if said is None:
            problems.append(Problem(number, f"{person.name}, {column.short}: “{text.strip()}” is no mark. {USE}"))
        elif said != NOTHING:
            found[person.booking_id, column.id] = said
    return found


USE = "Use Present, Late 90, Left early 100, Absent, Excused or Made up 2026-12-09; figures are minutes."


def lines(people: Iterable[tuple[Person, str, Sequence[Said]]]) -> Iterator[tuple[str, ...]]:
    """The register as the lines of a sheet: name, address, profession, and a mark for each half-day."""
    for person, trade, said in people:
        yield (person.name, person.email, trade, *(mark_words(one) for one in said))
