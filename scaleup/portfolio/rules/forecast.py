"""The unit's work of the weeks to come, person by person, against the hours that they have. Pure; minutes throughout.

How long each kind of work takes is the unit's own setting; until it is given, what is assumed here counts and says so.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from scaleup.accounts.rules import Week
from scaleup.core.dates import Calendar, counted, hours
from scaleup.core.errors import Refusal

WEEKS = 26
WORKING_DAYS = 5
HALVES = 2
DAY = timedelta(days=1)
WEEK = timedelta(days=7)
MOST_NAMED = 12
"""So many breaking weeks are told in sentences; the table has all."""
NOBODY = "Nobody yet"
LONGEST = 100
"""Hours that one piece of work may take."""


class Kind(StrEnum):
    """A kind of work."""

    CONTACT = "contact"
    TRAINING = "training"
    PREPARING = "preparing"
    REVIEW = "review"
    RENEWAL = "renewal"


KIND_WORDS: Mapping[Kind, str] = {
    Kind.CONTACT: "A contact, with its notes",
    Kind.TRAINING: "A training day",
    Kind.PREPARING: "Preparing a training day",
    Kind.REVIEW: "A review",
    Kind.RENEWAL: "A renewal",
}
ASSUMED: Mapping[Kind, int] = {
    Kind.CONTACT: 90,
    Kind.TRAINING: 450,
    Kind.PREPARING: 180,
    Kind.REVIEW: 180,
    Kind.RENEWAL: 240,
}
"""Minutes, until the unit says otherwise."""


@dataclass(frozen=True)
class Work:
    """So much of one kind of work on a day; of training it counts half-days."""

    person_id: int | None
    kind: Kind
    on_day: date
    count: int = 1


@dataclass(frozen=True)
class Worker:
    """Somebody with hours, or nobody."""

    person_id: int | None
    name: str
    week: Week = field(default_factory=Week)


@dataclass(frozen=True)
class Load:
    """One week of one worker, or of all."""

    begins_on: date
    contacts: int
    half_days: int
    reviews: int
    renewals: int
    work: int
    there: int
    """The minutes of work, and those that are there for it."""

    @property
    def breaks(self) -> bool:
        """Whether there is more work than there are hours."""
        return self.work > self.there

    @property
    def days(self) -> str:
        """Training days as a figure: "2", "0.5"."""
        return f"{self.half_days / 2:g}"

    @property
    def parts(self) -> list[str]:
        """What the work is, in words, without what there is none of: "2 contacts", "1.5 training days"."""
        found = [
            (self.contacts, counted(self.contacts, "contact")),
            (self.half_days, f"{self.days} training day{'' if self.half_days == HALVES else 's'}"),
            (self.reviews, counted(self.reviews, "review")),
            (self.renewals, counted(self.renewals, "renewal")),
        ]
        return [words for count, words in found if count]


@dataclass(frozen=True)
class Row:
    """The weeks of one worker."""

    worker: Worker
    loads: tuple[Load, ...]

    @property
    def breaking(self) -> tuple[Load, ...]:
        """The weeks with more work than hours; work that nobody has breaks no week."""
        return tuple(one for one in self.loads if one.breaks) if self.worker.person_id is not None else ()

    @property
    def work(self) -> int:
        """All minutes of work."""
        return sum(one.work for one in self.loads)

    @property
    def there(self) -> int:
        """All minutes that are there."""
        return sum(one.there for one in self.loads)

    @property
    def fullest(self) -> Load:
        """The week with most work."""
        return max(self.loads, key=lambda one: one.work)


@dataclass(frozen=True)
class Forecast:
    """Everybody's weeks, whoever breaks first on top, and all of them together."""

    rows: tuple[Row, ...]
    total: tuple[Load, ...]

    @cached_property
    def breaking(self) -> list[tuple[Row, Load]]:
        """Every week that breaks, in order of time."""
        found = [(row, load) for row in self.rows for load in row.breaking]
        return sorted(found, key=lambda one: (one[1].begins_on, one[0].worker.name))

    @property
    def sentences(self) -> list[str]:
        """The first weeks that break, in words."""
        return [broken(row.worker.name, load) for row, load in self.breaking[:MOST_NAMED]]

    @property
    def untold(self) -> int:
        """How many more break than are told in sentences."""
        return max(len(self.breaking) - MOST_NAMED, 0)

    @property
    def unowned(self) -> int:
        """Minutes of work that nobody has."""
        return sum(row.work for row in self.rows if row.worker.person_id is None)


def broken(name: str, load: Load) -> str:
    """One week that breaks, as a sentence."""
    return f"{week_words(load.begins_on)}: {name} has {hours(load.work)} of work and {hours(load.there)}."


