"""How lists are written: nothing that a person typed is run by a spreadsheet, dates are dates, letters stay letters."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from scaleup.exports.adapters import TooMany, csv_pieces, workbook_file
from scaleup.exports.rules import UNSAFE, Column, Ending, Kind, Sheet, file_name, guarded

HOSTILE = ["=1+1", "+44 1632 960113", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "|calc"]
COLUMNS = (Column("Area"), Column("Due", Kind.DAY), Column("Places", Kind.NUMBER), Column("At", Kind.INSTANT))


def sheet(*rows: tuple[object, ...], columns: tuple[Column, ...] = COLUMNS, notes: tuple[str, ...] = ()) -> Sheet:
    return Sheet("Areas", columns, iter([rows] if rows else []), notes)


def written(of: Sheet) -> list[list[str]]:
    text = b"".join(csv_pieces(of)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def cells(of: Sheet) -> list[tuple[object, ...]]:
    with workbook_file(of, most=10) as file:
        return list(load_workbook(file).worksheets[0].iter_rows(values_only=True))


ROW = ('Sŵn, "Môn"', date(2027, 1, 4), 12, datetime(2026, 7, 1, 8, 30, tzinfo=UTC))


def test_csv_has_a_mark_for_excel_iso_dates_and_londons_clock() -> None:
    pieces = b"".join(csv_pieces(sheet(ROW)))
    assert pieces.startswith(b"\xef\xbb\xbf")
    assert written(sheet(ROW)) == [
        ["Area", "Due", "Places", "At"],
        ['Sŵn, "Môn"', "2027-01-04", "12", "2026-07-01 09:30"],
    ]


def test_a_workbook_has_real_dates_and_its_headings_stay_in_sight() -> None:
    with workbook_file(sheet(ROW), most=10) as file:
        page = load_workbook(file).worksheets[0]
    assert page.freeze_panes == "A2"
    assert [str(cell.value) for cell in page[2]] == ['Sŵn, "Môn"', "2027-01-04 00:00:00", "12", "2026-07-01 09:30:00"]
    assert page["B2"].is_date


@pytest.mark.parametrize("text", HOSTILE)
def test_what_begins_like_a_formula_is_a_text_in_both(text: str) -> None:
    columns = (Column("Area"),)
    assert written(sheet((text,), columns=columns))[1] == [f"'{text}"]
    with workbook_file(sheet((text,), columns=columns), most=10) as file:
        cell = load_workbook(file).worksheets[0]["A2"]
    assert (cell.data_type, str(cell.value).replace("\r", "\n")) == ("s", text.replace("\r", "\n"))


def test_a_number_below_nothing_is_a_number() -> None:
    columns = (Column("Change", Kind.NUMBER),)
    assert written(sheet((-2,), (1.5,), columns=columns))[1:] == [["-2"], ["1.5"]]
    assert cells(sheet((-2,), columns=columns))[1] == (-2,)


@given(st.text(max_size=40))
def test_no_text_at_all_begins_a_formula_or_breaks_the_file(text: str) -> None:
    columns = (Column("Area"), Column("Words", told=str))
    text = text.replace("\ud800", "").encode("utf-8", "ignore").decode()
    (_, *rows) = written(sheet((text, text), columns=columns))
    assert rows == [[guarded(text), guarded(text)]]
    assert not rows[0][0] or rows[0][0][0] not in UNSAFE
    assert len(cells(sheet((text, text), columns=columns))) == 2


def test_an_empty_list_is_a_file_with_its_headings_and_a_sentence() -> None:
    said = ["Nothing is like that: the list had no row when this file was made."]
    assert written(sheet()) == [["Area", "Due", "Places", "At"], said]
    assert cells(sheet())[1] == (said[0], None, None, None)


def test_notes_stand_beneath_the_rows() -> None:
    assert written(sheet(ROW, notes=("Example data.",)))[2] == ["Example data."]
    assert cells(sheet(ROW, notes=("Example data.",)))[2][0] == "Example data."


def test_a_list_too_long_for_a_workbook_is_not_cut_short_silently() -> None:
    with pytest.raises(TooMany):
        workbook_file(sheet(*[ROW] * 11), most=10)


def test_the_name_of_a_file_says_what_how_narrowed_and_when() -> None:
    name = file_name("areas", ["late", "Northern Ireland", "=1+1"], on_day=date(2026, 11, 23), ending=Ending.CSV)
    assert name == "areas-late-northern-ireland-1-1-2026-11-23.csv"
