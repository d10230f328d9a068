"""What pages over several domains know to wait for a viewer of My work."""

from scaleup.portfolio.queries import surveys
from scaleup.portfolio.queries.crews import cannot_deliver
from scaleup.portfolio.queries.measures import late_measures
from scaleup.portfolio.queries.readiness import waiting as readiness_waiting
from scaleup.portfolio.queries.registers import unfilled

SOURCES = (readiness_waiting, unfilled, late_measures, cannot_deliver, surveys.waiting)
