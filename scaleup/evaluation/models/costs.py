"""What delivery cost an area: one amount, of a kind, in a financial year, paid by somebody."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from scaleup.areas.models import Area, Implementation, Organisation
from scaleup.core.base import Base, BigId, Code, Id, Versioned, one_of
from scaleup.core.references import Kept, Reference
from scaleup.evaluation.rules.costs import Standing


class CostLine(Versioned, Base):
    """One amount. What was taken out stays, marked so."""

    __tablename__ = "cost_line"
    __table_args__ = (
        one_of("standing", Standing),
        CheckConstraint("pence > 0", name="pence"),
        CheckConstraint("(minutes IS NULL) = (rate_pence IS NULL)", name="hours"),
        CheckConstraint("minutes > 0 AND rate_pence > 0", name="rate"),
        UniqueConstraint("nonce"),
        Index(None, "implementation_id", "year"),
        Index(None, "area_id"),
        Index(None, "entered_by_id"),
    )

    id: Mapped[Id]
    implementation_id: Mapped[int] = mapped_column(ForeignKey("implementation.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
    year: Mapped[int]
    """The year in which the financial year begins: 2025 is 1 April 2025 to 31 March 2026."""
    kind: Mapped[Code]
    """A kind of rules.Kind, or one of the programme's own."""
    standing: Mapped[Code]
    pence: Mapped[int] = mapped_column(BigId)
    minutes: Mapped[int | None]
    """Of staff hours, with the rate: the amount follows from both."""
    rate_pence: Mapped[int | None]
    """For an hour, as the employer reckons it."""
    payer_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    """Who paid; empty is "the area"."""
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_out_at: Mapped[datetime | None]
    nonce: Mapped[str] = mapped_column(String(64))
    """One per form: a second click finds the first."""
    area: Mapped[Area] = relationship(viewonly=True)
    implementation: Mapped[Implementation] = relationship(viewonly=True)
    payer: Mapped[Organisation | None] = relationship(viewonly=True)


REFERENCES = (
    Reference(
        "cost_line",
        "entered_by_id",
        "person",
        "cost entered",
        "costs entered",
        kept=Kept.PLACE,
        told=("area_id", "kind", "entered_at"),
    ),
    Reference("cost_line", "area_id", "area", "cost", "costs", kept=Kept.PLACE),
    Reference("cost_line", "implementation_id", "implementation", "cost", "costs", kept=Kept.PLACE),
)
"""What here refers to people and areas (core/references.py)."""
