"""What follows when a facilitator leaves: for their place, the pairs, and whatever hangs on them elsewhere."""

from datetime import date

from sqlalchemy import select

from scaleup.areas.models import Implementation
from scaleup.core import facts
from scaleup.core.dates import counted
from scaleup.core.errors import Refused
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, Place
from scaleup.facilitators.queries.team import accredited_on, facilitator, pairs_of
from scaleup.facilitators.rules import SIDE, FacilitatorLeft, Profession, Side, pairs, refusals_to_leave
from scaleup.licences.models import Licence


def consider_leaving(facilitator_id: int, *, on_day: date | None, today: date) -> list[facts.Change]:
    """What follows when they leave; raises Refused as leaving would."""
    refused = refusals_to_leave(on_day, today=today)
    if refused:
        raise Refused(refused)
    gone = facilitator(facilitator_id)
    places = [facts.Change(sentence, 1) for sentence in places_of(facilitator_id)]
    fact = FacilitatorLeft(gone.id, gone.implementation_id, gone.area_id, on_day, None, today)
    return [*places, facts.Change(pairs_without(gone, today), 1), *facts.consequences(fact)]


def places_of(facilitator_id: int) -> list[str]:
    """That each place which they hold is free then."""
    rows = db.session.execute(
        select(Place.number, Licence.number.label("licence"))
        .join(Licence, Licence.id == Place.licence_id)
        .where(Place.facilitator_id == facilitator_id, Place.released_on.is_(None))
        .order_by(Licence.starts_on)
    )
    return [f"Place {row.number} of licence {row.licence} is free for somebody else." for row in rows]


def pairs_without(one: Facilitator, today: date) -> str:
    """How many pairs can deliver without this facilitator, beside how many can today and how many are planned."""
    now = pairs_of([one.implementation_id], today)[one.implementation_id]
    counts = db.session.scalar(select(Facilitator.id).where(Facilitator.id == one.id, accredited_on(today)))
    side = SIDE[Profession(one.profession)] if counts else Side.UNKNOWN
    left = pairs(now.health - (side is Side.HEALTH), now.children - (side is Side.CHILDREN))
    planned = db.session.get_one(Implementation, one.implementation_id).pairs_planned
    plan = f"; {planned} {'is' if planned == 1 else 'are'} planned" if planned else ""
    if left == now.count:
        return f"{counted(left, 'pair')} can deliver, as many as with them{plan}."
    return f"{counted(left, 'pair')} can deliver without them, {now.count} with them{plan}."
