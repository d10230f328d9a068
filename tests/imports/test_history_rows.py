"""Past contacts and checks: what is history, what is asked, what is left out. Literals only, no database."""

from dataclasses import replace

import pytest

from scaleup.imports.rules import (
    ContactPart,
    LicencePart,
)
from tests.imports.sheets import (
    CALLS,
    EMPTY,
    HARINGEY,
    LICENCES,
    decided,
    grid,
    outcomes,
    weighed,
)


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
