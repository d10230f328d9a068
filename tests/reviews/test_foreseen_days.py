"""Closure days, another nation, and a programme that is taken up again: the page says which reviews move with it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import ClosureDay, Implementation
from scaleup.areas.rules import Closure, ClosureDayChanged, Exit, Founding, Leaving
from scaleup.core.facts import Change, consequences
from scaleup.licences import service as licensing
from scaleup.licences.models import Licence
from scaleup.licences.rules import Act, GoingOn
from scaleup.licences.service import Asked
from scaleup.reviews import service
from scaleup.reviews.models import AreaReview
from scaleup.reviews.rules import Difference, Fate, shared
from scaleup.reviews.service import closures
from tests.factories.accounts import form_token
from tests.factories.actors import acting
from tests.reviews.test_foreseen import BOTH_GO, NOW, TODAY, kept_as_told, of_reviews, standing, yearly

__all__ = ["yearly"]
pytestmark = pytest.mark.usefixtures("on_monday_23_november")
MARCH = date(2027, 3, 31)
EARLIER = "1 review moves: annual review of 31 March 2027 to 30 March 2027."
BACK = "1 review moves: annual review of 30 March 2027 to 31 March 2027."
LASTING_COMES = "1 review comes: review of sustainability of 3 April 2028."


@pytest.mark.parametrize("nation", ["England", "all"])
def test_a_closure_day_says_which_review_moves_and_its_end_that_it_comes_back(
    session: Session, yearly: Licence, nation: str
) -> None:
    changes = consequences(ClosureDayChanged(nation, MARCH, Closure.ADDED, None))
    act = partial(areas.add_closure_day, nation, MARCH, reason="Stocktaking.", by=None)
    assert kept_as_told(session, of_marlbury(changes), act) == [EARLIER]
    day = session.scalars(select(ClosureDay.id)).one()
    changes = consequences(ClosureDayChanged(nation, MARCH, Closure.REMOVED, None))
    act = partial(areas.remove_closure_day, day, by=None)
    assert kept_as_told(session, of_marlbury(changes), act) == [BACK]


def of_marlbury(changes: list[Change]) -> list[Change]:
    """What was said of reviews, each with the name of its area."""
    assert all(one.sentence.startswith("Marlbury: ") for one in changes)
    return [replace(one, sentence=one.sentence.removeprefix("Marlbury: ")) for one in changes]


def test_a_day_that_is_closed_twice_stays_closed_when_one_of_both_is_taken_back(
    session: Session, yearly: Licence
) -> None:
    everywhere = areas.add_closure_day("all", MARCH, reason="Stocktaking.", by=None)
    areas.add_closure_day("England", MARCH, reason="Local holiday.", by=None)
    changes = consequences(ClosureDayChanged("all", MARCH, Closure.REMOVED, None))
    act = partial(areas.remove_closure_day, everywhere.id, by=None)
    assert kept_as_told(session, changes, act) == []
    assert changes == []


def test_a_closure_day_of_another_nation_says_nothing(session: Session, yearly: Licence) -> None:
    assert consequences(ClosureDayChanged("Wales", MARCH, Closure.ADDED, None)) == []


@pytest.mark.usefixtures("yearly")
def test_where_many_areas_are_concerned_only_their_number_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closures, "NAMED", 0)
    changes = consequences(ClosureDayChanged("England", MARCH, Closure.ADDED, None))
    assert of_reviews(changes) == ["1 review of 1 area moves: annual review of 31 March 2027 to 30 March 2027."]
    moved = Difference(Fate.MOVES, "annual review of 31 March 2027 to 30 March 2027")
    assert shared(moved, 42, areas=40).startswith("42 reviews of 40 areas move: annual review")


def chosen_in_january(session: Session, priya: Person) -> None:
    """4 January 2027 is a working day in England and a bank holiday in Scotland."""
    review = session.scalars(select(AreaReview).where(AreaReview.month == 36)).one()
    day = date(2027, 1, 4)
    service.move(priya.id, review_id=review.id, to_on=day, because="Earlier.", version=review.version, today=TODAY)


def test_another_nation_says_which_reviews_move(
    session: Session, yearly: Licence, taking_up: Implementation, priya: Person
) -> None:
    chosen_in_january(session, priya)
    wanted = Founding("Marlbury", "Scotland")
    changes = areas.consider_edit(yearly.area_id, wanted, by=None)
    act = partial(areas.edit, yearly.area_id, wanted, version=taking_up.area.version, by=None)
    assert kept_as_told(session, changes, act) == ["1 review moves: annual review of 4 January 2027 to 31 March 2027."]
    assert areas.consider_edit(yearly.area_id, Founding("Marlbury Vale", "Scotland"), by=None) == []


def test_the_page_of_the_area_shows_what_another_nation_moves_before_it_is_saved(
    client: FlaskClient, session: Session, yearly: Licence, priya: Person
) -> None:
    chosen_in_january(session, priya)
    session.commit()
    path = f"/areas/{yearly.area_id}/edit"
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        token = form_token(client.get(path))
        given = {"csrf_token": token, "version": "1", "name": "Marlbury", "authorities": "", "nation": "Scotland"}
        page = client.post(path, data=given).text
        assert "annual review of 4 January 2027 to 31 March 2027" in page
        assert standing(session)[36] == ("annual", date(2027, 1, 4))
        shown = page.split('name="shown" value="')[1].split('"')[0]
        assert client.post(path, data=given | {"shown": shown}).location == f"/areas/{yearly.area_id}"
    assert standing(session)[36] == ("annual", MARCH)


def test_a_programme_that_is_taken_up_again_without_a_licence_says_which_reviews_come(
    session: Session, yearly: Licence, taking_up: Implementation
) -> None:
    licensing.move(yearly.id, Asked(Act.END, TODAY, "Enough."), version=yearly.version, by=None, now=NOW)
    pause(taking_up)
    assert standing(session).keys() == {12, 24}
    version = taking_up.version
    changes = licensing.consider_going_on(taking_up, GoingOn(None, ""), version=version, by=None, now=NOW)
    act = partial(licensing.go_on, taking_up.id, GoingOn(None, ""), version=version, by=None, now=NOW)
    assert kept_as_told(session, changes, act) == [LASTING_COMES]


def test_one_whose_licence_is_resumed_with_it_says_each_review_once(
    session: Session, yearly: Licence, taking_up: Implementation
) -> None:
    pause(taking_up)
    session.commit()
    wanted, version = GoingOn(TODAY, "A new lead."), taking_up.version
    changes = licensing.consider_going_on(taking_up, wanted, version=version, by=None, now=NOW)
    act = partial(licensing.go_on, taking_up.id, wanted, version=version, by=None, now=NOW)
    assert kept_as_told(session, changes, act) == [BOTH_GO.replace("go", "come")]


def pause(taking_up: Implementation) -> None:
    how = Leaving(TODAY, Exit.PAUSED, "The lead left.")
    areas.close(taking_up.id, how, version=taking_up.version, by=None, now=datetime(2026, 11, 23, 9, tzinfo=UTC))
