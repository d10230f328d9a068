"""An event as it is planned: why it cannot stand, and what somebody should see before it does. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scaleup.core.dates import Calendar, counted, plain_date
from scaleup.core.errors import Refusal
from scaleup.programmes.rules import TrainingEvent
from scaleup.training.rules.days import Day, Span, in_the_part, refusals_of_days, spans
from scaleup.training.rules.windows import Window

SEATS = 12
"""What an event begins with: as many as a licence has places (decisions.md, Training and people)."""
ACCESS_AFTER = timedelta(days=30)
"""How long trainers see the areas of an event after its last day."""


@dataclass(frozen=True)
class Plan:
    """An event as a form says it."""

    days: tuple[Day, ...]
    implementation_ids: tuple[int, ...]
    trainer_ids: tuple[int, ...]
    capacity: int
    venue: str = ""
    link: str = ""
    joining: str = ""
    materials_version: str = ""
    late: bool = False
    """It took place and is entered now."""
    because: str = ""
    """Why it changes; of an event that stands already."""
    unseen: frozenset[int] = frozenset()
    """Those of its implementations that who plans does not see: they stay, and are not named."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """Its half-days."""
        return spans(self.days)


@dataclass(frozen=True)
class Served:
    """An area that an event serves, as a plan is checked against it."""

    implementation_id: int
    area: str
    """Its name; empty where who plans does not see the area."""
    calendar: Calendar
    window: Window | None
    """When this kind of event belongs there; None while that cannot be computed."""
    licences: tuple[tuple[date, date], ...]
    """First and last day of each licence that stands."""


@dataclass(frozen=True)
class Elsewhere:
    """A half-day that one of the trainers has in another event."""

    trainer: str
    event: str
    span: Span


def refusals_to_plan(plan: Plan, served: Sequence[Served], kind: TrainingEvent, *, today: date) -> list[Refusal]:
    """Every reason why the event cannot stand like this."""
    found = refusals_of_days(plan.days, today=today, late=plan.late)
    if not plan.implementation_ids:
        found.append(Refusal("Choose at least one area that takes part.", "areas"))
    if len(set(plan.trainer_ids)) < len(plan.trainer_ids):
        found.append(Refusal("A trainer stands twice. Choose each once.", "trainers"))
    if plan.capacity < 1:
        found.append(Refusal("Enter at least 1 place.", "capacity"))
    if plan.link and not plan.link.startswith(("https://", "http://")):
        found.append(Refusal(f"“{plan.link}” is not an address: begin with https://", "link"))
    if not found and kind.required:
        found += [Refusal(beyond(one, last_of(plan)), "areas") for one in served if ends_before(one, last_of(plan))]
    return found


def last_of(plan: Plan) -> date:
    """The event's last day."""
    return max(span.on_day for span in plan.spans)


def ends_before(one: Served, last_on: date) -> bool:
    """Whether the area has licences and all of them end before the training does."""
    return bool(one.licences) and all(ends_on < last_on for _, ends_on in one.licences)


def beyond(one: Served, last_on: date) -> str:
    """A licence is shorter than its training."""
    ends_on = max(ends_on for _, ends_on in one.licences)
    if not one.area:
        return (
            f"A licence of an area that you do not see ends before the training does on {plain_date(last_on)}. "
            "Choose earlier days, or ask a unit manager."
        )
    return (
        f"The licence of {one.area} ends on {plain_date(ends_on)}, before the training does on {plain_date(last_on)}. "
        "Choose earlier days, or renew the licence first."
    )


def findings(
    plan: Plan, served: Sequence[Served], elsewhere: Sequence[Elsewhere], kind: TrainingEvent, *, usual: int
) -> list[str]:
    """What somebody should have seen before the event is saved; `usual` is how many the programme trains together."""
    return [
        *clashes(plan, elsewhere),
        *days_off(plan, served),
        *outside(plan, served, kind),
        *unlicensed(served, kind),
        *of_the_room(plan, usual),
        *missing(plan, kind),
    ]


def clashes(plan: Plan, elsewhere: Sequence[Elsewhere]) -> list[str]:
    """A trainer who has another event at the same time."""
    return [
        f"{one.trainer} trains at {one.event} on {plain_date(one.span.on_day)}, {one.span.starts:%H:%M} to "
        f"{one.span.ends:%H:%M}: the two events clash."
        for one in elsewhere
        if any(at_once(one.span, span) for span in plan.spans)
    ]


def at_once(one: Span, other: Span) -> bool:
    """Whether two half-days overlap."""
    return one.on_day == other.on_day and one.starts < other.ends and other.starts < one.ends


def days_off(plan: Plan, served: Sequence[Served]) -> list[str]:
    """Days on which people of an area that takes part do not work."""
    found: dict[str, list[str]] = {}
    for day in sorted({span.on_day for span in plan.spans}):
        for one in served:
            reason = one.calendar.reason(day) if one.calendar.reaches(day) else ""
            if reason:
                found.setdefault(reason, []).append(one.area)
    return [f"{reason}, and {named(areas)} {takes(areas)} part." for reason, areas in found.items()]


def named(areas: Sequence[str]) -> str:
    """These areas; those that are not seen are counted."""
    seen = [area for area in areas if area]
    unseen = len(areas) - len(seen)
    others = "another area" if unseen == 1 else f"{unseen} other areas"
    return listed([*seen, *([others] if unseen else [])])


def takes(areas: Sequence[str]) -> str:
    """The verb for so many."""
    return "takes" if len(areas) == 1 else "take"


