"""Changes of the programme as pages and other parts read them, and the list that classes them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import BindParameter, ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.areas.queries import in_scope
from scaleup.core.pages import Actor
from scaleup.delivery.models import DeliveryGroup
from scaleup.delivery.queries.licensed import licence_on
from scaleup.extensions import db
from scaleup.fidelity import rules
from scaleup.fidelity.models import Adaptation, AdaptationBefore
from scaleup.fidelity.rules import AdaptationState, Told
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.queries import latest_version
from scaleup.programmes.rules import Adaptations, Light, UnitWords
from scaleup.programmes.service import terms


@dataclass(frozen=True)
class ListOf:
    """The list that classes changes of an implementation, and the version that holds it."""

    version_id: int
    listed: Adaptations | None

    def classed(self, code: str) -> rules.Classed:
        """What it says of a kind of change."""
        return rules.classed(self.listed, code)


def list_for(implementation: Implementation, today: date) -> ListOf:
    """The list of the licence's version; where that is from before there were lists, the programme's latest."""
    licence = licence_on(implementation.id, today)
    own = licence.version_id if licence else implementation.programme_version_id
    listed = terms(own).adaptations
    if listed is None:
        latest = latest_version(implementation.programme_id)
        if latest is not None and (found := terms(latest.id).adaptations) is not None:
            return ListOf(latest.id, found)
    return ListOf(own, listed)


def adaptation_in_scope(actor: Actor, adaptation_id: int, *, today: date) -> Adaptation:
    """The change; raises Absent where there is none, or its area is not the actor's to see."""
    asked = select(Adaptation).where(Adaptation.id == adaptation_id).options(joinedload(Adaptation.area))
    return in_scope(asked, Adaptation.area_id, actor=actor, today=today)


@dataclass(frozen=True)
class AdaptationLine:
    """A change as lists and its page show it."""

    row: Adaptation
    asked_by: str
    today: date
    decided_by: str = ""
    group: str = ""

    @property
    def words(self) -> str:
        """How it stands with the unit, as lists say it."""
        return rules.STATE_WORDS[self.row.state]

    @property
    def mark(self) -> str:
        """The shape of that."""
        return rules.STATE_MARKS[self.row.state]

    @property
    def light(self) -> str:
        """What the list said, in a word."""
        return rules.LIGHT_WORDS[self.row.light]

    @property
    def light_mark(self) -> str:
        """The shape of that."""
        return rules.LIGHT_MARKS[self.row.light]

    @property
    def waits(self) -> bool:
        """Whether the unit has still to answer."""
        return self.row.state == AdaptationState.ASKED

    @property
    def late(self) -> bool:
        """Whether the answer is late."""
        return self.waits and self.row.decide_by_on < self.today

    @property
    def agreed(self) -> bool:
        """Whether it is agreed today."""
        return self.row.state in (AdaptationState.AGREED, AdaptationState.CONDITIONS)

    @property
    def open(self) -> bool:
        """Whether it may be said that it is over."""
        return self.row.state in rules.OPEN and not (self.waits and self.row.told == Told.BEFORE)

    @property
    def red_in_use(self) -> bool:
        """Whether it is a red change that is in use today."""
        return in_use(self.row, self.today) and self.row.light == Light.RED

    @property
    def turned_down(self) -> bool:
        """Whether it never came to be done this way: asked about before, and not agreed or taken back."""
        not_granted = (AdaptationState.DECLINED, AdaptationState.WITHDRAWN)
        return self.row.told == Told.BEFORE and self.row.state in not_granted

    @property
    def conditions_wait(self) -> bool:
        """Whether it was agreed under conditions that nobody has called met."""
        return self.row.state == AdaptationState.CONDITIONS and self.row.conditions_met_on is None

    @property
    def reasons(self) -> str:
        """Why, in words."""
        return "; ".join(rules.REASON_WORDS.get(one, one) for one in self.row.reasons)

    @property
    def unit(self) -> UnitWords:
        """What its programme delivers, as it is called."""
        return terms(self.row.programme_version_id).delivery.words

    @property
    def described(self) -> list[tuple[str, str]]:
        """The fields of FRAME, in words."""
        row = self.row
        return [
            ("When", rules.PHASE_WORDS[row.phase]),
            ("How it came", "Thought out beforehand" if row.planned else "In answer to something that happened"),
            ("Who decided to change it", rules.DECIDER_WORDS[row.decider]),
            ("What", rules.WHAT_WORDS[row.what]),
            ("For whom", rules.level_words(self.unit).get(row.level, "One family")),
            ("How", rules.NATURE_WORDS[row.nature]),
            ("Why", self.reasons),
        ]


