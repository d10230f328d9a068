"""What a person has to do next, and why: derived from dates and records, never typed (look.md, My work).

Each role is asked for other things: a lead for their own contacts and actions, an implementation manager for the
areas that they look after, a unit manager for what has waited too long, an administrator for people's access.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from scaleup.accounts.rules import Role
from scaleup.core.dates import Calendar, counted, long_date, plain_date
from scaleup.worklist.rules.before import activity_lines, enquiry_lines
from scaleup.worklist.rules.changes import change_lines
from scaleup.worklist.rules.facts import (
    ActionDue,
    ConditionDue,
    ContactDue,
    Facts,
    Group,
    Line,
    Link,
    Notice,
    Target,
    Unattended,
    Undecided,
    Viewer,
    figure,
)
from scaleup.worklist.rules.funding import funding_lines
from scaleup.worklist.rules.groups import group_of
from scaleup.worklist.rules.improvement import improvement_lines
from scaleup.worklist.rules.pace import pace_lines
from scaleup.worklist.rules.reviews import review_lines
from scaleup.worklist.rules.sessions import session_lines
from scaleup.worklist.rules.windows import window_lines

ESCALATED = 10
"""Working days after which a late contact is the unit manager's too (decisions.md, Time)."""
DECIDE_BEFORE = timedelta(days=180)
DECIDE_AT_LAST = timedelta(days=90)
"""Before a licence's end: when its renewal is to be decided, and when it is the unit manager's too."""
DELIVER_WITHIN = timedelta(days=120)
"""After initial training, within which the first session is expected (domain.md 3.4)."""
LONGEST_KEY = 80
LINED_UP = 3
"""More areas than this that wait for the same thing are one line."""


def next_actions(facts: Facts, today: date) -> tuple[Line, ...]:
    """The lines in order: late ones first and the oldest at the top, then today, this week, waiting on others."""
    lines = [
        *contact_lines(facts, today),
        *action_lines(facts, today),
        *condition_lines(facts, today),
        *renewal_lines(facts, today),
        *delivery_lines(facts, today),
        *funding_lines(facts, today),
        *pair_lines(facts),
        *pace_lines(facts.paces),
        *enquiry_lines(facts, today),
        *window_lines(facts.unplanned, today),
        *activity_lines(facts, today),
        *review_lines(facts.reviews, today),
        *improvement_lines(facts.improvements, today),
        *change_lines(facts.changes, today),
        *session_lines(facts.sessions, today),
        *unattended_lines(facts),
        *people_lines(facts),
        *(notice_line(notice, today) for notice in facts.notices),
    ]
    order = list(Group)
    return tuple(sorted(lines, key=lambda line: (order.index(line.group), line.on or today, line.area, line.what)))


def escalates_on(today: date, calendar: Calendar) -> date:
    """The last day whose contact, if it has no record, is the unit manager's today."""
    day = today
    while calendar.working_days_between(day, today) < ESCALATED:
        day -= timedelta(days=1)
    return day


def contact_lines(facts: Facts, today: date) -> Iterator[Line]:
    """Contacts due and late, for those whose they are, and for the unit manager those that waited too long."""
    for contact in facts.contacts:
        group = group_of(contact.due_on, today)
        if group is None or not concerns(contact, facts.viewer):
            continue
        number = f"Contact {contact.sequence} of {contact.total}"
        yield Line(
            group=group,
            area=contact.area,
            what=f"{number} has no record" if group is Group.LATE else number,
            why=why_contact(contact, facts.viewer, group),
            on=contact.due_on,
            link=Link(
                Target.LOG, contact.area_id, item_id=contact.slot_id, implementation_id=contact.implementation_id
            ),
            act="Log it",
            key=f"contact:{contact.slot_id}",
            stamp=contact.due_on.isoformat(),
            distance=f"at {contact.at:%H:%M}" if contact.at and group is Group.TODAY else "",
        )


def concerns(contact: ContactDue, viewer: Viewer) -> bool:
    """Whether the contact is this person's to do something about."""
    if contact.own or contact.manager_id == viewer.person_id:
        return True
    if not viewer.is_one_of(Role.UNIT_MANAGER):
        return False
    return contact.manager_id is None or contact.escalated


