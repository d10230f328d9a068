"""From when until when a person may deliver, and how a day's state is explained."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaleup.programmes.rules import TrainingAnchor, TrainingEvent
from scaleup.training.rules import (
    Accredited,
    Period,
    Trained,
    joined,
    periods,
    requires,
    standing,
)

EVENTS = (
    TrainingEvent("initial", "Initial training", 6, TrainingAnchor.LICENCE_START, 0, 3, True, True, False),
    TrainingEvent("top_up", "Top-up training", 4, TrainingAnchor.FIRST_SESSION, 4, 6, True, False, True),
    TrainingEvent("verp", "Reflective practice", 2, TrainingAnchor.FIRST_SESSION, 6, 12, True, False, False),
)
NEEDED = requires(EVENTS)
LICENCE = Period(date(2024, 4, 1), date(2027, 3, 31))
TRAINED_ON, FIRST_SESSION = date(2024, 4, 25), date(2024, 6, 18)
TOP_UP_IN_TIME, TOP_UP_LATE = date(2024, 11, 13), date(2025, 2, 4)


def marlbury(
    top_up: date | None = None, *, started_on: date | None = FIRST_SESSION, left_on: date | None = None
) -> Trained:
    """Somebody trained in April 2024 whose area held its first session on 18 June."""
    parts = {"initial": TRAINED_ON} | ({"top_up": top_up} if top_up else {})
    return Trained(parts, (LICENCE,), started_on, left=left_on is not None, left_on=left_on)


def test_initial_training_accredits_until_the_licence_ends_while_no_session_was_held() -> None:
    assert periods(marlbury(started_on=None), NEEDED) == [Period(TRAINED_ON, date(2027, 3, 31))]


def test_without_top_up_the_accreditation_ends_with_its_window_six_months_after_the_first_session() -> None:
    assert periods(marlbury(), NEEDED) == [Period(TRAINED_ON, date(2024, 12, 18))]


def test_top_up_inside_the_window_keeps_it_until_the_licence_ends() -> None:
    assert periods(marlbury(TOP_UP_IN_TIME), NEEDED) == [Period(TRAINED_ON, date(2027, 3, 31))]
    assert periods(marlbury(date(2024, 12, 18)), NEEDED) == [Period(TRAINED_ON, date(2027, 3, 31))]


def test_a_late_top_up_restores_it_from_its_date() -> None:
    assert periods(marlbury(TOP_UP_LATE), NEEDED) == [
        Period(TRAINED_ON, date(2024, 12, 18)),
        Period(TOP_UP_LATE, date(2027, 3, 31)),
    ]


def test_the_window_of_who_is_accredited_after_the_first_session_counts_from_their_own_day() -> None:
    late_comer = Trained({"initial": date(2025, 11, 20)}, (LICENCE,), FIRST_SESSION)
    assert periods(late_comer, NEEDED) == [Period(date(2025, 11, 20), date(2026, 5, 20))]


def test_nobody_is_accredited_without_initial_training_or_without_a_licence() -> None:
    assert periods(Trained({"top_up": TOP_UP_IN_TIME}, (LICENCE,), FIRST_SESSION), NEEDED) == []
    assert periods(Trained({"initial": TRAINED_ON}, (), FIRST_SESSION), NEEDED) == []


def test_a_renewal_goes_on_and_a_gap_between_licences_is_a_gap() -> None:
    renewed = joined([Period(date(2027, 4, 1), date(2030, 3, 31)), LICENCE])
    assert renewed == [Period(date(2024, 4, 1), date(2030, 3, 31))]
    apart = joined([LICENCE, Period(date(2027, 9, 1), date(2030, 8, 31))])
    found = periods(Trained({"initial": TRAINED_ON, "top_up": TOP_UP_IN_TIME}, apart, FIRST_SESSION), NEEDED)
    assert found == [Period(TRAINED_ON, date(2027, 3, 31)), Period(date(2027, 9, 1), date(2030, 8, 31))]


def test_a_leaver_may_deliver_on_the_last_day_and_not_after() -> None:
    assert periods(marlbury(left_on=date(2024, 9, 4)), NEEDED) == [Period(TRAINED_ON, date(2024, 9, 4))]


def test_who_left_on_a_day_that_nobody_knows_may_not_deliver() -> None:
    gone = Trained({"initial": TRAINED_ON}, (LICENCE,), FIRST_SESSION, left=True)
    assert periods(gone, NEEDED) == []
    assert standing(gone, NEEDED, date(2024, 9, 4)).sentence == "Left."


@pytest.mark.parametrize(
    ("trained", "today", "state", "sentence"),
    [
        (Trained({}, (LICENCE,)), date(2024, 4, 20), "untrained", "Initial training not complete."),
        (
            Trained({"initial": TRAINED_ON}, ()),
            date(2024, 5, 1),
            "trained",
            "Trained on 25 April 2024; accredited under a licence, and none stands today.",
        ),
        (
            marlbury(started_on=None),
            date(2024, 5, 1),
            "accredited",
            "Accredited since 25 April 2024; the window of Top-up training opens 4 months after the first session.",
        ),
        (
            marlbury(),
            date(2024, 10, 1),
            "accredited",
            "Accredited since 25 April 2024; Top-up training is due from 18 October 2024 to 18 December 2024.",
        ),
        (
            marlbury(),
            date(2024, 10, 20),
            "lapsing",
            "Accredited since 25 April 2024; that ends on 18 December 2024 unless Top-up training is complete by then.",
        ),
        (
            marlbury(),
            date(2024, 12, 19),
            "lapsed",
            "Lapsed after 18 December 2024, without Top-up training by then; it restores the accreditation from the "
            "day on which it is complete.",
        ),
        (
            marlbury(TOP_UP_IN_TIME),
            date(2025, 1, 1),
            "current",
            "Accredited since 25 April 2024, kept by Top-up training on 13 November 2024; until 31 March 2027.",
        ),
        (
            marlbury(TOP_UP_LATE),
            date(2025, 3, 1),
            "current",
            "Accredited since 4 February 2025, kept by Top-up training on 4 February 2025; until 31 March 2027.",
        ),
        (
            marlbury(TOP_UP_IN_TIME),
            date(2027, 2, 1),
            "lapsing",
            "Accredited since 25 April 2024; that ends on 31 March 2027 with the licence.",
        ),
        (marlbury(TOP_UP_IN_TIME), date(2027, 4, 1), "lapsed", "Ended with the licence on 31 March 2027."),
        (marlbury(left_on=date(2024, 9, 4)), date(2024, 9, 5), "left", "Left on 4 September 2024."),
    ],
)
def test_each_state_is_explained_in_one_sentence(trained: Trained, today: date, state: str, sentence: str) -> None:
    found = standing(trained, NEEDED, today)
    assert (found.state, found.sentence) == (Accredited(state), sentence)


def test_an_accreditation_is_lapsing_in_its_last_sixty_days() -> None:
    assert standing(marlbury(), NEEDED, date(2024, 10, 19)).state is Accredited.ACCREDITED
    assert standing(marlbury(), NEEDED, date(2024, 10, 20)).state is Accredited.LAPSING
    assert standing(marlbury(), NEEDED, date(2024, 12, 18)).may_deliver
    assert not standing(marlbury(), NEEDED, date(2024, 12, 19)).may_deliver


days = st.dates(date(2023, 1, 1), date(2031, 12, 31))
somebody = st.builds(
    Trained,
    st.dictionaries(st.sampled_from(["initial", "top_up", "verp"]), days),
    st.lists(st.tuples(days, days).map(lambda two: Period(min(two), max(two))), max_size=3).map(joined),
    st.none() | days,
    left=st.booleans(),
    left_on=st.none() | days,
).map(lambda one: one if one.left else Trained(one.parts, one.licences, one.delivery_started_on))


@given(somebody, days)
def test_nobody_may_deliver_without_the_parts_a_licence_and_being_there(trained: Trained, today: date) -> None:
    found = standing(trained, NEEDED, today)
    inside = [one for one in periods(trained, NEEDED) if one.from_on <= today <= one.until_on]
    assert found.may_deliver == bool(inside)
    if found.may_deliver:
        assert trained.parts["initial"] <= today
        assert any(today <= one.until_on for one in trained.licences)
        assert trained.left_on is None or today <= trained.left_on


@given(somebody)
def test_the_days_of_an_accreditation_are_in_order_and_never_overlap(trained: Trained) -> None:
    found = periods(trained, NEEDED)
    assert all(one.from_on <= one.until_on for one in found)
    assert all(one.until_on < after.from_on for one, after in pairwise(found))
