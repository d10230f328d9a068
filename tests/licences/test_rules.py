"""The licence as a table: every move from every state, and every reason against one."""

from dataclasses import replace
from datetime import date

import pytest

from scaleup.licences.rules import (
    MOVES,
    WAYS,
    Act,
    MoveFacts,
    Renewal,
    Rest,
    Span,
    Standing,
    State,
    Term,
    Terms,
    acting,
    refusals,
    refusals_of_years,
    refusals_to_act,
    refusals_to_decide,
    refusals_to_renew,
    refusals_to_vary,
    standing,
    words_of,
)

GOOD = MoveFacts(
    terms=Terms(date(2024, 4, 1), date(2027, 3, 31), 12),
    on_day=date(2026, 11, 20),
    today=date(2026, 11, 23),
    reason="The partner withdrew.",
    place_limit=12,
)

ALLOWED = {
    ("draft", "granted"),
    ("draft", "ended"),
    ("granted", "suspended"),
    ("granted", "ended"),
    ("granted", "terminated"),
    ("suspended", "granted"),
    ("suspended", "ended"),
    ("suspended", "terminated"),
}

ACTS_ALLOWED = {
    ("draft", "grant"),
    ("draft", "drop"),
    ("granted", "suspend"),
    ("granted", "end"),
    ("granted", "terminate"),
    ("suspended", "resume"),
    ("suspended", "end"),
    ("suspended", "terminate"),
}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("to", State)
def test_a_licence_goes_where_the_table_says_and_nowhere_else(state: State, to: State) -> None:
    refused = refusals(state, to, GOOD)
    if (state.value, to.value) in ALLOWED:
        assert refused == []
    else:
        (refusal,) = refused
        assert refusal.message.startswith("This licence ")
        assert refusal.message.count(".") == 2


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("act", Act)
def test_an_act_is_done_where_the_trade_allows_it_and_nowhere_else(state: State, act: Act) -> None:
    refused = refusals_to_act(state, act, GOOD)
    assert (refused == []) is ((state.value, act.value) in ACTS_ALLOWED)


def test_the_acts_together_are_exactly_the_moves() -> None:
    by_acts = {(start, way.to) for way in WAYS.values() for start in way.starts}
    assert by_acts == {(state, to) for state, tos in MOVES.items() for to in tos}


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.ENDED, "This licence has ended and stays so. Draft a new one instead."),
        (State.TERMINATED, "This licence was terminated and stays so. Draft a new one instead."),
    ],
)
def test_what_is_over_says_what_to_do(state: State, sentence: str) -> None:
    assert [one.message for one in refusals(state, State.GRANTED, GOOD)] == [sentence]


def said(state: State, act: Act, **other: object) -> list[tuple[str, str]]:
    facts = replace(GOOD, **other)  # type: ignore[arg-type]
    return [(one.field, one.message) for one in refusals_to_act(state, act, facts)]


def test_an_end_before_the_start_is_refused_at_the_end() -> None:
    terms = Terms(date(2027, 4, 1), date(2027, 3, 31), 12)
    assert said(State.DRAFT, Act.GRANT, terms=terms) == [
        (
            "ends_on",
            "The licence would end on 31 March 2027, before it starts on 1 April 2027. Enter a later end.",
        )
    ]


def test_a_licence_of_one_day_is_granted() -> None:
    assert said(State.DRAFT, Act.GRANT, terms=Terms(date(2027, 4, 1), date(2027, 4, 1), 1)) == []


def test_a_thirteenth_place_is_refused() -> None:
    assert said(State.DRAFT, Act.GRANT, terms=replace(GOOD.terms, places=13)) == [
        (
            "places",
            "This programme allows up to 12 facilitators under a licence, not 13. Enter 12 or fewer.",
        )
    ]


def test_no_place_at_all_is_refused() -> None:
    assert said(State.DRAFT, Act.GRANT, terms=replace(GOOD.terms, places=0)) == [
        ("places", "A licence has at least 1 place. Enter 1 or more.")
    ]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "overlaps"),
    [
        (date(2023, 4, 1), date(2024, 3, 31), False),
        (date(2023, 4, 1), date(2024, 4, 1), True),
        (date(2025, 1, 1), date(2025, 12, 31), True),
        (date(2027, 3, 31), date(2030, 3, 30), True),
        (date(2027, 4, 1), date(2030, 3, 31), False),
    ],
)
def test_no_day_has_two_licences(starts_on: date, ends_on: date, overlaps: bool) -> None:
    other = Span("2024-0001", Term(date(2024, 4, 1), date(2027, 3, 31)))
    found = said(State.DRAFT, Act.GRANT, terms=Terms(starts_on, ends_on, 12), others=[other])
    sentence = (
        "starts_on",
        "Licence 2024-0001 already covers 1 April 2024 to 31 March 2027. Choose a term that shares no day with it.",
    )
    assert found == ([sentence] if overlaps else [])


