"""The bank holidays of each nation, from packaged data only: nothing here opens a connection.

GOV.UK's list, as packaged, names the days of the four UK nations as far as it reaches; the `holidays` package
adds one-off days that it lacks, what lies past it, and Jersey, Guernsey and the Isle of Man throughout. Both are
read from files, not through their packages, which bring an HTTP client and every country's code into each process.
"""

import csv
import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from scaleup.core.dates import SATURDAY, Calendar, Nation

__all__ = ["FIRST_YEAR", "LAST_YEAR", "Calendar", "Nation", "calendar"]

FIRST_YEAR = 2012
"""GOV.UK's list begins here."""
LAST_YEAR = 2060

DIVISIONS = {
    Nation.ENGLAND: "england-and-wales",
    Nation.WALES: "england-and-wales",
    Nation.SCOTLAND: "scotland",
    Nation.NORTHERN_IRELAND: "northern-ireland",
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
    """The package's days of these years; it is asked only beyond the years whose days lie beside this file."""
    wanted = set(years)
    if not wanted <= set(range(FIRST_YEAR, LAST_YEAR + 1)):
        return computed_anew(nation, wanted)
    return {day: name for day, name in computed_before()[nation].items() if day.year in wanted}


def computed_anew(nation: Nation, years: Iterable[int]) -> dict[date, str]:
    """The same from the package itself."""
    import holidays  # noqa: PLC0415 - it loads the code of 250 countries: 17 MB and a third of a second

    country, part = COMPUTED[nation]
    return dict(holidays.country_holidays(country, subdiv=part, years=years).items())


@cache
def computed_before() -> dict[Nation, dict[date, str]]:
    """The days of computed_holidays.csv, which `python -m scripts.holidays` writes and a test holds to the package."""
    found: dict[Nation, dict[date, str]] = {nation: {} for nation in COMPUTED}
    written = files("scaleup.core").joinpath("computed_holidays.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(written.splitlines()):
        found[Nation(row["nation"])][date.fromisoformat(row["day"])] = row["name"]
    return found


@cache
def announced() -> dict[str, dict[date, str]]:
    """GOV.UK's list by division, as packaged."""
    source = json.loads(files("govuk_bank_holidays").joinpath("bank-holidays.json").read_text(encoding="utf-8"))
    return {
        division: {date.fromisoformat(day["date"]): str(day["title"]) for day in listed["events"]}
        for division, listed in source.items()
    }


def official_until() -> date:
    """The last day for which bank holidays are announced.

    The islands announce theirs no further ahead than GOV.UK does, and no list of theirs is packaged: what is
    computed for them is taken as announced up to the same day.
    """
    return min(max(days) for days in announced().values())
