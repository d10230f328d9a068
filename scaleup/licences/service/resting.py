"""What a licence rests on: readiness is asked before a first grant, and what it was granted on is kept."""

from datetime import datetime

from scaleup.extensions import db
from scaleup.licences import queries
from scaleup.licences.models import Licence, LicenceBasis
from scaleup.readiness import queries as readiness
from scaleup.readiness import service as conditions


def rest_on_readiness(licence: Licence, *, override: str, by: int | None, now: datetime) -> None:
    """What the licence rests on is kept, and it carries the conditions of its verdict.

    A renewal without a gap rests on what the first licence rested on; conditions of a verdict signed since are
    carried by it too, and what is open of the licence before goes over to it.
    """
    if not queries.goes_on(licence):
        obstacles = queries.obstacles_of(licence)
        found = readiness.latest_signed(licence.implementation_id)
        db.session.add(
            LicenceBasis(
                licence_id=licence.id,
                area_id=licence.area_id,
                assessment_id=found.id if found else None,
                override=override.strip() or None,
                obstacles=[one.whole for one in obstacles],
                by_id=by,
                at=now,
            )
        )
        db.session.flush()
    earlier = queries.earlier_of(licence)
    conditions.carry(licence.implementation_id, licence.id, by=by, of_licences=list(earlier))
