"""A paused implementation goes on, and with it the licence that paused: both in one act, after seeing what follows."""

from datetime import datetime

from scaleup.areas import service as areas
from scaleup.areas.models import Implementation
from scaleup.core import facts
from scaleup.core.dates import local_date
from scaleup.extensions import db
from scaleup.licences import queries
from scaleup.licences.rules import Act, GoingOn
from scaleup.licences.service.moves import Asked, consider, move


def go_on(implementation_id: int, wanted: GoingOn, *, version: int, by: int | None, now: datetime) -> Implementation:
    """The implementation stands again, and its licence is resumed if a day is given."""
    found = areas.reopen(implementation_id, version=version, by=by)
    paused = queries.suspended_of(implementation_id, local_date(now))
    if paused is not None and wanted.on_day is not None:
        asked = Asked(Act.RESUME, wanted.on_day, wanted.reason)
        move(paused.id, asked, version=paused.version, by=by, now=now)
    return found


def consider_going_on(
    found: Implementation, wanted: GoingOn, *, version: int, by: int | None, now: datetime
) -> list[facts.Change]:
    """What would follow: the implementation is opened, the licence asked, and all of it taken back."""
    today = local_date(now)
    trial = db.session.begin_nested()
    try:
        opening = areas.opening(areas.stand_again(found.id, version=version), by=by)
        paused = queries.suspended_of(found.id, today)
        if paused is None or wanted.on_day is None:
            return facts.consequences(opening)
        resumed = Asked(Act.RESUME, wanted.on_day, wanted.reason)
        return [*facts.announce(opening), *consider(paused, resumed, by=by, today=today)]
    finally:
        trial.rollback()
