"""Whatever happens in whatever order: the same days follow, one review a slot, none outside the implementation."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.reviews.rules import Facts, Kind, Rest, Schedule, Term, reviews

SCOTLAND = calendar(Nation.SCOTLAND)
DAY = timedelta(days=1)
days = st.dates(date(2022, 1, 1), date(2030, 12, 31))
terms = st.builds(lambda start, length: Term(start, start + DAY * length), days, st.integers(0, 1500))
rests = st.builds(
    lambda start, length: Rest(start, None if length is None else start + DAY * length),
    days,
    st.none() | st.integers(0, 600),
)
facts = st.builds(
    Facts,
    schedule=st.builds(
        Schedule,
        annual_months=st.integers(6, 18),
        sustainability_months=st.sets(st.integers(18, 60), max_size=4).map(lambda found: tuple(sorted(found))),
    ),
    opened_on=st.dates(date(2021, 1, 1), date(2024, 12, 31)),
    closed_on=st.none() | days,
    known_from=days,
    terms=st.lists(terms, min_size=1, max_size=4).map(tuple),
    rests=st.lists(rests, max_size=4).map(tuple),
)
moved = st.dictionaries(st.integers(6, 60), days, max_size=4)


@settings(max_examples=100, deadline=None)
@given(facts=facts, moved=moved, shuffle=st.randoms(use_true_random=False))
def test_the_order_in_which_facts_came_changes_no_day(facts: Facts, moved: Mapping[int, date], shuffle) -> None:
    shuffled = replace(
        facts,
        terms=tuple(shuffle.sample(facts.terms, len(facts.terms))),
        rests=tuple(shuffle.sample(facts.rests, len(facts.rests))),
    )
    assert [(one.month, one.due_on) for one in reviews(shuffled, SCOTLAND, moved)] == [
        (one.month, one.due_on) for one in reviews(facts, SCOTLAND, moved)
    ]


@settings(max_examples=100, deadline=None)
@given(facts=facts, moved=moved)
def test_there_is_one_review_a_slot_on_a_working_day_inside_the_implementation_and_no_pause(
    facts: Facts, moved: Mapping[int, date]
) -> None:
    found = reviews(facts, SCOTLAND, moved)
    assert len({one.month for one in found}) == len({one.due_on for one in found}) == len(found)
    for one in found:
        assert SCOTLAND.is_working(one.due_on)
        assert max(facts.opened_on, min(term.starts_on for term in facts.terms)) <= one.due_on
        assert facts.closed_on is None or one.due_on <= facts.closed_on
        assert not any(rest.from_on <= one.due_on <= (rest.to_on or date.max) for rest in facts.rests)
        if one.kind is Kind.ANNUAL:
            assert any(term.starts_on <= one.due_on <= term.ends_on for term in facts.terms)
