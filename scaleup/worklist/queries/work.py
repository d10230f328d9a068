"""A person's list, put together: what was read, the rules' lines, what they have put off, the answers at the top."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scaleup.accounts.rules import Role
from scaleup.core.pages import Actor
from scaleup.worklist import rules
from scaleup.worklist.queries.found import Found, facts_of, read
from scaleup.worklist.queries.glances import glances_of
from scaleup.worklist.queries.scope import MOST, Extent
from scaleup.worklist.queries.snoozes import snoozes_of

_sources: list[Callable[[Actor, date], Sequence[rules.Notice]]] = []


def install_sources(sources: Sequence[Callable[[Actor, date], Sequence[rules.Notice]]]) -> None:
    """Afterwards these are asked too what waits for a person: parts of the product that stand above this one."""
    _sources[:] = sources


@dataclass(frozen=True)
class Work:
    """The list of one person on one day."""

    lines: Sequence[rules.Line]
    asleep: Sequence[rules.Asleep]
    glances: Sequence[rules.Glance]
    weeks: Sequence[rules.Week]
    coming: str
    late_unread: int
    read_until: date | None


def work_of(actor: Actor, *, today: date, help_line: str = "") -> Work:
    """What this person has to do, in order, and what they ask first."""
    viewer = rules.Viewer(actor.person_id, actor.roles)
    snoozes = snoozes_of(viewer.person_id, today)
    extent = Extent(today, MOST + len(snoozes))
    found = read(viewer, extent)
    facts = facts_of(found, viewer, extent, [notice for source in _sources for notice in source(actor, today)])
    awake, asleep = rules.parted(rules.next_actions(facts, today), snoozes, today)
    return Work(
        lines=awake,
        asleep=asleep,
        glances=tuple(glances_of(found, viewer, extent, help_line=help_line)),
        weeks=rules.diary(entries(found, viewer), today=today, read_until=facts.read_until),
        coming=rules.coming(one for one in found.coming if rules.concerns(one, viewer)),
        late_unread=facts.late_unread,
        read_until=facts.read_until,
    )


def entries(found: Found, viewer: rules.Viewer) -> Iterator[rules.Entry]:
    """What stands in the diary: contacts to come and the viewer's own actions."""
    several = len({contact.area for contact in found.coming}) > 1 or not viewer.is_one_of(Role.PROJECT_LEAD)
    for contact in found.coming:
        at = f" {contact.at:%H:%M}" if contact.at else ""
        what = f"{contact.area} contact{at}" if several else f"Contact {contact.sequence}{at}"
        address = f"/areas/{contact.area_id}/contacts/agenda/{contact.slot_id}"
        yield rules.Entry(contact.due_on, contact.at, what, address)
    for action in found.own.rows:
        yield rules.Entry(action.due_on, None, action.wording, f"/actions/{action.action_id}")
