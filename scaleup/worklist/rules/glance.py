"""The first questions of each role, answered at the top of My work (domain.md 7.2). Pure: values in, sentences out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scaleup.core.dates import add_months, counted, distance, long_date, plain_date
from scaleup.support.rules import Promise
from scaleup.worklist.rules.facts import COUNTED, ContactDue, NotDelivering, Undecided, Viewer, figure
from scaleup.worklist.rules.lines import DECIDE_BEFORE

NAMED = 3
"""A sentence names so many areas."""
OPENS_WITHIN = timedelta(days=60)
"""A trainer asks which top-up windows open in the next 60 days."""


@dataclass(frozen=True)
class Fact:
    """A question and its answer: words, perhaps a link to more, more lines, or figures that each lead somewhere."""

    term: str
    words: str
    address: str = ""
    label: str = ""
    """The words of the link."""
    items: tuple[str, ...] = ()
    figures: tuple[tuple[str, str, str], ...] = ()
    """Name, figure and address of each."""
    named: tuple[tuple[str, str, str], ...] = ()
    """The first of what is counted, after a link to all of it: name, address, and what is said of it."""
    rest: str = ""
    """How many more there are than are named."""


@dataclass(frozen=True)
class Glance:
    """A part of the answers, titled where there are several."""

    title: str
    facts: tuple[Fact, ...]
    long: bool = False
    """Whether it fills a phone's screen: then what is late stands above it."""


@dataclass(frozen=True)
class Led:
    """An implementation as its lead asks about it."""

    area_id: int
    area: str
    programme: str
    implementation_id: int
    manager: str
    manager_email: str
    licence_ends_on: date | None
    renewal: str | None
    pairs: int = 0
    last_on: date | None = None
    agreed: tuple[Promise, ...] = ()
    next_contact: ContactDue | None = None


@dataclass(frozen=True)
class StaffLate:
    """How many late contacts a member of the unit has, counted up to some hundreds."""

    person_id: int
    name: str
    late: int


@dataclass(frozen=True)
class Trainee:
    """A facilitator of an area, by what of training is done. Nothing says who it is."""

    area_id: int
    area: str
    initial_on: date | None
    topped_up: bool
    started_on: date | None
    opens_months: int
    closes_months: int

    @property
    def opens_on(self) -> date | None:
        """The first day for the top-up: months after the later of first session and the person's own accreditation."""
        if self.started_on is None or self.initial_on is None:
            return None
        return add_months(max(self.started_on, self.initial_on), self.opens_months)

    @property
    def closes_on(self) -> date | None:
        """The last day for the top-up."""
        if self.started_on is None or self.initial_on is None:
            return None
        return add_months(max(self.started_on, self.initial_on), self.closes_months)


def of_lead(led: Led, *, late_actions: int, help_line: str, today: date) -> Glance:
    """When is the next contact, what was agreed, what of mine is late, how many pairs, when it ends, whom to ring."""
    return Glance(
        f"{led.area}, {led.programme}",
        (
            next_of(led.next_contact, today),
            agreed_of(led, late_actions, today),
            Fact(
                "Pairs",
                f"{counted(led.pairs, 'pair')} can deliver" if led.pairs else "None can deliver yet",
                f"/areas/{led.area_id}/facilitators",
                "Facilitators",
            ),
            ends_of(led, today),
            Fact("Whom to ring", whom(led, help_line)),
        ),
        long=True,
    )


def next_of(contact: ContactDue | None, today: date) -> Fact:
    """The next contact, and its agenda."""
    if contact is None:
        return Fact("Next contact", "None is planned")
    who = contact.manager if contact.own else contact.lead
    at = f" at {contact.at:%H:%M}" if contact.at else ""
    return Fact(
        "Next contact",
        f"{long_date(contact.due_on)}{at}, {distance(contact.due_on, today)}: contact {contact.sequence} of "
        f"{contact.total}{f', with {who}' if who else ''}",
        f"/areas/{contact.area_id}/contacts/agenda/{contact.slot_id}",
        "Agenda",
    )


