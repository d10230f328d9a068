"""The journey strip for a phone, 358 wide: time runs up, so that today and what is next are on the first screen."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scaleup.core.marks import (
    GLYPH,
    Drawing,
    Path,
    Shape,
    box,
    glyph,
    level_line,
    upright_line,
    wide,
    words,
)
from scaleup.portfolio.rules.journey import Colour, Contacted, Journey, stages
from scaleup.portfolio.rules.strip import COLOURS, HALVES, MARKS, THIN, brief, short, steps

WIDTH, HEIGHT, SHORT_HEIGHT = 358, 640, 320
TOP, MARGIN = 26, 6
BAR, BAR_WIDTH = 44, 14
CENTRE, RADIUS, EARLY_RADIUS = 86.0, 5.6, 4.0
MARK, LABEL = 124, 138
GAP = 17
CLEAR = 9
"""A label so far from the line of today is not crossed by it."""
REST = 6.0
MOVED = 3
ROOM_BESIDE_TODAY = 122
"""A label longer than this would meet the words of today."""


@dataclass(frozen=True)
class Scale:
    """Where a day lies."""

    first_on: date
    last_on: date
    height: int

    @property
    def foot(self) -> float:
        """Where the first day lies."""
        return self.height - MARGIN

    def y(self, day: date) -> float:
        """The day's place from the top; a day outside stands at the edge."""
        whole = (self.last_on - self.first_on).days
        part = min(max((day - self.first_on).days, 0), whole)
        return self.foot - part / whole * (self.foot - TOP)

    def has(self, day: date) -> bool:
        """Whether the day lies in the drawing."""
        return self.first_on <= day <= self.last_on


@dataclass(frozen=True)
class Note:
    """A label of the right-hand column. The higher its weight, the later it is left out when there is no room."""

    y: float
    text: str
    weight: int
    mark: GLYPH | None = None
    look: str = ""
    placed: float = 0


def upright(journey: Journey) -> Drawing:
    """The drawing; half as tall without a licence."""
    height = HEIGHT if journey.licensed else SHORT_HEIGHT
    scale = Scale(journey.first_on, journey.last_on, height)
    line = scale.y(journey.today) if scale.has(journey.today) else scale.foot + GAP
    placed = spread(notes(scale, journey), top=TOP + 6, foot=scale.foot - 2, line=line)
    parts: list[Shape] = [*axis(scale), *stage_bar(scale, journey), *wedge(scale, journey), *rests(scale, journey)]
    parts += contacts(scale, journey)
    parts += [shape for note in placed for shape in labelled(note)]
    parts += [*window(scale, journey), *now(scale, journey, placed), *heads()]
    return Drawing(WIDTH, height, tuple(parts))


def axis(scale: Scale) -> Iterator[Shape]:
    """A hairline each half-year, the year in bold."""
    for year in range(scale.first_on.year, scale.last_on.year + 1):
        for month in (1, 7):
            day = date(year, month, 1)
            if scale.has(day) and scale.y(day) > TOP + 12:
                y = scale.y(day)
                yield level_line("hair", y, 0, right=WIDTH)
                yield words("tb" if month == 1 else "t2", 0, y - 4, text=str(year) if month == 1 else f"{day:%b}")


def heads() -> tuple[Shape, ...]:
    """What each column holds."""
    return (
        words("t2 ts", 58, 14, text="stage", anchor="end"),
        words("t2 ts", 66, 14, text="contacts"),
        words("t2 ts", LABEL, 14, text="training, fidelity, what matters"),
    )


def stage_bar(scale: Scale, journey: Journey) -> Iterator[Shape]:
    """The stages from the foot up."""
    for stage in stages(journey):
        top, foot = scale.y(stage.ends_on), scale.y(stage.starts_on)
        yield box(f"sg{stage.look}", BAR, top, width=BAR_WIDTH, height=max(foot - top - 1.5, 1))


def wedge(scale: Scale, journey: Journey) -> Iterator[Shape]:
    """How close support is."""
    if not journey.licence_starts_on:
        return
    foot = scale.y(journey.licence_starts_on)
    runs = steps(journey.contacts)
    for number, (_months, run) in enumerate(runs):
        half = HALVES[min(number, len(HALVES) - 1)]
        last = number == len(runs) - 1
        top = scale.y(run[-1].on) - (0 if last else RADIUS)
        if foot - top > THIN:
            yield box("wedge", CENTRE - half, top, width=2 * half, height=foot - top - (0 if number == 0 else 2))
        foot = min(foot, top)


def rests(scale: Scale, journey: Journey) -> Iterator[Shape]:
    """Times without support, crossed like whatever is paused."""
    for rest in journey.rests:
        top, foot = scale.y(rest.ends_on), scale.y(rest.starts_on)
        yield box("sg0", CENTRE - REST, top, width=2 * REST, height=max(foot - top, 2))