def test_nothing_is_granted_to_a_closed_implementation() -> None:
    assert said(State.DRAFT, Act.GRANT, implementation_closed_on=date(2026, 1, 9)) == [
        ("", "The implementation was closed on 9 January 2026. Open a new one first.")
    ]


@pytest.mark.parametrize("act", [Act.SUSPEND, Act.END, Act.TERMINATE])
def test_what_takes_support_away_needs_its_reason(act: Act) -> None:
    assert said(State.GRANTED, act, reason=" ") == [("reason", "Say why: the next reader has only this sentence.")]


def test_what_takes_support_away_counts_from_a_day_that_came() -> None:
    tomorrow = date(2026, 11, 24)
    assert said(State.GRANTED, Act.END, on_day=tomorrow) == [
        (
            "on_day",
            "24 November 2026 is still to come. To let the licence end on a later day, change its term.",
        )
    ]
    assert said(State.GRANTED, Act.SUSPEND, on_day=tomorrow)[0][1] == (
        "24 November 2026 is still to come. To plan a suspension, enter its last day too; "
        "else suspend the licence on that day."
    )
    assert said(State.GRANTED, Act.TERMINATE, on_day=tomorrow)[0][1].endswith("Terminate the licence on that day.")


def test_a_suspension_whose_last_day_is_known_may_be_planned() -> None:
    assert said(State.GRANTED, Act.SUSPEND, on_day=date(2026, 12, 21), to_on=date(2027, 1, 3)) == []


def test_of_two_who_plan_a_suspension_the_second_is_told_which_is_planned() -> None:
    christmas = date(2026, 12, 21)
    assert said(State.SUSPENDED, Act.SUSPEND, on_day=christmas, suspended_from_on=christmas) == [
        ("", "A suspension of this licence from 21 December 2026 is planned already. Call that off first.")
    ]


def test_a_planned_suspension_is_taken_back_on_any_day_before_it() -> None:
    assert said(State.SUSPENDED, Act.RESUME, suspended_from_on=date(2026, 12, 21)) == []


@pytest.mark.parametrize(
    ("today", "reads", "acts_as"),
    [
        (date(2026, 12, 20), Standing.IN_FORCE, State.SUSPENDED),
        (date(2026, 12, 21), Standing.SUSPENDED, State.SUSPENDED),
        (date(2027, 1, 3), Standing.SUSPENDED, State.SUSPENDED),
        (date(2027, 1, 4), Standing.IN_FORCE, State.GRANTED),
    ],
)
def test_a_suspension_with_both_days_begins_and_ends_by_date(today: date, reads: Standing, acts_as: State) -> None:
    term, christmas = Term(date(2024, 4, 1), date(2027, 3, 31)), Rest(date(2026, 12, 21), date(2027, 1, 3))
    assert standing(State.SUSPENDED, term, today, rest=christmas) is reads
    assert acting(State.SUSPENDED, christmas, today) is acts_as


def test_a_suspension_that_is_still_to_come_is_told_as_such_and_called_off() -> None:
    christmas = Rest(date(2026, 12, 21), date(2027, 1, 4))
    before, within = date(2026, 11, 23), date(2026, 12, 21)
    assert words_of(Act.SUSPEND, christmas, before).done == (
        "The licence will be suspended from 21 December 2026 to 4 January 2027."
    )
    assert words_of(Act.RESUME, christmas, before).title == "Call off the suspension"
    assert words_of(Act.SUSPEND, christmas, within).done == "The licence is suspended."
    assert words_of(Act.RESUME, christmas, within).title == "Resume the licence"
    assert words_of(Act.RESUME, None, before).title == "Resume the licence"


def test_a_move_counts_from_a_day_inside_the_licence() -> None:
    assert said(State.GRANTED, Act.END, on_day=date(2024, 3, 31)) == [
        (
            "on_day",
            "31 March 2024 is outside the licence, which runs from 1 April 2024 to 31 March 2027. "
            "Enter a day inside it.",
        )
    ]


