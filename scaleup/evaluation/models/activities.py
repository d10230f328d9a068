"""How the programme goes: activities in which people were asked, the themes and answers in counts, who was trained.

Counts and codes alone: nobody's words are kept (domain.md 6).
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, Implementation
from scaleup.core.base import Base, BigId, Code, Id, Versioned, one_of
from scaleup.core.references import Clash, Kept, Reference
from scaleup.evaluation.rules.activities import Conductor, Effect, Kind, TrainedBy


class ProcessActivity(Versioned, Base):
    """A survey, a focus group or interviews."""

    __tablename__ = "process_activity"
    __table_args__ = (
        one_of("kind", Kind),
        one_of("conductor", Conductor),
        CheckConstraint("from_on <= until_on", name="days"),
        CheckConstraint("mothers >= 0 AND fathers >= 0 AND staff >= 0", name="counts"),
        CheckConstraint("mothers + fathers + staff > 0", name="somebody"),
        CheckConstraint("invited >= mothers + fathers + staff", name="invited"),
        CheckConstraint("(kind = 'staff_survey') = (event_id IS NOT NULL)", name="event"),
        CheckConstraint("(event_id IS NULL) = (wave IS NULL)", name="wave"),
        UniqueConstraint("nonce"),
        UniqueConstraint("implementation_id", "event_id", "wave"),
        Index(None, "area_id"),
        Index(None, "entered_by_id"),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    kind: Mapped[Code]
    from_on: Mapped[date]
    until_on: Mapped[date]
    conductor: Mapped[Code]
    invited: Mapped[int | None]
    mothers: Mapped[int] = mapped_column(default=0)
    fathers: Mapped[int] = mapped_column(default=0)
    staff: Mapped[int] = mapped_column(default=0)
    event_id: Mapped[int | None] = mapped_column(BigId)
    """The training event that a survey of staff follows: a plain value, since training stands beside evaluation."""
    wave: Mapped[Code | None]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    nonce: Mapped[str] = mapped_column(String(64))
    """One per form: a second click finds the first."""
    area: Mapped[Area] = relationship(viewonly=True)
    implementation: Mapped[Implementation] = relationship(viewonly=True)
    themes: Mapped[list["ProcessTheme"]] = relationship(
        viewonly=True, order_by="ProcessTheme.effect, ProcessTheme.people.desc(), ProcessTheme.theme"
    )
    answers: Mapped[list["ProcessAnswer"]] = relationship(
        viewonly=True, order_by="ProcessAnswer.statement, ProcessAnswer.mark"
    )


class ProcessTheme(Base):
    """A theme that came up in an activity, and how many mentioned it."""

    __tablename__ = "process_theme"
    __table_args__ = (one_of("effect", Effect), CheckConstraint("people > 0", name="people"))

    activity_id: Mapped[int] = mapped_column(ForeignKey("process_activity.id"), primary_key=True)
    theme: Mapped[str] = mapped_column(String(40), primary_key=True)
    effect: Mapped[str] = mapped_column(String(40), primary_key=True)
    people: Mapped[int]


class ProcessAnswer(Base):
    """How many gave a statement of a survey this mark."""

    __tablename__ = "process_answer"
    __table_args__ = (
        CheckConstraint("mark >= 1 AND mark <= 5", name="mark"),
        CheckConstraint("people > 0", name="people"),
    )

    activity_id: Mapped[int] = mapped_column(ForeignKey("process_activity.id"), primary_key=True)
    statement: Mapped[str] = mapped_column(String(40), primary_key=True)
    mark: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    people: Mapped[int]


class MeasureTraining(Base):
    """That somebody was trained to give a measure: when, and by whom."""

    __tablename__ = "measure_training"
    __table_args__ = (
        one_of("trained_by", TrainedBy),
        UniqueConstraint("implementation_id", "person_id", "measure"),
        Index(None, "area_id"),
        Index(None, "person_id"),
        Index(None, "entered_by_id"),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    measure: Mapped[Code]
    on_day: Mapped[date]
    trained_by: Mapped[Code]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    person: Mapped[Person] = relationship(viewonly=True, foreign_keys=[person_id])


REFERENCES = (
    Reference(
        "process_activity",
        "entered_by_id",
        "person",
        "activity of process evaluation entered",
        "activities of process evaluation entered",
        kept=Kept.PLACE,
        told=("area_id", "kind", "entered_at"),
    ),
    Reference(
        "measure_training",
        "person_id",
        "person",
        "training to give a measure",
        "trainings to give measures",
        told=("area_id", "measure", "on_day", "trained_by"),
    ),
    Reference(
        "measure_training",
        "entered_by_id",
        "person",
        "training to give a measure entered",
        "trainings to give measures entered",
        told=("area_id", "entered_at"),
    ),
    Reference(
        "process_activity",
        "area_id",
        "area",
        "activity of process evaluation",
        "activities of process evaluation",
        kept=Kept.PLACE,
    ),
    Reference("measure_training", "area_id", "area", "training to give a measure", "trainings to give measures"),
    Reference(
        "process_activity",
        "implementation_id",
        "implementation",
        "activity of process evaluation",
        "activities of process evaluation",
        kept=Kept.PLACE,
        clash=Clash.FOLD,
    ),
    Reference("process_theme", "activity_id", "process_activity", "theme that came up", "themes that came up"),
    Reference("process_answer", "activity_id", "process_activity", "count of answers", "counts of answers"),
    Reference(
        "measure_training",
        "implementation_id",
        "implementation",
        "training to give a measure",
        "trainings to give measures",
    ),
)
"""What here refers to people and areas (core/references.py)."""
