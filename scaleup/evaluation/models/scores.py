"""What an area evaluates: forms that came back, scores as aggregates or under random codes, births.

Nothing here names anybody or says how old they are; no item answers are kept, and no day of a birth.
"""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, Double, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.core.base import Base, Code, Id, Versioned, one_of
from scaleup.core.references import Clash, Kept, Reference
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation.rules import (
    CODE_LENGTH,
    HEAVIEST,
    LANGUAGE_WORDS,
    LATEST_WEEKS,
    LEAST_WEEKS,
    LIGHTEST,
    LONGEST_PATHWAY,
    Arm,
    BirthMode,
    Interpreter,
    Mode,
    Place,
)
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.rules import Giver


class EvaluationSetting(Versioned, Base):
    """Whether an implementation keeps records under random codes, and whom a high score goes to. Off without a row."""

    __tablename__ = "evaluation_setting"
    __table_args__ = (
        CheckConstraint(
            "records_on IS NULL OR (assessed_on IS NOT NULL AND pathway_on IS NOT NULL AND pathway <> '')",
            name="records_on",
        ),
        Index(None, "area_id"),
        Index(None, "set_by_id"),
    )

    implementation_id: Mapped[int] = mapped_column(
        ForeignKey("implementation.id"), primary_key=True, autoincrement=False
    )
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    records_on: Mapped[date | None]
    """Since when records under random codes may be entered; empty where they may not."""
    assessed_on: Mapped[date | None]
    """The day of the data-protection impact assessment that allows them."""
    pathway: Mapped[str] = mapped_column(String(LONGEST_PATHWAY), default="")
    """Whom the area turns to with a high anxiety or depression score: a service, never a person of a family."""
    pathway_on: Mapped[date | None]
    """The day on which the area confirmed it."""
    reported_on: Mapped[date | None]
    """The day of the evaluation report: scores filled in by then are kept so long after it and no longer."""
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime]