def test_a_suspension_ends_after_it_begins() -> None:
    assert said(State.GRANTED, Act.SUSPEND, to_on=date(2026, 11, 19)) == [
        (
            "to_on",
            "The suspension would end on 19 November 2026, before it begins on 20 November 2026. "
            "Enter a later last day, or leave it empty.",
        )
    ]


def test_support_does_not_resume_before_it_was_suspended() -> None:
    assert said(State.SUSPENDED, Act.RESUME, suspended_from_on=date(2026, 11, 21)) == [
        ("on_day", "The suspension began on 21 November 2026. Enter that day or a later one.")
    ]


def test_support_may_resume_on_a_day_to_come() -> None:
    assert said(State.SUSPENDED, Act.RESUME, on_day=date(2027, 1, 4), suspended_from_on=date(2026, 11, 2)) == []


def test_a_granted_licence_is_varied_with_a_reason_a_draft_without() -> None:
    silent = replace(GOOD, reason="")
    assert refusals_to_vary(State.DRAFT, silent) == []
    assert [one.field for one in refusals_to_vary(State.GRANTED, silent)] == ["reason"]
    assert [one.field for one in refusals_to_vary(State.SUSPENDED, silent)] == ["reason"]


@pytest.mark.parametrize("state", State)
def test_what_follows_is_decided_while_the_licence_stands(state: State) -> None:
    stands = state in (State.GRANTED, State.SUSPENDED)
    assert (refusals_to_decide(state) == []) is stands
    assert (refusals_to_renew(state, Renewal.RENEW) == []) is stands
    assert refusals_to_renew(state, Renewal.END) != []
    assert refusals_to_renew(state, None) != []


@pytest.mark.parametrize(
    ("state", "today", "reads"),
    [
        (State.DRAFT, date(2025, 1, 1), Standing.DRAFT),
        (State.GRANTED, date(2024, 3, 31), Standing.GRANTED),
        (State.GRANTED, date(2024, 4, 1), Standing.IN_FORCE),
        (State.GRANTED, date(2027, 3, 31), Standing.IN_FORCE),
        (State.GRANTED, date(2027, 4, 1), Standing.ENDED),
        (State.SUSPENDED, date(2026, 1, 1), Standing.SUSPENDED),
        (State.SUSPENDED, date(2027, 4, 1), Standing.ENDED),
        (State.ENDED, date(2026, 1, 1), Standing.ENDED),
        (State.TERMINATED, date(2027, 4, 1), Standing.TERMINATED),
    ],
)
def test_in_force_and_ended_by_date_are_read(state: State, today: date, reads: Standing) -> None:
    assert standing(state, Term(date(2024, 4, 1), date(2027, 3, 31)), today) is reads


@pytest.mark.parametrize(
    ("on_day", "verdict_on", "sentence"),
    [
        (date(2126, 11, 23), None, "23 November 2126 is too late for a grant. Enter 1 April 2027 or earlier."),
        (date(2027, 4, 2), None, "2 April 2027 is too late for a grant. Enter 1 April 2027 or earlier."),
        (date(2027, 4, 1), None, ""),
        (date(2025, 11, 22), None, "22 November 2025 is too early for a grant. Enter 23 November 2025 or a later day."),
        (date(2025, 11, 23), None, ""),
        (
            date(2024, 1, 22),
            date(2024, 1, 23),
            "The verdict was signed on 23 January 2024. Enter that day or a later one.",
        ),
        (date(2024, 1, 23), date(2024, 1, 23), ""),
    ],
)
def test_a_grant_is_dated_between_its_verdict_and_today_or_its_first_day(
    on_day: date, verdict_on: date | None, sentence: str
) -> None:
    terms = Terms(date(2027, 4, 1), date(2030, 3, 31), 12)
    found = said(State.DRAFT, Act.GRANT, terms=terms, today=date(2026, 11, 23), on_day=on_day, verdict_on=verdict_on)
    assert found == ([("on_day", sentence)] if sentence else [])


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (Terms(date(2207, 4, 1), date(2210, 3, 31), 12), "starts_on"),
        (Terms(date(1926, 4, 1), date(1929, 3, 31), 12), "starts_on"),
        (Terms(date(2027, 4, 1), date(2037, 4, 1), 12), "ends_on"),
        (Terms(date(2027, 4, 1), date(2037, 3, 31), 12), ""),
    ],
)
def test_a_term_years_away_or_of_too_many_years_is_refused_at_its_field(terms: Terms, field: str) -> None:
    found = refusals_of_years(replace(GOOD, terms=terms, today=date(2026, 11, 23)))
    assert [one.field for one in found] == ([field] if field else [])
