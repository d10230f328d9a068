"""What a workbook may be that nobody wanted: each is a sentence, a question or a remark, and nothing is half done."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from scaleup.areas.models import Area
from scaleup.core.errors import Refused
from scaleup.imports import service, tasks
from scaleup.imports.adapters import store
from scaleup.imports.models import Run
from scaleup.imports.rules import Plan, State
from scaleup.licences.models import Licence
from tests.factories.workbooks import CONTACT_HEADINGS, HARINGEY, LICENCE_HEADINGS, with_part, workbook
from tests.imports.test_legacy import NOW

DB = scoped_session[Session]
LICENCES = [LICENCE_HEADINGS, HARINGEY]


def brought(path: Path) -> Plan:
    """What became of the workbook."""
    return service.bring_in(path, by=None, now=NOW)


def said(found: Plan, sheet: str) -> list[tuple[int, str, str]]:
    """Row, column and sentence of every remark about the sheet."""
    return [(one.where.row, one.where.column, one.message) for one in found.problems if one.where.sheet == sheet]


def areas(session: DB) -> int:
    return session.scalar(select(func.count()).select_from(Area)) or 0


def test_of_two_rows_of_headings_the_one_that_names_the_columns_counts(session: DB, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Licences"
    for row in (["Where", None, None, "Licence", None], LICENCE_HEADINGS, LICENCE_HEADINGS, HARINGEY):
        sheet.append(row)
    sheet.merge_cells("D1:E1")
    book.save(tmp_path / "two.xlsx")
    found = brought(tmp_path / "two.xlsx")
    assert (found.totals["licences"], areas(session)) == (1, 1)
    assert said(found, "Licences") == [(3, "Area", "This row says the heading again.")]


def test_a_heading_over_two_rows_with_its_area_merged_downwards_is_read(session: DB, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Area", "Programme", "Licence no.", "The licence", None])
    sheet.append([None, None, None, "Licence start", "Licence end"])
    sheet.append(HARINGEY)
    for cells in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
        sheet.merge_cells(cells)
    book.save(tmp_path / "split.xlsx")
    assert brought(tmp_path / "split.xlsx").totals["licences"] == 1


def test_a_hidden_sheet_is_read_and_said(session: DB, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Old"
    for row in LICENCES:
        sheet.append(row)
    sheet.sheet_state = "hidden"
    book.create_sheet("Empty")
    book.save(tmp_path / "hidden.xlsx")
    found = brought(tmp_path / "hidden.xlsx")
    assert (found.totals["licences"], said(found, "Old")[0][2]) == (
        1,
        "This sheet is hidden in the workbook. It was read like the others.",
    )


def test_a_formula_without_a_stored_value_is_a_question_at_its_cell(session: DB, tmp_path: Path) -> None:
    rows = [LICENCE_HEADINGS, [*HARINGEY[:3], "=TODAY()", "14/06/2029"]]
    found = brought(workbook(tmp_path / "formula.xlsx", {"Licences": rows}))
    assert (areas(session), found.sheets["Licences"].needs_decision) == (0, 1)
    assert said(found, "Licences") == [
        (
            2,
            "Licence start",
            "A formula stands here without a stored value. Open the workbook, save it, import again.",
        )
    ]


def test_three_hundred_columns_are_borne_and_said(session: DB, tmp_path: Path) -> None:
    more = [f"Week {number}" for number in range(1, 296)]
    rows = [[*LICENCE_HEADINGS, *more], [*HARINGEY, *range(295)]]
    found = brought(workbook(tmp_path / "wide.xlsx", {"Licences": rows}))
    assert (areas(session), found.totals["licences"]) == (1, 1)
    assert [words for row, _, words in said(found, "Licences") if row == 1] == [
        "196 columns are not taken in: nothing here is meant by their headings, such as “Week 1”, “Week 2”, “Week 3”."
    ]


def test_days_of_a_workbook_that_counts_from_1904_are_those_that_it_shows(session: DB, tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.title = "Licences"
    sheet.append(LICENCE_HEADINGS)
    start, end = datetime(2026, 6, 15), datetime(2029, 6, 14)  # noqa: DTZ001 - spreadsheets know no zone
    sheet.append([*HARINGEY[:3], start, end])
    book.save(tmp_path / "mac.xlsx")
    brought(tmp_path / "mac.xlsx")
    licence = session.scalars(select(Licence)).one()
    assert (str(licence.starts_on), str(licence.ends_on)) == ("2026-06-15", "2029-06-14")


def test_a_bare_number_of_a_workbook_that_counts_from_1904_is_asked_and_not_guessed(
    session: DB, tmp_path: Path
) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.title = "Licences"
    sheet.append(LICENCE_HEADINGS)
    sheet.append([*HARINGEY[:3], 44726, "14/06/2029"])
    book.save(tmp_path / "mac.xlsx")
    found = brought(tmp_path / "mac.xlsx")
    assert (areas(session), found.sheets["Licences"].needs_decision) == (0, 1)
    assert "counts its days from 1904" in said(found, "Licences")[0][2]


@pytest.mark.parametrize(
    ("sheets", "sentence"),
    [
        ({"Lists": [["red"], ["amber"]]}, "No sheet of none.xlsx has headings that are known here"),
        ({"Sheet1": []}, "none.xlsx is empty: no sheet of it has a row."),
    ],
)
def test_a_workbook_of_which_nothing_is_known_is_refused_on_the_command_line(
    session: DB, tmp_path: Path, sheets: dict[str, list[list[object]]], sentence: str
) -> None:
    path = workbook(tmp_path / "none.xlsx", sheets)
    with pytest.raises(Refused, match=re.escape(sentence)):
        brought(path)
    assert areas(session) == 0


@pytest.fixture
def sent(session: DB, clock: Callable[[str], None]) -> Callable[[Path], Run]:
    """A workbook that was sent, and read by a worker."""
    clock("2026-11-23T12:00:00+00:00")

    def send(path: Path) -> Run:
        with path.open("rb") as file:
            run = service.send(file, path.name, by=None, now=NOW)
        session.commit()
        tasks.look.run()
        return session.get_one(Run, run.id, populate_existing=True)

    return send


def test_an_empty_workbook_is_refused_on_the_page_too(session: DB, tmp_path: Path, sent: Callable[[Path], Run]) -> None:
    run = sent(workbook(tmp_path / "none.xlsx", {"Sheet1": []}))
    assert (run.state, run.sentence) == (State.REFUSED, "none.xlsx is empty: no sheet of it has a row.")


def test_a_sheet_with_unknown_headings_can_be_named_on_the_page_and_is_known_ever_after(
    session: DB, tmp_path: Path, sent: Callable[[Path], Run]
) -> None:
    rows = [["Borough", "Scheme", "No", "Begins", "Finishes"], HARINGEY]
    run = sent(workbook(tmp_path / "other.xlsx", {"Our list": rows}))
    assert (run.state, run.weighed["totals"]["licences"]) == (State.SHOWN, 0)
    service.say(run.id, {("sheet", "Our list"): "licences"}, by=None, now=NOW)
    columns = {"Borough": "area", "Scheme": "programme", "No": "number", "Begins": "starts_on", "Finishes": "ends_on"}
    service.say(run.id, {("licences", words): it for words, it in columns.items()}, by=None, now=NOW)
    session.commit()
    tasks.look.run()
    session.refresh(run)
    assert (run.weighed["totals"]["licences"], run.state) == (1, State.SHOWN)
    again = brought(workbook(tmp_path / "again.xlsx", {"Our list": rows}))
    assert again.totals["licences"] == 1


def test_a_column_left_out_is_said_and_not_read(session: DB, tmp_path: Path, sent: Callable[[Path], Run]) -> None:
    calls = [[*CONTACT_HEADINGS, "Summary"], ["Haringey", "16/07/2026", "Call", "Held", "All well"]]
    run = sent(workbook(tmp_path / "t.xlsx", {"Licences": LICENCES, "Calls": calls}))
    service.say(run.id, {("contacts", "Summary"): ""}, by=None, now=NOW)
    session.commit()
    found = brought(tmp_path / "t.xlsx")
    assert (1, "Summary", "This column is left out by decision.") in said(found, "Calls")


def test_a_damaged_workbook_ends_with_a_sentence_and_its_file_is_gone(
    session: DB, tmp_path: Path, sent: Callable[[Path], Run]
) -> None:
    path = workbook(tmp_path / "t.xlsx", {"Licences": LICENCES})
    run = sent(with_part(path, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row"))
    assert (run.state, "t.xlsx cannot be read as a workbook" in run.sentence) == (State.REFUSED, True)
    assert list(store.folder().iterdir()) == []


def test_a_reading_cut_short_is_begun_again_and_given_up_with_a_sentence_after_three(
    session: DB, tmp_path: Path, clock: Callable[[str], None]
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    with workbook(tmp_path / "t.xlsx", {"Licences": LICENCES}).open("rb") as file:
        run = service.send(file, "t.xlsx", by=None, now=NOW)
    session.commit()
    for worker in ("one", "two"):
        assert service.take(owner=worker, now=NOW) == run.id
        assert service.take(owner="another", now=NOW) is None
        run.lease_until = datetime(2020, 1, 1, tzinfo=UTC)
        session.commit()
    tasks.look.run()
    session.refresh(run)
    assert (run.state, run.cut_short) == (State.SHOWN, 0)
    run.next_step, run.owner, run.cut_short = "read", "three", 2
    session.commit()
    assert service.take(owner="four", now=NOW) is None
    session.refresh(run)
    assert (run.state, "cut short three times" in run.sentence) == (State.REFUSED, True)
