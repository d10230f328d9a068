"""Files that are no workbook, or were made to do harm, are refused with a sentence; odd ones are read as they show."""

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook

from scaleup.core.errors import Refused
from scaleup.imports import adapters
from scaleup.imports.adapters import read_workbook
from scaleup.imports.rules import Kind, Sheet, recognise
from tests.factories.workbooks import HARINGEY, LICENCE_HEADINGS, with_part, workbook


def refusal(path: Path) -> str:
    """The one sentence with which the file is refused."""
    with pytest.raises(Refused) as refused:
        read_workbook(path)
    message = str(refused.value)
    assert "\n" not in message
    return message


def tracker(folder: Path) -> Path:
    """A small sound workbook."""
    return workbook(folder / "tracker.xlsx", {"Licences": [LICENCE_HEADINGS, HARINGEY]})


def test_xml_is_read_by_the_parser_that_refuses_entities() -> None:
    assert openpyxl.DEFUSEDXML


def test_a_missing_file_an_empty_one_and_a_folder_are_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.xlsx").write_bytes(b"")
    assert "no file" in refusal(tmp_path / "none.xlsx")
    assert "not a workbook" in refusal(tmp_path / "empty.xlsx")
    assert "is not a file" in refusal(tmp_path)


def test_a_text_a_picture_and_another_kind_of_zip_are_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_text("Area,Programme\n")
    (tmp_path / "b.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    with zipfile.ZipFile(tmp_path / "c.xlsx", "w") as archive:
        archive.writestr("content.xml", "<office/>")
    for name in ("a.xlsx", "b.xlsx", "c.xlsx"):
        assert refusal(tmp_path / name) == f"{name} is not a workbook. Save the tracker as .xlsx and try again."


def test_a_protected_workbook_and_one_of_the_old_format_say_what_to_do(tmp_path: Path) -> None:
    ole = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600
    (tmp_path / "old.xls").write_bytes(ole)
    (tmp_path / "locked.xlsx").write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    assert "old format" in refusal(tmp_path / "old.xls")
    assert "password" in refusal(tmp_path / "locked.xlsx")


def test_200_megabytes_are_refused_before_a_byte_is_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert "200 MB" in refusal(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapters.workbook, "load_workbook", lambda *_, **__: pytest.fail("it was opened"))
    bomb = with_part(tracker(tmp_path), "xl/worksheets/sheet1.xml", b" " * 60_000_000)
    assert "unpack to far more" in refusal(bomb)


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = tracker(tmp_path)
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(2_001):
            archive.writestr(f"xl/media/{number}.txt", "")
    assert "unpack to far more" in refusal(path)


def test_entities_that_multiply_are_refused(tmp_path: Path) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    assert "damaged" in refusal(with_part(tracker(tmp_path), "xl/worksheets/sheet1.xml", laughs))


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/styles.xml"]
)
def test_a_damaged_part_is_one_sentence(tmp_path: Path, part: str) -> None:
    assert "damaged" in refusal(with_part(tracker(tmp_path), part, b"<not<xml"))


def test_a_workbook_cut_short_is_refused(tmp_path: Path) -> None:
    path = tracker(tmp_path)
    path.write_bytes(path.read_bytes()[:-400])
    assert refusal(path)


def test_a_stray_cell_in_the_last_corner_costs_nothing(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(LICENCE_HEADINGS)
    sheet.append(HARINGEY)
    sheet["XFD1048576"] = "x"
    book.save(tmp_path / "corner.xlsx")
    (grid,) = read_workbook(tmp_path / "corner.xlsx").grids
    assert [line.number for line in grid.lines] == [1, 2, 1_048_576]
    assert list(grid.lines[2].cells) == [16_384]


def test_more_rows_than_a_tracker_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adapters.workbook, "MOST_ROWS", 3)
    path = workbook(tmp_path / "long.xlsx", {"Licences": [LICENCE_HEADINGS, *[HARINGEY] * 3]})
    assert "more than 3 rows" in refusal(path)


def test_a_formula_gives_its_stored_value_and_without_one_says_so(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "formula.xlsx", {"Licences": [LICENCE_HEADINGS, [*HARINGEY[:3], "=TODAY()", "14/06/2029"]]}
    )
    (grid,) = read_workbook(path).grids
    assert "formula" in grid.lines[1].cells[4].trouble


def test_a_cell_merged_downwards_stands_in_every_row_that_it_covers(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["Area", "Date", "Type", "Outcome"],
        ["Haringey", "16/07/2026", "Call", "Held"],
        [None, "17/08/2026", "Call", "Held"],
    ):
        sheet.append(row)
    sheet.merge_cells("A2:A3")
    book.save(tmp_path / "merged.xlsx")
    (grid,) = read_workbook(tmp_path / "merged.xlsx").grids
    assert grid.lines[2].cells[1].words == "Haringey"


def test_hidden_and_empty_sheets_are_read_and_a_percentage_and_a_date_keep_their_kind(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Area", "Date", "Method", "Score"])
    sheet.append(["Haringey", datetime(2026, 7, 16), "Observation", 0.87])  # noqa: DTZ001 - spreadsheets know no zone
    sheet["D2"].number_format = "0.0%"
    sheet.sheet_state = "hidden"
    book.create_sheet("Nothing")
    book.save(tmp_path / "hidden.xlsx")
    first, second = read_workbook(tmp_path / "hidden.xlsx").grids
    assert (first.hidden, second.lines) == (True, ())
    assert (first.lines[1].cells[2].words, first.lines[1].cells[4].percent) == ("2026-07-16", True)


def test_a_macro_workbook_is_read_and_its_macros_are_not(tmp_path: Path) -> None:
    path = with_part(tracker(tmp_path), "xl/vbaProject.bin", b"not even a project")
    sheet = recognise(read_workbook(path).grids[0])
    assert isinstance(sheet, Sheet)
    assert sheet.kind is Kind.LICENCES


def test_a_name_is_proposed_by_how_it_is_spelt() -> None:
    assert adapters.nearest("haringay", ["haringey", "powys", "havering"])[0] == "haringey"
    assert adapters.nearest("zzz", ["haringey", "powys"]) == []