def agreed_of(led: Led, late_actions: int, today: date) -> Fact:
    """What was agreed last time, and how many of the reader's own actions are late."""
    late = f"{late_actions} of yours {'is' if late_actions == 1 else 'are'} late" if late_actions else ""
    if led.last_on is None:
        return Fact("Agreed last time", late or "Nothing is on record yet")
    on = f"On {plain_date(led.last_on)}"
    said = f"{on}: {counted(len(led.agreed), 'action')}" if led.agreed else f"{on}: no action"
    return Fact(
        "Agreed last time",
        f"{said}; {late or 'none of yours is late'}",
        items=tuple(promise.words(today) for promise in led.agreed),
    )


def ends_of(led: Led, today: date) -> Fact:
    """When the licence ends, and whether it is known what follows."""
    way = (f"/areas/{led.area_id}/licence", "Licence")
    if led.licence_ends_on is None:
        return Fact("Licence", "None is in force", *way)
    day = long_date(led.licence_ends_on)
    if led.licence_ends_on < today:
        return Fact("Licence ended", day, *way)
    follows = {"renew": "to be renewed", "end": "to end then"}.get(led.renewal or "", "what follows is not decided yet")
    return Fact("Licence ends", f"{day}, {distance(led.licence_ends_on, today)}; {follows}", *way)


def whom(led: Led, help_line: str) -> str:
    """The unit's person, and how to reach the unit."""
    own = ", ".join(part for part in (led.manager, led.manager_email) if part)
    return "; ".join(part for part in (own, f"the unit: {help_line}" if help_line else "") if part)


def of_manager(
    viewer: Viewer,
    areas: int,
    *,
    next_contact: ContactDue | None,
    undecided: Sequence[Undecided],
    idle: Sequence[NotDelivering],
    today: date,
) -> Glance:
    """How many areas are mine, what comes next, which licences end undecided, who is trained and does not deliver."""
    late = [one for one in undecided if one.ends_on - DECIDE_BEFORE < today]
    return Glance(
        "",
        (
            Fact("Areas you look after", figure(areas), "/areas", "The list"),
            next_with(next_contact, today),
            *of_licences(late, len(late), idle, len(idle), f"&manager={viewer.person_id}"),
        ),
    )


def next_with(contact: ContactDue | None, today: date) -> Fact:
    """The next contact of many areas: with whose it is."""
    found = next_of(contact, today)
    return found if contact is None else Fact(found.term, f"{contact.area}, {found.words}", found.address, found.label)


def of_licences(
    undecided: Sequence[Undecided],
    undecided_count: int,
    idle: Sequence[NotDelivering],
    idle_count: int,
    whose: str = "",
) -> tuple[Fact, Fact]:
    """Which licences end and the decision on what follows is late; who was trained and does not deliver.

    Each area named leads to its page, the count to the list of areas narrowed to the same.
    """
    ends = [(one.area, f"/areas/{one.area_id}", f" on {plain_date(one.ends_on)}") for one in undecided[:NAMED]]
    waiting = [(one.area, f"/areas/{one.area_id}", "") for one in idle[:NAMED]]
    return (
        named("Licences that end undecided", ends, (undecided_count, "licence"), f"/areas?need=decision{whose}"),
        named("Trained, not delivering", waiting, (idle_count, "area"), f"/areas?need=session{whose}"),
    )


def named(term: str, first: Sequence[tuple[str, str, str]], of: tuple[int, str], address: str) -> Fact:
    """How many, the first of them, and how many more: "5 licences: Wiltshire, Kelso, Luton and 2 more"."""
    count, noun = of
    if not count:
        return Fact(term, "None")
    more = max(count - len(first), 0)
    said = f"{figure(count)} {noun}s" if count > COUNTED else counted(count, noun)
    rest = "" if not more else "and more" if count > COUNTED else f"and {more} more"
    return Fact(term, "", address, said, named=tuple(first), rest=rest)


