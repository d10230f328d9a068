"""What becomes of each row of a workbook, against what is here: literals only, no database."""

from dataclasses import replace
from datetime import date

from scaleup.imports.rules import (
    Cell,
    KnownFacilitator,
    KnownLicence,
    LicencePart,
    Outcome,
    proposal,
    recognise,
)
from scaleup.imports.rules.headings import Kind, Sheet, Unknown
from tests.imports.sheets import (
    CALLS,
    EMPTY,
    FACILITATORS,
    HARINGEY,
    LICENCES,
    TEAM,
    decided,
    grid,
    outcomes,
    people,
    weighed,
)


def test_sheets_are_known_by_their_headings_under_a_title_and_in_any_order() -> None:
    sheet = recognise(
        grid("X", ["OUR TRACKER"], [], ["Ends", "Start date", "SITE"], ["14/06/2029", "15/06/2026", "Haringey"])
    )
    assert isinstance(sheet, Sheet)
    assert (sheet.kind, sheet.heading_row) == (Kind.LICENCES, 3)
    assert sheet.rows[0].cell("area").words == "Haringey"


def test_a_sheet_without_a_known_heading_is_said_and_counts_no_rows() -> None:
    found = weighed(grid("Lists", ["red"], ["amber"], ["green"]))
    assert isinstance(recognise(grid("Lists", ["red"])), Unknown)
    assert found.sheets["Lists"].rows == 0
    assert "nothing of its 3 rows was taken in" in found.problems[0].message


def test_an_unknown_column_and_one_that_says_the_same_twice_are_said_once() -> None:
    found = weighed(grid("L", [*LICENCES, "Shoe size", "Site"], [*HARINGEY, 43, "Haringey"]))
    said = {(problem.where.column, problem.where.row) for problem in found.problems}
    assert said == {("Shoe size", 1), ("Site", 1)}


def test_a_licence_row_brings_an_area_of_the_nation_of_its_authority() -> None:
    found = weighed(grid("L", LICENCES, HARINGEY))
    part = found.rows[0].part
    assert isinstance(part, LicencePart)
    assert (part.area_name, part.nation, part.authority_codes) == ("Haringey", "England", frozenset({"E09000014"}))
    assert (part.starts_on, part.ends_on, part.places) == (date(2026, 6, 15), date(2029, 6, 14), 12)


def test_a_countys_name_counts_and_covers_its_authorities() -> None:
    part = weighed(grid("L", LICENCES, ["devon ", "BS", "SU-2", "15/06/2026", "14/06/2029"])).rows[0].part
    assert isinstance(part, LicencePart)
    assert (part.area_name, part.authority_codes) == ("Devon", frozenset({"E07000040", "E07000041"}))


def test_case_and_spaces_never_make_another_area() -> None:
    found = weighed(
        grid("L", LICENCES, HARINGEY),
        grid(
            "Calls", CALLS, [" HARINGEY  ", "16/07/2026", "Call", "Held"], ["haringey", "17/08/2026", "Visit", "Held"]
        ),
    )
    assert outcomes(found, "Calls") == ["created", "created"]
    assert found.totals["areas"] == 1


def test_another_spelling_is_proposed_and_never_applied() -> None:
    sheets = (grid("L", LICENCES, HARINGEY), grid("Calls", CALLS, ["Haringey City", "16/07/2026", "Call", "Held"]))
    found = weighed(*sheets)
    assert outcomes(found, "Calls") == ["needs_decision"]
    assert found.questions[0].choices[0].answer == "Haringey"
    again = weighed(*sheets, known=decided(found, EMPTY, area="a"))
    assert outcomes(again, "Calls") == ["created"]
    assert again.questions == ()


def test_an_area_that_is_in_no_table_may_be_founded_by_decision() -> None:
    sheet = grid("L", LICENCES, ["Northern Reach", "Baby Steps", "SU-3", "15/06/2026", "14/06/2029"])
    found = weighed(sheet)
    assert outcomes(found, "L") == ["needs_decision"]
    part = weighed(sheet, known=decided(found, EMPTY, area="new area in Jersey")).rows[0].part
    assert isinstance(part, LicencePart)
    assert (part.area_name, part.nation) == ("Northern Reach", "Jersey")


