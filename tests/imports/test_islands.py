"""Areas of the islands, which the table of local authorities does not hold, and likenesses within a nation."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup.areas.adapters import read_authorities
from scaleup.areas.models import Area
from scaleup.areas.rules import ISLANDS
from scaleup.core.dates import Nation
from scaleup.imports import service
from scaleup.imports.rules import LicencePart, Plan, places
from tests.factories.workbooks import workbook
from tests.imports.sheets import AUTHORITIES, CALLS, EMPTY, LICENCES, decided, grid, outcomes, weighed
from tests.imports.test_legacy import NOW

HULL = ("E06000010", "Kingston upon Hull, City of", None, "England")
KNOWN = replace(EMPTY, places=places([*AUTHORITIES, HULL]))
HEADINGS = [*LICENCES, "Nation"]


def row(area: str, nation: str = "", number: str = "SU-3") -> list[object]:
    """A licence of this area."""
    return [area, "Baby Steps", number, "15/06/2026", "14/06/2029", nation]


def brought(found: Plan) -> list[tuple[str, str]]:
    """The area and nation of each licence that comes in."""
    return [(one.part.area_name, one.part.nation) for one in found.rows if isinstance(one.part, LicencePart)]


def offered(found: Plan) -> list[str]:
    """The names that questions offer."""
    choices = [choice.answer for question in found.questions for choice in question.choices]
    return [answer for answer in choices if answer != "leave out" and not answer.startswith("new area in ")]


def test_no_local_authority_of_the_table_lies_on_an_island_and_some_lie_in_every_other_nation() -> None:
    assert {one.nation for one in read_authorities()} == set(Nation) - ISLANDS


@pytest.mark.parametrize(
    ("area", "nation", "founded"),
    [
        ("Isle of Man", "Isle of Man", ("Isle of Man", "Isle of Man")),
        ("Jersey", "Jersey", ("Jersey", "Jersey")),
        ("Guernsey", "", ("Guernsey", "Guernsey")),
        ("IoM", "", ("Isle of Man", "Isle of Man")),
        ("Jersey", "Channel Islands", ("Jersey", "Jersey")),
        ("Douglas", "IOM", ("Douglas", "Isle of Man")),
        ("Kingston", "Isle of Man", ("Kingston", "Isle of Man")),
    ],
)
def test_an_island_that_the_row_tells_is_founded_without_a_question(
    area: str, nation: str, founded: tuple[str, str]
) -> None:
    found = weighed(grid("L", HEADINGS, row(area, nation)), known=KNOWN)
    assert (outcomes(found, "L"), found.questions, brought(found)) == (["created"], (), [founded])


def test_a_second_licence_and_calls_of_an_island_belong_to_the_same_area() -> None:
    second = ["isle of man", "Minding the Baby", "SU-4", "15/06/2026", "14/06/2029", ""]
    found = weighed(
        grid("Calls", CALLS, ["The Isle of Man", "16/07/2026", "Call", "Held"]),
        grid("L", HEADINGS, row("IoM"), second),
        known=KNOWN,
    )
    assert [question.key.partition("|")[0] for question in found.questions] == ["which programme"]
    assert (brought(found), found.totals["areas"]) == ([("Isle of Man", "Isle of Man")] * 2, 1)


def test_a_call_of_an_island_without_a_licence_is_not_taken_for_an_area_elsewhere() -> None:
    known = replace(KNOWN, areas={"kingston upon man": "Kingston upon Man"}, nations={"kingston upon man": "England"})
    found = weighed(grid("Calls", CALLS, ["Isle of Man", "16/07/2026", "Call", "Held"]), known=known)
    assert (outcomes(found, "Calls"), offered(found)) == (["needs_decision"], [])


def test_likenesses_are_offered_only_within_the_nation_that_is_told() -> None:
    for nation, names in (
        ("", ["Kingston upon Hull, City of"]),
        ("England", ["Kingston upon Hull, City of"]),
        ("Wales", []),
    ):
        found = weighed(grid("L", HEADINGS, row("Kingston on Hull", nation)), known=KNOWN)
        assert (outcomes(found, "L"), offered(found)) == (["needs_decision"], names), nation


def test_another_spelling_of_an_area_of_the_same_island_is_asked() -> None:
    known = replace(KNOWN, areas={"st helier": "St Helier"}, nations={"st helier": "Jersey"})
    found = weighed(grid("L", HEADINGS, row("St. Hellier", "Jersey")), known=known)
    assert (outcomes(found, "L"), offered(found)) == (["needs_decision"], ["St Helier"])


def test_an_islands_name_with_another_nation_beside_it_is_asked() -> None:
    for nation in ("Guernsey", "England"):
        found = weighed(grid("L", HEADINGS, row("Jersey", nation)), known=KNOWN)
        assert outcomes(found, "L") == ["needs_decision"]


def test_what_somebody_decided_about_an_islands_name_before_stands() -> None:
    asked = weighed(grid("L", HEADINGS, row("Jersey", "England")), known=KNOWN)
    known = decided(asked, KNOWN, area="leave out")
    assert outcomes(weighed(grid("L", HEADINGS, row("Jersey", "Jersey")), known=known), "L") == ["refused"]


def test_an_area_that_was_founded_by_decision_has_its_nation_in_its_next_row() -> None:
    sheet = grid("L", HEADINGS, row("Northern Reach"), row("Northern Reach", number="SU-3"))
    asked = weighed(sheet, known=KNOWN)
    found = weighed(sheet, known=decided(asked, KNOWN, area="new area in England"))
    assert (outcomes(found, "L"), found.questions) == (["created", "merged"], ())


def test_an_island_that_came_in_is_here_and_a_second_time_changes_nothing(
    session: scoped_session[Session], tmp_path: Path
) -> None:
    for name in ("first.xlsx", "second.xlsx"):
        path = workbook(tmp_path / name, {"Licences": [HEADINGS, row("Isle of Man", "Isle of Man")]})
        found = service.bring_in(path, by=None, now=NOW)
        session.commit()
    assert outcomes(found, "Licences") == ["merged"]
    assert brought(found) == [("Isle of Man", "Isle of Man")]
    here = session.execute(select(Area.name, Area.nation)).all()
    assert [tuple(one) for one in here] == [("Isle of Man", "Isle of Man")]
    other = workbook(tmp_path / "other.xlsx", {"Licences": [HEADINGS, row("Isle of Mann", "Wales", "SU-9")]})
    assert offered(service.bring_in(other, by=None, now=NOW)) == []