class FormsReturned(Versioned, Base):
    """How many forms of a group came back at a time point, and why the others did not: counts of the process."""

    __tablename__ = "forms_returned"
    __table_args__ = (
        one_of("role", Giver),
        one_of("arm", Arm),
        UniqueConstraint("group_id", "role", "arm", "time_point"),
        CheckConstraint("received >= 0", name="received"),
        CheckConstraint("asked >= 0", name="asked"),
        Index(None, "area_id"),
        Index(None, "entered_by_id"),
    )

    id: Mapped[Id]
    group_id: Mapped[int] = mapped_column(ForeignKey("delivery_group.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    role: Mapped[Code]
    arm: Mapped[Code] = mapped_column(default=Arm.PROGRAMME)
    time_point: Mapped[Code]
    asked: Mapped[int | None]
    """How many were to give one, where the group's families do not say it: of fathers, partners, a comparison."""
    received: Mapped[int]
    not_returned: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """How many for each reason, by its code."""
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    group: Mapped[DeliveryGroup] = relationship(viewonly=True)


class AggregateScore(Versioned, Base):
    """The scores of a group at a time point as n, mean and standard deviation: the way that is taken by default."""

    __tablename__ = "aggregate_score"
    __table_args__ = (
        one_of("role", Giver),
        one_of("arm", Arm),
        UniqueConstraint("group_id", "role", "arm", "time_point", "measure", "scale"),
        CheckConstraint("n >= 1", name="n"),
        CheckConstraint("sd >= 0", name="sd"),
        CheckConstraint("n > 1 OR sd IS NULL", name="sd_of_one"),
        Index(None, "area_id"),
        Index(None, "entered_by_id"),
    )

    id: Mapped[Id]
    group_id: Mapped[int] = mapped_column(ForeignKey("delivery_group.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    programme_version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"))
    """The version whose definition of the measure these are scores of."""
    role: Mapped[Code]
    arm: Mapped[Code] = mapped_column(default=Arm.PROGRAMME)
    time_point: Mapped[Code]
    measure: Mapped[Code]
    scale: Mapped[Code]
    n: Mapped[int]
    mean: Mapped[float] = mapped_column(Double)
    sd: Mapped[float | None] = mapped_column(Double)
    """Of the sample (divided by n - 1); empty for one form, or where nobody gave it."""
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    group: Mapped[DeliveryGroup] = relationship(viewonly=True)
    programme_version: Mapped[ProgrammeVersion] = relationship(viewonly=True)


class Participant(Base):
    """Somebody under a random code. Who that is stands on a list of the area's own, which never comes here."""

    __tablename__ = "participant"
    __table_args__ = (
        one_of("role", Giver),
        one_of("arm", Arm),
        UniqueConstraint("area_id", "code"),
        Index(None, "group_id"),
    )

    id: Mapped[Id]
    group_id: Mapped[int] = mapped_column(ForeignKey("delivery_group.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    code: Mapped[str] = mapped_column(String(CODE_LENGTH))
    role: Mapped[Code]
    arm: Mapped[Code] = mapped_column(default=Arm.PROGRAMME)
    group: Mapped[DeliveryGroup] = relationship(viewonly=True)


class Administration(Base):
    """A measure given to a participant at a time point. What came of it are its scores."""

    __tablename__ = "administration"
    __table_args__ = (
        one_of("place", Place),
        one_of("mode", Mode),
        one_of("interpreter", Interpreter),
        one_of("language", LANGUAGE_WORDS),
        UniqueConstraint("participant_id", "construct", "time_point"),
        Index(None, "area_id"),
        Index(None, "entered_by_id"),
    )

    id: Mapped[Id]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    programme_version_id: Mapped[int] = mapped_column(ForeignKey("programme_version.id"))
    """The version whose definition of the measure was answered: its scores never change meaning."""
    measure: Mapped[Code]
    construct: Mapped[Code]
    """The measure that all its printed forms share: nobody gives two forms at once."""
    time_point: Mapped[Code]
    on_day: Mapped[date]
    language: Mapped[Code]
    interpreter: Mapped[Code]
    place: Mapped[Code]
    mode: Mapped[Code]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    participant: Mapped[Participant] = relationship(viewonly=True)
    programme_version: Mapped[ProgrammeVersion] = relationship(viewonly=True)
    scores: Mapped[list["Score"]] = relationship(order_by="Score.scale", cascade="all, delete-orphan")


class Score(Base):
    """One score of an administration: a whole number. The answers that it came from are not kept."""

    __tablename__ = "score"

    administration_id: Mapped[int] = mapped_column(ForeignKey("administration.id"), primary_key=True)
    scale: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[int]
    imputed: Mapped[bool] = mapped_column(default=False)
    """Whether an answer was missing and was filled in with the mean of the others."""


class BirthOutcome(Base):
    """A birth, by month; its babies' weights stand beside it."""

    __tablename__ = "birth_outcome"
    __table_args__ = (
        one_of("mode", BirthMode),
        UniqueConstraint("participant_id"),
        CheckConstraint(f"gestation_weeks BETWEEN {LEAST_WEEKS} AND {LATEST_WEEKS}", name="gestation_weeks"),
        CheckConstraint("month LIKE '____-__'", name="month"),
        Index(None, "area_id"),
        Index(None, "entered_by_id"),
    )

    id: Mapped[Id]
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    month: Mapped[str] = mapped_column(String(7))
    """Year and month, "2026-09": a day would name somebody."""
    gestation_weeks: Mapped[int | None]
    """Completed weeks; empty where they are not known."""
    mode: Mapped[Code]
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    participant: Mapped[Participant] = relationship(viewonly=True)
    babies: Mapped[list["BabyWeight"]] = relationship(order_by="BabyWeight.number", cascade="all, delete-orphan")


class BabyWeight(Base):
    """What a baby weighed: several at a birth of twins."""

    __tablename__ = "baby_weight"
    __table_args__ = (CheckConstraint(f"grams BETWEEN {LIGHTEST} AND {HEAVIEST}", name="grams"),)

    birth_id: Mapped[int] = mapped_column(ForeignKey("birth_outcome.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    grams: Mapped[int]


def of_person(table: str, column: str, one: str, many: str, *told: str) -> Reference:
    """That a person entered something."""
    return Reference(table, column, "person", one, many, kept=Kept.PLACE, told=told)


def of_area(table: str, one: str, many: str) -> Reference:
    """That something is an area's."""
    return Reference(table, "area_id", "area", one, many, kept=Kept.PLACE)


def of_group(table: str, one: str, many: str) -> Reference:
    """That something is a group's."""
    return Reference(table, "group_id", "delivery_group", one, many, kept=Kept.PLACE)


REFERENCES = (
    of_person("evaluation_setting", "set_by_id", "evaluation set", "evaluations set", "area_id", "set_at"),
    of_person("forms_returned", "entered_by_id", "count of forms", "counts of forms", "area_id", "entered_at"),
    of_person("aggregate_score", "entered_by_id", "mean entered", "means entered", "area_id", "entered_at"),
    of_person("administration", "entered_by_id", "measure entered", "measures entered", "area_id", "entered_at"),
    of_person("birth_outcome", "entered_by_id", "birth entered", "births entered", "area_id", "entered_at"),
    of_area("evaluation_setting", "setting of evaluation", "settings of evaluation"),
    of_area("forms_returned", "count of forms", "counts of forms"),
    of_area("aggregate_score", "mean of a group", "means of groups"),
    of_area("participant", "participant code", "participant codes"),
    of_area("administration", "measure given", "measures given"),
    of_area("birth_outcome", "birth", "births"),
    of_group("forms_returned", "count of forms", "counts of forms"),
    of_group("aggregate_score", "mean of a group", "means of groups"),
    of_group("participant", "participant code", "participant codes"),
    Reference("administration", "participant_id", "participant", "measure given", "measures given", kept=Kept.PLACE),
    Reference("birth_outcome", "participant_id", "participant", "birth", "births", kept=Kept.PLACE),
    Reference(
        "evaluation_setting",
        "implementation_id",
        "implementation",
        "setting of evaluation",
        "settings of evaluation",
        kept=Kept.PLACE,
        clash=Clash.DROP,
    ),
)
"""What here refers to people and areas (core/references.py)."""
