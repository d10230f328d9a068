"""What if: licences more from a month, or one person's areas with another, by the same reckoning. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scaleup.core.dates import Calendar, add_months, counted, hours, plain_date
from scaleup.portfolio.rules.forecast import HALVES, WEEKS, Forecast, Kind, Load, Row, Work, broken, end_of, first_week
from scaleup.programmes.rules import Programme, TrainingAnchor, TrainingEvent
from scaleup.reviews.rules import Facts, Schedule, Term, reviews
from scaleup.support.rules import taper

DAY = timedelta(days=1)
AUTUMN = 9
"""September."""
MONTHS_AHEAD = 24
WEEKS_AHEAD = 48
"""Months in which the weeks may begin: the first review of a licence that begins next year lies in them."""
MOST_ADDED = 50
USUALLY_ADDED = 3
NO_OTHER = "No other week breaks."
OF_AREAS = frozenset({Kind.CONTACT, Kind.REVIEW, Kind.RENEWAL})
"""Work that goes along when areas do; training stays with who trains."""


@dataclass(frozen=True)
class Added:
    """So many licences of a programme from the first of a month, looked after by somebody or nobody."""

    count: int
    programme: Programme
    starts_on: date
    person_id: int | None

    @property
    def ends_on(self) -> date:
        """The last day of their term."""
        return add_months(self.starts_on, self.programme.licence.months) - DAY

    def work(self, calendar: Calendar) -> list[Work]:
        """The contacts of their term, its reviews and those after it; and the training before the first session.

        Who will train is not known: that work is nobody's yet, and no officer's.
        """
        planned = taper(self.starts_on, self.ends_on, self.programme.taper_steps, calendar)
        contacts = [Work(self.person_id, Kind.CONTACT, one.due_on, self.count) for one in planned]
        reviewed = [Work(self.person_id, Kind.REVIEW, day, self.count) for day in self.reviews(calendar)]
        return [
            *contacts,
            *reviewed,
            *(
                Work(None, Kind.TRAINING, day, halves * self.count)
                for kind in self.programme.training.events
                if kind.required and kind.anchor is TrainingAnchor.LICENCE_START
                for day, halves in training_days(kind, self.starts_on, calendar)
            ),
        ]

    def reviews(self, calendar: Calendar) -> list[date]:
        """The days of the reviews of one of them, by the plan of reviews itself."""
        asked = self.programme.reviews
        if asked is None:
            return []
        facts = Facts(
            Schedule(asked.annual_months, asked.sustainability_months),
            opened_on=self.starts_on,
            closed_on=None,
            known_from=self.starts_on,
            terms=(Term(self.starts_on, self.ends_on),),
        )
        return [one.due_on for one in reviews(facts, calendar)]


@dataclass(frozen=True)
class Moved:
    """One person's areas are another's from a day."""

    from_id: int
    to_id: int
    on_day: date

    def applied(self, work: Iterable[Work]) -> list[Work]:
        """The work with that so."""
        return [
            Work(self.to_id, one.kind, one.on_day, one.count)
            if one.person_id == self.from_id and one.kind in OF_AREAS and one.on_day >= self.on_day
            else one
            for one in work
        ]


def training_days(kind: TrainingEvent, starts_on: date, calendar: Calendar) -> list[tuple[date, int]]:
    """The days of an event that begins in the last month of its window, two half-days each."""
    day = calendar.next_working_day(add_months(starts_on, max(kind.closes_months - 1, kind.opens_months)))
    found, left = [], kind.half_days
    while left > 0:
        found.append((day, min(left, HALVES)))
        left -= HALVES
        day = calendar.add_working_days(day, 1)
    return found


@dataclass(frozen=True)
class Compared:
    """The weeks without and with what is asked."""

    without: Forecast
    asked: Forecast
    begins_on: date | None = None
    """The first day of what is asked, where these weeks are over by then."""

    @property
    def rows(self) -> list[tuple[Row, Row | None]]:
        """Everybody's weeks with it, each beside those without it; None for who has work only with it."""
        before = {row.worker.person_id: row for row in self.without.rows}
        return [(row, before.get(row.worker.person_id)) for row in self.asked.rows]

    @property
    def new(self) -> list[str]:
        """Weeks that break only with it."""
        before = keys(self.without)
        return [broken(row.worker.name, load) for row, load in self.asked.breaking if key(row, load) not in before]

    @property
    def gone(self) -> list[str]:
        """Weeks that break only without it."""
        after = keys(self.asked)
        return [broken(row.worker.name, load) for row, load in self.without.breaking if key(row, load) not in after]

    @property
    def still(self) -> list[str]:
        """Weeks that break either way, with the figures that they would have."""
        before = keys(self.without)
        return [broken(row.worker.name, load) for row, load in self.asked.breaking if key(row, load) in before]

    @property
    def answer(self) -> str:
        """The first sentence of the page."""
        if self.begins_on is not None:
            return f"These {WEEKS} weeks end before what is asked begins, on {plain_date(self.begins_on)}."
        new, gone = self.new, self.gone
        if not new and not gone:
            idle = self.asked.unowned - self.without.unowned
            return f"No other week breaks, but {hours(idle)} of work would have nobody." if idle > 0 else NO_OTHER
        said = [f"{counted(len(new), 'week')} more would have too much work"] if new else []
        said += [f"{counted(len(gone), 'week')} would fit again"] if gone else []
        return f"{' and '.join(said)}."


