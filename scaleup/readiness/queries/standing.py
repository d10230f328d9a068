"""The latest signed verdict of an implementation, as whoever grants a licence asks for it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from scaleup.extensions import db
from scaleup.programmes.rules import ReadinessItem
from scaleup.readiness.models import Answer, Assessment
from scaleup.readiness.queries.rounds import Reading, latest_signed, reading, template_of
from scaleup.readiness.rules import DECISION_WORDS, PERMITTING, Decision, Finding


@dataclass(frozen=True)
class FailingGate:
    """A gate that stops a licence: which, who owns it, and where it is answered."""

    code: str
    words: str
    rating: int | None
    owner_id: int | None
    owner: str
    """Empty while nobody owns it."""
    path: str


@dataclass(frozen=True)
class Standing:
    """The latest signed verdict."""

    assessment_id: int
    area_id: int
    round: int
    programme_version_id: int
    """The version that it is a verdict of; a licence of another version cannot rest on it."""
    finding: Finding
    decision: Decision
    signed_on: date
    name: str
    role: str
    failing: tuple[FailingGate, ...]
    path: str
    """The page that shows it."""

    @property
    def permits(self) -> bool:
        """Whether a licence may rest on it."""
        return self.decision in PERMITTING

    @property
    def words(self) -> str:
        """The decision in words."""
        return DECISION_WORDS[self.decision]


@dataclass(frozen=True)
class ItemStanding:
    """What an area last said of one item of readiness."""

    item: ReadinessItem
    rating: int | None
    words: str
    """Of the mark; empty without one."""
    evidence: str
    passes: bool
    """Whether it is rated, and not below the pass mark."""
    pass_mark: int
    path: str
    """Where it is answered."""


def standing(implementation_id: int) -> Standing | None:
    """The latest signed verdict; None while there is none."""
    found = latest_signed(implementation_id)
    if found is None or found.sign_off is None:
        return None
    signed, read = found.sign_off, reading(found)
    return Standing(
        assessment_id=found.id,
        area_id=found.area_id,
        round=found.round,
        programme_version_id=found.programme_version_id,
        finding=Finding(signed.finding),
        decision=Decision(signed.decision),
        signed_on=signed.signed_on,
        name=signed.name,
        role=signed.role,
        failing=failing_gates(read, signed.failing),
        path=f"/readiness/{found.id}/result",
    )


def item_standing(implementation_id: int, code: str) -> ItemStanding | None:
    """What the area last said of one item, in whichever round; None where no round asks for it."""
    rows = db.session.execute(
        select(Answer, Assessment)
        .join(Assessment, Assessment.id == Answer.assessment_id)
        .where(Assessment.implementation_id == implementation_id, Answer.item == code)
        .order_by(Assessment.begun_on.desc(), Assessment.id.desc())
    ).all()
    if not rows:
        return None
    answer, found = next((row for row in rows if row.Answer.rating is not None), rows[0])
    template = template_of(found)
    item = next((one for one in template.items if one.code == code), None)
    if item is None:
        return None
    return ItemStanding(
        item=item,
        rating=answer.rating,
        words=next((mark.words for mark in template.scale if mark.mark == answer.rating), ""),
        evidence=answer.evidence,
        passes=answer.rating is not None and answer.rating >= template.pass_mark,
        pass_mark=template.pass_mark,
        path=f"/readiness/{found.id}/answers#{code}",
    )


def failing_gates(read: Reading, codes: list[str]) -> tuple[FailingGate, ...]:
    """These gates of the round, with who owns each."""
    return tuple(gate(item, read) for item in read.template.items if item.code in codes)


def gate(item: ReadinessItem, read: Reading) -> FailingGate:
    """One gate that stops a licence."""
    answer: Answer | None = read.answers.get(item.code)
    owner = answer.owner if answer else None
    return FailingGate(
        code=item.code,
        words=item.words,
        rating=answer.rating if answer else None,
        owner_id=owner.id if owner else None,
        owner=owner.name if owner else "",
        path=f"/readiness/{read.assessment.id}/answers#{item.code}",
    )
