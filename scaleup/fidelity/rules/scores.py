"""How faithfully sessions were delivered: content, frequency, duration, pairing, and the colour of the worst. Pure.

Of a group, an area or a facilitator alike: the same sums over their sessions (domain.md 4.3). What is due and
recorded counts, a cancelled session with nothing delivered; what is due and not recorded is not known, and told beside.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from scaleup.core.dates import counted
from scaleup.delivery.rules import Group, SessionRecord, State, due, recorded, shortfalls
from scaleup.fidelity.rules.colours import Colour, colour, worst_of
from scaleup.programmes.rules import Programme

WHOLE = 100


class Part(StrEnum):
    """What is measured of delivery, by the names that programmes use."""

    CONTENT = "content"
    FREQUENCY = "frequency"
    DURATION = "duration"
    PAIRING = "pairing"
    DOSAGE = "dosage"
    """Of programmes whose sessions are planned as they come: how many of them were held."""
    SUPERVISION = "supervision"


PART_WORDS: dict[str, str] = {
    Part.CONTENT: "Content",
    Part.FREQUENCY: "Frequency",
    Part.DURATION: "Duration",
    Part.PAIRING: "Pairing",
    Part.DOSAGE: "Dosage",
    Part.SUPERVISION: "Supervision",
}


@dataclass(frozen=True)
class Share:
    """So much of so many; of at least one."""

    got: Fraction
    of: int

    @property
    def percent(self) -> Fraction:
        """In per cent, unrounded."""
        return WHOLE * self.got / self.of


@dataclass(frozen=True)
class Coverage:
    """Whom delivery reached: shown beside the scores, never coloured (decisions.md)."""

    families: int
    places: int
    asked: int
    """Of the families, those of groups that told how many meet the criteria."""
    meeting: int

    def of_many(self, is_few: Callable[[int], bool]) -> "Coverage":
        """The same without who meets the criteria, where few do or do not."""
        few = is_few(self.meeting) or is_few(self.asked - self.meeting)
        return replace(self, asked=0, meeting=0) if few else self

    def with_those(self, other: "Coverage") -> "Coverage":
        """Both together."""
        return Coverage(
            self.families + other.families,
            self.places + other.places,
            self.asked + other.asked,
            self.meeting + other.meeting,
        )

    @property
    def reach(self) -> Fraction | None:
        """Families who enrolled, in per cent of the places planned."""
        return Fraction(WHOLE * self.families, self.places) if self.places else None

    @property
    def criteria(self) -> Fraction | None:
        """Families who meet the criteria, in per cent of those of whom that is known."""
        return Fraction(WHOLE * self.meeting, self.asked) if self.asked else None


@dataclass(frozen=True)
class Scores:
    """The scores of a group, an area or a facilitator on a day."""

    parts: Mapping[Part, Share]
    """A part is absent where nothing is planned that it could be measured by."""
    recorded: int
    due: int
    worst: tuple[Part, ...]
    """Of the parts that count, the lowest; several where they are equal."""
    colour: Colour | None
    """None where there is not enough data."""
    lacks: str
    """Why there is no colour, as a clause; empty where there is one."""
    coverage: Coverage | None = None

    @property
    def alike(self) -> bool:
        """Whether every part that there is has one and the same score, so that none is the lowest."""
        return len(self.worst) > 1 and set(self.worst) == set(self.parts)

    @property
    def counted(self) -> str:
        """How much of it is known: "8 recorded of 9 due"."""
        return f"{self.recorded} recorded of {self.due} due"


def group_scores(group: Group, programme: Programme, *, today: date) -> Scores:
    """The scores of one group: sums over its own sessions."""
    return area_scores([group], programme, today=today)


def area_scores(groups: Sequence[Group], programme: Programme, *, today: date) -> Scores:
    """The scores of all these groups together: sums over their sessions, not a mean of means."""
    sessions = [session for group in groups for session in group.sessions]
    return scores(sessions, programme, today=today, coverage=coverage(groups, today=today))


def facilitator_scores(facilitator_id: int, groups: Iterable[Group], programme: Programme, *, today: date) -> Scores:
    """The scores of the sessions that this facilitator delivered, or was to deliver; coverage is no one person's."""
    sessions = [
        session
        for group in groups
        for session in group.sessions
        if any(one.facilitator_id == facilitator_id for one in session.pair)
    ]
    return scores(sessions, programme, today=today)


def coverage(groups: Iterable[Group], *, today: date) -> Coverage:
    """Whom the groups reached that have begun and told how many enrolled; a single place is taken by beginning."""
    begun = [one for one in groups if one.has_begun(today) and one.places > 1]
    told = [(one, one.families) for one in begun if one.families is not None]
    known = [(families, one.meeting_criteria) for one, families in told if one.meeting_criteria is not None]
    return Coverage(
        families=sum(families for _, families in told),
        places=sum(one.places for one, _ in told),
        asked=sum(families for families, _ in known),
        meeting=sum(meeting for _, meeting in known),
    )


