"""What follows for enquiries when a day on which nobody works is added or removed: the day to answer by moves."""

from dataclasses import replace
from datetime import date

from scaleup.areas.queries import calendars_of
from scaleup.areas.rules import EVERY_NATION, Closure, ClosureDayChanged
from scaleup.core.facts import Change, Handler
from scaleup.enquiries import queries, rules
from scaleup.enquiries.models import Enquiry
from scaleup.extensions import db


def moved(fact: ClosureDayChanged) -> list[tuple[Enquiry, date]]:
    """The enquiries that nobody has answered and that are to be answered by another day now, each with that day."""
    unanswered = queries.unanswered_in("" if fact.nation == EVERY_NATION else fact.nation)
    calendars = {
        nation: replace(calendar, closures=calendar.closures | {fact.on_day})
        if fact.change is Closure.ADDED
        else replace(calendar, closures=calendar.closures - {fact.on_day})
        for nation, calendar in calendars_of({one.nation for one in unanswered}).items()
    }
    days = [(one, rules.answer_by(one.came_on, calendars[one.nation])) for one in unanswered]
    return [(one, day) for one, day in days if day != one.answer_by_on]


def changes(fact: ClosureDayChanged) -> list[Change]:
    """How many enquiries are to be answered by another day."""
    count = len(moved(fact))
    if not count:
        return []
    what = "1 open enquiry is" if count == 1 else f"{count} open enquiries are"
    return [Change(f"{what} to be answered by another day.", count, path="/enquiries")]


def apply(fact: ClosureDayChanged, _changes: list[Change]) -> None:
    """They are."""
    for enquiry, day in moved(fact):
        enquiry.answer_by_on = day
    db.session.flush()


HANDLERS = (Handler(ClosureDayChanged, changes, apply),)