def test_rows_of_a_waiting_area_wait_and_name_its_row() -> None:
    found = weighed(
        grid("Calls", CALLS, ["Bristol", "16/07/2026", "Call", "Held"]),
        grid("L", LICENCES, ["Bristol", "Baby Steps", "SU-4", "15/06/2026", "14/06/2029"]),
    )
    assert outcomes(found, "Calls") == ["needs_decision"]
    assert any("waits for L row 2" in problem.message for problem in found.problems)
    assert [question.choices[0].answer for question in found.questions] == ["Bristol, City of"]


def test_rows_left_out_by_decision_are_refused() -> None:
    sheets = (grid("L", LICENCES, HARINGEY), grid("Calls", CALLS, ["Harringay", "16/07/2026", "Call", "Held"]))
    found = weighed(*sheets)
    again = weighed(*sheets, known=decided(found, EMPTY, area="leave out"))
    assert outcomes(again, "Calls") == ["refused"]


def test_a_licence_that_ends_before_it_starts_is_refused_and_asks_nothing() -> None:
    found = weighed(grid("L", LICENCES, ["Haringey South", "XX", "SU-????", "14/06/2029", "15/06/2026"]))
    assert outcomes(found, "L") == ["refused"]
    assert found.questions == ()
    assert "ends on 15 June 2026, before it starts on 14 June 2029" in found.problems[0].message


def test_totals_a_heading_said_again_and_stray_cells_are_refused_with_their_reason() -> None:
    found = weighed(grid("L", LICENCES, HARINGEY, LICENCES, ["TOTAL", None, 1], [None] * 7 + ["see Ann"]))
    assert outcomes(found, "L") == ["created", "refused", "refused", "refused"]
    messages = [problem.message for problem in found.problems]
    assert messages == [
        "This row says the heading again.",
        "This is a row of totals, not of one record: totals are counted here.",
        "Nothing in this row stands under a heading that is known here.",
    ]


def test_the_same_licence_twice_is_merged_and_a_contradiction_is_asked() -> None:
    other_end = [*HARINGEY[:4], "13/06/2029"]
    found = weighed(grid("L", LICENCES, HARINGEY, HARINGEY, other_end))
    assert outcomes(found, "L") == ["created", "merged", "needs_decision"]
    assert found.totals["licences"] == 1
    known = decided(found, EMPTY, licence_twice="a")
    assert outcomes(weighed(grid("L", LICENCES, HARINGEY, HARINGEY, other_end), known=known), "L")[2] == "merged"


def test_two_licences_of_one_programme_may_not_share_a_day() -> None:
    found = weighed(grid("L", LICENCES, HARINGEY, ["Haringey", "BS", "SU-9", "01/06/2029", "31/05/2032"]))
    assert outcomes(found, "L") == ["created", "refused"]
    assert "SU-1 already covers 15 June 2026 to 14 June 2029" in found.problems[0].message


def test_an_unknown_programme_is_a_decision_for_every_row_with_that_word() -> None:
    rows = [
        ["Haringey", "Tiny Feet", "SU-5", "15/06/2026", "14/06/2029"],
        ["Powys", "tiny  feet", "SU-6", "1/6/26", "31/5/29"],
    ]
    found = weighed(grid("L", LICENCES, *rows))
    assert outcomes(found, "L") == ["needs_decision", "needs_decision"]
    assert len(found.questions) == 1
    assert outcomes(weighed(grid("L", LICENCES, *rows), known=decided(found, EMPTY, programme="Baby Steps")), "L") == [
        "created",
        "created",
    ]


def test_a_date_that_somebody_must_read_waits_and_takes_a_typed_answer() -> None:
    sheet = grid("L", LICENCES, [*HARINGEY[:3], "31/02/2026", "14/06/2029"])
    found = weighed(sheet)
    assert outcomes(found, "L") == ["needs_decision"]
    part = weighed(sheet, known=decided(found, EMPTY, date="28 February 2026")).rows[0].part
    assert isinstance(part, LicencePart)
    assert part.starts_on == date(2026, 2, 28)


def test_a_unit_contact_is_matched_by_full_name_only_and_the_area_comes_in_meanwhile() -> None:
    headings = [*LICENCES, "Unit contact"]
    known = replace(EMPTY, staff={"rowan ellis": (7,)}, staff_names={7: "Rowan Ellis"})
    rows = [[*HARINGEY, "ROWAN  ELLIS"], ["Powys", "BS", "SU-7", "1/6/26", "31/5/29", "Rowan"]]
    found = weighed(grid("L", headings, *rows), known=known)
    assert outcomes(found, "L") == ["created", "created"]
    assert [row.part.manager_id for row in found.rows if isinstance(row.part, LicencePart)] == [7, None]
    assert [question.key for question in found.questions] == ["manager|rowan"]
    again = weighed(grid("L", headings, *rows), known=decided(found, known, manager="Rowan Ellis"))
    assert [row.part.manager_id for row in again.rows if isinstance(row.part, LicencePart)] == [7, 7]