def in_use(row: Adaptation, today: date) -> bool:
    """Whether it is done this way today: told of afterwards and not over, or agreed and in its days."""
    told = row.told == Told.AFTER and row.state not in (AdaptationState.ENDED, AdaptationState.WITHDRAWN)
    agreed = row.state in (AdaptationState.AGREED, AdaptationState.CONDITIONS)
    begun = row.from_on is not None and row.from_on <= today
    return (told or agreed) and begun and (row.until_on is None or row.until_on >= today)


def being_used(today: date | BindParameter[date]) -> ColumnElement[bool]:
    """The same, for a statement."""
    told = (Adaptation.told == Told.AFTER) & Adaptation.state.not_in([AdaptationState.ENDED, AdaptationState.WITHDRAWN])
    agreed = Adaptation.state.in_([AdaptationState.AGREED, AdaptationState.CONDITIONS])
    lasting = or_(Adaptation.until_on.is_(None), Adaptation.until_on >= today)
    return or_(told, agreed) & (Adaptation.from_on <= today) & lasting


def adaptations_of(area_id: int, today: date) -> list[AdaptationLine]:
    """The changes of the area: those that wait first, the oldest first; then the latest."""
    rows = db.session.execute(
        select(Adaptation, Person.name, DeliveryGroup.name.label("group_name"))
        .outerjoin(Person, Person.id == Adaptation.asked_by_id)
        .outerjoin(DeliveryGroup, DeliveryGroup.id == Adaptation.group_id)
        .where(Adaptation.area_id == area_id)
        .order_by(Adaptation.asked_on.desc(), Adaptation.id.desc())
    )
    found = [AdaptationLine(row, name or "", today, group=group or "") for row, name, group in rows]
    return [*reversed([one for one in found if one.waits]), *(one for one in found if not one.waits)]


def adaptation_line(row: Adaptation, today: date) -> AdaptationLine:
    """One change with the names on its page."""
    ids = [one for one in (row.asked_by_id, row.decided_by_id) if one is not None]
    people = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    names = {one.id: one.name for one in people}
    group = db.session.get(DeliveryGroup, row.group_id) if row.group_id else None
    asked, decided = names.get(row.asked_by_id or 0, ""), names.get(row.decided_by_id or 0, "")
    return AdaptationLine(row, asked, today, decided, group.name if group else "")


def may_be_decided_again(row: Adaptation) -> bool:
    """Whether the unit has decided on it, and it is neither over nor taken back."""
    settled = (AdaptationState.AGREED, AdaptationState.CONDITIONS, AdaptationState.DECLINED)
    return row.state in settled and row.light != Light.GREEN


def standing_decision(row: Adaptation) -> rules.Decided:
    """The decision that stands, as a value."""
    return rules.Decided(rules.Ruling(row.ruling or ""), row.reason or "", row.conditions or "", row.conditions_on)


@dataclass(frozen=True)
class Replaced:
    """A decision that another has taken the place of, with who made it."""

    row: AdaptationBefore
    decided_by: str

    @property
    def words(self) -> str:
        """What it was."""
        return rules.STATE_WORDS[self.row.ruling]


def decisions_before(adaptation_id: int) -> list[Replaced]:
    """The decisions that were replaced, the latest first."""
    rows = db.session.execute(
        select(AdaptationBefore, Person.name)
        .outerjoin(Person, Person.id == AdaptationBefore.decided_by_id)
        .where(AdaptationBefore.adaptation_id == adaptation_id)
        .order_by(AdaptationBefore.id.desc())
    )
    return [Replaced(row, name or "") for row, name in rows]


def list_of(row: Adaptation) -> ListOf:
    """The list that gave this change its light."""
    return ListOf(row.programme_version_id, terms(row.programme_version_id).adaptations)


def usual_instead(row: Adaptation) -> str:
    """What is usual instead, as the list of its version has it."""
    return list_of(row).classed(row.kind).usual


def adaptations_agreed(implementation_id: int, *, from_on: date, until_on: date) -> Sequence[Adaptation]:
    """The changes that were agreed in these days, both ends included, the first first; also those that are over."""
    return list(
        db.session.scalars(
            select(Adaptation)
            .where(
                Adaptation.implementation_id == implementation_id,
                Adaptation.ruling.in_(rules.GRANTED),
                Adaptation.decided_on.between(from_on, until_on),
            )
            .order_by(Adaptation.decided_on, Adaptation.id)
        )
    )


def red_in_use(implementation_ids: Collection[int], today: date) -> dict[int, list[Adaptation]]:
    """For each of these implementations that has any: its red changes in use today."""
    rows = db.session.scalars(
        select(Adaptation)
        .where(Adaptation.implementation_id.in_(implementation_ids), Adaptation.light == Light.RED, being_used(today))
        .order_by(Adaptation.from_on, Adaptation.id)
    )
    found: dict[int, list[Adaptation]] = {}
    for row in rows:
        found.setdefault(row.implementation_id, []).append(row)
    return found


def programme_of(version_id: int) -> str:
    """The name of the programme of a version."""
    return db.session.get_one(ProgrammeVersion, version_id).programme.name
