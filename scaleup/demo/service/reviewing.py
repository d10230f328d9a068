"""Reviews of the demonstration: Marlbury's two were held, Jersey's first has no record, Newham's comes next week."""

from collections.abc import Collection
from datetime import datetime, time

from sqlalchemy import select

from scaleup.areas.models import Area
from scaleup.core.dates import LONDON
from scaleup.demo.service.stage import Stage
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.reviews import service as reviews
from scaleup.reviews.models import AreaReview
from scaleup.reviews.rules import Domain, Outcome, Rating, Said
from scaleup.support.rules import BarrierCode, BarrierTerms

LONG_KNOWN = ("Marlbury", "Jersey")
"""Areas whose licence was on record from its first day, so that their first reviews were asked for."""
HELD_IN = "Marlbury"
WENT_WELL = "Midwives recruit in the clinic itself, and pairs plan their groups together."
AGREED = "Two groups a term go on. The council looks for money beyond this licence before the summer."
WEAK = (
    Rating(Domain.MONEY, 2, "One funder has left, and the other decides year by year."),
    Rating(Domain.PEOPLE, 3, "Two of twelve left in autumn; two new ones are trained."),
)


def look_back(stage: Stage, laid: Collection[Area]) -> None:
    """The reviews of these areas are planned, and those of Marlbury that have come were held on their days."""
    for area in laid:
        if area.name in LONG_KNOWN:
            for licence in db.session.scalars(select(Licence).where(Licence.area_id == area.id)):
                licence.created_at = datetime.combine(licence.starts_on, time(9), LONDON)
    db.session.flush()
    reviews.plan_again([area.id for area in laid])
    for area in laid:
        if area.name == HELD_IN:
            hold(stage, area)


def hold(stage: Stage, area: Area) -> None:
    """Every review of the area that has come was held on its day."""
    past = select(AreaReview).where(AreaReview.area_id == area.id, AreaReview.due_on < stage.today)
    for review in db.session.scalars(past.order_by(AreaReview.month)).all():
        rated = {one.domain for one in WEAK}
        said = Said(
            held_on=review.due_on,
            outcome=Outcome.CONTINUE,
            went_well=WENT_WELL,
            agreed=AGREED,
            ratings=(*WEAK, *(Rating(domain, 4) for domain in Domain if domain not in rated)),
            barriers=(BarrierTerms(BarrierCode.FUNDING, 2),),
            staff_id=stage.unit["Priya Nair"].id,
        )
        nonce = f"demonstration-{review.id}"
        reviews.record(
            stage.unit["Priya Nair"].id, said, review_id=review.id, nonce=nonce, today=stage.today, now=stage.now
        )
