"""The journey strip for the desk, 1112 wide: look.md, Drawings. Lanes from top to bottom, time from left to right."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from scaleup.core.dates import DAY, short_date
from scaleup.core.marks import (
    GLYPH,
    Drawing,
    Lane,
    Path,
    Shape,
    Words,
    box,
    glyph,
    level_line,
    upright_line,
    wide,
    words,
)
from scaleup.portfolio.rules.journey import Colour, Contact, Contacted, Event, Journey, Stage, stages

WIDTH, HEIGHT, SHORT_HEIGHT = 1112, 310, 176
LEFT, SPAN, LABELS = 92, 1010, 50
AXIS, STAGE, BRACKET = 34, 44, 72
TRAINING, BENEATH, GROUPS, CONTACTS, STEPS, FIDELITY, FOOT, ENDS = 100, 127, 142, 198, 228, 260, 280, 304
SHORT_CONTACTS, SHORT_FOOT = 128, 150
INSIDE = 58
"""A segment of the stage band wider than this carries its name inside."""
RADIUS, EARLY_RADIUS = 7.0, 5.0
HALVES = (14.0, 10.0, 6.5, 4.5)
"""Half the height of the wedge, step by step: the taper is seen twice, as distance and as thickness."""
ROWS_OF_GROUPS = 4
ROOM_FOR_QUARTERS = 40
REST = 8.0
"""Half the height of a time without support."""
STEP_NAME = 90
"""So much room the name of a step takes beneath the wedge."""
THIN = 2.0
"""A step of the wedge narrower than this is not drawn."""
MARKS: dict[Contacted, GLYPH] = {
    Contacted.HELD: "done",
    Contacted.HELD_LATE: "done",
    Contacted.MISSED: "late",
    Contacted.NO_RECORD: "late",
    Contacted.NEXT: "next",
    Contacted.TO_COME: "idle",
}
COLOURS: dict[Colour, GLYPH] = {Colour.GREEN: "done", Colour.AMBER: "amber", Colour.RED: "late"}
HATCHED, DARK = {0, 1, 2, 3}, {5, 6}


@dataclass(frozen=True)
class Scale:
    """Where a day lies."""

    first_on: date
    last_on: date

    def x(self, day: date) -> float:
        """The day's place from the left; a day outside stands at the edge."""
        whole = (self.last_on - self.first_on).days
        part = min(max((day - self.first_on).days, 0), whole)
        return LEFT + part / whole * SPAN

    def has(self, day: date) -> bool:
        """Whether the day lies in the drawing."""
        return self.first_on <= day <= self.last_on


def strip(journey: Journey) -> Drawing:
    """The drawing. Without a licence it shows stages and contacts only, and is shorter."""
    scale = Scale(journey.first_on, journey.last_on)
    foot = FOOT if journey.licensed else SHORT_FOOT
    parts: list[Shape] = [*axis(scale, foot=foot), *stage_band(scale, stages(journey), today=journey.today)]
    if journey.licensed:
        parts += [*bracket(scale, journey), *training(scale, journey), *groups(scale, journey)]
        parts += [*wedge(scale, journey), *rests(scale, journey)]
        parts += [*contacts(scale, journey, y=CONTACTS), *fidelity(scale, journey)]
    else:
        parts += contacts(scale, journey, y=SHORT_CONTACTS)
    parts += now(scale, journey.today, foot=foot)
    if journey.licensed:
        parts += ends(scale, journey)
    return Drawing(WIDTH, HEIGHT if journey.licensed else SHORT_HEIGHT, tuple(parts))


def axis(scale: Scale, *, foot: float) -> Iterator[Shape]:
    """A hairline each quarter with its month, the year in bold; only years where quarters would be too close."""
    close = SPAN * 91 / (scale.last_on - scale.first_on).days < ROOM_FOR_QUARTERS
    for year in range(scale.first_on.year, scale.last_on.year + 1):
        for month in (1,) if close else (1, 4, 7, 10):
            day = date(year, month, 1)
            if not scale.has(day):
                continue
            x = scale.x(day)
            yield upright_line("hair", x, 22 if month == 1 else 26, foot=foot)
            label = words("tb" if month == 1 else "t2", x + 4, AXIS, text=str(year) if month == 1 else f"{day:%b}")
            if label.right <= WIDTH:
                yield label


def stage_band(scale: Scale, found: Iterable[Stage], *, today: date) -> Iterator[Shape]:
    """The stages, named inside where there is room and beneath where there is not."""
    yield words("t2", 0, 61, text="Stage")
    beneath = Lane(left=LEFT, right=WIDTH)
    for stage in found:
        x, until = scale.x(stage.starts_on), scale.x(stage.ends_on)
        yield box(f"sg{stage.look}", x, STAGE, width=until - x - 1.5, height=24)
        if until - x > max(INSIDE, wide(stage.name, "tb") + 10):
            look = "tb halo" if stage.look in HATCHED else "tb tw" if stage.look in DARK else "tb"
            yield clear_of_today(scale, words(look, x + 7, 61, text=stage.name), until=until, today=today)
        else:
            yield from beneath.take(words("t2 ts", x, 83, text=stage.name))


