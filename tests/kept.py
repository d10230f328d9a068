"""What every test that used the database is asked at its end: no act wrote past the keeper of the lists."""

from scaleup.extensions import db
from scaleup.milestones import service as milestones


def lists_say_what_the_facts_say() -> None:
    """Fails when a kept row is not what the facts behind it say: one comparing query."""
    wrong = milestones.differences()
    db.session.rollback()
    assert wrong == [], f"the lists are wrong about the areas {wrong}: see commit.touched, or milestones.service.FEEDS"
