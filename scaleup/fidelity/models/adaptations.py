"""Changes of the programme: what an area does otherwise, what the programme's list said to it, what was decided."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, Implementation
from scaleup.core.base import Base, Code, Id, Versioned, one_of
from scaleup.core.references import Reference
from scaleup.fidelity.rules import LONGEST_ASKED, AdaptationState, Decider, Level, Phase, Ruling, Told
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.rules import Light, Nature, What


class Adaptation(Versioned, Base):
    """One change, asked about before or told of afterwards, in the fields of FRAME."""

    __tablename__ = "adaptation"
    __table_args__ = (
        one_of("told", Told),
        one_of("light", Light),
        one_of("state", AdaptationState),
        one_of("ruling", Ruling),
        one_of("phase", Phase),
        one_of("decider", Decider),
        one_of("what", What),
        one_of("level", Level),
        one_of("nature", Nature),
        UniqueConstraint("nonce"),
        Index(None, "implementation_id", "decided_on"),
        Index(None, "area_id"),
        Index(None, "group_id"),
        Index(None, "asked_by_id"),
        Index(None, "decided_by_id"),
        Index(None, "decided_on"),
        Index(
            "ix_adaptation_waiting",
            "decide_by_on",
            sqlite_where=text("state = 'asked'"),
            postgresql_where=text("state = 'asked'"),
        ),
        Index(
            "ix_adaptation_red",
            "implementation_id",
            sqlite_where=text("light = 'red' AND state <> 'ended'"),
            postgresql_where=text("light = 'red' AND state <> 'ended'"),
        ),
        Index(
            "ix_adaptation_conditions",
            "conditions_on",
            sqlite_where=text("conditions_met_on IS NULL"),
            postgresql_where=text("conditions_met_on IS NULL"),
        ),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("delivery_group.id"))
    """The one group that it is about, where it is about one."""
    programme_version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"))
    """The version whose list gave the light."""
    told: Mapped[Code]
    kind: Mapped[Code]
    kind_words: Mapped[str] = mapped_column(Text)
    light: Mapped[Code]
    phase: Mapped[Code]
    planned: Mapped[bool]
    """Whether it was thought out beforehand, or answers something that happened."""
    decider: Mapped[Code]
    what: Mapped[Code]
    level: Mapped[Code]
    nature: Mapped[Code]
    reasons: Mapped[list[str]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(String(LONGEST_ASKED))
    """What whoever asked wrote: for the area and the unit, never in the book."""
    asked_on: Mapped[date]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    state: Mapped[Code] = mapped_column(default=AdaptationState.ASKED)
    decide_by_on: Mapped[date]
    """The last day on which the unit answers in time."""
    ruling: Mapped[Code | None]
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Empty where the programme's list decided."""
    reason: Mapped[str | None] = mapped_column(Text)
    """Why it was decided so: every area reads it, without names."""
    conditions: Mapped[str | None] = mapped_column(Text)
    conditions_on: Mapped[date | None]
    conditions_met_on: Mapped[date | None]
    book_words: Mapped[str | None] = mapped_column(Text)
    """What the book is searched in, folded: nothing that tells an area or a person."""
    nonce: Mapped[str | None] = mapped_column(String(64))
    """One per form: a second press finds the first."""
    source: Mapped[str] = mapped_column(String(80), default="recorded")
    area: Mapped[Area] = relationship(viewonly=True)
    implementation: Mapped[Implementation] = relationship(viewonly=True)
    programme_version: Mapped[ProgrammeVersion] = relationship(viewonly=True)
    asked_by: Mapped[Person | None] = relationship(viewonly=True, foreign_keys=[asked_by_id])


class AdaptationBefore(Base):
    """A decision on a change that another has taken the place of."""

    __tablename__ = "adaptation_before"
    __table_args__ = (
        one_of("ruling", Ruling),
        Index(None, "adaptation_id"),
        Index(None, "area_id"),
        Index(None, "decided_by_id"),
    )

    id: Mapped[Id]
    adaptation_id: Mapped[int] = mapped_column(ForeignKey("adaptation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    ruling: Mapped[Code]
    decided_on: Mapped[date]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text)
    """Without names, as it stood in the book."""
    conditions: Mapped[str | None] = mapped_column(Text)
    conditions_on: Mapped[date | None]
    conditions_met_on: Mapped[date | None]
    replaced_on: Mapped[date]
    """The day of the decision that took its place."""


REFERENCES = (
    Reference("adaptation_before", "adaptation_id", "adaptation", "decision replaced", "decisions replaced"),
    Reference("adaptation_before", "area_id", "area", "decision on a change replaced", "decisions on changes replaced"),
    Reference(
        "adaptation_before",
        "decided_by_id",
        "person",
        "decision on a change replaced",
        "decisions on changes replaced",
        told=("area_id", "decided_on", "ruling"),
    ),
    Reference("adaptation", "group_id", "delivery_group", "change", "changes"),
    Reference("adaptation", "area_id", "area", "change", "changes"),
    Reference("adaptation", "implementation_id", "implementation", "change", "changes"),
    Reference(
        "adaptation",
        "asked_by_id",
        "person",
        "change asked about",
        "changes asked about",
        told=("area_id", "asked_on", "words", "state"),
    ),
    Reference(
        "adaptation",
        "decided_by_id",
        "person",
        "change decided",
        "changes decided",
        told=("area_id", "decided_on", "ruling"),
    ),
)
"""What here refers to people and areas (core/references.py)."""