def scores(
    sessions: Sequence[SessionRecord], programme: Programme, *, today: date, coverage: Coverage | None = None
) -> Scores:
    """The scores of these sessions, by the parts and thresholds of this version of the programme."""
    known = recorded(sessions, today=today)
    measured = {
        Part.CONTENT: content(known),
        Part.FREQUENCY: frequency(known),
        Part.DURATION: duration(known),
        Part.PAIRING: pairing(known, programme),
        **{part: measure(known) for part, measure in OWN.items() if part in asked_of(programme)},
    }
    parts = {part: share for part, share in measured.items() if share is not None}
    counting = [part for part in parts if part in programme.fidelity.components]
    lacks = missing(known, parts, programme)
    lowest = min((parts[part].percent for part in counting), default=None)
    return Scores(
        parts=parts,
        recorded=len(known),
        due=len(due(sessions, today=today)),
        worst=tuple(part for part in counting if parts[part].percent == lowest),
        colour=None if lacks else worst_of(part_colour(parts[part], programme) for part in counting),
        lacks=lacks,
        coverage=coverage,
    )


def asked_of(programme: Programme) -> tuple[str, ...]:
    """The parts that the version counts or shows."""
    return (*programme.fidelity.components, *programme.fidelity.shown)


def part_colour(share: Share, programme: Programme) -> Colour:
    """The colour of one part by the programme's thresholds."""
    said = programme.fidelity
    return colour(share.percent, green_from=said.green_at_least, amber_from=said.amber_at_least)


def missing(known: Sequence[SessionRecord], parts: Iterable[Part], programme: Programme) -> str:
    """Why these sessions have no colour: too few of the unit's own are recorded, or a part cannot be measured.

    Home visits are scored, but the least number is one of group sessions: 5 of 9 (domain.md 4.3).
    """
    said, unit = programme.fidelity, programme.delivery
    own = sum(session.kind == unit.unit for session in known)
    if own < said.enough_sessions:
        are = "is" if own == 1 else "are"
        return (
            f"not enough data: {counted(own, unit.words.session)} {are} recorded and {said.enough_sessions} "
            f"{'is' if said.enough_sessions == 1 else 'are'} needed"
        )
    unmeasured = sorted(set(said.components) - set(parts))
    return f"not enough data: {', '.join(unmeasured)} cannot be measured by session records" if unmeasured else ""


def content(known: Sequence[SessionRecord]) -> Share | None:
    """Components delivered of those planned."""
    planned = sum(len(one.components_planned) for one in known)
    got = sum(len(one.components & set(one.components_planned)) for one in known if one.state is State.HELD)
    return Share(Fraction(got), planned) if planned else None


def frequency(known: Sequence[SessionRecord]) -> Share | None:
    """Sessions held in the week that was planned, the one before or the one after."""
    return Share(Fraction(sum(one.in_its_week for one in known)), len(known)) if known else None


def duration(known: Sequence[SessionRecord]) -> Share | None:
    """The mean of each session's minutes of those planned; one that is longer makes good for no other."""
    lasted = [
        min(Fraction(1), Fraction(one.minutes or 0, one.minutes_planned)) if one.state is State.HELD else Fraction(0)
        for one in known
        if one.minutes_planned
    ]
    return Share(sum(lasted, Fraction(0)), len(lasted)) if lasted else None


def pairing(known: Sequence[SessionRecord], programme: Programme) -> Share | None:
    """Sessions that a pair delivered as the programme asks for it, accredited on that day."""
    asked = programme.pairing
    if asked is None or not known:
        return None
    paired = sum(
        one.state is State.HELD
        and one.on_day is not None
        and not shortfalls(one.pair, pairing=asked, roles=programme.roles, on_day=one.on_day)
        for one in known
    )
    return Share(Fraction(paired), len(known))


def dosage(known: Sequence[SessionRecord]) -> Share | None:
    """Sessions held of those that were planned: a cancelled one gave the family nothing."""
    return Share(Fraction(sum(one.state is State.HELD for one in known)), len(known)) if known else None


def supervision(known: Sequence[SessionRecord]) -> Share | None:
    """Sessions with supervision, of those held of which somebody said whether there was any."""
    told = [one for one in known if one.state is State.HELD and one.supervised is not None]
    return Share(Fraction(sum(bool(one.supervised) for one in told)), len(told)) if told else None


OWN = {Part.DOSAGE: dosage, Part.SUPERVISION: supervision}
"""Parts that are measured only where a version names them."""