def key(row: Row, load: Load) -> tuple[int | None, date]:
    """Whose week it is."""
    return row.worker.person_id, load.begins_on


def keys(found: Forecast) -> set[tuple[int | None, date]]:
    """Whose weeks break."""
    return {key(row, load) for row, load in found.breaking}


def with_it(
    work: Sequence[Work], added: Added | None, moved: Moved | None, *, calendar: Calendar, since: date | None
) -> list[Work]:
    """The work with what is asked; of what is added, nothing of before weeks that begin later than now (`since`)."""
    more = added.work(calendar) if added and added.count else []
    both = [*work, *(one for one in more if since is None or one.on_day >= since)]
    return moved.applied(both) if moved else both


def months_ahead(today: date, *, count: int = MONTHS_AHEAD) -> list[date]:
    """The first of this month and of those after it."""
    return [add_months(today.replace(day=1), number) for number in range(count)]


def weeks_named(code: str, today: date) -> date | None:
    """The month from which the weeks are to be shown; None where none is named."""
    return {f"{month:%Y-%m}": month for month in months_ahead(today, count=WEEKS_AHEAD)}.get(code)


def next_autumn(today: date) -> date:
    """The first of September that is still to come."""
    this = date(today.year, AUTUMN, 1)
    return this if this > today else date(today.year + 1, AUTUMN, 1)


def looked_from(starts: Iterable[date], today: date) -> date:
    """The Monday from which 26 weeks are looked at: that of the first of these days, or today if that is this week."""
    first = min(starts, default=today)
    return max(first_week(first), today)


def begins_after(starts: Iterable[date], from_on: date) -> date | None:
    """The first of these days, if the weeks that are looked at from this one end before it."""
    first = min(starts, default=None)
    return first if first is not None and first > end_of(from_on) else None


def month_named(code: str, today: date) -> date:
    """The month of this code ("2027-09"), if it is one of those ahead; else next autumn."""
    return {f"{month:%Y-%m}": month for month in months_ahead(today)}.get(code, next_autumn(today))


def known(added: Added | None, names: Collection[int | None]) -> Added | None:
    """The same with nobody, where there is no such person."""
    if added is None or added.person_id in names:
        return added
    return replace(added, person_id=None)


def added_words(added: Added, names: Mapping[int | None, str]) -> str:
    """What is added, in words."""
    whose = names.get(added.person_id, "nobody yet")
    noun = counted(added.count, f"{added.programme.name} licence")
    return f"{noun} more from {added.starts_on:%B %Y}, with {whose}"


def moved_words(moved: Moved, names: Mapping[int | None, str]) -> str:
    """What moves, in words."""
    return f"all areas of {names[moved.from_id]} with {names[moved.to_id]} from {moved.on_day:%B %Y}"
