"""What the page for logging a contact shows before anything is typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import Choice, People, area, calendar_of, implementations_of, people_for
from scaleup.delivery import queries as delivery
from scaleup.delivery import rules as delivered
from scaleup.extensions import db
from scaleup.programmes import service as programmes
from scaleup.support import rules
from scaleup.support.models import Slot
from scaleup.support.queries import since
from scaleup.support.queries.contacts import LastTime, last_time, name_of
from scaleup.support.queries.plan import last_number, slot_to_log
from scaleup.support.queries.settling import first_open_after
from scaleup.support.queries.summaries import leads_of


@dataclass(frozen=True)
class LogPage:
    """Which contact is logged, when it was due, who may take part, what was agreed last time, and what comes next."""

    implementation: Implementation
    area: Area
    programme: str
    slot: Slot | None
    total: int
    manager: str
    people: People
    last: LastTime
    next_slot: Slot | None
    counts_until: date | None
    """The last day on which a contact counts for the slot."""
    day: date
    """The day that the form begins with."""
    topics: Mapping[str, str]
    """What may have been on the agenda, by code."""
    leads: tuple[Choice, ...]
    """Those who lead the programme there and can be sent a summary."""
    known: rules.Known
    """What is on record of the area today."""
    counts: Mapping[str, int]
    """What groups did since the last contact that was held, by the names of the counts; empty without groups."""

    @property
    def facts(self) -> tuple[rules.Fact, ...]:
        """The same in words."""
        return rules.facts(self.known)

    @property
    def title(self) -> str:
        """Which contact: "contact 20 of 22"."""
        return f"contact {self.slot.sequence} of {self.total}" if self.slot else "a contact"


def log_page(implementation: Implementation, *, slot_id: int | None, actor_id: int, today: date) -> LogPage:
    """The page for the contact asked for, else for the one that is due or comes next."""
    asked = db.session.get(Slot, slot_id) if slot_id else None
    if asked is None or asked.implementation_id != implementation.id or asked.state != "open":
        asked = slot_to_log(implementation.id, today=today)
    where = area(implementation.area_id)
    last = last_time(implementation.id)
    since_on = last.contact.held_on if last.contact else None
    until = rules.window(asked.due_on, calendar_of(where.nation))[1] if asked else None
    return LogPage(
        implementation=implementation,
        area=where,
        programme=implementation.programme_version.programme.name,
        slot=asked,
        total=last_number(asked.licence_id) if asked else 0,
        manager=name_of(implementation.manager_id),
        people=people_for(implementation, actor_id=actor_id, today=today),
        last=last,
        next_slot=first_open_after(implementation.id, asked.due_on if asked else today),
        counts_until=until,
        day=asked.due_on if asked and until and until < today else today,
        topics=topics(implementation.programme_version_id),
        leads=leads_of(where.id, today),
        known=since.known(implementation, since=since_on, today=today),
        counts=delivered.since(delivery.values_of(delivery.groups_of(implementation.id)).values(), since_on, today),
    )


def proposed_now(page: LogPage, today: date) -> rules.ProposedRating:
    """What the rule proposes before anything is typed; for who reads ratings."""
    return rules.proposed_rating(since.signals(page.implementation.id, page.known, today=today))


def topics(programme_version_id: int) -> dict[str, str]:
    """What a contact under this version may go through, by code."""
    own = programmes.agenda(programme_version_id)
    return rules.topics_offered(own.topics if own else ())


def open_implementations(area_id: int) -> list[Implementation]:
    """What the area takes up now; where it left everything, what it took up last."""
    found = implementations_of(area_id)
    return [each for each in found if each.closed_on is None] or list(found[:1])


def implementation_asked(area_id: int, asked: str) -> Implementation | None:
    """The implementation asked for in the address, or the only one; none where a person must choose."""
    found = open_implementations(area_id)
    if len(found) == 1 and not asked:
        return found[0]
    return next((each for each in found if str(each.id) == asked), None)
