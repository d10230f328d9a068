"""A calendar's month, week or list: which days it has, what stands on each, and the sentence above it. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scaleup.core.dates import counted, short_date
from scaleup.portfolio.rules.calendar import Entry, Kind

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WORKING_WEEK = 5
MOST_OF_A_DAY = 4
"""A day of a month shows so many entries, and says how many more it has."""
FIRST_YEAR, LAST_YEAR = 2000, 2100


class View(StrEnum):
    """How a calendar is laid out."""

    MONTH = "month"
    WEEK = "week"
    LIST = "list"


@dataclass(frozen=True)
class Period:
    """The days that a page is about, and the days that lead to its neighbours."""

    view: View
    first_on: date
    last_on: date
    name: str
    before_on: date
    after_on: date

    @property
    def shown(self) -> tuple[date, date]:
        """The first and last day of its weeks: a month is drawn from a Monday to a Sunday."""
        return monday_of(self.first_on), monday_of(self.last_on) + WEEK - DAY


@dataclass(frozen=True)
class Day:
    """One day: what stands on it, how much more does, and why nobody works."""

    on: date
    entries: tuple[Entry, ...] = ()
    more: int = 0
    notes: tuple[str, ...] = ()
    """Bank holidays, closure days and leave, by name."""
    inside: bool = True
    """In the month that the page is about."""

    @property
    def free(self) -> bool:
        """Whether nothing at all is to be said of it."""
        return not self.entries and not self.notes


def view_named(text: str) -> View:
    """The layout of this name; a month without one."""
    return View(text) if text in set(View) else View.MONTH


def day_named(text: str, today: date) -> date:
    """The day that the address names; today where it names none."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return today
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else today


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def period(view: View, on: date) -> Period:
    """The month or the week that this day lies in; a list is of a month."""
    if view is View.WEEK:
        first = monday_of(on)
        last = first + WEEK - DAY
        name = f"{short_date(first, last)} to {short_date(last, last)} {last.year}"
        return Period(view, first, last, name, first - WEEK, first + WEEK)
    first = on.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return Period(view, first, after - DAY, f"{on:%B %Y}", (first - DAY).replace(day=1), after)


def by_day(found: Iterable[Entry]) -> dict[date, list[Entry]]:
    """The entries of each day, an entry of several days on each of them: by the hour, those without one first."""
    days: dict[date, list[Entry]] = defaultdict(list)
    for one in found:
        for hours in one.days:
            days[hours.on_day].append(one.on(hours))
    for some in days.values():
        some.sort(key=lambda one: (one.days[0].starts is not None, str(one.days[0].starts), one.title))
    return dict(days)


def weeks(of: Period, found: Mapping[date, Sequence[Entry]], notes: Mapping[date, tuple[str, ...]]) -> list[list[Day]]:
    """The weeks, Monday to Friday; with Saturday and Sunday where something stands on one of them."""
    first, last = of.shown
    days = [first + DAY * number for number in range((last - first).days + 1)]
    whole = any(found.get(day) for day in days if day.weekday() >= WORKING_WEEK)
    drawn = [day_of(day, of, found.get(day, ()), notes.get(day, ())) for day in days]
    length = 7 if whole else WORKING_WEEK
    return [drawn[start : start + length] for start in range(0, len(drawn), 7)]


def day_of(on: date, of: Period, entries: Sequence[Entry], notes: tuple[str, ...]) -> Day:
    """One day; of a month no more than fits into it."""
    most = MOST_OF_A_DAY if of.view is View.MONTH else len(entries)
    inside = of.first_on <= on <= of.last_on
    return Day(on, tuple(entries[:most]), max(len(entries) - most, 0), notes, inside)


NOUNS = {
    Kind.CONTACT: "contact",
    Kind.TRAINING: "training day",
    Kind.LICENCE: "end of a licence",
    Kind.REGISTER: "register to fill",
    Kind.REVIEW: "review",
}
MANY = {Kind.LICENCE: "ends of licences", Kind.REGISTER: "registers to fill"}


def within(of: Period, found: Mapping[date, Sequence[Entry]]) -> list[Entry]:
    """What stands on the days of the page itself, not on those shown beside them."""
    return [one for day, some in found.items() if of.first_on <= day <= of.last_on for one in some]


def sentence(of: Period, found: Mapping[date, Sequence[Entry]]) -> str:
    """How much stands on the days of the page, and how much of it is late or was missed."""
    inside = within(of, found)
    if not inside:
        return "nothing is planned."
    kinds = Counter(one.kind for one in inside)
    said = [
        f"{kinds[kind]} {MANY[kind]}" if kinds[kind] > 1 and kind in MANY else counted(kinds[kind], NOUNS[kind])
        for kind in Kind
        if kinds[kind]
    ]
    states = Counter(one.state for one in inside)
    wrong = [
        f"{states[state]} {'was' if states[state] == 1 else 'were'} missed"
        if state == "missed"
        else f"{states[state]} {'is' if states[state] == 1 else 'are'} late"
        for state in ("late", "missed")
        if states[state]
    ]
    return "; ".join([", ".join(said), *wrong]) + "."
