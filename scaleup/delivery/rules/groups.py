"""A group: the programme's unit of delivery, set up in one step from its template and its first session. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from scaleup.core.dates import plain_date
from scaleup.core.errors import Refusal
from scaleup.core.families import private_details_unticked
from scaleup.delivery.rules.pairing import Days, Deliverer
from scaleup.delivery.rules.sessions import SessionRecord, State
from scaleup.programmes.rules import Delivery, DeliveryUnit

LONGEST_NAME = 60
NUMBERED = re.compile(r" ?(\d{1,4})")
NEXT_WITHIN = timedelta(weeks=26)
"""A day farther from today is the slip of a year."""
FAMILIES_AT_MOST = 99
"""Beyond that a count of families is a slip of the key."""


@dataclass(frozen=True)
class Group:
    """A group, a case or whatever the programme delivers, with its sessions."""

    name: str
    variant: str
    first_on: date
    """The day of its first group session, as planned."""
    places: int
    """For how many families it was planned."""
    sessions: tuple[SessionRecord, ...]
    families: int | None = None
    """How many enrolled; None while nobody has said."""
    meeting_criteria: int | None = None
    """How many of them meet the area's criteria; None where nobody has said, or none are set."""
    unit: DeliveryUnit = DeliveryUnit.GROUP
    """What its programme delivers."""
    as_it_goes: bool = False
    """Whether its sessions are planned as they come, so that it is over only once somebody says so."""
    ended_on: date | None = None
    """The day on which somebody said that it is over."""

    def has_begun(self, today: date) -> bool:
        """Whether one of its sessions is due."""
        return any(one.is_due(today) for one in self.sessions)

    def is_over(self, today: date) -> bool:
        """Whether all of its sessions are due, and no more are to be planned."""
        if self.as_it_goes and (self.ended_on is None or self.ended_on > today):
            return False
        return bool(self.sessions) and all(one.is_due(today) for one in self.sessions)


def set_up(
    delivery: Delivery, *, name: str, variant: str, first_on: date, places: int, pair: tuple[Deliverer, ...] = ()
) -> Group:
    """The group as the programme plans it, every session with its day and the pair that is to deliver it."""
    return Group(
        called(delivery, name),
        variant,
        first_on,
        places,
        planned_sessions(delivery, first_on, pair),
        unit=delivery.unit,
        as_it_goes=delivery.as_it_goes,
    )


def called(delivery: Delivery, typed: str) -> str:
    """The name as it is kept: without needless spaces, and "Family 7" where one family goes by its number alone."""
    name = " ".join(typed.split())
    number = NUMBERED.fullmatch(name.casefold().removeprefix(delivery.words.one))
    return f"{delivery.words.title} {int(number[1])}" if delivery.of_one_family and number else name


def planned_sessions(delivery: Delivery, first_on: date, pair: tuple[Deliverer, ...] = ()) -> tuple[SessionRecord, ...]:
    """The programme's sessions in the order of their days, which count in weeks from the first group session."""
    if delivery.as_it_goes:
        return (next_session(delivery, 1, on_day=first_on, pair=pair),)
    found = [
        SessionRecord(
            code=session.code,
            name=session.name,
            kind=session.kind,
            planned_on=first_on + timedelta(weeks=session.week),
            minutes_planned=session.minutes,
            components_planned=session.components,
            pair=pair,
        )
        for session in delivery.sessions
    ]
    return tuple(sorted(found, key=lambda one: one.planned_on))


def next_session(delivery: Delivery, number: int, *, on_day: date, pair: tuple[Deliverer, ...] = ()) -> SessionRecord:
    """The session of this number where the version plans none: nothing is planned of it but its day and its pair."""
    name = f"{delivery.words.session.capitalize()} {number}"
    return SessionRecord(code=f"S{number}", name=name, kind=delivery.unit.value, planned_on=on_day, pair=pair)


def refusals_to_set_up(
    delivery: Delivery, *, name: str, variant: str, first_on: date, places: int, licensed: Days
) -> list[Refusal]:
    """Why a group cannot be set up so."""
    found = [*of_name(delivery, name)]
    if variant not in delivery.variants:
        found.append(Refusal(f"Choose how it is delivered: {', '.join(delivery.variants)}", "variant"))
    if not licensed.hold(first_on):
        found.append(
            Refusal(
                f"The licence runs from {plain_date(licensed.from_on)} to {plain_date(licensed.until_on)}. "
                "Enter a first session within it.",
                "first_on",
            )
        )
    least, most = delivery.families_at_least, delivery.families_at_most
    if not least <= places <= most:
        found.append(
            Refusal(
                f"Enter a number of families from {least} to {most}, as the programme has it. "
                "For another, ask the unit first.",
                "places",
            )
        )
    return found