def outside(plan: Plan, served: Sequence[Served], kind: TrainingEvent) -> list[str]:
    """Areas in which this kind of event belongs into another time; of those not seen nothing is said."""
    days = sorted({span.on_day for span in plan.spans})
    found = []
    for one in [each for each in served if each.area]:
        if one.window is None:
            if kind.required:
                found.append(f"When {one.area} needs it is not known yet: {not_known(kind)}.")
        elif days and (days[0] < one.window.opens_on or days[-1] > one.window.closes_on):
            found.append(f"It belongs into {one.window.words} in {one.area}, and these days lie outside.")
    return found


def not_known(kind: TrainingEvent) -> str:
    """What the window waits for."""
    return "no first session is recorded" if kind.anchor == "first_session" else "no licence has started"


def unlicensed(served: Sequence[Served], kind: TrainingEvent) -> list[str]:
    """Areas where nobody can be booked, because no licence gives places."""
    if not kind.required:
        return []
    without = [one.area for one in served if one.area and not one.licences]
    if not without:
        return []
    has = "has" if len(without) == 1 else "have"
    return [f"{listed(without)} {has} no licence that gives places: nobody can be booked there until it is granted."]


def of_the_room(plan: Plan, usual: int) -> list[str]:
    """More people than the programme trains together."""
    if plan.capacity <= usual:
        return []
    return [f"The event has {plan.capacity} places, and the programme trains no more than {usual} together."]


def missing(plan: Plan, kind: TrainingEvent) -> list[str]:
    """What invitations will not be able to say."""
    found = []
    count = len(plan.spans)
    found += [f"{short} {what_it_catches_up(plan)}"] if (short := short_of(kind, count)) else []
    if count > kind.half_days:
        found.append(
            f"{kind.name} has {counted(kind.half_days, 'half-day')} in the programme, and this event has {count}."
        )
    if not plan.trainer_ids:
        found.append("No trainer is named yet.")
    if not plan.venue and not plan.link:
        found.append("Neither a venue nor a link is entered: invitations will say that it follows.")
    return found


def what_it_catches_up(plan: Plan) -> str:
    """Which half-days of the part an event that has not all of them repeats, and for whom."""
    places = sorted(one.repeats for one in plan.spans if one.repeats is not None)
    if not places:
        return "Say at each day which day of the part it repeats, if it is to catch one up."
    return f"Whoever missed {listed([in_the_part(place) for place in places])} can catch that up."


def short_of(kind: TrainingEvent, half_days: int) -> str:
    """That an event of so many half-days has fewer than its part; empty where it has all."""
    return falls_short(kind.name, has=half_days, asks=kind.half_days, accredits=kind.accredits and kind.required)


def falls_short(name: str, *, has: int, asks: int, accredits: bool) -> str:
    """What an event with fewer half-days than its part cannot do; empty where it has all."""
    if has >= asks:
        return ""
    alone = "nobody becomes accredited" if accredits else "nobody completes it"
    part = f"{name[:1].lower()}{name[1:]}"
    return f"This event has {has} of the {counted(asks, 'half-day')} of {part}: {alone} by this event alone."


def listed(names: Sequence[str]) -> str:
    """ "Fife", "Fife and Kelso", "Fife, Kelso and Luton"."""
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def days_in_words(days: Sequence[date]) -> str:
    """ "23 to 25 April 2024", "12 and 13 November 2024", "30 January and 2 February 2027"."""
    if not days:
        return "no day yet"
    first, last = days[0], days[-1]
    if first == last:
        return plain_date(first)
    run = len(days) > 2 and (last - first).days == len(days) - 1  # noqa: PLR2004 - two days are named, not spanned
    if (first.year, first.month) == (last.year, last.month):
        figures = [str(day.day) for day in days]
        return f"{figures[0]} to {plain_date(last)}" if run else f"{listed([*figures[:-1], plain_date(last)])}"
    if run:
        return f"{plain_date(first)} to {plain_date(last)}"
    return listed([plain_date(day) for day in days])


def what_changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """What an event's change alters for those who come, a sentence each."""
    return [
        f"{term.capitalize()}: {after[term] or 'none'} instead of {before[term] or 'none'}."
        for term in before
        if before[term] != after[term]
    ]


def has_moved(before: Sequence[Span], after: Sequence[Span]) -> bool:
    """Whether an event has other days or half-days: an answer was for the former ones. Other hours are no move."""
    return {(span.on_day, span.half) for span in before} != {(span.on_day, span.half) for span in after}


def in_words(spans: Sequence[Span], venue: str, link: str) -> dict[str, str]:
    """What somebody who comes has to know of an event: a change of it is told to everybody."""
    return {
        "days": days_in_words(sorted({span.on_day for span in spans})),
        "hours": hours_in_words(spans),
        "venue": venue,
        "link": link,
    }


def hours_in_words(spans: Sequence[Span]) -> str:
    """ "09:30 to 12:30 and 13:30 to 16:30", by day where the days differ."""
    days: dict[date, list[str]] = {}
    for span in sorted(spans, key=lambda one: (one.on_day, one.starts)):
        days.setdefault(span.on_day, []).append(f"{span.starts:%H:%M} to {span.ends:%H:%M}")
    said = {day: " and ".join(hours) for day, hours in days.items()}
    if len(set(said.values())) <= 1:
        return next(iter(said.values()), "")
    return "; ".join(f"{day.day} {day:%B} {hours}" for day, hours in said.items())
