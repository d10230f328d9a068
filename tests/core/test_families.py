"""Free text is read for what a unit must not hold; ordinary sentences about programmes pass."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scaleup.core.families import PrivateLooking, family_details, is_nhs_number

BETWEEN = ("", " ", "-", ".", "\u00a0", "\u2013", " - "[:2])
FIRST_LETTERS = "BEGLMNSW"
ANY_LETTER = "ABCDEFGHIJKLMNOPRSTUWYZ"
INWARD = "ABDEFGHJLNPQRSTUWXYZ"
ORDINARY = (
    "Two midwives recruit from the north clinic, and both pairs know each other well.",
    "The commissioner meets on 3 November about year 4.",
    "Group 8 started on 12 May 2026 with 7 families; 6 stayed to P3.",
    "A2 2nd group moved to Thursday.",
    "H1 1st visit done in week 28, A1 3pm, A6 4th.",
    "T1 to T4 are in for 12 of 14 families.",
    "Licence BS-2024-017 ends on 31 March 2027.",
    "Ring the office on 01632 960 221 or 020 7946 0958.",
    "Help: 01632 960 113 or unit@scaleup.example",
    "Send the report to beatrix.lowther@marlbury.gov.uk by Friday.",
    "Funding of £210,000 until 31.03.2027, £70,000 a year.",
    "Purchase order 4500012345 was raised.",
    "Score 86% (75 of 87), 79.6% before.",
    "We meet at 14:30 in room B12 on level 2.",
    "Band 6 posts are frozen until Q1 2027.",
    "Two staff born and bred in Marlbury lead the group.",
    "Babies born before week 37 come with their parents.",
    "The baby group was born of the 2025 pilot.",
    "The session for babies born in spring starts on 4 May 2026.",
    "Date of the next board: 3 December 2026.",
    "DOB fields were taken off the attendance sheet.",
    "The S1 2yr funding line is agreed, W2 3hr sessions are not.",
    "Training on 8, 9 and 10 December 2026, 9:30 to 16:30.",
    "Room 4, 2nd floor, Town Hall.",
    "The 2024-2026 plan had 1200 places.",
    "The E2 and N4 items of readiness are rated 3.",
    "Version 3 of the form, page 10, line 4.",
    "We expect 120 to 140 births a month, 1,540 a year.",
    "M25 traffic: start at 10am next time.",
    "Niamh is away from 21 December to 4 January 2027.",
    "Charity no. 1148215, company no. 07912345.",
    "Meeting ID 812 3456 7890 works for everybody.",
)


def found(text: str) -> list[str]:
    return [one.message for one in family_details(text, name="said", text_checked=False)]


def check_digit(nine: str) -> int:
    return (11 - sum(int(one) * weight for one, weight in zip(nine, range(10, 1, -1), strict=True)) % 11) % 11


nine_figures = st.text("0123456789", min_size=9, max_size=9).filter(lambda nine: check_digit(nine) < 10)
valid_numbers = nine_figures.map(lambda nine: f"{nine}{check_digit(nine)}").filter(lambda ten: len(set(ten)) > 1)


@pytest.mark.parametrize("sentence", ORDINARY)
def test_an_ordinary_sentence_passes(sentence: str) -> None:
    assert found(sentence) == []


@given(valid_numbers, st.sampled_from(BETWEEN), st.sampled_from(BETWEEN))
@settings(max_examples=60, deadline=None)
def test_every_nhs_number_is_found_however_it_is_spaced_and_cannot_be_ticked_away(
    number: str, first: str, second: str
) -> None:
    text = f"Her number is {number[:3]}{first}{number[3:6]}{second}{number[6:]}, she said."
    for checked in (False, True):
        told = list(family_details(text, name="said", text_checked=checked))
        assert any("looks like an NHS number" in one.message and type(one) is not PrivateLooking for one in told)


@given(valid_numbers, st.integers(1, 9))
@settings(max_examples=60, deadline=None)
def test_a_number_with_another_check_digit_is_none(number: str, more: int) -> None:
    assert not is_nhs_number(f"{number[:9]}{(int(number[9]) + more) % 10}")


def test_known_numbers() -> None:
    assert [is_nhs_number(one) for one in ("9434765919", "9434765918", "4505577104", "0101010101", "1111111111")] == [
        True,
        False,
        True,
        False,
        False,
    ]


@st.composite
def postcodes(draw: st.DrawFn) -> str:
    """A postcode in one of the six shapes of BS 7666, with at most one space."""
    letters = draw(st.sampled_from(FIRST_LETTERS) | st.text(ANY_LETTER, min_size=2, max_size=2))
    figures = draw(st.from_regex(r"\A[1-9][0-9A-HJKSTUW]?\Z"))
    inward = draw(st.from_regex(r"\A[0-9]\Z")) + draw(st.text(INWARD, min_size=2, max_size=2))
    return f"{letters}{figures}{draw(st.sampled_from((' ', '')))}{inward}"


@given(postcodes())
@settings(max_examples=80, deadline=None)
def test_every_postcode_is_found(code: str) -> None:
    assert any("looks like a postcode" in one for one in found(f"They live at {code} now"))


@pytest.mark.parametrize(
    "code", ["mb1 4qt", "SW1A 2AA", "EC1A 1BB", "M1 1AE", "B33 8TH", "CR2 6XH", "dn55 1pt", "JE2 3AB"]
)
def test_well_known_postcodes_are_found_in_either_case(code: str) -> None:
    assert found(f"at {code}.") == [
        f"“{code}” looks like a postcode. Take it out, or tick that the text says nothing about a family"
    ]


@pytest.mark.parametrize(
    "said",
    [
        "born 3 May 2026",
        "born on the 3rd of May 2026",
        "born 03/05/26",
        "born on May 3, 2026",
        "born: 2026-05-03",
        "DOB 3.5.2026",
        "dob: 03-05-2026",
        "D.O.B. 3 May 2026",
        "d o b 3/5/26",
        "date of birth is 3 May 2026",
        "Birthday: 3rd May 2026",
        "birth date 3 May 2026",
        "3 May 2026 (DOB",
    ],
)
def test_a_date_beside_a_birth_is_found(said: str) -> None:
    (one,) = found(f"The youngest, {said}")
    assert one.startswith(f"“{said}” looks like a date of birth")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("07700 900123", "somebody’s mobile number"),
        ("+44 7700 900 123", "somebody’s mobile number"),
        ("+447700900123", "somebody’s mobile number"),
        ("07700-900-123", "somebody’s mobile number"),
        ("jo.smith82@gmail.com", "a private e-mail address"),
        ("JO@hotmail.co.uk", "a private e-mail address"),
    ],
)
def test_how_a_private_person_is_reached_asks_to_look_again(said: str, kind: str) -> None:
    text = f"Ask her, {said} she said"
    assert found(text) == [
        f"“{said}” looks like {kind}. Take it out, or tick that the text says nothing about a family"
    ]
    assert list(family_details(text, name="said", text_checked=True)) == []


def test_several_at_once_are_all_said() -> None:
    assert len(found("NHS 943 476 5919, born 3 May 2026, MB1 4QT, 07700 900123, jo@gmail.com")) == 5