def why_contact(contact: ContactDue, viewer: Viewer, group: Group) -> str:
    """Why the contact stands there: how often, with whom, and what is missing."""
    other = contact.manager if contact.own else contact.lead
    every = "Every month" if contact.interval_months == 1 else f"Every {contact.interval_months} months"
    parts = [every + (f", with {other}" if other else "")]
    if group is Group.LATE and not contact.own and contact.manager_id != viewer.person_id:
        parts.append(f"{contact.manager or 'nobody'} looks after the area")
    if contact.after:
        parts.append(f"{counted(contact.after, 'contact')} after it without a record too")
    return "; ".join(parts)


def action_lines(facts: Facts, today: date) -> Iterator[Line]:
    """What the viewer promised, and what others promised them and have not done."""
    for action in facts.actions:
        group, mine = promised_in(action, facts.viewer, today)
        if group is None:
            continue
        yield Line(
            group=group,
            area=action.area,
            what=action.wording,
            why="You agreed to do it" if mine else f"{action.owner or 'Nobody'} agreed to do it",
            on=action.due_on,
            link=Link(Target.ACTION, action.area_id, item_id=action.action_id),
            act="Close it" if mine else "See it",
            key=f"action:{action.action_id}",
            stamp=action.due_on.isoformat(),
        )


def promised_in(promise: ActionDue | ConditionDue, viewer: Viewer, today: date) -> tuple[Group | None, bool]:
    """Where something with an owner stands, and whether it is the viewer's: what others owe waits once it is late."""
    group = group_of(promise.due_on, today)
    if promise.owner_id == viewer.person_id:
        return group, True
    return (Group.WAITING if group is Group.LATE else None), False


def condition_lines(facts: Facts, today: date) -> Iterator[Line]:
    """Conditions of licences that are the viewer's to meet, and those that others have not met."""
    for condition in facts.conditions:
        group, mine = promised_in(condition, facts.viewer, today)
        if group is None:
            continue
        owner = "yours to meet" if mine else f"{condition.owner or 'nobody'} is to meet it"
        of = f"licence {condition.number}" if condition.number else "the readiness verdict"
        yield Line(
            group=group,
            area=condition.area,
            what=condition.wording,
            why=f"A condition of {of}; {owner}",
            on=condition.due_on,
            link=Link(Target.LICENCE if condition.number else Target.READINESS, condition.area_id),
            act="See it",
            key=f"condition:{condition.condition_id}",
            stamp=condition.due_on.isoformat(),
        )


def renewal_lines(facts: Facts, today: date) -> Iterator[Line]:
    """Licences that end soon and of which nobody has said what follows."""
    for licence in facts.undecided:
        due_on = decide_on(licence, facts.viewer, today)
        group = group_of(due_on, today) if due_on is not None else None
        if group is None or due_on is None:
            continue
        ending = "ended" if licence.ends_on < today else "ends"
        due = "was due" if group is Group.LATE else "is due"
        yield Line(
            group=group,
            area=licence.area,
            what="Decide on renewal",
            why=f"Licence {licence.number} {ending} on {plain_date(licence.ends_on)}; "
            f"the decision {due} {counted((licence.ends_on - due_on).days, 'day')} before",
            on=due_on,
            link=Link(Target.LICENCE, licence.area_id),
            act="Decide",
            key=f"renewal:{licence.number}",
            stamp=due_on.isoformat(),
        )


def decide_on(licence: Undecided, viewer: Viewer, today: date) -> date | None:
    """By when it is to be decided; None where that is not the viewer's. It becomes the unit manager's too at last, or
    at once where nobody looks after the area; the day stays the one that the area and the list of areas name.
    """
    due_on = licence.ends_on - DECIDE_BEFORE
    if licence.manager_id == viewer.person_id:
        return due_on
    if not viewer.is_one_of(Role.UNIT_MANAGER):
        return None
    return due_on if licence.manager_id is None or today >= licence.ends_on - DECIDE_AT_LAST else None


def delivery_lines(facts: Facts, today: date) -> Iterator[Line]:
    """Areas that were trained and do not deliver."""
    for area in facts.not_delivering:
        due_on = area.trained_on + DELIVER_WITHIN
        if due_on >= today or not looks_after(area.manager_id, facts.viewer):
            continue
        yield Line(
            group=Group.LATE,
            area=area.area,
            what="Trained but not delivering",
            why=f"Initial training was on {plain_date(area.trained_on)} and no first session is recorded since",
            on=due_on,
            link=Link(Target.AREA, area.area_id),
            act="Open the area",
            key=f"delivery:{area.implementation_id}",
            stamp=due_on.isoformat(),
        )