def of_name(delivery: Delivery, name: str) -> Iterator[Refusal]:
    """Why it cannot be called that."""
    words, unit = called(delivery, name), delivery.words
    if delivery.of_one_family:
        if not NUMBERED.fullmatch(words.removeprefix(unit.title)):
            yield Refusal(
                f"Enter a number of your own for the {unit.one}, such as 7. A name or anything else about a family "
                "never comes here.",
                "name",
            )
        return
    if not words:
        yield Refusal(f"Give the {unit.one} a name that tells it from the others, such as its place and season", "name")
    if len(words) > LONGEST_NAME:
        yield Refusal(f"The name has {len(words)} characters. Shorten it to {LONGEST_NAME}.", "name")
    yield from private_details_unticked(words, name="name")


def refusals_of_families(families: int, meeting_criteria: int | None) -> list[Refusal]:
    """Why these cannot be the families that enrolled."""
    found = []
    if not 0 <= families <= FAMILIES_AT_MOST:
        found.append(Refusal(f"Enter how many families enrolled, from 0 to {FAMILIES_AT_MOST}", "families"))
    if meeting_criteria is not None and not 0 <= meeting_criteria <= families:
        found.append(
            Refusal(
                "Of those who enrolled, enter how many meet the criteria: not more than enrolled", "meeting_criteria"
            )
        )
    return found


@dataclass(frozen=True)
class GroupEnded:
    """Every session of a group has its record, or one of them was corrected after that: it may come again."""

    group_id: int
    implementation_id: int
    area_id: int
    on_day: date
    """The day of its last session."""
    version_id: int
    """The version of the programme by which it is measured."""
    group: Group
    """As its records have it, or would have it."""


@dataclass(frozen=True)
class GroupReopened:
    """A session of a group has no record any more: what the group came to is open again."""

    group_id: int


def ended_on(group: Group, today: date) -> date | None:
    """The day of its last session once each was held or cancelled; None while one is still to be recorded.

    A session that is cancelled before its day is settled: nobody records it again, so nobody would tell the end later.
    Where none was held at all, the last day that was planned and has come.
    """
    if group.as_it_goes and group.ended_on is None:
        return None
    if not group.sessions or any(one.state in (State.PLANNED, State.MOVED) for one in group.sessions):
        return None
    held = [one.on_day for one in group.sessions if one.on_day is not None]
    return max(held, default=min(today, max(one.planned_on for one in group.sessions)))


def refusals_of_next(group: Group, on_day: date, *, today: date) -> list[Refusal]:
    """Why the next session cannot be on that day: where a version plans none, each is planned as it comes."""
    last = group.sessions[-1]
    if last.state in (State.PLANNED, State.MOVED):
        return [Refusal(f"{last.name} on {plain_date(last.due_on)} has no record yet. Record it first, or move it.")]
    if on_day < group.first_on:
        return [Refusal(f"The first was planned for {plain_date(group.first_on)}. Enter a later day.", "on_day")]
    if abs(on_day - today) > NEXT_WITHIN:
        return [Refusal(f"{plain_date(on_day)} is more than half a year from today. Check the year.", "on_day")]
    return []


def refusals_to_end(group: Group, on_day: date, *, today: date) -> list[Refusal]:
    """Why it cannot have been over on that day."""
    open_ones = [one for one in group.sessions if one.state in (State.PLANNED, State.MOVED)]
    if open_ones:
        first = min(open_ones, key=lambda one: one.due_on)
        return [
            Refusal(
                f"{first.name} on {plain_date(first.due_on)} has no record yet. Record it as held or cancelled first."
            )
        ]
    if on_day > today:
        return [Refusal(f"{plain_date(on_day)} is still to come. Say so once it is over.", "on_day")]
    last = max((one.on_day for one in group.sessions if one.on_day), default=group.first_on)
    if on_day < last:
        return [Refusal(f"The last session was held on {plain_date(last)}. Enter that day or a later one.", "on_day")]
    return []
