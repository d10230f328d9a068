"""An enquiry becomes an area's readiness in one step: area, programme, people and first round, all or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from scaleup.accounts import service as accounts
from scaleup.areas import queries as areas_queries
from scaleup.areas import service as areas
from scaleup.areas.models import Area, Implementation
from scaleup.areas.rules import AREA_ROLE_WORDS, AreaRole, Founding, OrganisationRole
from scaleup.areas.service import founding
from scaleup.core.dates import local_date
from scaleup.core.errors import refuse
from scaleup.core.facts import Change
from scaleup.core.pages import Actor
from scaleup.enquiries.models import Enquiry
from scaleup.enquiries.rules import State
from scaleup.enquiries.service.answering import check, log, mine
from scaleup.enquiries.service.likeness import likely, sought_of
from scaleup.extensions import db
from scaleup.programmes.queries import latest_version
from scaleup.readiness import queries as rounds
from scaleup.readiness import service as readiness
from scaleup.readiness.rules import State as Round

BODIES = {AreaRole.COMMISSIONER: OrganisationRole.COMMISSIONER}
"""What an organisation is in the area, by what its person is; a provider for the others."""


@dataclass(frozen=True)
class Taking:
    """How an enquiry is taken up: in a known area or a new one of this name, its person in a role, whose it is."""

    area_id: int | None
    name: str
    role: AreaRole
    invited: bool
    manager_id: int


def consider(enquiry: Enquiry, taking: Taking, *, actor: Actor, now: datetime) -> list[Change]:
    """What would follow, in sentences; raises Refused as the act would."""
    today = local_date(now)
    check(enquiry, State.CONVERTED, today, now=now, texts={})
    if taking.area_id is None:
        founding.check(new_area(enquiry, taking), area_id=None)
    return [Change(sentence, 1) for sentence in told(enquiry, taking, actor=actor, today=today)]


def told(enquiry: Enquiry, taking: Taking, *, actor: Actor, today: date) -> Iterator[str]:
    """Each thing that would be done, in the order of the doing."""
    programme, person = enquiry.programme.name, dict(areas_queries.who_may_manage()).get(str(taking.manager_id), "")
    if taking.area_id is None:
        places = ", ".join(place.name for place in enquiry.authorities)
        yield f"{taking.name} is a new area in {enquiry.nation}" + (f", covering {places}." if places else ".")
        area = taking.name
    else:
        area = areas_queries.area_in_scope(actor, taking.area_id, today).name
    if taking.area_id is None or open_in(taking.area_id, enquiry.programme_id) is None:
        yield f"{area} takes up {programme} from today, looked after by {person}."
    else:
        yield f"{area} has taken up {programme} already: the enquiry is kept with it."
    yield f"{enquiry.organisation} is an organisation of the area."
    yield f"{enquiry.name} is {AREA_ROLE_WORDS[taking.role].lower()} of the area" + (
        ", and is invited to sign in." if signs_in(taking) else ", and is not invited to sign in."
    )
    known = open_in(taking.area_id, enquiry.programme_id) if taking.area_id is not None else None
    if known is not None and under_way(known.id):
        yield "The round of readiness that is under way there goes on."
    else:
        yield "A round of readiness begins today."


def under_way(implementation_id: int) -> bool:
    """Whether a round of readiness is open there already."""
    latest = rounds.latest(implementation_id)
    return latest is not None and latest.state != Round.SIGNED


def signs_in(taking: Taking) -> bool:
    """Whether the person is invited: a commissioner or a strategic lead does not sign in for being it."""
    return taking.invited and taking.role in (AreaRole.PROJECT_LEAD, AreaRole.DEPUTY)


def open_in(area_id: int, programme_id: int) -> Implementation | None:
    """The area's open implementation of the programme."""
    return next(
        (
            one
            for one in areas_queries.implementations_of(area_id)
            if one.programme_id == programme_id and one.closed_on is None
        ),
        None,
    )