def clear_of_today(scale: Scale, label: Words, *, until: float, today: date) -> Words:
    """The label right of the line of today, if that line would cross it and there is room."""
    x = scale.x(today)
    moved = replace(label, x=round(x + 7, 1))
    return moved if label.left - 3 < x < label.right + 3 and moved.right < until else label


def bracket(scale: Scale, journey: Journey) -> Iterator[Shape]:
    """The licence, from its start to its end."""
    assert journey.licence_starts_on and journey.licence_ends_on
    start, end = scale.x(journey.licence_starts_on), scale.x(journey.licence_ends_on)
    yield Path("axis", f"M{start:.1f} {BRACKET + 6}v-6H{end:.1f}v6")


def ends(scale: Scale, journey: Journey) -> Iterator[Shape]:
    """Where the licence starts and ends, dated at the foot."""
    assert journey.licence_starts_on and journey.licence_ends_on
    lane = Lane(left=0, right=WIDTH)
    for verb, day, anchors in (
        ("ends", journey.licence_ends_on, ("end", "start")),
        ("starts", journey.licence_starts_on, ("middle", "end", "start")),
    ):
        x = scale.x(day)
        yield upright_line("axis", x, BRACKET, foot=FOOT)
        text = f"licence {verb} {brief(day)}"
        yield from lane.take(*(words("t2", x, ENDS, text=text, anchor=anchor) for anchor in anchors))


def training(scale: Scale, journey: Journey) -> Iterator[Shape]:
    """The top-up window and the events, each label right of its square, else left, else beneath."""
    yield words("t2", 0, TRAINING + 4, text="Training")
    window = journey.window
    if window:
        x = scale.x(window.opens_on)
        yield box("win", x, 86, width=scale.x(window.closes_on) - x, height=28, radius=2)
    lane, beneath = free_lane(scale, journey.today), free_lane(scale, journey.today)
    events = sorted((event for event in journey.events if scale.has(event.on)), key=lambda event: event.on)
    for event in events:
        x = scale.x(event.on)
        lane.block(x - 4, x + 4)
        yield from glyph("event", x, TRAINING, r=6)
    for event in events:
        yield from event_label(scale.x(event.on), event, journey, lanes=(lane, beneath))
    if window is None and journey.delivery_started_on is None:
        yield from unknown_window(beneath)


def free_lane(scale: Scale, today: date) -> Lane:
    """A row of labels that keeps clear of the lane's name and of today."""
    lane = Lane(left=LABELS, right=WIDTH)
    if scale.has(today):
        lane.block(scale.x(today), scale.x(today))
    return lane


def unknown_window(lane: Lane) -> Iterator[Shape]:
    """Before the first session the window cannot be drawn, and the drawing says so wherever there is room."""
    text = "top-up window: not known until the first session"
    lefts = range(LEFT + 20, WIDTH, 40)
    yield from lane.take(*(words("t2", left, BENEATH, text=text) for left in lefts))


def event_label(x: float, event: Event, journey: Journey, *, lanes: tuple[Lane, Lane]) -> Iterator[Words]:
    """The event's name where it meets no other."""
    lane, beneath = lanes
    window = journey.window
    inside = window is not None and window.opens_on <= event.on <= window.closes_on
    beside = (
        words("halop", x + 10, TRAINING + 4, text=event.label),
        words("halop", x - 10, TRAINING + 4, text=event.label, anchor="end"),
    )
    taken = () if inside else lane.take(*beside)
    yield from taken or beneath.take(words("halop", x, BENEATH, text=event.label, anchor="middle"))


def groups(scale: Scale, journey: Journey) -> Iterator[Shape]:
    """A bar a group, packed first-fit into rows; where no group is known the lane has no name either."""
    found = sorted(journey.courses, key=lambda course: course.starts_on)
    if found:
        yield words("t2", 0, 156, text=journey.unit.titles)
    free = [date.min] * ROWS_OF_GROUPS
    for course in found:
        row = next((row for row, day in enumerate(free) if day < course.starts_on), ROWS_OF_GROUPS - 1)
        free[row] = course.ends_on
        x = scale.x(course.starts_on)
        look = "course live" if course.running else "course"
        yield box(look, x, GROUPS + 7 * row, width=scale.x(course.ends_on) - x, height=5, radius=1)


def steps(found: Iterable[Contact]) -> list[tuple[int, list[Contact]]]:
    """The runs of contacts at one distance, in order."""
    planned = sorted((contact for contact in found if contact.interval_months), key=lambda contact: contact.on)
    runs = groupby(planned, key=lambda contact: contact.interval_months or 0)
    return [(months, list(run)) for months, run in runs]