def contacts(scale: Scale, journey: Journey) -> Iterator[Shape]:
    """The contacts; one held late stands on the day it was held."""
    for contact in journey.contacts:
        if not scale.has(contact.on):
            continue
        early = journey.licence_starts_on is None or contact.on < journey.licence_starts_on
        y = scale.y(contact.on)
        if contact.state is Contacted.HELD_LATE and contact.held_on:
            yield upright_line("slip", CENTRE, scale.y(contact.held_on), foot=y)
            yield level_line("slip", y, CENTRE - 5, right=CENTRE + 5)
            y = scale.y(contact.held_on)
        yield from glyph(MARKS[contact.state], CENTRE, y, r=EARLY_RADIUS if early else RADIUS)


def notes(scale: Scale, journey: Journey) -> list[Note]:
    """Everything the right-hand column could say."""
    found: list[Note] = []
    end = journey.licence_ends_on
    if end:
        found.append(Note(scale.y(end), f"Licence ends {brief(end)}", 9, look="tb"))
    for contact in journey.contacts:
        y = scale.y(contact.on)
        if contact.state is Contacted.NEXT:
            found.append(Note(y, f"Next contact, {short(contact.on, journey.today)}", 9, "next", "tb"))
        elif contact.state is Contacted.MISSED:
            found.append(Note(y, f"{contact.name} missed", 6, "late", "tb"))
        elif contact.state is Contacted.NO_RECORD:
            found.append(Note(y, f"{contact.name}: no record", 8, "late", "tb"))
    found += [Note(scale.y(rest.starts_on), "No support", 7, "held", "tb") for rest in journey.rests]
    for check in journey.checks:
        if check.colour:
            word = "" if check.colour is Colour.GREEN else f" {check.colour}"
            found.append(Note(scale.y(check.on), f"Fidelity {check.score}{word}", 5, COLOURS[check.colour]))
    found += [Note(scale.y(event.on), event.label, 4, "event") for event in journey.events if scale.has(event.on)]
    found += [Note(scale.y(stage.starts_on), stage.beginning, 3, look="t2") for stage in stages(journey)]
    return found


def spread(found: Sequence[Note], *, top: float, foot: float, line: float) -> list[Note]:
    """The notes in order, none nearer than the gap to the next, none across the line of today.

    The lightest are left out when there is no room; one for which there is none on its side of the line crosses over.
    """
    above, below = min(line - CLEAR, foot), line + CLEAR
    room_above, room_below = room(top, above), room(below, foot)
    heaviest = sorted(found, key=lambda note: (-note.weight, note.y))[: room_above + room_below]
    ordered = sorted(heaviest, key=lambda note: note.y)
    upper = sum(note.y < line for note in ordered)
    upper = max(min(upper, room_above), len(ordered) - room_below)
    return [*apart(ordered[:upper], top=top, foot=above), *apart(ordered[upper:], top=below, foot=foot)]


def room(top: float, foot: float) -> int:
    """How many notes go between these."""
    return int((foot - top) // GAP) + 1 if foot >= top else 0


def apart(ordered: Sequence[Note], *, top: float, foot: float) -> list[Note]:
    """As near to their days as the gap between them lets them be."""
    down: list[float] = []
    for note in ordered:
        down.append(max(note.y, down[-1] + GAP if down else top))
    limit = foot
    up: list[float] = []
    for place in reversed(down):
        up.append(min(place, limit))
        limit = up[-1] - GAP
    return [replace(note, placed=place) for note, place in zip(ordered, reversed(up), strict=True)]


def labelled(note: Note) -> Iterator[Shape]:
    """The label with its mark, and a hairline back to its day when it was moved."""
    left = 104 if note.mark is None else 100
    if abs(note.placed - note.y) > MOVED:
        yield Path("hair", f"M{left} {note.y:.1f}L116 {note.placed:.1f}")
    if note.mark:
        yield from glyph(note.mark, MARK, note.placed, r=RADIUS)
    elif note.look == "t2":
        yield level_line("axis", note.y, BAR + BAR_WIDTH, right=74)
        if abs(note.placed - note.y) <= MOVED:
            yield level_line("hair", note.placed, 104, right=120)
    yield words(f"{note.look} halop".strip(), LABEL, note.placed + 4.5, text=note.text)


def window(scale: Scale, journey: Journey) -> Iterator[Shape]:
    """The top-up window, as a bracket."""
    if journey.window:
        top, foot = scale.y(journey.window.closes_on), scale.y(journey.window.opens_on)
        yield Path("axis", f"M104 {top:.1f}h4V{foot:.1f}h-4")


def now(scale: Scale, journey: Journey, placed: Iterable[Note]) -> Iterator[Shape]:
    """Today across the whole width, dated above the line or below it, wherever no long label stands."""
    if not scale.has(journey.today):
        return
    y = scale.y(journey.today)
    yield level_line("now", y, 0, right=WIDTH)
    long = [note.placed + 4.5 for note in placed if wide(note.text, note.look) > ROOM_BESIDE_TODAY]
    above, below = y - 5, y + 14
    free = next((place for place in (above, below) if all(abs(place - other) >= GAP - 3 for other in long)), above)
    yield words("nowt halop", WIDTH, free, text=f"today, {journey.today.day} {journey.today:%b}", anchor="end")