def take_up(enquiry_id: int, taking: Taking, *, version: int, actor: Actor, now: datetime) -> Implementation:
    """The area has taken the programme up, its readiness has begun, and the enquiry is kept with it."""
    enquiry, today = mine(enquiry_id, version), local_date(now)
    check(enquiry, State.CONVERTED, today, now=now, texts={})
    area = the_area(enquiry, taking, actor=actor, now=now)
    opened = open_in(area.id, enquiry.programme_id) or begun(enquiry, area, taking, actor=actor, today=today)
    areas.add_organisation(
        area.id, enquiry.organisation, role=BODIES.get(taking.role, OrganisationRole.PROVIDER), by=actor.person_id
    )
    bring(enquiry, area, taking, actor=actor, now=now)
    if not under_way(opened.id):
        readiness.begin(opened.id, by=actor.person_id, now=now)
    note_taken_up(enquiry, opened, on_day=today, by=actor.person_id)
    return opened


def the_area(enquiry: Enquiry, taking: Taking, *, actor: Actor, now: datetime) -> Area:
    """The area that was chosen, or the new one."""
    if taking.area_id is not None:
        return areas_queries.area_in_scope(actor, taking.area_id, local_date(now))
    return areas.found_by(actor, new_area(enquiry, taking), now=now)


def new_area(enquiry: Enquiry, taking: Taking) -> Founding:
    """What the new area is founded with."""
    return Founding(taking.name, enquiry.nation, frozenset(place.code for place in enquiry.authorities))


def begun(enquiry: Enquiry, area: Area, taking: Taking, *, actor: Actor, today: date) -> Implementation:
    """The area takes up the latest version of the programme, looked after by who was chosen."""
    latest = latest_version(enquiry.programme_id)
    if latest is None:
        raise refuse("This programme is not on offer any more. End the enquiry, or type in another.")
    opened = areas.open_implementation(area.id, latest.id, opened_on=today, by=actor.person_id)
    areas.assign_manager(opened.id, taking.manager_id, on_day=today, by=actor.person_id)
    return opened


def bring(enquiry: Enquiry, area: Area, taking: Taking, *, actor: Actor, now: datetime) -> None:
    """Who asked is what was chosen in the area; said of somebody who is it already, nothing changes."""
    today = local_date(now)
    held = areas_queries.people_of([area.id], taking.role, today=today).get(area.id, [])
    if any(person.email == enquiry.email for person in held):
        return
    if signs_in(taking):
        newcomer = areas.Newcomer(enquiry.name, enquiry.email, enquiry.organisation)
        areas.bring_person(area.id, newcomer, role=taking.role, from_on=today, by=actor.person_id, now=now)
        return
    whom = accounts.enter(enquiry.name, email=enquiry.email, employer=enquiry.organisation, now=now)
    areas.add_person(area.id, whom.id, role=taking.role, from_on=today, by=actor.person_id)


def note_taken_up(enquiry: Enquiry, opened: Implementation, *, on_day: date, by: int | None) -> None:
    """The enquiry is kept with this implementation since that day."""
    enquiry.state, enquiry.settled_on, enquiry.settled_by_id = State.CONVERTED, on_day, by
    enquiry.area_id, enquiry.implementation_id = opened.area_id, opened.id
    enquiry.manager_id = enquiry.manager_id or by
    if enquiry.answered_on is None:
        enquiry.answered_on, enquiry.answered_by_id = on_day, by
        enquiry.answered_how = "Taken up as an area"
    db.session.flush()
    log("enquiry taken up", enquiry, by=by)


def area_choices(enquiry: Enquiry, *, actor: Actor, today: date) -> list[tuple[int, str, str]]:
    """The areas that the enquiry may be about, with why; the reader's to see alone."""
    sought = sought_of(enquiry)
    return [
        (one.area_id, one.what, one.why) for one in likely(sought, actor=actor, today=today) if one.area_id is not None
    ]
