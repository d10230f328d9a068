"""The book "May I change this?": what programmes say to changes, and what the unit decided, without names.

An area's name goes with a decision only where the reader sees that area. What is searched is the same for every reader
and holds no name, so that no question can find out whose a decision was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Row, Select, func, select

from scaleup.areas.models import Area
from scaleup.areas.queries import scoped
from scaleup.core.pages import Actor
from scaleup.core.paging import COUNTED, SIZE
from scaleup.extensions import db
from scaleup.fidelity import rules
from scaleup.fidelity.models import Adaptation
from scaleup.programmes.models import Programme, ProgrammeVersion
from scaleup.programmes.queries import latest_versions
from scaleup.programmes.rules import OTHER, ChangeKind
from scaleup.programmes.service import terms

Found = Row[Adaptation, str]


@dataclass(frozen=True)
class Question:
    """What somebody asks the book."""

    words: tuple[str, ...] = ()
    kind: str = ""
    light: str = ""
    ruling: str = ""
    programme: str = ""


@dataclass(frozen=True)
class Leaf:
    """A kind of change on the list of a programme."""

    programme: str
    kind: ChangeKind
    assumed: bool

    @property
    def light(self) -> str:
        """Its light in a word."""
        return rules.LIGHT_WORDS[self.kind.light]

    @property
    def mark(self) -> str:
        """The shape of its light."""
        return rules.LIGHT_MARKS[self.kind.light]

    @property
    def says(self) -> str:
        """What the light means."""
        return rules.LIGHT_SAYS[self.kind.light]


@dataclass(frozen=True)
class Precedent:
    """A decision of the unit, as any area may read it; where and when exactly only for who sees that area."""

    kind: str
    programme: str
    light: str
    light_mark: str
    said: str
    mark: str
    reason: str
    conditions: str
    month: date
    area: str
    adaptation_id: int | None


@dataclass(frozen=True)
class Book:
    """What the book answers."""

    leaves: Sequence[Leaf]
    precedents: Sequence[Precedent]
    total: int
    """Of decisions, counted to one more than is ever counted out."""


def leaves_of_all() -> list[Leaf]:
    """Every kind of change that the latest version of a programme lists, by programme, in the order of the list."""
    found = []
    for version in latest_versions():
        asked = terms(version.id)
        if asked.adaptations is not None:
            assumed = asked.adaptations.basis.ground != "published"
            found += [Leaf(asked.name, kind, assumed) for kind in asked.adaptations.kinds]
    return found


def kinds_offered(leaves: Sequence[Leaf]) -> list[tuple[str, str]]:
    """The kinds of change that may be asked for, each once."""
    offered = {leaf.kind.code: leaf.kind.words for leaf in leaves}
    return [*offered.items(), (OTHER, rules.OTHER_WORDS)]


def programmes_of(leaves: Sequence[Leaf]) -> list[str]:
    """The programmes that have a list, or of which something was decided."""
    return list(dict.fromkeys([*(leaf.programme for leaf in leaves), *db.session.scalars(select(Programme.name))]))


def book(actor: Actor, question: Question, leaves: Sequence[Leaf], *, skip: int, today: date) -> Book:
    """What the list says to this, and what was decided of it, the latest first; three statements at any size."""
    asked = decided(question)
    rows: Sequence[Found] = db.session.execute(
        asked.order_by(Adaptation.decided_on.desc(), Adaptation.id.desc()).offset(skip).limit(SIZE)
    ).all()
    total = db.session.scalar(select(func.count()).select_from(asked.limit(COUNTED + 1).subquery())) or 0
    seen = areas_seen(actor, {row.Adaptation.area_id for row in rows}, today)
    listed = () if question.ruling else [leaf for leaf in leaves if answers(leaf, question)]
    return Book(listed, [precedent(row, seen) for row in rows], total)


def answers(leaf: Leaf, question: Question) -> bool:
    """Whether this is what was asked for."""
    kind = leaf.kind
    if question.kind not in ("", kind.code) or question.light not in ("", kind.light):
        return False
    if question.programme not in ("", leaf.programme):
        return False
    kept = rules.searched(kind.words, leaf.programme, kind.because, kind.usual, kind.example)
    return all(word in kept for word in question.words)


def decided(question: Question) -> Select[Adaptation, str]:
    """The decisions of people that this asks for."""
    which: list[ColumnElement[bool]] = [
        Adaptation.ruling.is_not(None),
        Adaptation.decided_by_id.is_not(None),
        *(Adaptation.book_words.contains(word, autoescape=True) for word in question.words),
    ]
    for column, asked in (
        (Adaptation.kind, question.kind),
        (Adaptation.light, question.light),
        (Adaptation.ruling, question.ruling),
        (Programme.name, question.programme),
    ):
        if asked:
            which.append(column == asked)
    return (
        select(Adaptation, Programme.name.label("programme"))
        .join(ProgrammeVersion, ProgrammeVersion.id == Adaptation.programme_version_id)
        .join(Programme, Programme.id == ProgrammeVersion.programme_id)
        .where(*which)
    )


def areas_seen(actor: Actor, area_ids: set[int], today: date) -> dict[int, str]:
    """Those of these areas that the reader sees, with their names."""
    asked = scoped(select(Area.id, Area.name).where(Area.id.in_(area_ids)), Area.id, actor=actor, today=today)
    return {row.id: row.name for row in db.session.execute(asked)}


def precedent(row: Found, seen: dict[int, str]) -> Precedent:
    """The decision as this reader may read it."""
    found, programme = row.Adaptation, row.programme
    ruling, decided_on = found.ruling or "", found.decided_on or found.asked_on
    mine = found.area_id in seen
    return Precedent(
        kind=found.kind_words,
        programme=programme,
        light=rules.LIGHT_WORDS[found.light],
        light_mark=rules.LIGHT_MARKS[found.light],
        said=rules.STATE_WORDS[ruling],
        mark=rules.STATE_MARKS[ruling],
        reason=found.reason or "",
        conditions=found.conditions or "",
        month=decided_on if mine else decided_on.replace(day=1),
        area=seen.get(found.area_id, ""),
        adaptation_id=found.id if mine else None,
    )
