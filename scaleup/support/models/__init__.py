"""The tables of support: the plan and the contacts logged, and the pace with its decisions and versions."""

from scaleup.support.models import contacts, pace
from scaleup.support.models.contacts import (
    Action,
    Barrier,
    Contact,
    ContactAddendum,
    ContactBefore,
    ContactPerson,
    ContactRating,
    ContactSummary,
    Slot,
)
from scaleup.support.models.pace import PlanVersion, StepDecision, StepProposal

REFERENCES = (*contacts.REFERENCES, *pace.REFERENCES)
"""What here refers to people and areas (core/references.py)."""

__all__ = [
    "REFERENCES",
    "Action",
    "Barrier",
    "Contact",
    "ContactAddendum",
    "ContactBefore",
    "ContactPerson",
    "ContactRating",
    "ContactSummary",
    "PlanVersion",
    "Slot",
    "StepDecision",
    "StepProposal",
]
