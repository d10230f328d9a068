"""When an enquiry is late, what may become of it, and how many of them become a licence."""

from datetime import date

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.enquiries.rules import (
    Asking,
    Path,
    State,
    Step,
    answer_by,
    conversion,
    may_become,
    refusals,
)

ASKING = Asking(
    programme_id=1,
    organisation="Marlbury Council",
    nation="England",
    authority_codes=frozenset(),
    places="",
    name="Anita Rao",
    email="anita@marlbury.example",
    role="Commissioner",
    wanted="Groups for young parents in the north of the town.",
)


def test_five_working_days_are_those_of_the_nation_that_asks() -> None:
    wednesday = date(2026, 11, 25)
    assert answer_by(wednesday, calendar(Nation.ENGLAND)) == date(2026, 12, 2)
    assert answer_by(wednesday, calendar(Nation.SCOTLAND)) == date(2026, 12, 3), "30 November is a holiday in Scotland"


def test_an_enquiry_of_a_saturday_has_five_working_days_from_the_monday() -> None:
    assert answer_by(date(2026, 11, 21), calendar(Nation.ENGLAND)) == date(2026, 11, 27)


def test_what_was_taken_up_or_has_ended_stays_so() -> None:
    assert may_become(State.OPEN, State.CONVERTED)
    assert may_become(State.ANSWERED, State.ENDED)
    assert not may_become(State.ANSWERED, State.OPEN)
    assert not any(may_become(State.ENDED, to) or may_become(State.CONVERTED, to) for to in State)


def test_a_text_that_looks_like_a_family_is_refused_at_its_field() -> None:
    told = Asking(**{**vars(ASKING), "wanted": "For the family of 943 476 5919"})
    assert [one.field for one in refusals(told)] == ["wanted"]
    assert list(refusals(ASKING)) == []


def test_a_nation_without_a_calendar_is_refused() -> None:
    assert [one.field for one in refusals(Asking(**{**vars(ASKING), "nation": "France"}))] == ["nation"]


def test_conversion_counts_each_step_once_and_says_where_the_others_left() -> None:
    marlbury = Path(
        date(2023, 9, 12),
        readiness_on=date(2023, 10, 17),
        ready_on=date(2024, 1, 23),
        licensed_on=date(2024, 4, 1),
        first_session_on=date(2024, 6, 18),
    )
    before_readiness_existed = Path(date(2023, 5, 2), licensed_on=date(2023, 9, 1))
    unfunded = Path(date(2023, 8, 1), left="No funding")
    found = conversion([marlbury, before_readiness_existed, unfunded])
    assert list(found.reached.values()) == [3, 2, 2, 2, 1]
    assert found.left[Step.ASKED] == {"No funding": 1}
    assert found.going[Step.LICENSED] == 1
    assert found.days == 280, "domain.md 7.1: from the enquiry to the first session"


def test_without_enquiries_there_is_no_median() -> None:
    found = conversion([])
    assert found.days is None
    assert set(found.reached.values()) == {0}