def wedge(scale: Scale, journey: Journey) -> Iterator[Shape]:
    """How close support is: thick while contacts are frequent, and each step named beneath."""
    assert journey.licence_starts_on
    x = scale.x(journey.licence_starts_on)
    lane, beside_today = free_lane(scale, journey.today), scale.x(journey.today) + 8
    runs = steps(journey.contacts)
    for number, (months, run) in enumerate(runs):
        half = HALVES[min(number, len(HALVES) - 1)]
        last = number == len(runs) - 1
        until = scale.x(run[-1].on) + (0 if last else RADIUS)
        if until - x > THIN:
            yield box("wedge", x, CONTACTS - half, width=until - x - (0 if last else 2), height=2 * half)
            lefts = (x + 2, beside_today) if x < beside_today < until else (x + 2,)
            yield from lane.take(*(words("t2", left, STEPS, text=every(months)) for left in lefts))
        x = max(x, until)


def rests(scale: Scale, journey: Journey) -> Iterator[Shape]:
    """Times without support, crossed like whatever is paused, and named beneath where there is room."""
    lane = free_lane(scale, journey.today)
    for _months, run in steps(journey.contacts):
        lane.block(scale.x(run[0].on) - RADIUS, scale.x(run[0].on) + STEP_NAME)
    for rest in journey.rests:
        x = scale.x(rest.starts_on)
        yield box("sg0", x, CONTACTS - REST, width=scale.x(rest.ends_on) - x, height=2 * REST)
        beside = (x, scale.x(journey.today) + 8, scale.x(rest.ends_on) + 4)
        yield from lane.take(*(words("t2", left, STEPS, text="no support") for left in beside))


def contacts(scale: Scale, journey: Journey, *, y: float) -> Iterator[Shape]:
    """The contacts; a bar leads from the day of one held late to the day it was held."""
    yield words("t2", 0, y + 4, text="Contacts")
    shown = [contact for contact in journey.contacts if scale.has(contact.on)]
    for contact in shown:
        early = journey.licence_starts_on is None or contact.on < journey.licence_starts_on
        r = EARLY_RADIUS if early else RADIUS
        x = scale.x(contact.on)
        if contact.state is Contacted.HELD_LATE and contact.held_on:
            yield level_line("slip", y, x, right=scale.x(contact.held_on))
            yield upright_line("slip", x, y - 6, foot=y + 6)
            x = scale.x(contact.held_on)
        yield from glyph(MARKS[contact.state], x, y, r=r)
    yield from contact_labels(scale, shown, today=journey.today, y=y - 15)


def contact_labels(scale: Scale, shown: Iterable[Contact], *, today: date, y: float) -> Iterator[Words]:
    """Only what is next and what was missed is named: the next first, then the latest miss."""
    lane = free_lane(scale, today)
    named = [contact for contact in shown if MARKS[contact.state] in ("next", "late")]
    for contact in sorted(named, key=lambda contact: (contact.state is Contacted.NEXT, contact.on), reverse=True):
        x = scale.x(contact.on)
        text = f"next, {short(contact.on, today)}" if contact.state is Contacted.NEXT else contact.state.value
        beside = scale.x(today) + 8
        places = [(x, "middle"), (x, "end"), (x, "start"), *([(beside, "start")] if x < beside + RADIUS else [])]
        yield from lane.take(*(words("tb halop", at, y, text=text, anchor=anchor) for at, anchor in places))


def fidelity(scale: Scale, journey: Journey) -> Iterator[Shape]:
    """The checks: the score after the mark, before it for amber and red, with the word."""
    yield words("t2", 0, FIDELITY + 5, text="Fidelity")
    shown = [check for check in journey.checks if scale.has(check.on)]
    lane = free_lane(scale, journey.today)
    for check in shown:
        x = scale.x(check.on)
        lane.block(x - 5, x + 5)
        yield from glyph(COLOURS[check.colour] if check.colour else "idle", x, FIDELITY, r=RADIUS)
    for check in shown:
        if check.colour is None:
            continue
        text = check.score if check.colour is Colour.GREEN else f"{check.colour} {check.score}"
        after = words("tb halop", scale.x(check.on) + 12, FIDELITY + 5, text=text)
        before = words("tb halop", scale.x(check.on) - 12, FIDELITY + 5, text=text, anchor="end")
        yield from lane.take(*((after, before) if check.colour is Colour.GREEN else (before, after)))


def now(scale: Scale, today: date, *, foot: float) -> Iterator[Shape]:
    """Today, the full height, dated on top."""
    if not scale.has(today):
        return
    x = scale.x(today)
    yield upright_line("now", x, 18, foot=foot + 8)
    text = f"today, {short_date(today, today)}"
    half = wide(text, "nowt") / 2
    yield words("nowt", min(max(x, half), WIDTH - half), 13, text=text, anchor="middle")


def every(months: int) -> str:
    """A step of the taper in words."""
    return "every month" if months == 1 else f"every {months} months"


def brief(day: date) -> str:
    """ "1 Apr 2024"."""
    return f"{day.day} {day:%b} {day.year}"


def short(day: date, today: date) -> str:
    """ "4 Jan", with the year unless it is within eleven months of today."""
    return f"{day.day} {day:%b}" if abs(day - today) < DAY * 335 else brief(day)
