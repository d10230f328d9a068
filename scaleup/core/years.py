"""Financial years, 1 April to 31 March (domain.md 6), each known by the calendar year in which it begins. Pure."""

from dataclasses import dataclass
from datetime import date

from scaleup.core.numbers import whole

APRIL = 4
EARLIEST, LATEST = 1901, 9989
"""Years that an address may ask for: each has a day before it and a day after it."""


@dataclass(frozen=True)
class Year:
    """A financial year, by the year in which it begins."""

    begins: int

    @property
    def from_on(self) -> date:
        """Its first day."""
        return date(self.begins, APRIL, 1)

    @property
    def until_on(self) -> date:
        """Its last day."""
        return date(self.begins + 1, APRIL - 1, 31)

    @property
    def words(self) -> str:
        """As it is written: "2025/26"."""
        return f"{self.begins}/{(self.begins + 1) % 100:02}"

    def holds(self, day: date) -> bool:
        """Whether the day is one of its."""
        return self.from_on <= day <= self.until_on


def financial_year(day: date) -> int:
    """The calendar year in which the financial year of the day began."""
    return day.year if day.month >= APRIL else day.year - 1


def year_words(begins: int) -> str:
    """The financial year that begins then, as it is written."""
    return Year(begins).words


def year_asked(text: str) -> int | None:
    """The financial year that an address asks for; None, which narrows nothing, where the text is no year."""
    year = whole(text)
    return year if year is not None and EARLIEST <= year <= LATEST else None
