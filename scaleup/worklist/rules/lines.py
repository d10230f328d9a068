"""What a person has to do next, and why: derived from dates and records, never typed (look.md, My work).

Each role is asked for other things: a lead for their own contacts and actions, an implementation manager for the
areas that they look after, a unit manager for what has waited too long, an administrator for people's access.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from scaleup.accounts.rules import Role
from scaleup.core.dates import counted, long_date, plain_date
from scaleup.worklist.rules.facts import ContactDue, Facts, Group, Line, Link, Notice, Target, Unattended, Viewer

FRIDAY = 4
ESCALATED = 10
"""Working days after which a late contact is the unit manager's too (decisions.md, Time)."""
DECIDE_BEFORE = timedelta(days=180)
DECIDE_AT_LAST = timedelta(days=30)
"""Before a licence's end: when its renewal is to be decided, and when the unit manager is asked."""
DELIVER_WITHIN = timedelta(days=120)
"""After initial training, within which the first session is expected (domain.md 3.4)."""
LINED_UP = 3
"""More areas than this that wait for the same thing are one line."""


def next_actions(facts: Facts, today: date) -> tuple[Line, ...]:
    """The lines in order: late ones first and the oldest at the top, then today, this week, waiting on others."""
    lines = [
        *contact_lines(facts, today),
        *action_lines(facts, today),
        *renewal_lines(facts, today),
        *delivery_lines(facts, today),
        *unattended_lines(facts),
        *people_lines(facts),
        *(notice_line(notice) for notice in facts.notices),
    ]
    order = list(Group)
    return tuple(sorted(lines, key=lambda line: (order.index(line.group), line.on or today, line.area, line.what)))


def end_of_week(today: date) -> date:
    """The Friday to come; on a Friday the next one, so that a week never ends today."""
    return today + timedelta(days=(FRIDAY - today.weekday()) % 7 or 7)


def group_of(due_on: date, today: date) -> Group | None:
    """Where something due on this day stands; nowhere if it lies beyond this week."""
    if due_on < today:
        return Group.LATE
    if due_on == today:
        return Group.TODAY
    return Group.WEEK if due_on <= end_of_week(today) else None


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
            distance=f"at {contact.at:%H:%M}" if contact.at and group is Group.TODAY else "",
        )


def concerns(contact: ContactDue, viewer: Viewer) -> bool:
    """Whether the contact is this person's to do something about."""
    if contact.own or contact.manager_id == viewer.person_id:
        return True
    if not viewer.is_one_of(Role.UNIT_MANAGER):
        return False
    return contact.manager_id is None or contact.working_days_late >= ESCALATED or contact.earlier > 0


def why_contact(contact: ContactDue, viewer: Viewer, group: Group) -> str:
    """Why the contact stands there: how often, with whom, and what is missing."""
    other = contact.manager if contact.own else contact.lead
    every = "Every month" if contact.interval_months == 1 else f"Every {contact.interval_months} months"
    parts = [every + (f", with {other}" if other else "")]
    if group is Group.LATE and not contact.own and contact.manager_id != viewer.person_id:
        parts.append(f"{contact.manager or 'nobody'} looks after the area")
    if contact.earlier:
        parts.append(f"{counted(contact.earlier, 'contact')} before it without a record too")
    return "; ".join(parts)


def action_lines(facts: Facts, today: date) -> Iterator[Line]:
    """What the viewer promised, and what others promised them and have not done."""
    for action in facts.actions:
        group = group_of(action.due_on, today)
        mine = action.owner_id == facts.viewer.person_id
        if group is None or (not mine and group is not Group.LATE):
            continue
        yield Line(
            group=group if mine else Group.WAITING,
            area=action.area,
            what=action.wording,
            why="You agreed to do it" if mine else f"{action.owner or 'Nobody'} agreed to do it",
            on=action.due_on,
            link=Link(Target.ACTION, action.area_id, item_id=action.action_id),
            act="Close it" if mine else "See it",
        )


def renewal_lines(facts: Facts, today: date) -> Iterator[Line]:
    """Licences that end soon and of which nobody has said what follows."""
    for licence in facts.undecided:
        mine = licence.manager_id == facts.viewer.person_id
        due_on = licence.ends_on - (DECIDE_BEFORE if mine or licence.manager_id is None else DECIDE_AT_LAST)
        group = group_of(due_on, today)
        if group is None or not (mine or facts.viewer.is_one_of(Role.UNIT_MANAGER)):
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
        )


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
        )


def looks_after(manager_id: int | None, viewer: Viewer) -> bool:
    """Whether the viewer looks after the area, or after those who do."""
    return manager_id == viewer.person_id or viewer.is_one_of(Role.UNIT_MANAGER)


def unattended_lines(facts: Facts) -> Iterator[Line]:
    """Areas whose reminders nobody has started, and areas that nobody looks after."""
    mine = [area for area in facts.unattended if looks_after(area.manager_id, facts.viewer)]
    yield from lined_up(
        [area for area in mine if area.held],
        what="Start its reminders",
        why="Imported, and held until a person starts them",
        act="Start them",
        target=Target.START,
        many="imported areas wait for their reminders to start",
    )
    if facts.viewer.is_one_of(Role.UNIT_MANAGER):
        yield from lined_up(
            [area for area in mine if area.manager_id is None],
            what="Name an implementation manager",
            why="Nobody of the unit looks after the area",
            act="Name one",
            target=Target.MANAGER,
            many="areas have no implementation manager",
        )


def lined_up(
    areas: Sequence[Unattended], *, what: str, why: str, act: str, target: Target, many: str
) -> Iterator[Line]:
    """A line for each area, or one for all of them when they are many."""
    if len(areas) > LINED_UP:
        oldest = min(area.since_on for area in areas)
        yield Line(
            Group.TODAY,
            counted(len(areas), "area"),
            f"{len(areas)} {many}",
            why,
            None,
            Link(Target.AREAS),
            "See them",
            distance=since(oldest),
        )
        return
    for area in areas:
        link = Link(target, area.area_id, implementation_id=area.implementation_id)
        yield Line(Group.TODAY, area.area, what, why, None, link, act, distance=since(area.since_on))


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
            distance=since(person.invited_on),
        )


def notice_line(notice: Notice) -> Line:
    """What another part of the product knows."""
    link = Link(Target.ELSEWHERE, address=notice.address)
    return Line(Group.TODAY, "Import", notice.what, notice.why, None, link, notice.act, distance=since(notice.since_on))


def since(day: date) -> str:
    """Since when, in words."""
    return f"since {plain_date(day)}"


def coming(contacts: Iterable[ContactDue]) -> str:
    """What comes next where nothing is to do: "The next is contact 21 of 22 with Marlbury on Monday 4 January 2027"."""
    first = min(contacts, key=lambda contact: contact.due_on, default=None)
    if first is None:
        return ""
    return f"The next is contact {first.sequence} of {first.total} with {first.area} on {long_date(first.due_on)}."
