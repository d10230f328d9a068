"""Dates as people type them into a tracker: day first, months in words, ISO, spreadsheet dates and serial numbers.

Day first is the rule (issue 2, section 6); what cannot be so is a question, never turned round silently.
"""

import math
import re
from datetime import date, datetime, time, timedelta

from scaleup.core.dates import long_date
from scaleup.imports.rules.cells import Cell
from scaleup.imports.rules.reading import Reading, says_nothing

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
"""Outside these a tracker's date is a slip of the finger."""

SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of the spreadsheet's count, for every date after February 1900."""
SERIALS = range((EARLIEST - SERIAL_ZERO).days, (LATEST - SERIAL_ZERO).days + 1)
DAYS_TO_1904 = 1462
"""So many days later the count of workbooks from 1904 begins."""
COMPACT = range(19900101, 20991232)
"""A number of the shape 20260615."""

MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}

WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs|day|sday|nesday|rsday|urday)?\b[\s,.]*", re.IGNORECASE)
TIME = re.compile(r"[\sT]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$")
ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$")
NUMBERS = re.compile(r"^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4}|\d{2})$")
DAY_FIRST = re.compile(
    r"^(\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s\-/.,]*([a-z]+)[\s\-/.,']*(\d{4}|\d{2})$", re.IGNORECASE
)
MONTH_FIRST = re.compile(r"^([a-z]+)[\s\-/.]*(\d{1,2})(?:st|nd|rd|th)?[\s,\-/]+(\d{4}|\d{2})$", re.IGNORECASE)

LAST_YEAR_OF_2000S = 80
"""25 is 2025; 85 would be 1985."""


def read_date(cell: Cell) -> Reading[date]:
    """The date in the cell, or nothing, or why it is none and what may have been meant."""
    found: Reading[date] = Reading()
    match cell.value:
        case _ if cell.trouble:
            found = Reading(trouble=cell.trouble)
        case bool() | time():
            found = Reading(trouble="This is not a date.")
        case datetime() as instant:
            found = within(instant.date())
        case date() as day:
            found = within(day)
        case float() as number if not math.isfinite(number):
            found = Reading(trouble="This is not a date.")
        case int() | float() as number if cell.from_1904 and int(number) in SERIALS:
            day = SERIAL_ZERO + timedelta(days=int(number) + DAYS_TO_1904)
            said = "This is a plain number, and the workbook counts its days from 1904: nobody can tell from which day."
            found = Reading(trouble=said, proposals=(day, day - timedelta(days=DAYS_TO_1904)))
        case int() | float() as number:
            found = serial(number)
        case str():
            found = written(cell.words)
    return found


def serial(number: float) -> Reading[date]:
    """The day that a spreadsheet means by a plain number."""
    if int(number) in SERIALS:
        return Reading(SERIAL_ZERO + timedelta(days=int(number)))
    if number == int(number) and int(number) in COMPACT:
        return written(str(int(number)))
    return Reading(trouble=f"The number {number:g} is not a date.")


def written(words: str) -> Reading[date]:
    """The date in a text, day first."""
    if says_nothing(words):
        return Reading()
    text, weekday = without_weekday(TIME.sub("", words.strip()).strip())
    parts = numbered(text) or named(text)
    if parts is None:
        return Reading(trouble="This is not read as a date.", proposals=dates_within(text))
    year, month, day = parts
    found = calendar_date(year, month, day)
    if found is None:
        turned = calendar_date(year, day, month)
        return Reading(trouble="There is no such day, day first.", proposals=(turned,) if turned else ())
    if weekday is not None and found.weekday() != weekday:
        return Reading(trouble=f"The weekday does not fit: that date is {long_date(found)}.", proposals=(found,))
    return within(found)


def without_weekday(text: str) -> tuple[str, int | None]:
    """The text without a weekday at its beginning, and which one it was (Monday is 0)."""
    match = WEEKDAY.match(text)
    if match is None:
        return text, None
    return text[match.end() :], WEEKDAYS[match.group(1).casefold()[:3]]


def numbered(text: str) -> tuple[int, int, int] | None:
    """Year, month, day of a date in figures: ISO, compact, or day first."""
    if match := ISO.match(text):
        return int(match[1]), int(match[2]), int(match[3])
    if len(text) == len("20260615") and text.isdecimal() and text.isascii() and int(text) in COMPACT:
        return int(text[:4]), int(text[4:6]), int(text[6:])
    if match := NUMBERS.match(text):
        return full_year(match[3]), int(match[2]), int(match[1])
    return None


def named(text: str) -> tuple[int, int, int] | None:
    """Year, month, day of a date with its month in words, in either order."""
    if (match := DAY_FIRST.match(text)) and match[2].casefold() in MONTHS:
        return full_year(match[3]), MONTHS[match[2].casefold()], int(match[1])
    if (match := MONTH_FIRST.match(text)) and match[1].casefold() in MONTHS:
        return full_year(match[3]), MONTHS[match[1].casefold()], int(match[2])
    return None


def full_year(digits: str) -> int:
    """The year of four or two digits."""
    year = int(digits)
    if len(digits) == len("2026"):
        return year
    return year + (2000 if year < LAST_YEAR_OF_2000S else 1900)


def calendar_date(year: int, month: int, day: int) -> date | None:
    """The date, if there is such a day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def within(day: date) -> Reading[date]:
    """The day, unless its year is beyond anything that a tracker could mean."""
    if EARLIEST <= day <= LATEST:
        return Reading(day)
    return Reading(trouble=f"The year {day.year} cannot be meant.")


def dates_within(text: str) -> tuple[date, ...]:
    """Dates that stand in a longer text, as proposals: "w/c 15/06/2026", "15 June 2026 (tbc)"."""
    found = re.findall(
        r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\s+\d{2,4}",
        text,
    )
    readings = [written(piece) for piece in found if piece != text]
    return tuple(reading.value for reading in readings if reading.value)
