"""What a programme is, part by part, as frozen values. How they are read is in content.py."""

from dataclasses import dataclass
from enum import StrEnum

from scaleup.programmes.rules.adaptations import Adaptations
from scaleup.programmes.rules.basis import Basis, ScaleMark
from scaleup.programmes.rules.fidelity import Fidelity
from scaleup.programmes.rules.measures import Measure, TimePoint
from scaleup.programmes.rules.milestones import Milestone
from scaleup.programmes.rules.process import Process
from scaleup.programmes.rules.schedule import Ladder, ReminderRule, Step, TaperAnchor
from scaleup.programmes.rules.units import ATTENDING, UNIT_WORDS, Attender, DeliveryUnit, UnitWords


class LicenceLevel(StrEnum):
    """Who is licensed."""

    AREA = "area"
    ORGANISATION = "organisation"
    PRACTITIONER = "practitioner"


@dataclass(frozen=True)
class Licensing:
    """Who is licensed, for how long, and how many may deliver under one licence."""

    levels: tuple[LicenceLevel, ...]
    months: int
    places: int
    upstream_licensor: str
    basis: Basis


@dataclass(frozen=True)
class Role:
    """A kind of facilitator, and the professions that count as it."""

    code: str
    name: str
    professions: tuple[str, ...]


@dataclass(frozen=True)
class PairMember:
    """So many people of a role."""

    role: str
    people: int


@dataclass(frozen=True)
class Pairing:
    """Who must deliver together, and for each what."""

    members: tuple[PairMember, ...]
    every: str
    basis: Basis


@dataclass(frozen=True)
class Session:
    """One session of a course; its week counts from the first group session."""

    code: str
    name: str
    kind: str
    phase: str
    week: int
    minutes: int | None = None
    """How long it is planned to last; None in versions that do not say."""
    components: tuple[str, ...] = ()
    """The codes of what is planned for it; empty in versions that do not say."""


@dataclass(frozen=True)
class Component:
    """Something that sessions consist of, so that a record can tell what was delivered of it."""

    code: str
    words: str


@dataclass(frozen=True)
class Delivery:
    """What one course looks like."""

    unit: DeliveryUnit
    families_at_least: int
    families_at_most: int
    adults_at_most: int
    variants: tuple[str, ...]
    themes: tuple[str, ...]
    sessions: tuple[Session, ...]
    basis: Basis
    components: tuple[Component, ...] = ()
    attending: tuple[Attender, ...] = ATTENDING
    """Who is counted at a session."""

    @property
    def words(self) -> UnitWords:
        """What its unit is called."""
        return UNIT_WORDS[self.unit]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of session that there are."""
        return tuple(dict.fromkeys(one.kind for one in self.sessions)) or (self.unit.value,)

    def session_words(self, kind: str) -> str:
        """What a session of this kind is called."""
        return self.words.session if kind == self.unit else kind.replace("_", " ")

    @property
    def of_one_family(self) -> bool:
        """Whether one unit is one family: it goes by a number, and nobody counts its families."""
        return self.families_at_most == 1

    @property
    def as_it_goes(self) -> bool:
        """Whether the version plans no sessions: each is planned as it comes, until somebody says that it is over."""
        return not self.sessions


class Factor(StrEnum):
    """What a readiness item is about. The last two are the unit's to rate."""

    NEED = "need"
    FIT = "fit"
    CAPACITY = "capacity"
    SUPPORTS = "supports"
    EVIDENCE = "evidence"
    USABILITY = "usability"


class Gate(StrEnum):
    """What an item below the pass mark does: nothing, a condition, or no licence (decisions.md, Readiness)."""

    NONE = "none"
    PLAIN = "plain"
    BOLD = "bold"


@dataclass(frozen=True)
class ReadinessItem:
    """One item that an area rates."""

    code: str
    factor: Factor
    words: str
    gate: Gate


@dataclass(frozen=True)
class UnitRating:
    """A rating of the programme itself, by the unit: shown, never in the verdict."""

    factor: Factor
    rating: str
    source: str


