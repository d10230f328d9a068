"""Licences laid for tests."""

from datetime import date

from scaleup.areas.models import Implementation
from scaleup.licences import service
from scaleup.licences.models import Licence
from scaleup.licences.rules import Terms
from tests.factories import areas as make
from tests.factories.areas import NOW
from tests.factories.readiness import PERMITTED_ON, permit


def terms(starts_on: date = date(2024, 4, 1), ends_on: date = date(2027, 3, 31), places: int = 12) -> Terms:
    """Marlbury's three years and twelve places, unless said otherwise."""
    return Terms(starts_on, ends_on, places)


def draft(of: Implementation | None = None, wanted: Terms | None = None) -> Licence:
    """A draft."""
    return service.draft((of or make.implementation()).id, wanted or terms(), by=None, now=NOW)


def permitted(of: Implementation | None = None, wanted: Terms | None = None) -> Licence:
    """A draft on a verdict that permits it."""
    licence = draft(of, wanted)
    permit(licence.implementation)
    return licence


def granted(of: Implementation | None = None, wanted: Terms | None = None) -> Licence:
    """A licence that stands, on a verdict that permits it."""
    licence = permitted(of, wanted)
    on_day = max(licence.starts_on, PERMITTED_ON)
    return service.grant(licence.id, on_day=on_day, version=licence.version, by=None, now=NOW)
