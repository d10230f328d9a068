"""What a licence's move does to reminders: readers whose calendars hold contacts that go are told. Said before, done by
the tick, which finds the contacts gone."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from scaleup.core.dates import DAY, counted
from scaleup.core.facts import Change, Handler
from scaleup.extensions import db
from scaleup.licences.rules import LicenceEnded, LicenceFact, LicenceSuspended, LicenceTerminated
from scaleup.reminders.models import CalendarEntry
from scaleup.reminders.service.choosing import CHOICE_HANDLERS
from scaleup.reminders.service.handing import HANDED
from scaleup.support.models import Slot


def over(fact: LicenceEnded | LicenceTerminated) -> list[Change]:
    """What goes after the licence's last day."""
    return withdrawn(fact, from_on=fact.on_day + DAY, to_on=None)


def suspended(fact: LicenceSuspended) -> list[Change]:
    """What goes during a suspension."""
    return withdrawn(fact, from_on=fact.on_day, to_on=fact.to_on)


def withdrawn(fact: LicenceFact, *, from_on: date, to_on: date | None) -> list[Change]:
    """How many entries are taken out of people's calendars; nothing where none holds such a contact."""
    asked = (
        select(func.count())
        .select_from(CalendarEntry)
        .join(Slot, Slot.id == CalendarEntry.slot_id)
        .where(
            Slot.licence_id == fact.licence_id,
            Slot.state == "open",
            Slot.due_on >= from_on,
            CalendarEntry.withdrawn.is_(False),
        )
    )
    count = db.session.scalar(asked if to_on is None else asked.where(Slot.due_on <= to_on)) or 0
    if not count:
        return []
    entries, verb = counted(count, "calendar entry"), "is" if count == 1 else "are"
    sentence = f"{entries} already sent {verb} withdrawn by mail; reminders of contacts that go are not sent"
    return [Change(sentence, count)]


def nothing(_fact: LicenceFact, _changes: Sequence[Change]) -> None:
    """The tick does it: it finds the contacts gone."""


HANDLERS = (
    *CHOICE_HANDLERS,
    Handler(LicenceSuspended, suspended, nothing),
    Handler(LicenceEnded, over, nothing),
    Handler(LicenceTerminated, over, nothing),
    HANDED,
)
