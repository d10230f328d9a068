"""The bank holidays of each nation, from packaged data only: nothing here opens a connection.

GOV.UK's list, as packaged, names the days of the four UK nations as far as it reaches; the `holidays` package
adds one-off days that it lacks, what lies past it, and Jersey, Guernsey and the Isle of Man throughout.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

import holidays as computed
from govuk_bank_holidays.bank_holidays import BankHolidays

from scaleup.core.dates import SATURDAY, Calendar, Nation

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Calendar", "Nation", "calendar"]

FIRST_YEAR = 2012
"""GOV.UK's list begins here."""
LAST_YEAR = 2060

DIVISIONS = {
    Nation.ENGLAND: BankHolidays.ENGLAND_AND_WALES,
    Nation.WALES: BankHolidays.ENGLAND_AND_WALES,
    Nation.SCOTLAND: BankHolidays.SCOTLAND,
    Nation.NORTHERN_IRELAND: BankHolidays.NORTHERN_IRELAND,
}

# Without a subdivision the package returns only the days that all parts of the UK share.
COMPUTED = {
    Nation.ENGLAND: ("GB", "ENG"),
    Nation.WALES: ("GB", "WLS"),
    Nation.SCOTLAND: ("GB", "SCT"),
    Nation.NORTHERN_IRELAND: ("GB", "NIR"),
    Nation.JERSEY: ("JE", None),
    Nation.GUERNSEY: ("GG", None),
    Nation.ISLE_OF_MAN: ("IM", None),
}


def calendar(nation: Nation, years: Iterable[int] = (), closures: Iterable[date] = ()) -> Calendar:
    """The working days of a nation, less the closure days that the unit keeps.

    It reaches from 2012 to 2060, and further where `years` asks for it.
    """
    asked = set(years)
    first, last = min({FIRST_YEAR, *asked}), max({LAST_YEAR, *asked})
    return Calendar(
        nation=nation,
        holidays=bank_holidays(nation, first, last),
        official_until=official_until(),
        closures=frozenset(closures),
        first_on=date(first, 1, 1),
        last_on=date(last, 12, 31),
    )


@cache
def bank_holidays(nation: Nation, first_year: int, last_year: int) -> Mapping[date, str]:
    """Every bank holiday on a Monday to Friday, with its name.

    The computed list has both a holiday on a Saturday and its substitute day; only the substitute takes a
    working day away, so days of the weekend are left out. A one-off day that either list knows counts: over
    2012 to 2028 the two differ in one day, Scotland's 15 June 2026, which the packaged GOV.UK list lacks.
    """
    years = range(first_year, last_year + 1)
    found = {day: name for day, name in computed_days(nation, years).items() if day.weekday() < SATURDAY}
    if nation in DIVISIONS:
        found |= announced()[DIVISIONS[nation]]
    return MappingProxyType(dict(sorted(found.items())))


def computed_days(nation: Nation, years: Iterable[int]) -> dict[date, str]:
    """The package's days of these years."""
    country, part = COMPUTED[nation]
    return dict(computed.country_holidays(country, subdiv=part, years=years).items())


@cache
def announced() -> dict[str, dict[date, str]]:
    """GOV.UK's list by division, as packaged. `BankHolidays()` alone would try the network first."""
    source = BankHolidays(use_cached_holidays=True)
    return {
        division: {day["date"]: str(day["title"]) for day in source.get_holidays(division=division)}
        for division in BankHolidays.ALL_DIVISIONS
    }


def official_until() -> date:
    """The last day for which bank holidays are announced.

    The islands announce theirs no further ahead than GOV.UK does, and no list of theirs is packaged: what is
    computed for them is taken as announced up to the same day.
    """
    return min(max(days) for days in announced().values())
