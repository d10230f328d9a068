"""The living plan in a database: whatever happens through the acts of the product, what is kept is what facts ask."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.licences.models import Licence
from tests.storm.plans import Dice
from tests.support import kept_model


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_happens_the_plan_that_is_kept_is_the_one_that_its_facts_ask_for(
    session: Session, laddered: Licence, priya: Person, clock, seed: int
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    kept = kept_model.Kept(session, laddered, priya.id, date(2026, 11, 23))
    kept_model.play(kept, Dice(seed), 50)
    assert kept.happened > 20
