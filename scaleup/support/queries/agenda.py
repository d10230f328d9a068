"""The agenda of a contact, read from the record of its area."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.areas.queries import implementation
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.licences.models import Licence, LicenceMove
from scaleup.licences.rules import State
from scaleup.programmes import service as programmes
from scaleup.support import rules
from scaleup.support.models import Action, Contact, Slot
from scaleup.support.queries.contacts import last_time, name_of
from scaleup.support.queries.plan import last_number


@dataclass(frozen=True)
class AgendaPage:
    """A contact of the plan with its agenda."""

    slot: Slot
    total: int
    manager: str
    every: str
    agenda: rules.Agenda


def agenda_page(slot: Slot) -> AgendaPage:
    """The contact's agenda with who, when and how often."""
    taking_up = implementation(slot.implementation_id)
    return AgendaPage(
        slot=slot,
        total=max(last_number(slot.licence_id), slot.sequence),
        manager=name_of(taking_up.manager_id),
        every=rules.every(slot.interval_months),
        agenda=agenda_of(taking_up),
    )


def agenda_of(taking_up: Implementation) -> rules.Agenda:
    """What the next contact of the implementation goes through; seven statements at any size."""
    last = last_time(taking_up.id)
    since = last.contact.held_on if last.contact else None
    own = programmes.agenda(taking_up.programme_version_id)
    return rules.Agenda(
        last_on=since,
        agreed=promises(last.agreed),
        still_open=promises(last.still_open),
        changed=rules.latest(changes(taking_up.id, since)) if since else (),
        topics=own.topics if own else (),
        ready=own.ready if own else (),
    )


def promises(actions: Iterable[Action]) -> tuple[rules.Promise, ...]:
    """The actions as an agenda says them."""
    return tuple(
        rules.Promise(each.wording, each.owner.name if each.owner else "", each.due_on, each.done_on, each.dropped_on)
        for each in actions
    )


def changes(implementation_id: int, since: date) -> Iterator[rules.Happened]:
    """Everything that happened after that day."""
    yield from people_changes(implementation_id, since)
    yield from licence_changes(implementation_id, since)
    started_on = db.session.scalar(
        select(DeliveryStart.started_on).where(
            DeliveryStart.implementation_id == implementation_id, DeliveryStart.started_on > since
        )
    )
    if started_on:
        yield rules.first_session(started_on)
    missed = select(Contact.outcome, Contact.held_on).where(
        Contact.implementation_id == implementation_id, Contact.held_on > since, Contact.outcome != "held"
    )
    for outcome, on_day in db.session.execute(missed):
        yield rules.not_held(outcome, on_day)


def people_changes(implementation_id: int, since: date) -> Iterator[rules.Happened]:
    """Who left the team, and what was completed in training."""
    gone = (
        select(Person.name, Facilitator.left_on)
        .join(Person, Person.id == Facilitator.person_id)
        .where(Facilitator.implementation_id == implementation_id, Facilitator.left_on > since)
    )
    for name, on_day in db.session.execute(gone):
        if on_day is not None:
            yield rules.left(name, on_day)
    parts = (
        select(PartDone.part, PartDone.done_on, func.count())
        .join(Facilitator, Facilitator.id == PartDone.facilitator_id)
        .where(Facilitator.implementation_id == implementation_id, PartDone.done_on > since)
        .group_by(PartDone.part, PartDone.done_on)
    )
    for part, on_day, people in db.session.execute(parts):
        yield rules.trained(people, part, on_day)


def licence_changes(implementation_id: int, since: date) -> Iterator[rules.Happened]:
    """What became of the licence; the reasons are the unit's and stay on its page."""
    moves = (
        select(Licence.number, LicenceMove.from_state, LicenceMove.to_state, LicenceMove.on_day)
        .join(Licence, Licence.id == LicenceMove.licence_id)
        .where(
            Licence.implementation_id == implementation_id, LicenceMove.on_day > since, LicenceMove.to_state != "draft"
        )
        .order_by(LicenceMove.id)
    )
    for number, before, to, on_day in db.session.execute(moves):
        resumed = before == State.SUSPENDED and to == State.GRANTED
        yield rules.licence_moved(number, "resumed" if resumed else to, on_day)