def pair_lines(facts: Facts) -> Iterator[Line]:
    """Areas in which fewer pairs can deliver than they mean to field."""
    for area in facts.short_of_pairs:
        can = min(area.health, area.children)
        yield Line(
            group=Group.TODAY,
            area=area.area,
            what=f"{counted(can, 'pair')} of {area.planned} can deliver",
            why=f"{area.health} from health and {area.children} from children’s services are accredited today",
            on=None,
            link=Link(Target.ELSEWHERE, address=f"/areas/{area.area_id}/accreditation"),
            act="See who",
            key=f"pairs:{area.implementation_id}",
            stamp=f"{can}/{area.planned}",
            distance=f"{area.planned - can} short",
        )


def looks_after(manager_id: int | None, viewer: Viewer) -> bool:
    """Whether the viewer looks after the area, or after those who do."""
    return manager_id == viewer.person_id or viewer.is_one_of(Role.UNIT_MANAGER)


def unattended_lines(facts: Facts) -> Iterator[Line]:
    """Areas whose reminders nobody has started, and areas that nobody looks after."""
    yield from lined_up(
        [area for area in facts.held if looks_after(area.manager_id, facts.viewer)],
        facts.held_total,
        target=Target.START,
        words=("Start its reminders", "Imported, and held until a person starts them", "Start them"),
        many="imported areas wait for their reminders to start",
    )
    if facts.viewer.is_one_of(Role.UNIT_MANAGER):
        yield from lined_up(
            facts.alone,
            facts.alone_total,
            target=Target.MANAGER,
            words=("Name an implementation manager", "Nobody of the unit looks after the area", "Name one"),
            many="areas have no implementation manager",
        )


def lined_up(
    areas: Sequence[Unattended], total: int, *, target: Target, words: tuple[str, str, str], many: str
) -> Iterator[Line]:
    """A line for each area, or one for all of them when they are many. The words: what, why, and the act."""
    what, why, act = words
    if len(areas) > LINED_UP:
        count = figure(max(total, len(areas)))
        yield Line(
            Group.TODAY,
            f"{count} areas",
            f"{count} {many}",
            why,
            None,
            Link(Target.AREAS),
            "See them",
            key=f"{target}:all",
            stamp=count,
            distance=since(min(area.since_on for area in areas)),
        )
        return
    for area in areas:
        link = Link(target, area.area_id, implementation_id=area.implementation_id)
        yield Line(
            Group.TODAY,
            area.area,
            what,
            why,
            None,
            link,
            act,
            key=f"{target}:{area.implementation_id}",
            stamp=area.since_on.isoformat(),
            distance=since(area.since_on),
        )


def people_lines(facts: Facts) -> Iterator[Line]:
    """People whose invitation ran out, for those who invite."""
    if not facts.viewer.is_one_of(Role.ADMINISTRATOR):
        return
    for person in facts.uninvited:
        yield Line(
            Group.TODAY,
            "People",
            f"Invite {person.name} again",
            f"The invitation of {plain_date(person.invited_on)} ran out unused",
            None,
            Link(Target.PERSON, item_id=person.person_id),
            "Invite",
            key=f"person:{person.person_id}",
            stamp=person.invited_on.isoformat(),
            distance=since(person.invited_on),
        )


def notice_line(notice: Notice, today: date) -> Line:
    """What another part of the product knows: late once its last day is past, else for today."""
    link = Link(Target.ELSEWHERE, address=notice.address)
    late_on = notice.due_on if notice.due_on and notice.due_on < today else None
    return Line(
        Group.LATE if late_on else Group.TODAY,
        notice.place,
        notice.what,
        notice.why,
        late_on,
        link,
        notice.act,
        key=f"notice:{notice.address or notice.why}"[:LONGEST_KEY],
        stamp=notice.what[:LONGEST_KEY],
        distance="" if late_on else since(notice.since_on),
    )


def since(day: date) -> str:
    """Since when, in words."""
    return f"since {plain_date(day)}"


def coming(contacts: Iterable[ContactDue]) -> str:
    """What comes next where nothing is to do: "The next is contact 21 of 22 with Marlbury on Monday 4 January 2027"."""
    first = min(contacts, key=lambda contact: contact.due_on, default=None)
    if first is None:
        return ""
    return f"The next is contact {first.sequence} of {first.total} with {first.area} on {long_date(first.due_on)}."
