"""What follows for plans from facts of licences and areas: pairs of what would change, and the change made.

Facts carry no date of today; only a plan under way needs one, so outlooks.py asks the clock, as the audit does.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy import select

from scaleup.areas.queries import calendars_of
from scaleup.areas.rules import (
    AreaNationChanged,
    ImplementationClosed,
    ImplementationOpened,
)
from scaleup.core.dates import plain_date
from scaleup.core.facts import Change, Handler
from scaleup.delivery.rules import DeliveriesStarted, DeliveryStarted, DeliveryStartMoved
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.rules import (
    LicenceEnded,
    LicenceGranted,
    LicenceResumed,
    LicenceSuspended,
    LicenceTermChanged,
    LicenceTerminated,
)
from scaleup.support import rules
from scaleup.support.queries import facts as reads
from scaleup.support.service import closures, outlooks
from scaleup.support.service.outlooks import Outlook, outlook
from scaleup.support.service.versions import Cause


def granted(fact: LicenceGranted) -> Outlook:
    """The plan of a licence that now stands, or would: the page before a grant asks while it is still a draft."""
    found = [
        replace(facts, term=replace(facts.term, starts_on=fact.starts_on, ends_on=fact.ends_on))
        for facts in reads.facts_of(Licence.id == fact.licence_id)
    ]
    words = f"The licence was granted from {plain_date(fact.starts_on)} to {plain_date(fact.ends_on)}"
    return Outlook(tuple(found), reads.calendars(found), Cause(words, fact.person_id))


def term_changed(fact: LicenceTermChanged) -> Outlook:
    """The plan within the new term."""
    return outlook(
        Licence.id == fact.licence_id,
        term=lambda term: replace(term, starts_on=fact.starts_on, ends_on=fact.ends_on),
        cause=Cause(
            f"The licence now runs from {plain_date(fact.starts_on)} to {plain_date(fact.ends_on)}", fact.person_id
        ),
    )


def suspended(fact: LicenceSuspended) -> Outlook:
    """The plan without the contacts inside the rest."""

    def rested(term: rules.Term) -> rules.Term:
        others = tuple(rest for rest in term.suspensions if rest.from_on != fact.on_day)
        return replace(term, suspensions=(*others, rules.Suspension(fact.on_day, fact.to_on)))

    until = f" to {plain_date(fact.to_on)}" if fact.to_on else ""
    cause = Cause(f"The licence is suspended from {plain_date(fact.on_day)}{until}", fact.person_id)
    return outlook(Licence.id == fact.licence_id, term=rested, cause=cause)


def resumed(fact: LicenceResumed) -> Outlook:
    """The plan with the rest over since the day before."""

    def awake(term: rules.Term) -> rules.Term:
        last_on = fact.on_day - timedelta(days=1)
        others = tuple(rest for rest in term.suspensions if rest.from_on != fact.suspended_from_on)
        if last_on < fact.suspended_from_on:
            return replace(term, suspensions=others)
        return replace(term, suspensions=(*others, rules.Suspension(fact.suspended_from_on, last_on)))

    cause = Cause(f"The licence stands again from {plain_date(fact.on_day)}", fact.person_id)
    return outlook(Licence.id == fact.licence_id, term=awake, cause=cause)


def ended(fact: LicenceEnded | LicenceTerminated) -> Outlook:
    """The plan up to its last day."""
    return outlook(
        Licence.id == fact.licence_id,
        term=lambda term: stopped(term, fact.on_day),
        cause=Cause(f"The licence ends with {plain_date(fact.on_day)}", fact.person_id),
    )


def closed(fact: ImplementationClosed) -> Outlook:
    """The plans up to the day on which the area left the programme."""
    return outlook(
        Licence.implementation_id == fact.implementation_id,
        term=lambda term: stopped(term, fact.closed_on),
        cause=Cause(f"The area left the programme on {plain_date(fact.closed_on)}", fact.person_id),
    )


def opened(fact: ImplementationOpened) -> Outlook:
    """The plans of an implementation that was closed and is open again; a new one has none."""
    cause = Cause(f"The area takes up the programme from {plain_date(fact.opened_on)}", fact.person_id)
    return outlook(Licence.implementation_id == fact.implementation_id, cause=cause)


def delivering(fact: DeliveryStarted | DeliveryStartMoved) -> Outlook:
    """The plans whose steps wait for the first session, counted off from it."""
    cause = Cause(f"The first session was on {plain_date(fact.started_on)}", fact.person_id)
    found = outlook(Licence.implementation_id == fact.implementation_id, reads.waiting_for_session(), cause=cause)
    return replace(found, facts=tuple(each.from_first_session(fact.started_on) for each in found.facts))


def delivering_all(fact: DeliveriesStarted) -> Outlook:
    """The same for many implementations."""
    waiting = set(db.session.scalars(select(Licence.implementation_id).where(reads.waiting_for_session())))
    cause = Cause("The first session was brought in", fact.person_id)
    ids = sorted(waiting & fact.implementation_ids)
    return outlook(Licence.implementation_id.in_(ids), cause=cause) if ids else Outlook((), {}, cause)


def stopped(term: rules.Term, on_day: date) -> rules.Term:
    """The same term with support ending on this day, if it did not end before."""
    return replace(term, stopped_on=min(on_day, term.stopped_on or on_day))


def another_calendar(fact: AreaNationChanged) -> Outlook:
    """The area's plans by the working days of its new nation."""
    cause = Cause(f"The area keeps the bank holidays of {fact.nation}", fact.person_id)
    found = outlook(Licence.area_id == fact.area_id, cause=cause)
    facts = tuple(replace(each, nation=fact.nation) for each in found.facts)
    return replace(found, facts=facts, calendars=calendars_of([fact.nation]))


def handler(fact: type, view: Callable[..., Outlook]) -> Handler:
    """The pair for one kind of fact."""

    def changes(happened: object) -> list[Change]:
        return outlooks.describe(view(happened))

    def apply(happened: object, _changes: Iterable[Change]) -> None:
        outlooks.make(view(happened))

    return Handler(fact, changes, apply)


HANDLERS = (
    handler(LicenceGranted, granted),
    handler(LicenceTermChanged, term_changed),
    handler(LicenceSuspended, suspended),
    handler(LicenceResumed, resumed),
    handler(LicenceEnded, ended),
    handler(LicenceTerminated, ended),
    handler(ImplementationOpened, opened),
    handler(ImplementationClosed, closed),
    handler(AreaNationChanged, another_calendar),
    handler(DeliveryStarted, delivering),
    handler(DeliveryStartMoved, delivering),
    handler(DeliveriesStarted, delivering_all),
    closures.HANDLER,
)
"""Plans follow these facts; registry.py puts them in its table."""