def test_more_places_than_the_programme_has_are_a_decision() -> None:
    headings = [*LICENCES, "Max facilitators"]
    found = weighed(grid("L", headings, [*HARINGEY, 13], ["Powys", "BS", "SU-8", "1/6/26", "31/5/29", "twelve"]))
    assert outcomes(found, "L") == ["needs_decision", "created"]


def test_what_is_here_already_is_merged() -> None:
    known = replace(
        EMPTY,
        areas={"haringey": "Haringey"},
        taken_up={"haringey": frozenset({"baby-steps"})},
        licences={
            "su-1": KnownLicence(
                "SU-1", "haringey", "baby-steps", starts_on=date(2026, 6, 15), ends_on=date(2029, 6, 14), places=12
            )
        },
        facilitators=(KnownFacilitator(*TEAM, name="Ann Vale", email="ann.vale@one.example", left=False, placed=True),),
        contacts={("haringey", "baby-steps", date(2026, 7, 16), "call"): 1},
    )
    found = weighed(
        grid("L", LICENCES, HARINGEY),
        grid("F", FACILITATORS, *people(2)),
        grid("Calls", CALLS, ["Haringey", "16/07/2026", "Call", "Held"]),
        known=known,
    )
    assert (outcomes(found, "L"), outcomes(found, "F"), outcomes(found, "Calls")) == (
        ["merged"],
        ["merged", "created"],
        ["merged"],
    )


def test_every_row_has_one_outcome_whatever_stands_in_it() -> None:
    odd: list[object] = [
        None,
        "",
        "TBC",
        0,
        -1,
        3.5,
        True,
        "TOTAL",
        "x" * 300,
        "Haringey",
        "31/02/2026",
        "ann@one.example",
    ]
    rows = [
        [odd[(start + step * place) % len(odd)] for place in range(5)] for start in range(12) for step in range(1, 6)
    ]
    found = weighed(grid("L", LICENCES, *rows), grid("Calls", CALLS, *rows), grid("F", FACILITATORS, *rows))
    for name, counts in found.sheets.items():
        kinds = [outcomes(found, name).count(outcome.value) for outcome in Outcome]
        assert counts.rows == sum(kinds) == len([row for row in rows if any(Cell(value).words for value in row)])  # type: ignore[arg-type]


def test_many_columns_without_a_meaning_are_one_sentence() -> None:
    headings = [*LICENCES, *(f"Column {number}" for number in range(285))]
    found = weighed(grid("L", headings, [*HARINGEY, *["x"] * 285]))
    assert [problem.message for problem in found.problems] == [
        "285 columns are not taken in: nothing here is meant by their headings, "
        "such as “Column 0”, “Column 1”, “Column 2”."
    ]


def test_a_colleague_is_proposed_only_for_a_name_that_may_be_theirs() -> None:
    known = replace(EMPTY, staff={"priya nair": (7,)}, staff_names={7: "Priya Nair"})
    proposed = {}
    for words in ("P. Nair", "Priya", "Samuel Okafor", "Priya Shah"):
        (question,) = weighed(grid("L", [*LICENCES, "Unit contact"], [*HARINGEY, words]), known=known).questions
        chosen = proposal(question)
        proposed[words] = chosen.answer if chosen else None
    assert proposed == {"P. Nair": "Priya Nair", "Priya": "Priya Nair", "Samuel Okafor": None, "Priya Shah": None}


def test_a_column_of_stages_is_said_to_be_left_out_and_a_row_that_is_out_is_told() -> None:
    found = weighed(grid("Licences", [*LICENCES, "Stage"], [*HARINGEY, "Withdrawn"]))
    about = [problem.message for problem in found.problems if problem.where.column == "Stage"]
    assert (
        "This column is not taken in: the stage of an area is worked out from its dates. "
        "Where it says that an area is not taking part now, its row tells you so."
    ) in about
    assert any(message.startswith("The tracker says that this area is not taking part now.") for message in about)
