"""What becomes of each row of a workbook, against what is here: literals only, no database."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from scaleup.imports.adapters import nearest
from scaleup.imports.rules import (
    Cell,
    ContactPart,
    FacilitatorPart,
    Grid,
    Known,
    KnownFacilitator,
    KnownLicence,
    KnownProgramme,
    LicencePart,
    Line,
    Outcome,
    Plan,
    Question,
    answer_to,
    places,
    plan,
    recognise,
)
from scaleup.imports.rules.headings import Kind, Sheet, Unknown

BABY_STEPS = KnownProgramme("baby-steps", "Baby Steps", 12)
MINDING = KnownProgramme("minding-the-baby", "Minding the Baby", 12)
AUTHORITIES = [
    ("E09000014", "Haringey", None, "England"),
    ("E07000040", "East Devon", "Devon", "England"),
    ("E07000041", "Exeter", "Devon", "England"),
    ("E06000023", "Bristol, City of", None, "England"),
    ("W06000023", "Powys", None, "Wales"),
]
EMPTY = Known(
    today=date(2026, 11, 20),
    programmes={
        "baby steps": BABY_STEPS,
        "bs": BABY_STEPS,
        "baby-steps": BABY_STEPS,
        "minding the baby": MINDING,
    },
    places=places(AUTHORITIES),
    nearest=nearest,
)
LICENCES = ["Area", "Programme", "Licence no.", "Licence start", "Licence end"]
HARINGEY = ["Haringey", "Baby Steps", "SU-1", "15/06/2026", "14/06/2029"]
CALLS = ["Area", "Date", "Type", "Outcome"]


def grid(name: str, *rows: Sequence[object]) -> Grid:
    """A sheet as it is read."""
    lines = [
        Line(number, {column: Cell(value) for column, value in enumerate(row, 1) if value is not None})  # type: ignore[arg-type]
        for number, row in enumerate(rows, 1)
    ]
    return Grid(name, tuple(line for line in lines if line.cells))


def weighed(*grids: Grid, known: Known = EMPTY) -> Plan:
    """What importing these sheets would do."""
    return plan([recognise(one) for one in grids], known)


def outcomes(found: Plan, sheet: str) -> list[str]:
    """What became of each row, in order."""
    return [row.outcome.value for row in found.rows if row.where.sheet == sheet]


def decided(found: Plan, known: Known, **by_kind: str) -> Known:
    """What is known after each question of a kind ("area") was answered so."""
    answers = dict(known.answers)
    for question in found.questions:
        said = by_kind.get(question.key.split("|")[0].replace(" ", "_"))
        if said:
            answer = answer_to(question, said, known)
            assert isinstance(answer, str), answer
            answers[question.key] = answer
    return replace(known, answers=answers)


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
    sheet = grid("L", LICENCES, ["Jersey", "Baby Steps", "SU-3", "15/06/2026", "14/06/2029"])
    found = weighed(sheet)
    assert outcomes(found, "L") == ["needs_decision"]
    part = weighed(sheet, known=decided(found, EMPTY, area="new area in Jersey")).rows[0].part
    assert isinstance(part, LicencePart)
    assert (part.area_name, part.nation) == ("Jersey", "Jersey")


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


def test_what_lies_ahead_is_no_history() -> None:
    found = weighed(
        grid("L", [*LICENCES, "Delivery start"], [*HARINGEY, "15/01/2027"]),
        grid("Calls", CALLS, ["Haringey", "16/07/2027", "Call", "Held"], ["Haringey", "16/08/2027", "Call", None]),
    )
    assert outcomes(found, "L") == ["created"]
    assert outcomes(found, "Calls") == ["needs_decision", "refused"]
    part = found.rows[0].part
    assert isinstance(part, LicencePart)
    assert part.delivery_on is None


def test_a_call_in_an_area_with_two_programmes_is_a_decision() -> None:
    sheets = (
        grid("L", LICENCES, HARINGEY, ["Haringey", "Minding the Baby", "SU-2", "1/6/26", "31/5/29"]),
        grid("Calls", CALLS, ["Haringey", "16/07/2026", "Call", "Held"]),
    )
    found = weighed(*sheets)
    assert outcomes(found, "Calls") == ["needs_decision"]
    again = weighed(*sheets, known=decided(found, EMPTY, which_programme="Minding the Baby"))
    part = again.rows[-1].part
    assert isinstance(part, ContactPart)
    assert part.slug == "minding-the-baby"


def test_an_area_that_takes_up_nothing_has_no_contacts() -> None:
    found = weighed(
        grid("Calls", CALLS, ["Haringey", "16/07/2026", "Call", "Held"]),
        known=replace(EMPTY, areas={"haringey": "Haringey"}),
    )
    assert outcomes(found, "Calls") == ["refused"]


@pytest.mark.parametrize(("word", "answer"), [("Cancelled", "cancelled by unit"), ("Moved", "held")])
def test_an_unknown_outcome_is_asked_by_its_word(word: str, answer: str) -> None:
    sheets = (grid("L", LICENCES, HARINGEY), grid("Calls", CALLS, ["Haringey", "16/07/2026", "Call", word]))
    found = weighed(*sheets)
    assert outcomes(found, "Calls") == ["needs_decision"]
    assert outcomes(weighed(*sheets, known=decided(found, EMPTY, outcome=answer)), "Calls") == ["created"]


def test_two_calls_on_one_day_are_one_if_they_say_the_same_and_a_question_if_not() -> None:
    headings = [*CALLS, "Summary"]
    rows = [["Haringey", "16/07/2026", "Call", "Held", text] for text in ("Well.", "Well.", "Venue lost.")]
    sheets = (grid("L", LICENCES, HARINGEY), grid("Calls", headings, *rows))
    found = weighed(*sheets)
    assert outcomes(found, "Calls") == ["created", "merged", "needs_decision"]
    again = weighed(*sheets, known=decided(found, EMPTY, contact_twice="another one"))
    assert outcomes(again, "Calls") == ["created", "merged", "created"]
    assert again.totals["contacts"] == 2


def test_what_was_agreed_is_an_open_action_of_the_latest_held_contact_only() -> None:
    rows = [
        ["Haringey", "16/07/2026", "Call", "Held", "Book a venue"],
        ["Haringey", "17/08/2026", "Call", "Held", "Send posters"],
        ["Haringey", "17/09/2026", "Call", "DNA", None],
    ]
    found = weighed(grid("L", LICENCES, HARINGEY), grid("Calls", [*CALLS, "Actions"], *rows))
    parts = [row.part for row in found.rows if isinstance(row.part, ContactPart)]
    assert [(part.discussed, part.action) for part in parts] == [
        ("Agreed: Book a venue", ""),
        ("", "Send posters"),
        ("", ""),
    ]


def test_details_of_a_family_are_left_out_and_shown_nowhere() -> None:
    found = weighed(
        grid("L", LICENCES, HARINGEY),
        grid(
            "Calls", [*CALLS, "Summary"], ["Haringey", "16/07/2026", "Call", "Held", "Saw the mother, NHS 943 476 5919"]
        ),
    )
    part = found.rows[-1].part
    assert isinstance(part, ContactPart)
    assert (part.discussed, outcomes(found, "Calls")) == ("", ["created"])
    assert found.problems[0].value == "[left out]"
    assert "943" not in repr(found)


def people(count: int, left: int = 0) -> list[list[object]]:
    """So many facilitators of Haringey; the last of them have left."""
    names = ["Ann", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida", "Jo", "Kit", "Lou", "Mo", "Ned", "Ola", "Pat"]
    return [
        [
            "Haringey",
            f"{name} Vale",
            f"{name.lower()}.vale@one.example",
            "HV",
            "Left" if number >= count - left else "Active",
        ]
        for number, name in enumerate(names[:count])
    ]


FACILITATORS = ["Area", "Facilitator", "E-mail", "Professional role", "Status"]
TEAM = ("haringey", "baby-steps")


def test_twelve_people_hold_the_twelve_places_and_those_who_left_hold_none() -> None:
    found = weighed(grid("L", LICENCES, HARINGEY), grid("F", FACILITATORS, *people(14, left=2)))
    assert len(found.placing[TEAM]) == 12
    assert found.questions == ()


def test_fourteen_people_on_twelve_places_come_in_and_none_is_placed_until_one_decision() -> None:
    sheets = (grid("L", LICENCES, HARINGEY), grid("F", FACILITATORS, *people(14)))
    found = weighed(*sheets)
    assert outcomes(found, "F") == ["created"] * 14
    assert found.placing[TEAM] == ()
    assert [(question.picks, len(question.choices)) for question in found.questions] == [(2, 14)]
    again = weighed(*sheets, known=decided(found, EMPTY, places="a, c"))
    assert {part.name for part in again.placing[TEAM]} == {row[1] for row in people(14)} - {"Ann Vale", "Cy Vale"}


def test_picking_too_few_or_one_twice_is_no_answer() -> None:
    question: Question = weighed(grid("L", LICENCES, HARINGEY), grid("F", FACILITATORS, *people(14))).questions[0]
    for said in ("a", "a, a", "a, b, c", "zz"):
        assert not isinstance(answer_to(question, said, EMPTY), str)


def test_one_person_in_two_rows_is_merged_and_two_that_differ_are_a_question() -> None:
    ann = ["Haringey", "Ann Vale", "ann.vale@one.example", "HV", "Active"]
    sheets = (
        grid("L", LICENCES, HARINGEY),
        grid("F", FACILITATORS, ann, [*ann[:2], None, *ann[3:]], [*ann[:3], "MW", "Active"]),
    )
    found = weighed(*sheets)
    assert outcomes(found, "F") == ["created", "merged", "needs_decision"]
    again = weighed(*sheets, known=decided(found, EMPTY, person_twice="two people"))
    assert outcomes(again, "F") == ["created", "merged", "created"]
    second = again.rows[-1].part
    assert isinstance(second, FacilitatorPart)
    assert (second.email, second.profession) == (None, "midwife")


def test_an_address_is_one_persons_and_the_second_comes_in_without() -> None:
    rows = [["Haringey", name, "team@one.example", "HV", "Active"] for name in ("Ann Vale", "Bo Vale")]
    found = weighed(grid("L", LICENCES, HARINGEY), grid("F", FACILITATORS, *rows))
    assert [row.part.email for row in found.rows if isinstance(row.part, FacilitatorPart)] == ["team@one.example", None]
    assert "is already the address of Ann Vale" in found.problems[-1].message


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


def test_a_score_of_one_and_an_impossible_one_wait_and_a_video_is_flagged() -> None:
    rows = [
        ["Haringey", "16/07/2026", "Observation", 1],
        ["Haringey", "17/07/2026", "Observation", 140],
        ["Haringey", "18/07/2026", "Video (VERP)", "91%"],
    ]
    sheets = (grid("L", LICENCES, HARINGEY), grid("Fidelity", ["Area", "Date", "Method", "Score"], *rows))
    found = weighed(*sheets)
    assert outcomes(found, "Fidelity") == ["needs_decision", "needs_decision", "created"]
    assert "no pass mark" in found.problems[-1].message
    again = weighed(*sheets, known=decided(found, EMPTY, percent="100%"))
    assert outcomes(again, "Fidelity") == ["created"] * 3


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