def week_words(begins_on: date) -> str:
    """ "Week of 8 February"."""
    return f"Week of {begins_on.day} {begins_on:%B}"


def first_week(today: date) -> date:
    """The Monday of this week."""
    return today - timedelta(days=today.weekday())


def end_of(today: date) -> date:
    """The last day that is looked ahead to."""
    return first_week(today) + WEEKS * WEEK - DAY


def cost(kind: Kind, count: int, minutes: Mapping[Kind, int]) -> int:
    """The minutes of so much work; a half-day of training is half of a day and of its preparing."""
    if kind is Kind.TRAINING:
        return count * (minutes[Kind.TRAINING] + minutes[Kind.PREPARING]) // 2
    return count * minutes[kind]


def forecast(
    work: Iterable[Work], workers: Sequence[Worker], *, minutes: Mapping[Kind, int], calendar: Calendar, today: date
) -> Forecast:
    """Everybody's weeks. What is late counts in this week; of this week counts what is left of it."""
    first = first_week(today)
    mondays = [first + number * WEEK for number in range(WEEKS)]
    weeks = [(monday, working_days(monday, calendar, today=today)) for monday in mondays]
    sums: dict[int | None, list[dict[Kind, int]]] = defaultdict(lambda: [defaultdict(int) for _ in range(WEEKS)])
    for one in work:
        number = max((one.on_day - first).days // 7, 0)
        if number < WEEKS:
            sums[one.person_id][number][one.kind] += one.count
    shown = [*workers, *([Worker(None, NOBODY)] if None in sums else [])]
    rows = [Row(worker, loads_of(worker, sums.get(worker.person_id), weeks, minutes=minutes)) for worker in shown]
    rows.sort(key=lambda row: (row.worker.person_id is None, -len(row.breaking), row.worker.name))
    return Forecast(tuple(rows), together(rows, mondays))


def working_days(monday: date, calendar: Calendar, *, today: date) -> tuple[date, ...]:
    """The working days of a week that are not over."""
    week = (monday + number * DAY for number in range(WORKING_DAYS))
    return tuple(day for day in week if day >= today and calendar.is_working(day))


def loads_of(
    worker: Worker,
    sums: Sequence[Mapping[Kind, int]] | None,
    weeks: Sequence[tuple[date, Sequence[date]]],
    *,
    minutes: Mapping[Kind, int],
) -> tuple[Load, ...]:
    """The weeks of one worker: a fifth of a week's minutes for each working day that they are there."""
    found = []
    for number, (monday, days) in enumerate(weeks):
        mine = sums[number] if sums else {}
        present = sum(not worker.week.is_away(day) for day in days) if worker.week.leave else len(days)
        found.append(
            Load(
                monday,
                contacts=mine.get(Kind.CONTACT, 0),
                half_days=mine.get(Kind.TRAINING, 0),
                reviews=mine.get(Kind.REVIEW, 0),
                renewals=mine.get(Kind.RENEWAL, 0),
                work=sum(cost(kind, count, minutes) for kind, count in mine.items()),
                there=worker.week.minutes * present // WORKING_DAYS if worker.person_id is not None else 0,
            )
        )
    return tuple(found)


def together(rows: Sequence[Row], mondays: Sequence[date]) -> tuple[Load, ...]:
    """The weeks of all of them."""
    return tuple(
        Load(
            monday,
            contacts=sum(row.loads[number].contacts for row in rows),
            half_days=sum(row.loads[number].half_days for row in rows),
            reviews=sum(row.loads[number].reviews for row in rows),
            renewals=sum(row.loads[number].renewals for row in rows),
            work=sum(row.loads[number].work for row in rows),
            there=sum(row.loads[number].there for row in rows),
        )
        for number, monday in enumerate(mondays)
    )


def refusals_of_minutes(given: Mapping[Kind, int | None]) -> list[Refusal]:
    """Why work cannot take so long; empty if it can."""
    return [
        Refusal(f"{KIND_WORDS[kind]}: write the hours in figures, such as 1.5, up to {LONGEST}.", kind.value)
        for kind, minutes in given.items()
        if minutes is None or minutes > LONGEST * 60
    ]


def answer(found: Forecast) -> str:
    """The first sentence of the page: how many weeks break."""
    breaking = found.breaking
    if not any(row.work for row in found.rows):
        return "Nothing is planned for the next 26 weeks."
    if not breaking:
        return "No week has more work than hours."
    weeks = len({load.begins_on for _, load in breaking})
    people = len({row.worker.person_id for row, _ in breaking})
    whom = f" of {counted(people, 'person')}" if len(found.rows) > 1 else ""
    return f"{counted(weeks, 'week')}{whom} {'has' if weeks == 1 else 'have'} more work than hours."
