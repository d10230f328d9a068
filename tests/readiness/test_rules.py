"""The profile and the verdict of a set of answers, and what a later round starts from."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaleup.programmes.rules import Factor, Gate, Readiness, ReadinessItem
from scaleup.programmes.service import shipped
from scaleup.readiness.rules import (
    Answered,
    Condition,
    Decision,
    Finding,
    Given,
    Side,
    SignOff,
    State,
    Turn,
    Why,
    carried,
    changes,
    failing,
    refusals_of_answer,
    refusals_of_sign_off,
    refusals_to_give_back,
    refusals_to_sign,
    score,
    verdict,
)

BABY_STEPS = shipped("baby-steps")
assert BABY_STEPS
TEMPLATE: Readiness = BABY_STEPS.readiness
CODES = [item.code for item in TEMPLATE.items]
BOLD = {"P1", "P2", "L1", "W1", "M1", "D3"}
PLAIN = {"N4", "P3", "P5", "L2", "W2", "W3", "D1", "I1"}
TODAY = date(2026, 11, 23)


def answers(usual: int = 4, **ratings: int | None) -> dict[str, int | None]:
    return {code: ratings.get(code, usual) for code in CODES}


def found(given: dict[str, int | None]) -> Finding:
    return verdict(score(given, TEMPLATE), TEMPLATE).finding


def sentences(given: dict[str, int | None]) -> list[str]:
    return [one.sentence for one in verdict(score(given, TEMPLATE), TEMPLATE).reasons]


def test_the_template_has_33_items_with_the_gates_of_the_programme() -> None:
    assert len(TEMPLATE.items) == 33
    assert {item.code for item in TEMPLATE.items if item.gate is Gate.BOLD} == BOLD
    assert {item.code for item in TEMPLATE.items if item.gate is Gate.PLAIN} == PLAIN
    assert [rating.factor for rating in TEMPLATE.unit_ratings] == ["evidence", "usability", "supports"]


def test_the_profile_shows_the_weakest_factor_first_and_no_sum() -> None:
    profile = score(answers(N1=1, N2=2, N3=3, N4=3), TEMPLATE)
    assert [(one.name, one.shown) for one in profile.factors] == [
        ("Need", "2.3"),
        ("Fit", "4.0"),
        ("Capacity", "4.0"),
        ("Supports", "4.0"),
    ]
    assert profile.factors[0].mean == Fraction(9, 4)
    assert len(profile.gates) == 14


def test_a_factor_without_an_item_has_no_mean_and_fails_nothing() -> None:
    no_fit = replace(TEMPLATE, items=tuple(item for item in TEMPLATE.items if item.factor is not Factor.FIT))
    profile = score(answers(), no_fit)
    assert (profile.factors[-1].name, profile.factors[-1].mean, profile.factors[-1].shown) == ("Fit", None, "")
    assert verdict(profile, no_fit).finding is Finding.READY


def test_a_mean_below_three_never_reads_as_three() -> None:
    items = tuple(ReadinessItem(f"X{n}", Factor.NEED, f"Item {n}", Gate.NONE) for n in range(30))
    wide = replace(TEMPLATE, items=items)
    profile = score({item.code: 3 for item in items} | {"X0": 2}, wide)
    assert (profile.factors[0].shown, profile.factors[0].passes) == ("2.9", False)


def test_nothing_below_three_is_ready_and_says_why() -> None:
    assert found(answers()) is Finding.READY
    assert sentences(answers()) == ["Every gate is rated 3 or more, and so is the mean of every factor."]


@pytest.mark.parametrize("code", sorted(BOLD))
def test_one_bold_gate_below_three_is_not_yet(code: str) -> None:
    assert found(answers(5, **{code: 2})) is Finding.NOT_YET


def test_the_verdict_names_the_gate_its_words_and_its_rating() -> None:
    assert sentences(answers(P1=2)) == [
        "P1 (The health partner (midwifery or health visiting) has agreed in writing to release staff) is rated 2, "
        "discussed. Below 3 there is no licence."
    ]


def test_two_plain_gates_become_conditions_and_a_third_is_not_yet() -> None:
    two = verdict(score(answers(L2=2, W3=1), TEMPLATE), TEMPLATE)
    assert two.finding is Finding.CONDITIONS
    assert [(one.item_code, one.wording) for one in two.conditions] == [
        ("L2", "A deputy lead is named (L2)."),
        ("W3", "Reflective and safeguarding supervision is named for each facilitator (W3)."),
    ]
    three = verdict(score(answers(L2=2, W3=1, D1=2), TEMPLATE), TEMPLATE)
    assert (three.finding, three.failing, three.conditions) == (Finding.NOT_YET, ("L2", "W3", "D1"), ())
    assert "At most 2 such gates may become conditions." in three.reasons[0].sentence


def test_a_weak_factor_is_a_condition_that_names_its_lowest_items() -> None:
    weak = verdict(score(answers(F1=2, F2=1, F3=3, F4=2, I2=4), TEMPLATE), TEMPLATE)
    assert weak.finding is Finding.CONDITIONS
    assert [one.sentence for one in weak.reasons] == ["The mean of Fit is 2.4, below 3. Lowest: F2, F1 and F4."]
    assert [(one.key, one.wording) for one in weak.conditions] == [
        ("fit", "Raise Fit to a mean of 3 or more, beginning with F2, F1 and F4.")
    ]


def test_what_is_not_answered_is_not_passed() -> None:
    nearly = verdict(score(answers(N1=None), TEMPLATE), TEMPLATE)
    assert (nearly.finding, nearly.reasons[0].sentence) == (Finding.NOT_YET, "N1 is not answered yet.")


def test_a_rating_off_the_scale_is_no_rating() -> None:
    with pytest.raises(ValueError, match="P1: 6"):
        score(answers(P1=6), TEMPLATE)


ratings = st.fixed_dictionaries({code: st.one_of(st.none(), st.integers(1, 5)) for code in CODES})


@given(ratings)
def test_no_set_of_answers_is_ready_over_a_failed_gate(given: dict[str, int | None]) -> None:
    result = verdict(score(given, TEMPLATE), TEMPLATE)
    low = {code for code, rating in given.items() if rating is None or rating < 3}
    if low & BOLD or len(low & PLAIN) > 2 or None in given.values():
        assert result.finding is Finding.NOT_YET
    elif low & PLAIN:
        assert result.finding is Finding.CONDITIONS
    if result.finding is Finding.CONDITIONS:
        assert {one.item_code for one in result.conditions} - {""} == low & PLAIN
    assert result.reasons
    assert all(one.sentence.endswith(".") for one in result.reasons)


@given(ratings, st.sampled_from(CODES))
def test_a_better_rating_never_makes_a_worse_verdict(given: dict[str, int | None], code: str) -> None:
    order = [Finding.NOT_YET, Finding.CONDITIONS, Finding.READY]
    better = given | {code: 5}
    assert order.index(found(better)) >= order.index(found(given))


reworded = st.sets(st.sampled_from(CODES)).flatmap(
    lambda codes: st.tuples(st.just(codes), st.permutations(TEMPLATE.items))
)


@given(ratings, reworded)
def test_a_new_template_never_changes_what_an_old_answer_meant(
    given: dict[str, int | None], new: tuple[set[str], list[ReadinessItem]]
) -> None:
    codes, order = new
    later = replace(
        TEMPLATE,
        version=2,
        items=tuple(replace(item, words=f"{item.words}, anew") if item.code in codes else item for item in order),
    )
    told = {item.code: item.words for item in TEMPLATE.items}
    for item in later.items:
        assert (item.code in carried(TEMPLATE, later)) == (told[item.code] == item.words)
    before, after = (Side(one, given, score(given, one)) for one in (TEMPLATE, later))
    for change in changes(before, after):
        assert (change.before is None) == (change.item.code in codes or given[change.item.code] is None)
    assert score(given, TEMPLATE) == before.score


def test_another_scale_carries_no_answer() -> None:
    other = replace(TEMPLATE, scale=tuple(replace(mark, words=f"{mark.words}!") for mark in TEMPLATE.scale))
    assert carried(TEMPLATE, other) == ()


def test_what_changed_between_two_rounds_is_told_item_by_item() -> None:
    first, second = answers(P1=2, N1=None, F1=5), answers(P1=4, F1=3)
    sides = [Side(TEMPLATE, one, score(one, TEMPLATE)) for one in (first, second)]
    turns = {one.item.code: one.turn for one in changes(*sides)}
    assert (turns["P1"], turns["N1"], turns["F1"], turns["P2"]) == (Turn.UP, Turn.NEW, Turn.DOWN, Turn.SAME)


def test_an_answer_keeps_a_day_that_has_passed_but_takes_no_new_one() -> None:
    old, template = date(2026, 11, 20), TEMPLATE
    assert refusals_of_answer(Answered(3, due_on=old), template, today=TODAY, due_before=old) == []
    refused = refusals_of_answer(Answered(6, due_on=old), template, today=TODAY)
    assert [(one.field, one.message) for one in refused] == [
        ("rating", "Choose a rating from 1 to 5"),
        ("due_on", "The day by which it is in place must be today or later"),
    ]


def test_nothing_is_signed_while_items_are_left() -> None:
    left = TEMPLATE.items[:2]
    assert [one.message for one in refusals_to_sign(State.OPEN, left)] == [
        "2 items are not answered yet: N1 and N2. Rate each of them first."
    ]
    assert [one.message for one in refusals_to_sign(State.OPEN, ())] == ["The area has not handed this round in yet."]
    assert refusals_to_sign(State.HANDED_IN, ()) == []


def test_nobody_decides_more_kindly_than_the_rule_finds() -> None:
    worst = verdict(score(answers(P1=2), TEMPLATE), TEMPLATE)
    wanted = SignOff("Helen", "Unit manager", Decision.GO, "They will.", TODAY)
    refused = refusals_of_sign_off(wanted, worst, today=TODAY, begun_on=TODAY)
    assert [one.message for one in refused] == ["“Go” cannot be signed while the verdict is “not yet”"]
    assert refusals_of_sign_off(replace(wanted, decision=Decision.NOT_YET), worst, today=TODAY, begun_on=TODAY) == []


def test_each_condition_has_words_an_owner_and_a_day_that_is_to_come() -> None:
    weak = verdict(score(answers(L2=2), TEMPLATE), TEMPLATE)
    wanted = SignOff("Helen", "Unit manager", Decision.CONDITIONS, "Nearly.", TODAY)
    told = refusals_of_sign_off(wanted, weak, today=TODAY, begun_on=TODAY)
    assert [one.message for one in told] == ["A condition is missing: L2."]
    early = Condition("", None, date(2026, 11, 22), "L2", field="L2-")
    told = refusals_of_sign_off(replace(wanted, conditions=(early,)), weak, today=TODAY, begun_on=TODAY)
    assert [one.field for one in told] == ["L2-wording", "L2-owner", "L2-due_on"]
    good = replace(early, wording="Name a deputy.", owner_id=1, due_on=TODAY)
    assert refusals_of_sign_off(replace(wanted, conditions=(good,)), weak, today=TODAY, begun_on=TODAY) == []


def test_a_sign_off_is_dated_between_the_beginning_of_the_round_and_today() -> None:
    ready = verdict(score(answers(), TEMPLATE), TEMPLATE)
    for day in (date(2026, 10, 31), date(2026, 11, 24)):
        wanted = SignOff("Helen", "Unit manager", Decision.GO, "Ready.", day)
        told = refusals_of_sign_off(wanted, ready, today=TODAY, begun_on=date(2026, 11, 1))
        assert [one.field for one in told] == ["signed_on"]


def test_a_reason_says_what_it_is_about() -> None:
    told = verdict(score(answers(P1=1, L2=2, N1=1, N2=1, N3=1), TEMPLATE), TEMPLATE).reasons
    assert [one.why for one in told] == [Why.GATE, Why.FACTOR], "what would be a condition stops nothing"


def test_items_are_told_by_how_often_they_fail_and_other_words_are_another_line() -> None:
    later = replace(
        TEMPLATE,
        version=2,
        items=tuple(replace(item, words="Anew") if item.code == "P1" else item for item in TEMPLATE.items),
    )
    given = [
        Given(1, "P1", 2, 1),
        Given(1, "P1", 4, 1),
        Given(2, "P1", 1, 1),
        Given(1, "L2", 2, 1),
        Given(2, "L2", 3, 2),
        Given(1, "N1", 5, 3),
    ]
    told = [(one.code, one.words[:3], one.share) for one in failing(given, {1: TEMPLATE, 2: later})]
    assert told == [("P1", "Ane", "100% (1 of 1)"), ("P1", "The", "50% (1 of 2)"), ("L2", "A d", "33% (1 of 3)")]


def test_what_looks_like_a_family_s_is_refused_without_speaking_of_a_box_that_is_not_there() -> None:
    [refused] = refusals_to_give_back(State.HANDED_IN, "Ask the mother at MB1 4QT.")
    assert refused.message == "“MB1 4QT” looks like a postcode. Take it out: nothing about a family is kept here"