@dataclass(frozen=True)
class Readiness:
    """The readiness template."""

    version: int
    pass_mark: int
    plain_gates_at_most: int
    scale: tuple[ScaleMark, ...]
    unit_ratings: tuple[UnitRating, ...]
    items: tuple[ReadinessItem, ...]
    basis: Basis


class TrainingAnchor(StrEnum):
    """The date that the window of an event counts from."""

    LICENCE_START = "licence_start"
    FIRST_SESSION = "first_session"


@dataclass(frozen=True)
class TrainingEvent:
    """A part of training, and the window in months after its anchor in which it belongs."""

    code: str
    name: str
    half_days: int
    anchor: TrainingAnchor
    opens_months: int
    closes_months: int
    required: bool
    accredits: bool
    keeps: bool
    """Without it by the end of its window an accreditation lapses; late, it is restored from that day."""


@dataclass(frozen=True)
class Training:
    """The training that a facilitator needs."""

    complete_at_percent: int
    events: tuple[TrainingEvent, ...]
    basis: Basis


@dataclass(frozen=True)
class Taper:
    """How often the unit supports an area, step by step, and when another pace is proposed."""

    steps: tuple[Step, ...]
    basis: Basis
    anchor: TaperAnchor = TaperAnchor.LICENCE_START
    ladder: Ladder | None = None
    """None in versions from before there was one: nothing is proposed under them."""


@dataclass(frozen=True)
class Reminders:
    """The rungs of reminding."""

    rules: tuple[ReminderRule, ...]
    basis: Basis


@dataclass(frozen=True)
class Agenda:
    """What a support contact goes through, and what the area has ready for it."""

    topics: tuple[str, ...]
    ready: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True)
class Reviews:
    """When the unit and an area look back: months after the first licence of the area began."""

    annual_months: int
    """A review every so many months, while a licence is in force."""
    sustainability_months: tuple[int, ...]
    """Reviews of what stays; they go on after the licence, as long as the area delivers. One stands for the annual."""
    basis: Basis


@dataclass(frozen=True)
class About:
    """What a page without sign-in may say of the programme: published facts, and where."""

    facts: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True)
class Programme:
    """One version of all that a programme asks for."""

    slug: str
    name: str
    version: int
    summary: str
    about: About | None
    aliases: tuple[str, ...]
    licence: Licensing
    roles: tuple[Role, ...]
    pairing: Pairing | None
    delivery: Delivery
    readiness: Readiness
    training: Training
    taper: Taper
    agenda: Agenda | None
    reviews: Reviews | None
    """None in versions from before there were any: none is planned under them."""
    reminders: Reminders
    fidelity: Fidelity
    time_points: tuple[TimePoint, ...]
    measures: tuple[Measure, ...]
    milestones: tuple[Milestone, ...]
    process: Process | None = None
    """None in versions from before it was asked how the programme goes."""
    adaptations: Adaptations | None = None
    """None in versions that list no kinds of change: every change is then asked about first."""

    @property
    def points_asked(self) -> tuple[TimePoint, ...]:
        """The time points at which some measure is given: of others no form is awaited."""
        given = {code for measure in self.measures for code in measure.time_points}
        return tuple(point for point in self.time_points if point.code in given)

    @property
    def taper_steps(self) -> tuple[Step, ...]:
        """The steps of its taper."""
        return self.taper.steps

    @property
    def reminder_rules(self) -> tuple[ReminderRule, ...]:
        """The rungs of its reminders."""
        return self.reminders.rules

    @property
    def places(self) -> int:
        """How many people may deliver under one licence."""
        return self.licence.places

    @property
    def birth_point(self) -> TimePoint | None:
        """The time point at which births are reported; None where the programme asks for none."""
        return next((point for point in self.time_points if point.births), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Every way in which it is written: its slug, its name and the short forms."""
        return (self.slug, self.name, *self.aliases)

    def is_called(self, text: str) -> bool:
        """Whether this is one of its names, whatever case and spaces."""
        return folded(text) in {folded(name) for name in self.names}


def folded(text: str) -> str:
    """A name without the case, hyphens and spaces that never make another name."""
    return " ".join(text.replace("-", " ").replace("_", " ").split()).casefold()
