"""What if: the weeks that would break with licences more, or with areas in other hands. By the address alone."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.dates import Calendar
from scaleup.core.numbers import whole
from scaleup.core.pages import actor, entry
from scaleup.portfolio.queries import forecast as reads
from scaleup.portfolio.rules import forecast as rules
from scaleup.portfolio.rules import what_if as what
from scaleup.portfolio.rules.workload import described, drawing_of
from scaleup.portfolio.views.blueprint import blueprint
from scaleup.portfolio.views.forecast import MOST_DRAWN
from scaleup.programmes import queries as programmes
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.service import terms


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    added: what.Added | None
    moved: what.Moved | None
    weeks_from: date | None = None

    @property
    def begins(self) -> list[date]:
        """The days on which what is asked begins."""
        found = [self.added.starts_on] if self.added and self.added.count else []
        return found + ([self.moved.on_day] if self.moved else [])

    @property
    def starts(self) -> list[date]:
        """The days from which the weeks may be shown: the month that is named, or where what is asked begins."""
        return self.begins if self.weeks_from is None else [self.weeks_from]

    @property
    def people(self) -> set[int]:
        """Whom the address names."""
        named = {self.moved.from_id, self.moved.to_id} if self.moved else set()
        return named | {self.added.person_id} if self.added and self.added.person_id else named

    def known(self, names: Collection[int | None]) -> "Asked":
        """The same without people whom nobody knows."""
        moved = self.moved if self.moved and {self.moved.from_id, self.moved.to_id} <= set(names) else None
        return Asked(what.known(self.added, names), moved, self.weeks_from)

    def first_review(self, calendar: Calendar) -> date | None:
        """The day of the first review of what is added."""
        return next(iter(self.added.reviews(calendar)), None) if self.added and self.added.count else None

    def words(self, names: Mapping[int | None, str]) -> list[str]:
        """What is asked, in words."""
        said = [what.added_words(self.added, names)] if self.added and self.added.count else []
        return said + ([what.moved_words(self.moved, names)] if self.moved else [])


def number(name: str) -> int | None:
    """A whole number of the address, if it is one."""
    return whole(request.args.get(name, ""))


def asked_for(versions: list[ProgrammeVersion]) -> Asked:
    """What is added and what moves; without a word about it, three licences next autumn with nobody."""
    today, slug = clock.today(), request.args.get("programme", "")
    count = number("add") if "add" in request.args else what.USUALLY_ADDED
    version = next((one for one in versions if terms(one.id).slug == slug), versions[0] if versions else None)
    added = None
    if version is not None:
        starts_on = what.month_named(request.args.get("month", ""), today)
        added = what.Added(min(count or 0, what.MOST_ADDED), terms(version.id), starts_on, number("to"))
    from_id, to_id = number("from"), number("instead")
    moved = None
    if from_id is not None and to_id is not None and from_id != to_id:
        moved = what.Moved(from_id, to_id, what.month_named(request.args.get("since", ""), today))
    return Asked(added, moved, what.weeks_named(request.args.get("weeks", ""), today))


def options(months: list[date]) -> list[tuple[str, str]]:
    """Months to choose from."""
    return [(f"{month:%Y-%m}", f"{month:%B %Y}") for month in months]


@blueprint.get("/forecast/what-if")
@entry(Permission.SEE_ANYONES_WORK)
def what_if() -> ResponseReturnValue:
    """The weeks without and with what is asked. Nothing is kept."""
    today, versions, calendar = clock.today(), list(programmes.latest_versions()), reads.unit_calendar()
    asked = asked_for(versions)
    from_on = what.looked_from(asked.starts, today)
    work = reads.work_of(actor(), person_id=None, today=today, from_on=from_on)
    people = reads.workers(work, person_id=None, today=from_on, named=asked.people)
    names = {one.person_id: one.name for one in people}
    asked = asked.known(names)
    compared = compare(work, people, asked, calendar=calendar, from_on=from_on)
    return render_template(
        "portfolio/what_if.html",
        asked=asked,
        compared=compared,
        said=asked.words(names),
        from_on=from_on,
        reviewed_on=asked.first_review(calendar),
        who=[(one.person_id, one.name) for one in people],
        what=[(terms(one.id).slug, terms(one.id).name) for one in versions],
        when=options(what.months_ahead(today)),
        later=options(what.months_ahead(today, count=what.WEEKS_AHEAD)),
        drawing=drawing_of(compared.asked, most=MOST_DRAWN),
        told=described(compared.asked, most=MOST_DRAWN),
    )


def compare(
    work: list[rules.Work], people: list[rules.Worker], asked: Asked, *, calendar: Calendar, from_on: date
) -> what.Compared:
    """Both forecasts by the same reckoning."""
    minutes = reads.minutes_a_kind()
    since = from_on if from_on > clock.today() else None
    more = what.with_it(work, asked.added, asked.moved, calendar=calendar, since=since)
    without, asked_too = (
        rules.forecast(one, people, minutes=minutes, calendar=calendar, today=from_on) for one in (work, more)
    )
    return what.Compared(without, asked_too, what.begins_after(asked.begins, from_on))