def of_unit(licences: tuple[Fact, Fact], staff: Sequence[StaffLate]) -> Glance:
    """The unit manager's: what of_licences says, and late contacts by member of staff, each a way to their list."""
    figures = tuple((one.name, figure(one.late), f"/my-work/{one.person_id}") for one in staff)
    return Glance("", (Fact("Late contacts by staff", "", figures=figures), *licences))


def of_trainer(trainees: Sequence[Trainee], next_event: Fact, last_feedback: Fact, *, today: date) -> Glance:
    """What they train next, whose top-up windows are open or open within 60 days, who needs which training, by area."""
    return Glance(
        "",
        (
            next_event,
            replace(
                listed("Top-up windows", windows(trainees, today), "None opens in the next 60 days"),
                address="/guides/words#top-up-window",
                label="What this window is",
            ),
            listed("Who needs training", needs(trainees), "Everybody is trained"),
            last_feedback,
        ),
    )


def listed(term: str, items: Sequence[str], none: str) -> Fact:
    """A fact that lists areas."""
    return Fact(term, counted(len(items), "area") if items else none, items=tuple(items))


def windows(trainees: Sequence[Trainee], today: date) -> list[str]:
    """A line for each area with a window that is open or opens soon, the earliest first."""
    found: dict[str, list[tuple[date, date]]] = {}
    for one in trainees:
        opens_on, closes_on = one.opens_on, one.closes_on
        if one.topped_up or opens_on is None or closes_on is None:
            continue
        if opens_on <= today + OPENS_WITHIN and closes_on >= today:
            found.setdefault(one.area, []).append((opens_on, closes_on))
    return [
        f"{area}: {counted(len(dates), 'person')}, "
        f"{plain_date(min(dates)[0])} to {plain_date(max(each[1] for each in dates))}"
        for area, dates in sorted(found.items(), key=lambda each: (min(each[1]), each[0]))
    ]


def needs(trainees: Sequence[Trainee]) -> list[str]:
    """A line for each area where somebody has not finished, by name of the area."""
    found: dict[str, list[Trainee]] = {}
    for one in trainees:
        if one.initial_on is None or not one.topped_up:
            found.setdefault(one.area, []).append(one)
    return [f"{area}: {missing(who)}" for area, who in sorted(found.items())]


def missing(who: Sequence[Trainee]) -> str:
    """How many lack which part."""
    initial = sum(one.initial_on is None for one in who)
    top_up = len(who) - initial
    parts = [
        f"{counted(initial, 'person')} without initial training" if initial else "",
        f"{counted(top_up, 'person')} without top-up" if top_up else "",
    ]
    return ", ".join(part for part in parts if part)


def of_administrator(waiting: int, ran_out: int) -> Glance:
    """Invitations that nobody has used yet."""
    return Glance(
        "",
        (
            Fact("Invitations not used yet", figure(waiting) if waiting else "None", "/people", "People"),
            Fact("Of these, ran out", figure(ran_out) if ran_out else "None"),
        ),
    )


def of_viewer(areas: int, next_contact: ContactDue | None, today: date) -> Glance:
    """What a viewer may read, and when the next contact is."""
    return Glance("", (Fact("Areas you may read", figure(areas), "/areas", "The list"), next_with(next_contact, today)))


def lede(late: int, due_today: str, week: str) -> str:
    """The first sentence: what is late, what is for today. Counts are as they read: "0", "12" or "51+"."""
    if late:
        today = "" if due_today == "0" else f"; {due_today} more {'is' if due_today == '1' else 'are'} for today"
        return f"{figure(late)} {'thing is' if late == 1 else 'things are'} late{today}."
    if due_today != "0":
        return f"Nothing is late; {due_today} {'thing is' if due_today == '1' else 'things are'} for today."
    if week != "0":
        return f"Nothing is late or for today; {week} {'thing comes' if week == '1' else 'things come'} this week."
    return "Nothing needs you this week."
