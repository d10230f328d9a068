"""The living plan against a plain second reckoning: whatever happens to a licence, in whatever order."""

import itertools
from collections.abc import Sequence
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from scaleup.fidelity.rules import Colour
from scaleup.support.rules import Outcome
from tests.support import model

T = TypeVar("T")
numbers = st.integers(0, 30)
outcomes = st.sampled_from([Outcome.HELD, Outcome.HELD, Outcome.NO_ANSWER, Outcome.CANCELLED_BY_AREA])


class Drawn:
    """Hypothesis as the chance of the model."""

    def __init__(self, data: st.DataObject) -> None:
        self.data = data

    def between(self, least: int, most: int) -> int:
        return self.data.draw(st.integers(least, most))

    def one_of(self, some: Sequence[T]) -> T:
        return self.data.draw(st.sampled_from(list(some)))


class LivingPlan(RuleBasedStateMachine):
    """A licence to which things happen; the model holds every invariant after each."""

    @initialize(data=st.data())
    def begin(self, data: st.DataObject) -> None:
        self.licence = model.begun(Drawn(data))

    @rule(days=st.sampled_from([1, 7, 20, 40]))
    def days_pass(self, days: int) -> None:
        model.pass_days(self.licence, days)

    @rule(days=st.integers(-200, 200))
    def the_end_moves(self, days: int) -> None:
        model.move_end(self.licence, days)

    @rule(days=st.none() | st.integers(0, 120))
    def it_stops_or_stands_again(self, days: int | None) -> None:
        model.stop(self.licence, days)

    @rule(ahead=st.integers(0, 90), days=st.none() | st.integers(0, 90))
    def it_rests(self, ahead: int, days: int | None) -> None:
        model.suspend(self.licence, ahead, days)

    @rule()
    def it_is_resumed(self) -> None:
        model.resume(self.licence)

    @rule(ahead=st.integers(0, 60))
    def a_day_is_closed_or_opened(self, ahead: int) -> None:
        model.close(self.licence, ahead)

    @rule(number=numbers, outcome=outcomes)
    def a_contact_is_logged(self, number: int, outcome: Outcome) -> None:
        model.record(self.licence, number, outcome)

    @rule(number=numbers)
    def a_contact_is_put_right(self, number: int) -> None:
        model.put_right(self.licence, number)

    @rule(number=numbers, ahead=st.integers(0, 120))
    def a_contact_is_set_by_hand(self, number: int, ahead: int) -> None:
        model.pin(self.licence, number, ahead)

    @rule(ago=st.integers(0, 200))
    def the_first_session_is_recorded(self, ago: int) -> None:
        model.begin_delivery(self.licence, ago)

    @rule(colour=st.sampled_from(Colour))
    def fidelity_is_checked(self, colour: Colour) -> None:
        model.check(self.licence, colour)

    @rule(number=numbers)
    def the_pace_is_decided(self, number: int) -> None:
        model.decide(self.licence, number)


TestLivingPlan = LivingPlan.TestCase
TestLivingPlan.settings = settings(max_examples=200, stateful_step_count=50, deadline=None)


facts = st.sampled_from(["end", "stop", "rest", "close", "session", "log"])


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(facts, min_size=2, max_size=4, unique=True), st.integers(0, 300))
def test_any_order_of_the_facts_of_a_day_gives_the_same_plan(data: st.DataObject, kinds: list[str], days: int) -> None:
    amounts = {kind: data.draw(st.integers(0, 60), label=kind) for kind in kinds}
    drawn = model.begun(Drawn(data))
    plans = []
    for order in itertools.permutations(kinds):
        licence = model.Licence(drawn.starts_on, drawn.steps, drawn.nation, drawn.anchored, drawn.today, drawn.taken)
        licence.slots = dict(drawn.slots)
        model.pass_days(licence, days)
        for kind in order:
            happen(licence, kind, amounts[kind])
        plans.append(model.planned(licence))
    assert all(plan == plans[0] for plan in plans)


def happen(licence: model.Licence, kind: str, amount: int) -> None:
    """The fact; what is logged is a contact of the past, which no other of these facts takes away."""
    if kind == "end":
        model.move_end(licence, amount - 30)
    elif kind == "stop":
        model.stop(licence, amount)
    elif kind == "rest":
        model.suspend(licence, 1, amount)
    elif kind == "close":
        model.close(licence, 1 + amount)
    elif kind == "session":
        model.begin_delivery(licence, amount)
    else:
        past = [n for n, slot in sorted(licence.slots.items()) if slot.planned.due_on < licence.today]
        if past:
            model.put(licence, past[amount % len(past)], outcome=Outcome.HELD)
