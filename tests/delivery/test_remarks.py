"""What is told and never refused: who cannot deliver what is to come, and days that no licence covers."""

from datetime import date

import pytest
from flask.testing import FlaskClient

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.core.pages import Actor
from scaleup.delivery import service
from scaleup.delivery.rules import Reason, State
from scaleup.delivery.service import Told
from scaleup.extensions import db
from scaleup.facilitators.models import Accreditation, Facilitator
from scaleup.facilitators.rules import Profession
from scaleup.portfolio.queries.crews import cannot_deliver
from tests.delivery.licensed import NOW, Licensed, session
from tests.delivery.test_views import TODAY, here, niamh, send
from tests.factories import delivery
from tests.factories.areas import actor

__all__ = ["here", "niamh"]
LAST = date(2027, 3, 31)
"""The licence's last day."""


def words(page: str) -> str:
    """A page in one line."""
    return " ".join(page.split())


def leave(one: Facilitator, on_day: date | None) -> None:
    """They have left."""
    one.left, one.left_on = True, on_day
    db.session.commit()


def test_who_has_left_is_said_at_each_session_to_come_and_on_my_work_with_the_way_to_change_it(
    niamh: FlaskClient, here: Licensed
) -> None:
    group = here.group()
    db.session.commit()
    assert "Not everybody" not in niamh.get(f"/groups/{group.id}").text
    assert "still stands at" not in niamh.get("/").text
    leave(here.pair[0], date(2026, 11, 6))
    page = words(niamh.get(f"/groups/{group.id}").text)
    assert "Not everybody who is named for what is to come can deliver it." in page
    assert page.count("left on 6 November 2026") == 5  # the session of 10 November without a record, and four to come
    work = words(niamh.get("/").text)
    assert "still stands at sessions to come of Library, autumn" in work
    assert f'href="/groups/{group.id}/pair"' in work
    form = niamh.get(f"/groups/{group.id}/pair").text
    assert "Left on 6 November 2026" in form
    third = delivery.facilitator(here.implementation, Profession.HEALTH_VISITOR, name="Third")
    db.session.commit()
    send(niamh, f"/groups/{group.id}/pair", version="1", pair=[here.pair[1].id, third.id])
    assert "Not everybody" not in niamh.get(f"/groups/{group.id}").text
    assert "still stands at" not in niamh.get("/").text


def test_whose_accreditation_ran_out_is_on_my_work_and_who_is_in_training_is_not(
    niamh: FlaskClient, here: Licensed, lead: Actor
) -> None:
    group = here.group()
    trainee = delivery.facilitator(here.implementation, name="In Training", days=None)
    service.change_pair(group, [*here.ids, trainee.id], version=1, by=None)
    db.session.commit()
    assert cannot_deliver(lead, TODAY) == []
    assert "In Training is not accredited on" in niamh.get(f"/groups/{group.id}").text
    lasts = db.session.query(Accreditation).filter_by(facilitator_id=here.ids[0])
    lasts.update({"until_on": date(2026, 11, 1)})
    (notice,) = cannot_deliver(lead, TODAY)
    lasts.update({"until_on": LAST})  # by the rule it lasts as long as the licence
    db.session.commit()
    assert "is not accredited any more" in notice.why
    assert (notice.act, notice.address) == ("Change who delivers", f"/groups/{group.id}/pair")


def test_nobody_is_told_of_another_area_or_of_a_group_that_is_over(here: Licensed, lead: Actor) -> None:
    here.group(first_on=date(2026, 3, 3))
    leave(here.pair[0], None)
    assert cannot_deliver(lead, TODAY) == []


@pytest.fixture
def lead(here: Licensed) -> Actor:
    """Whoever leads the area."""
    who = db.session.query(Person).filter_by(name="Niamh O’Rourke").one()
    return actor(who, Role.PROJECT_LEAD)


def test_a_day_that_no_licence_covers_is_noted_and_not_refused(niamh: FlaskClient, here: Licensed) -> None:
    group = here.group(first_on=date(2026, 11, 24))
    last = session(group, "P3")
    assert last.planned_on == date(2027, 3, 30)
    to = Told(State.MOVED, date(2027, 4, 6), because=Reason.VENUE)
    kept = service.record(last, to, version=1, today=TODAY, now=NOW, by=None)
    assert kept.remarks == ("After the licence, which ends on 31 March 2027",)
    db.session.commit()
    page = words(niamh.get(f"/groups/{group.id}").text)
    assert page.count("After the licence, which ends on 31 March 2027") == 1


def test_the_same_pair_chosen_twice_changes_nothing_and_says_so_kindly(niamh: FlaskClient, here: Licensed) -> None:
    group = here.group()
    third = delivery.facilitator(here.implementation, Profession.HEALTH_VISITOR, name="Third")
    db.session.commit()
    said = {"version": "1", "pair": [here.pair[1].id, third.id]}
    for sentence in ("Who delivers is changed for 11 sessions", "They deliver what is to come already"):
        assert send(niamh, f"/groups/{group.id}/pair", **said).status_code == 302
        assert sentence in niamh.get(f"/groups/{group.id}").text
    other = send(niamh, f"/groups/{group.id}/pair", version="1", pair=[here.pair[0].id])
    assert "Somebody else changed this while you had it open" in other.text
