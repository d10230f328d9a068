"""What every test that used the database is asked at its end: no act wrote past the keeper of the lists."""

from sqlalchemy import exists, or_, select

from scaleup.areas.models import Area
from scaleup.extensions import db
from scaleup.milestones import service as milestones
from scaleup.milestones.models import Progress
from scaleup.training import service as training


def lists_say_what_the_facts_say() -> None:
    """Fails when a kept row is not what the facts behind it say: one query, where there is a row or an area."""
    if not db.session.scalar(select(or_(exists(select(Area.id)), exists(select(Progress.id))))):
        db.session.rollback()
        return
    wrong, unequal = milestones.differences(), training.differences()
    db.session.rollback()
    assert unequal == [], f"accreditations of {unequal} are not by the rule: see training.service.accrediting.FEEDS"
    assert wrong == [], f"the lists are wrong about the areas {wrong}: see commit.touched, or milestones.service.FEEDS"
