"""Fidelity checks, by implementation."""

from collections.abc import Sequence

from sqlalchemy import select

from scaleup.extensions import db
from scaleup.fidelity.models import FidelityCheck


def checks_of(implementation_id: int) -> Sequence[FidelityCheck]:
    """The implementation's checks, the latest first."""
    return list(
        db.session.scalars(
            select(FidelityCheck)
            .where(FidelityCheck.implementation_id == implementation_id)
            .order_by(FidelityCheck.on_day.desc(), FidelityCheck.id.desc())
        )
    )
