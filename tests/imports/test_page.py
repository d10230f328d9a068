"""The Import page: a workbook is sent, read by a worker, looked at, decided on, confirmed, and accounted for."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.areas.service import mark_demonstration
from scaleup.extensions import db
from scaleup.imports import service, tasks
from scaleup.imports.adapters import store
from scaleup.imports.models import Decision, Run, RunLine
from scaleup.licences.models import Licence
from scaleup.support.models import Contact
from tests.factories import accounts as people
from tests.factories.workbooks import CONTACT_HEADINGS, HARINGEY, LICENCE_HEADINGS, workbook
from tests.imports.test_legacy import NOW, TRACKER


@pytest.fixture
def helen(clock: Callable[[str], None], client: FlaskClient) -> Person:
    """A unit manager who is signed in."""
    clock("2026-11-23T12:00:00+00:00")
    somebody = people.person("Helen Ashworth", Role.UNIT_MANAGER, email="helen@unit.example")
    people.sign_in(client, somebody)
    return somebody


def count(table: type[object]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def calls(*rows: list[object]) -> dict[str, list[list[object]]]:
    """A workbook of one area and these calls."""
    return {"Licences": [LICENCE_HEADINGS, HARINGEY], "Calls": [CONTACT_HEADINGS, *rows]}


def small(folder: Path, name: str = "small.xlsx") -> Path:
    """One area, two calls, one of them under a name that is not known."""
    return workbook(
        folder / name,
        calls(["Haringey", "16/07/2026", "Call", "Held"], ["Haringey City", "17/08/2026", "Call", "Held"]),
    )


def upload(client: FlaskClient, path: Path) -> TestResponse:
    """The workbook is sent."""
    token = people.form_token(client.get("/import"))
    with path.open("rb") as file:
        return client.post("/import", data={"csrf_token": token, "workbook": (file, path.name)})


def press(client: FlaskClient, at: str, to: str, **values: str) -> TestResponse:
    """A form of the page at this address is sent there."""
    return client.post(to, data={"csrf_token": people.form_token(client.get(at)), **values})


def sent(client: FlaskClient, path: Path) -> str:
    """The address of the import, once a worker has read it."""
    answer = upload(client, path)
    assert answer.status_code == 302, answer.text
    tasks.look.run()
    return answer.location


def shown(address: str) -> str:
    """What stands for what the page shows."""
    db.session.expire_all()
    return db.session.get_one(Run, int(address.rpartition("/")[2])).shown


def confirmed(client: FlaskClient, address: str) -> None:
    """The import is confirmed and brought in."""
    press(client, address, f"{address}/bring-in", shown=shown(address))
    tasks.look.run()


@pytest.mark.usefixtures("helen")
def test_the_old_tracker_comes_in_with_the_figures_of_the_command_line(client: FlaskClient) -> None:
    address = sent(client, TRACKER)
    page = client.get(address).text
    assert "It would be 42 areas, 42 licences, 381 facilitators, 579 past contacts and 120 fidelity checks." in page
    assert count(Area) == 0
    confirmed(client, address)
    page = client.get(address).text
    assert "It is in: 42 areas, 42 licences, 381 facilitators, 579 past contacts and 120 fidelity checks." in page
    assert (count(Area), count(Licence), count(Contact)) == (42, 42, 579)
    again = service.bring_in(TRACKER, by=None, now=NOW)
    assert sum(sheet.created for sheet in again.sheets.values()) == 0


@pytest.mark.usefixtures("helen")
def test_every_row_is_accounted_for_and_found_by_its_outcome(client: FlaskClient, tmp_path: Path) -> None:
    address = sent(client, small(tmp_path))
    lines = {(one.sheet, one.row_number): one.outcome for one in db.session.scalars(select(RunLine))}
    assert lines == {("Licences", 2): "created", ("Calls", 2): "created", ("Calls", 3): "needs_decision"}
    waiting = client.get(f"{address}/rows?outcome=needs_decision").text
    assert "Haringey may be meant. Decide which area it is." in waiting
    assert "licence SU-1" not in waiting
    assert client.get(f"{address}/rows").text.index("Haringey City") < client.get(f"{address}/rows").text.index("SU-1")


@pytest.mark.usefixtures("helen")
def test_a_decision_before_the_import_is_kept_and_its_row_comes_in_with_the_others(
    client: FlaskClient, tmp_path: Path
) -> None:
    address = sent(client, small(tmp_path))
    page = client.get(f"{address}/decisions")
    assert "Which area is “Haringey City”?" in page.text
    question = page.text.partition('name="take"')[2].partition('value="')[2].partition('"')[0]
    press(client, f"{address}/decisions", f"{address}/decisions", take=question)
    assert db.session.scalars(select(Decision.answer)).all() == ["Haringey"]
    assert "It is gone through again" in client.get(address).text
    tasks.look.run()
    confirmed(client, address)
    assert count(Contact) == 2


@pytest.mark.usefixtures("helen")
def test_a_decision_after_the_import_brings_its_row_in(client: FlaskClient, tmp_path: Path) -> None:
    address = sent(client, small(tmp_path))
    confirmed(client, address)
    assert count(Contact) == 1
    press(client, f"{address}/decisions", f"{address}/decisions/all", act="proposals")
    tasks.look.run()
    assert count(Contact) == 2
    page = client.get(address).text
    assert "0 decisions" not in page
    assert "Waits for a decision" not in client.get(f"{address}/rows").text
    outcomes = db.session.execute(select(RunLine.sheet, RunLine.row_number, RunLine.outcome)).all()
    assert {outcome for _, _, outcome in outcomes} == {"created"}


@pytest.mark.usefixtures("helen")
def test_what_was_imported_and_decided_on_the_command_line_stands_on_the_page(
    client: FlaskClient, tmp_path: Path
) -> None:
    service.bring_in(small(tmp_path), by=None, now=NOW)
    db.session.commit()
    address = f"/import/{db.session.scalars(select(Run.id)).one()}"
    assert "1 decision for you." in client.get(address).text
    number = service.waiting(now=NOW)[0].number
    service.decide([(number, "Haringey")], by=None, now=NOW)
    db.session.commit()
    assert "for you." not in client.get(address).text
    assert "Every question is answered" in client.get(f"{address}/decisions").text


@pytest.mark.usefixtures("helen")
def test_an_answer_that_is_none_is_said_at_its_question_and_nothing_typed_is_lost(
    client: FlaskClient, tmp_path: Path
) -> None:
    address = sent(client, workbook(tmp_path / "t.xlsx", calls(["Haringey", "32/07/2026", "Call", "Held"])))
    page = client.get(f"{address}/decisions").text
    question = re.findall(r'name="q(\d+)"', page)[0]
    answer = press(
        client,
        f"{address}/decisions",
        f"{address}/decisions",
        **{f"q{question}": "typed", f"t{question}": "the day after"},
    )
    assert answer.status_code == 422
    assert "“the day after” is not a date. Correct it, or choose one of the answers." in answer.text
    assert 'value="the day after"' in answer.text
    assert count(Decision) == 0


@pytest.mark.usefixtures("helen")
def test_confirming_twice_brings_in_once_and_something_else_than_was_shown_is_refused(
    client: FlaskClient, tmp_path: Path
) -> None:
    address = sent(client, small(tmp_path))
    refused = press(client, address, f"{address}/bring-in", shown="something else")
    assert (refused.status_code, "look at it as it stands now" in refused.text) == (409, True)
    mark = shown(address)
    for _ in range(2):
        assert press(client, "/import", f"{address}/bring-in", shown=mark).status_code == 302
    tasks.look.run()
    press(client, "/import", f"{address}/bring-in", shown=mark)
    tasks.look.run()
    assert (count(Area), count(Contact)) == (1, 1)


@pytest.mark.usefixtures("helen")
def test_what_changed_between_confirming_and_bringing_in_is_shown_anew(client: FlaskClient, tmp_path: Path) -> None:
    first, second = small(tmp_path), workbook(tmp_path / "two.xlsx", calls(["Haringey", "1/9/2026", "Call", "Held"]))
    one, two = sent(client, first), sent(client, second)
    confirmed(client, one)
    confirmed(client, two)
    assert count(Contact) == 1
    page = client.get(two).text
    assert "Something changed since you looked. Nothing was brought in yet" in page
    confirmed(client, two)
    assert count(Contact) == 2


@pytest.mark.usefixtures("helen")
def test_two_imports_are_never_brought_in_at_once(client: FlaskClient, tmp_path: Path) -> None:
    one = sent(client, small(tmp_path))
    two = sent(client, workbook(tmp_path / "two.xlsx", calls(["Haringey", "1/9/2026", "Call", "Held"])))
    press(client, one, f"{one}/bring-in", shown=shown(one))
    refused = press(client, two, f"{two}/bring-in", shown=shown(two))
    assert (refused.status_code, "Another import, small.xlsx, is being brought in" in refused.text) == (409, True)
    db.session.rollback()
    with pytest.raises(Exception, match=r"Another import, small\.xlsx, is being brought in"):
        service.bring_in(TRACKER, by=None, now=NOW)


@pytest.mark.usefixtures("helen")
def test_what_is_no_workbook_is_refused_at_the_field_and_not_kept(client: FlaskClient, tmp_path: Path) -> None:
    (tmp_path / "notes.xlsx").write_text("not a workbook")
    for path, said in (
        (tmp_path / "notes.xlsx", "notes.xlsx is not a workbook. Save the tracker as .xlsx and try again."),
        (None, "Choose a workbook"),
    ):
        answer = upload(client, path) if path else press(client, "/import", "/import")
        assert (answer.status_code, said in answer.text) == (422, True)
    assert (count(Run), list(store.folder().iterdir())) == (0, [])


@pytest.mark.usefixtures("helen")
def test_the_same_file_twice_on_its_way_is_said(client: FlaskClient, tmp_path: Path) -> None:
    sent(client, small(tmp_path))
    answer = upload(client, tmp_path / "small.xlsx")
    assert (answer.status_code, "This very file is already here, sent as small.xlsx." in answer.text) == (422, True)


@pytest.mark.usefixtures("helen")
def test_no_workbook_is_taken_beside_the_demonstration(client: FlaskClient, tmp_path: Path) -> None:
    mark_demonstration(now=NOW)
    assert "This is the demonstration." in client.get("/import").text


@pytest.mark.usefixtures("helen")
def test_what_is_thrown_away_leaves_nothing(client: FlaskClient, tmp_path: Path, clock: Callable[[str], None]) -> None:
    address = sent(client, small(tmp_path))
    press(client, address, f"{address}/throw-away")
    assert "It was thrown away, and nothing of it was brought in." in client.get(address).text
    clock("2026-12-23T12:00:00+00:00")
    tasks.forget.run()
    assert (count(Area), list(store.folder().iterdir())) == (0, [])


@pytest.mark.usefixtures("helen")
def test_the_file_of_an_import_that_nobody_confirms_is_gone_after_seven_days(
    client: FlaskClient, tmp_path: Path, clock: Callable[[str], None]
) -> None:
    address = sent(client, small(tmp_path))
    clock("2026-11-30T11:59:00+00:00")
    tasks.forget.run()
    assert len(list(store.folder().iterdir())) == 1
    clock("2026-11-30T12:01:00+00:00")
    tasks.forget.run()
    assert db.session.get_one(Run, int(address.rpartition("/")[2])).state == "dropped"
    assert db.session.scalars(select(Run.stored)).all() == [None]
