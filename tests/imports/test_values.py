"""What stands in a tracker's cells: dates day first, percentages, counts, addresses, words, details of families."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaleup.facilitators.rules import Profession
from scaleup.imports.rules.addresses import one_address, read_addresses
from scaleup.imports.rules.cells import Cell, keep, restore
from scaleup.imports.rules.figures import read_count, read_percent
from scaleup.imports.rules.privacy import family_details
from scaleup.imports.rules.words import CAME_OF, METHOD_OF, PROFESSION_OF, meaning
from scaleup.imports.rules.written_dates import read_date

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2079, 12, 31))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("15/06/2026", date(2026, 6, 15)),
        ("01/02/26", date(2026, 2, 1)),
        ("13.02.2024", date(2024, 2, 13)),
        ("1-3-25", date(2025, 3, 1)),
        ("16 Mar 25", date(2025, 3, 16)),
        ("Thu 22 Jun 2028", date(2028, 6, 22)),
        ("Thursday, 22nd of June 2028", date(2028, 6, 22)),
        ("Weds 4 Feb 2026", date(2026, 2, 4)),
        ("12 January 2029", date(2029, 1, 12)),
        ("March 16, 2025", date(2025, 3, 16)),
        ("16-Sept-2025", date(2025, 9, 16)),
        ("2025-09-17", date(2025, 9, 17)),
        ("2025-09-17T00:00:00", date(2025, 9, 17)),
        ("2025-09-17 09:30:00", date(2025, 9, 17)),
        ("20260615", date(2026, 6, 15)),
        (20260615, date(2026, 6, 15)),
        (46188, date(2026, 6, 15)),
        (46188.75, date(2026, 6, 15)),
        (datetime(2026, 6, 15, 9, 30), date(2026, 6, 15)),  # noqa: DTZ001 - spreadsheets know no zone
        (date(2026, 6, 15), date(2026, 6, 15)),
        ("29 Feb 2028", date(2028, 2, 29)),
        ("  15/06/2026 ", date(2026, 6, 15)),
    ],
)
def test_a_date_is_read_day_first_however_it_is_written(written: object, day: date) -> None:
    assert read_date(Cell(written)).value == day  # type: ignore[arg-type]


@pytest.mark.parametrize("written", ["TBC", "n/a", "-", "", "   ", "tba", "?", None])
def test_words_that_say_nothing_are_no_date_and_no_doubt(written: str | None) -> None:
    reading = read_date(Cell(written))
    assert (reading.value, reading.unclear) == (None, False)


@pytest.mark.parametrize(
    ("written", "proposed"),
    [
        ("31/02/2026", ()),
        ("29 Feb 2027", ()),
        ("03/22/2025", (date(2025, 3, 22),)),
        ("Mon 22 Jun 2028", (date(2028, 6, 22),)),
        ("w/c 15/06/2026", (date(2026, 6, 15),)),
        ("15 June 2026 (provisional)", (date(2026, 6, 15),)),
        ("June 2026", ()),
        ("Spring", ()),
        ("15/06/1826", ()),
        (7, ()),
        (2025, ()),
        (True, ()),
        (time(9, 30), ()),
    ],
)
def test_what_is_not_a_day_is_a_doubt_with_what_may_have_been_meant(
    written: object, proposed: tuple[date, ...]
) -> None:
    reading = read_date(Cell(written))  # type: ignore[arg-type]
    assert reading.value is None
    assert reading.unclear
    assert reading.proposals == proposed


@pytest.mark.parametrize("number", [float("inf"), float("-inf"), float("nan")])
def test_a_number_beyond_all_numbers_is_no_date(number: float) -> None:
    assert read_date(Cell(number)).trouble == "This is not a date."
    assert read_date(Cell(number, from_1904=True)).trouble == "This is not a date."


@given(DAYS)
def test_every_day_is_read_back_from_each_way_of_writing_it(day: date) -> None:
    ways = [f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day:%a} {day.day} {day:%b %Y}", f"{day.day} {day:%B %Y}", f"{day}"]
    assert {read_date(Cell(way)).value for way in ways} == {day}


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_a_date_a_percentage_or_an_address(text: str) -> None:
    for reading in (read_date(Cell(text)), read_percent(Cell(text)), read_count(Cell(text)), one_address(text)):
        assert reading.value is None or not reading.unclear


@given(st.floats() | st.integers())
def test_no_number_is_read_as_a_percentage_outside_0_to_100(number: float) -> None:
    value = read_percent(Cell(number)).value
    assert value is None or 0 <= value <= 100


@pytest.mark.parametrize(
    ("cell", "percent"),
    [
        (Cell(87), 87.0),
        (Cell("87%"), 87.0),
        (Cell("87 per cent"), 87.0),
        (Cell(0.87), 87.0),
        (Cell("0.87"), 87.0),
        (Cell("0.87%"), 0.87),
        (Cell(0.58), 58.0),
        (Cell(0.87, percent=True), 87.0),
        (Cell(1, percent=True), 100.0),
        (Cell(0), 0.0),
        (Cell(100), 100.0),
        (Cell("13/20"), 65.0),
    ],
)
def test_a_percentage_is_read_as_a_number_with_its_sign_or_as_a_share(cell: Cell, percent: float) -> None:
    assert read_percent(cell).value == percent


@pytest.mark.parametrize("value", [140, -3, "140%", "good", datetime(2026, 1, 1), True])  # noqa: DTZ001
def test_what_is_no_percentage_is_a_doubt(value: object) -> None:
    assert read_percent(Cell(value)).unclear  # type: ignore[arg-type]


def test_a_plain_1_may_be_1_or_100_per_cent_and_is_asked() -> None:
    assert read_percent(Cell(1)).proposals == (100.0, 1.0)


@pytest.mark.parametrize(("value", "count"), [(12, 12), ("12", 12), (12.0, 12), ("Twelve", 12), ("TBC", None)])
def test_a_count_is_read_in_figures_and_in_words(value: object, count: int | None) -> None:
    assert read_count(Cell(value)).value == count  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("written", "address", "noted"),
    [
        ("a.smith@one.example", "a.smith@one.example", False),
        ("Ann Smith <A.Smith@one.example>", "a.smith@one.example", True),
        ("a.smith @ one.example", "a.smith@one.example", True),
        ("mailto:a.smith@one.example", "a.smith@one.example", True),
        ("a.smith@one.example.", "a.smith@one.example", True),
    ],
)
def test_an_address_is_put_right_where_that_is_beyond_doubt_and_said(written: str, address: str, noted: bool) -> None:
    found = read_addresses(written, "Ann Smith").own
    assert (found.value, bool(found.note)) == (address, noted)


def test_a_disguised_address_is_proposed_and_never_applied() -> None:
    found = read_addresses("ann.smith(at)one.example", "Ann Smith").own
    assert (found.value, found.proposals) == (None, ("ann.smith@one.example",))


def test_of_several_addresses_the_one_with_the_persons_name_is_theirs_and_the_others_are_said() -> None:
    found = read_addresses("bo.jones@two.example; ann.smith@one.example", "Ann Smith")
    assert (found.own.value, found.others) == ("ann.smith@one.example", ("bo.jones@two.example",))


def test_of_several_addresses_without_the_persons_name_none_is_taken() -> None:
    found = read_addresses("office@one.example, team@one.example", "Ann Smith").own
    assert (found.value, found.proposals) == (None, ("office@one.example", "team@one.example"))


@pytest.mark.parametrize("written", ["ring the office", "ann@", "@one.example", "ann@one", "a@b@one.example"])
def test_what_is_no_address_is_a_doubt(written: str) -> None:
    assert read_addresses(written, "Ann Smith").own.unclear


def test_short_forms_of_professions_and_outcomes_are_known_and_plain_cancelled_is_not() -> None:
    assert meaning("HV", PROFESSION_OF).value is Profession.HEALTH_VISITOR
    assert meaning("Children’s centre worker", PROFESSION_OF).value is Profession.CHILDRENS_CENTRE_WORKER
    assert meaning("D.N.A", CAME_OF).unclear
    assert meaning("DNA", CAME_OF).value == "no_answer"
    assert meaning("Cancelled by area", CAME_OF).value == "cancelled_by_area"
    assert meaning("Cancelled", CAME_OF).unclear
    assert meaning("Video (VERP)", METHOD_OF).value == "video"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mum's NHS no 943 476 5919", "an NHS number"),
        ("Lives at SW1A 1AA", "a postcode"),
        ("Baby DOB 3/4/2026", "a date of birth"),
        ("Interpreter booked for group 3.", ""),
        ("Waiting list of 6; rang 020 7946 0123", ""),
    ],
)
def test_details_of_a_family_are_known_by_their_pattern(text: str, found: str) -> None:
    assert family_details(text) == found


@pytest.mark.parametrize(
    "cell",
    [Cell("Haringey"), Cell(0.87, percent=True), Cell(None, trouble="A formula."), Cell(True), Cell(time(9, 30))],
)
def test_a_cell_is_the_same_after_it_was_kept(cell: Cell) -> None:
    assert restore(keep(cell)) == cell


def test_a_kept_date_reads_as_the_same_date() -> None:
    assert read_date(restore(keep(Cell(date(2026, 6, 15))))).value == date(2026, 6, 15)
