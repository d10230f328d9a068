"""Who delivers where: places, people who stand twice, addresses. Literals only, no database."""

from datetime import date

from scaleup.imports.rules import (
    FacilitatorPart,
    Question,
    answer_to,
)
from tests.imports.sheets import EMPTY, FACILITATORS, HARINGEY, LICENCES, TEAM, decided, grid, outcomes, people, weighed


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


def test_somebody_whose_last_day_is_to_come_is_there_until_then() -> None:
    headings = [*FACILITATORS, "Left on"]
    rows = [
        ["Haringey", "Ann Vale", None, "HV", None, "18/12/2026"],
        ["Haringey", "Bo Vale", None, "MW", None, "18/09/2026"],
    ]
    found = weighed(grid("L", LICENCES, HARINGEY), grid("F", headings, *rows))
    parts = [row.part for row in found.rows if isinstance(row.part, FacilitatorPart)]
    assert [(part.left, part.left_on) for part in parts] == [(False, None), (True, date(2026, 9, 18))]
    assert "18 December 2026 is still to come: until then they deliver." in found.problems[-1].message
    assert [part.name for part in found.placing[TEAM]] == ["Ann Vale"]


def test_one_person_too_many_is_said_of_one_place() -> None:
    licence = [*HARINGEY, 1]
    found = weighed(grid("L", [*LICENCES, "Places"], licence), grid("F", FACILITATORS, *people(2)))
    assert "2 people stand for 1 place in Haringey." in found.questions[0].sentence
