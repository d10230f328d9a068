"""An import whose worker was cut short says so on its page, and is begun again by itself."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from scaleup.accounts.models import Person
from scaleup.areas.models import Area
from scaleup.core.clock import DatabaseNow
from scaleup.extensions import db
from scaleup.imports import service, tasks
from scaleup.imports.models import Run
from scaleup.imports.rules import LEASE
from tests.imports.test_legacy import NOW
from tests.imports.test_page import helen, press, sent, shown, small

__all__ = ["helen"]
CUT_SHORT = "Nothing has been heard of it for more than a minute: the work seems to have been cut short."


def heard_of(seconds: int, **others: object) -> None:
    """The worker was heard of so many seconds ago."""
    db.session.execute(update(Run).values(lease_until=DatabaseNow(LEASE - seconds), **others))
    db.session.commit()


def taken(client: FlaskClient, folder: Path) -> str:
    """The address of an import that is confirmed and that a worker has taken."""
    address = sent(client, small(folder))
    press(client, address, f"{address}/bring-in", shown=shown(address))
    service.take(owner="one", now=NOW)
    db.session.commit()
    return address


def test_a_worker_that_is_heard_of_is_at_work(client: FlaskClient, tmp_path: Path, helen: Person) -> None:
    address = taken(client, tmp_path)
    for seconds in (0, 45):
        heard_of(seconds)
        page = client.get(address).text
        assert "It is being brought in." in page
        assert "cut short" not in page


def test_a_worker_of_which_nothing_is_heard_for_a_minute_seems_cut_short(
    client: FlaskClient, tmp_path: Path, helen: Person
) -> None:
    address = taken(client, tmp_path)
    heard_of(62)
    page = client.get(address).text
    assert f"{CUT_SHORT} Nothing of it is in. Unless it is heard of before, it is begun again by itself" in page
    assert "by itself, within six minutes." in page
    assert "It is being brought in." not in page
    assert "the work goes on" not in page
    heard_of(LEASE + 2)
    assert "it is begun again by itself as soon as a worker is free." in client.get(address).text
    tasks.look.run()
    page = client.get(address).text
    assert "It is in: 1 area" in page
    assert "cut short" not in page
    assert db.session.scalar(select(func.count()).select_from(Area)) == 1


@pytest.mark.parametrize(("seconds", "when"), [(62, ", within six minutes."), (LEASE + 2, " as soon as a worker is")])
def test_the_third_time_it_is_said_that_it_is_given_up(
    *, client: FlaskClient, tmp_path: Path, helen: Person, seconds: int, when: str
) -> None:
    address = taken(client, tmp_path)
    heard_of(seconds, cut_short=2)
    assert f"it is given up, because that was the third time{when}" in client.get(address).text
    heard_of(LEASE + 2)
    tasks.look.run()
    assert "It was cut short three times and was given up; nothing of it was brought in." in client.get(address).text


def test_rows_that_waited_are_said_not_to_be_in(client: FlaskClient, tmp_path: Path, helen: Person) -> None:
    address = taken(client, tmp_path)
    heard_of(62, state="done", next_step="settle")
    assert f"{CUT_SHORT} None of the rows that waited is in." in client.get(address).text
