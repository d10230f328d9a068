"""One implementation with everything that its page draws. As many statements at any size; each is built once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import (
    Date,
    Float,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.extensions import db
from scaleup.facilitators.models import Accreditation, Facilitator, PartDone, Place
from scaleup.facilitators.queries import gone_by
from scaleup.facilitators.rules import PROFESSION_WORDS, Profession
from scaleup.fidelity.models import FidelityCheck
from scaleup.fidelity.queries import LOOKED_AT
from scaleup.fidelity.rules import METHOD_WORDS, Method, in_words
from scaleup.licences.models import Funding, Licence, LicenceMove, Suspension
from scaleup.milestones.rules import StageDates
from scaleup.programmes.rules import Programme
from scaleup.readiness.models import Condition
from scaleup.reviews.models import AreaReview, ReviewRecord
from scaleup.support.models import Action, Contact, Slot


@dataclass(frozen=True)
class Planned:
    """A contact of the plan."""

    id: int
    licence_id: int
    sequence: int
    nominal_on: date
    due_on: date
    state: str
    interval_months: int
    pinned_because: str | None


@dataclass(frozen=True)
class Logged:
    """A contact that was logged."""

    id: int
    slot_id: int | None
    settles: bool
    held_on: date
    channel: str
    outcome: str
    entered_by: str


@dataclass(frozen=True)
class TrainingDay:
    """A part of training on a day, and how many have it from then."""

    part: str
    on_day: date
    people: int


@dataclass(frozen=True)
class Checked:
    """A fidelity check."""

    method: str
    on_day: date
    percent: float
    flag: str

    @property
    def how(self) -> str:
        """The kind of evidence, in words."""
        return METHOD_WORDS[self.method]


@dataclass(frozen=True)
class Moved:
    """A move of the licence."""

    from_state: str
    to_state: str
    on_day: date
    reason: str


@dataclass(frozen=True)
class Rested:
    """A suspension; open while its last day is not known."""

    from_on: date
    to_on: date | None
    reason: str

    def over(self, day: date) -> bool:
        """Whether it was over before this day."""
        return self.to_on is not None and self.to_on < day


@dataclass(frozen=True)
class Reviewed:
    """A review that was held, or is still to be."""

    id: int
    kind: str
    on_day: date
    outcome: str
    """Empty while it is still to be held."""


@dataclass(frozen=True)
class Pending:
    """Something agreed that is not done, or a condition of the licence or the verdict that is not met."""

    kind: str
    """ "action", "condition" (of the licence) or "verdict" (a condition before there is a licence)."""
    id: int
    wording: str
    owner: str
    due_on: date | None


@dataclass(frozen=True)
class Trade:
    """A profession in the area: how many may deliver, how many may not, how many have left."""

    profession: Profession
    accredited: int
    unaccredited: int
    left: int

    @property
    def words(self) -> str:
        """The profession in words."""
        return PROFESSION_WORDS[self.profession]


@dataclass(frozen=True)
class Head:
    """What an implementation is: its programme, who looks after it, its licence, its first session and its stages."""

    implementation: Implementation
    programme: str
    terms: Programme
    manager: str
    manager_email: str
    taker: str
    """Who takes over from `taken_on`, where a hand-over waits for its day."""
    taken_on: date | None
    licence: Licence | None
    renewed_until_on: date | None
    """The last day of the licence that follows it, where one is granted already."""
    started_on: date | None
    dates: StageDates


@dataclass(frozen=True)
class Record(Head):
    """One implementation with everything that its page draws."""

    slots: Sequence[Planned]
    contacts: Sequence[Logged]
    trainings: Sequence[TrainingDay]
    checks: Sequence[Checked]
    moves: Sequence[Moved]
    rests: Sequence[Rested]
    reviews: Sequence[Reviewed]
    funded_until_on: date | None
    """The last day that anybody pays for, where funding is known."""
    pending: Sequence[Pending]
    trades: Sequence[Trade]
    places_held: int

    @property
    def looked_at(self) -> Sequence[Checked]:
        """The checks for which somebody looked; where nobody did, what pairs said of their own sessions."""
        return [one for one in self.checks if one.method in LOOKED_AT] or self.checks

    @property
    def own_reports(self) -> int:
        """How many results are those of groups by their own records."""
        return sum(one.method == Method.SELF_REPORT for one in self.checks)

    def score(self, check: Checked) -> str:
        """A check as it is shown: "86%"."""
        return f"{in_words(check.percent, self.terms.fidelity)}%"

    @property
    def next_review(self) -> Reviewed | None:
        """The first review that is still to be held."""
        return next((one for one in self.reviews if not one.outcome), None)


OF = bindparam("implementation_id", type_=Integer)
UNDER = bindparam("licence_id", type_=Integer)

SLOTS = (
    select(
        Slot.id,
        Slot.licence_id,
        Slot.sequence,
        Slot.nominal_on,
        Slot.due_on,
        Slot.state,
        Slot.interval_months,
        Slot.pinned_because,
    )
    .where(Slot.implementation_id == OF, Slot.state != "gone")
    .order_by(Slot.due_on, Slot.sequence)
)

CONTACTS = (
    select(
        Contact.id,
        Contact.slot_id,
        Contact.settles,
        Contact.held_on,
        Contact.channel,
        Contact.outcome,
        func.coalesce(Person.name, Contact.staff_note, ""),
    )
    .outerjoin(Person, Person.id == Contact.entered_by_id)
    .where(Contact.implementation_id == OF)
    .order_by(Contact.held_on, Contact.id)
)

CHECK, TRAINING, MOVE, REST, REVIEW, FUNDING = "check", "training", "move", "rest", "review", "funding"
NO_DAY = cast(null(), Date)
HAPPENED = union_all(
    select(
        literal(CHECK, String).label("kind"),
        FidelityCheck.on_day.label("on_day"),
        FidelityCheck.id.label("place"),
        FidelityCheck.method.label("code"),
        FidelityCheck.percent.label("figure"),
        func.coalesce(FidelityCheck.flag, "").label("words"),
        NO_DAY.label("until_on"),
    ).where(FidelityCheck.implementation_id == OF),
    select(
        literal(TRAINING, String),
        PartDone.done_on,
        func.min(PartDone.id),
        PartDone.part,
        cast(func.count(), Float),
        literal("", String),
        NO_DAY,
    )
    .join(Facilitator, Facilitator.id == PartDone.facilitator_id)
    .where(Facilitator.implementation_id == OF)
    .group_by(PartDone.part, PartDone.done_on),
    select(
        literal(MOVE, String),
        LicenceMove.on_day,
        LicenceMove.id,
        LicenceMove.from_state + literal(">") + LicenceMove.to_state,
        cast(literal(0), Float),
        LicenceMove.reason,
        NO_DAY,
    ).where(LicenceMove.licence_id == UNDER),
    select(
        literal(REST, String),
        Suspension.from_on,
        Suspension.id,
        literal("", String),
        cast(literal(0), Float),
        Suspension.reason,
        Suspension.to_on,
    ).where(Suspension.licence_id == UNDER),
    select(
        literal(REVIEW, String),
        func.coalesce(ReviewRecord.held_on, AreaReview.due_on, type_=Date),
        AreaReview.id,
        AreaReview.kind,
        cast(literal(0), Float),
        func.coalesce(ReviewRecord.outcome, ""),
        NO_DAY,
    )
    .outerjoin(ReviewRecord, ReviewRecord.review_id == AreaReview.id)
    .where(AreaReview.implementation_id == OF, AreaReview.state.in_(["open", "done"])),
    select(
        literal(FUNDING, String),
        Funding.from_on,
        Funding.id,
        literal("", String),
        cast(literal(0), Float),
        literal("", String),
        Funding.to_on,
    ).where(Funding.implementation_id == OF),
).order_by("on_day", "place")

ACTION, CONDITION, VERDICT = "action", "condition", "verdict"
PENDING = union_all(
    select(
        literal(ACTION, String).label("kind"),
        Action.id.label("id"),
        Action.wording.label("wording"),
        Person.name.label("owner"),
        Action.due_on.label("due_on"),
        case((Action.due_on.is_(None), 1), else_=0).label("undated"),
    )
    .outerjoin(Person, Person.id == Action.owner_id)
    .where(Action.implementation_id == OF, Action.done_on.is_(None), Action.dropped_on.is_(None)),
    select(
        case((Condition.licence_id.is_(None), VERDICT), else_=CONDITION),
        Condition.id,
        Condition.wording,
        Person.name,
        Condition.due_on,
        literal(0),
    )
    .outerjoin(Person, Person.id == Condition.owner_id)
    .where(
        or_(Condition.licence_id == UNDER, and_(Condition.implementation_id == OF, Condition.licence_id.is_(None))),
        Condition.met_on.is_(None),
    ),
).order_by("undated", "due_on", "kind", "id")

TODAY = bindparam("today", type_=Date)
MAY_DELIVER = exists().where(
    Accreditation.facilitator_id == Facilitator.id, Accreditation.from_on <= TODAY, Accreditation.until_on >= TODAY
)
THERE = ~gone_by(TODAY)
HELD = (
    select(func.count())
    .select_from(Place)
    .where(Place.licence_id == UNDER, Place.released_on.is_(None))
    .scalar_subquery()
)
TRADES = (
    select(
        Facilitator.profession,
        func.sum(case((MAY_DELIVER, 1), else_=0)).label("accredited"),
        func.sum(case((THERE & ~MAY_DELIVER, 1), else_=0)).label("unaccredited"),
        func.sum(case((THERE | MAY_DELIVER, 0), else_=1)).label("gone"),
        HELD.label("held"),
    )
    .where(Facilitator.implementation_id == OF)
    .group_by(Facilitator.profession)
    .order_by(Facilitator.profession)
)


def moved(code: str, on_day: date, reason: str) -> Moved:
    """A move from its row, whose code says "granted>suspended"."""
    before, _, after = code.partition(">")
    return Moved(before, after, on_day, reason)


def record_of(head: Head, today: date) -> Record:
    """Everything that the drawing and the lists of one implementation need: five statements."""
    ids = {"implementation_id": head.implementation.id, "licence_id": head.licence.id if head.licence else None}
    whole = {"implementation_id": ids["implementation_id"]}
    happened = db.session.execute(HAPPENED, ids).all()
    trades = db.session.execute(TRADES, {**ids, "today": today}).all()
    return Record(
        **vars(head),
        slots=[Planned(*row) for row in db.session.execute(SLOTS, whole)],
        contacts=[Logged(*row) for row in db.session.execute(CONTACTS, whole)],
        trainings=[TrainingDay(row.code, row.on_day, int(row.figure)) for row in happened if row.kind == TRAINING],
        checks=[Checked(row.code, row.on_day, row.figure, row.words) for row in happened if row.kind == CHECK],
        rests=[Rested(row.on_day, row.until_on, row.words) for row in happened if row.kind == REST],
        moves=[moved(row.code, row.on_day, row.words) for row in happened if row.kind == MOVE],
        reviews=[Reviewed(row.place, row.code, row.on_day, row.words) for row in happened if row.kind == REVIEW],
        funded_until_on=max((row.until_on for row in happened if row.kind == FUNDING), default=None),
        pending=[
            Pending(row.kind, row.id, row.wording, row.owner or "", row.due_on)
            for row in db.session.execute(PENDING, ids)
        ],
        trades=[
            Trade(Profession(row.profession), int(row.accredited), int(row.unaccredited), int(row.gone))
            for row in trades
        ],
        places_held=trades[0].held if trades else 0,
    )
