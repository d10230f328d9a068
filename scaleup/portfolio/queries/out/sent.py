"""The log of messages as a file: what went to whom, what waits, what did not arrive and why."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select

from scaleup.accounts.models import Person
from scaleup.areas.models import Area
from scaleup.core.pages import Actor
from scaleup.exports.queries import Listing, shown
from scaleup.exports.rules import Kind
from scaleup.outbox.models import Message
from scaleup.reminders.queries import STATES, Show, visible
from scaleup.reminders.rules.states import WORDS


def deliveries(
    actor: Actor, show: Show, *, since: datetime | None, narrowed_by: Mapping[str, str], today: date
) -> Listing:
    """The messages that the page's filters find, the latest first."""
    fields = [
        shown("Outcome", Message.state, words={state.value: said.words for state, said in WORDS.items()}),
        shown("Due", Message.due_at, Kind.INSTANT),
        shown("Settled", Message.settled_at, Kind.INSTANT),
        shown("To", func.coalesce(Person.name, Message.to_address)),
        shown("Address", func.coalesce(Message.handed_to, Message.to_address)),
        shown("Area", Area.name),
        shown("About", func.coalesce(Message.subject, Message.kind)),
        shown("Why not", Message.last_error),
        shown("Possibly twice", Message.possible_repeat, Kind.YES),
        shown("Message-ID", Message.message_id),
    ]
    asked = (
        select(*(one.value for one in fields))
        .select_from(Message)
        .outerjoin(Person, Person.id == Message.person_id)
        .outerjoin(Area, Area.id == Message.area_id)
        .where(visible(actor, today), Message.state.in_(STATES[show]))
        .order_by(Message.due_at.desc(), Message.id.desc())
    )
    if since is not None:
        asked = asked.where(Message.due_at >= since)
    return Listing("reminders-sent", "Reminders sent", asked, [one.column for one in fields], narrowed_by)
