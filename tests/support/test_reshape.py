"""The plan made anew: facts stay, suspended days lose their contacts, and doing it twice changes nothing."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.support.rules import (
    Move,
    Outcome,
    Slot,
    Step,
    Suspension,
    Term,
    first_plan,
    reshape,
)

ENGLAND = calendar(Nation.ENGLAND)
TODAY = date(2026, 11, 22)
MARLBURY = Term(date(2024, 4, 1), date(2027, 3, 31), (Step(1, 12), Step(2, 6), Step(3, 4)))


def marlbury() -> list[Slot]:
    """Contacts 1 to 19 held but for the 16th, which nobody answered; 20 late; 21 and 22 to come."""
    slots = list(first_plan(MARLBURY, ENGLAND).slots)
    for number, slot in enumerate(slots[:19]):
        slots[number] = replace(slot, outcome=Outcome.NO_ANSWER if number == 15 else Outcome.HELD)
    return slots


def test_a_first_plan_adds_every_contact_also_the_past_ones():
    plan = first_plan(MARLBURY, ENGLAND)
    assert len(plan.slots) == len(plan.of(Move.ADDED)) == 22


def test_a_plan_that_nothing_happened_to_stays_as_it_is():
    plan = reshape(marlbury(), MARLBURY, calendar=ENGLAND, today=TODAY)
    assert not plan.changes
    assert plan.slots == tuple(marlbury())


def test_a_suspension_takes_the_contacts_inside_it_and_shifts_nothing_after():
    resting = replace(MARLBURY, suspensions=(Suspension(date(2026, 12, 1), date(2027, 1, 4)),))
    plan = reshape(marlbury(), resting, calendar=ENGLAND, today=TODAY)
    (gone,) = plan.of(Move.GONE)
    assert (gone.sequence, gone.was_on) == (21, date(2027, 1, 4))
    assert gone.reason == ("the licence is suspended from Tuesday 1 December 2026 to Monday 4 January 2027")
    assert plan.slots[-1].planned.due_on == date(2027, 3, 31)
    assert plan.of(Move.MOVED) == plan.of(Move.ADDED) == ()


def test_a_suspension_that_ends_the_day_before_takes_nothing():
    resting = replace(MARLBURY, suspensions=(Suspension(date(2026, 12, 1), date(2027, 1, 3)),))
    assert not reshape(marlbury(), resting, calendar=ENGLAND, today=TODAY).changes


def test_a_suspension_entered_late_leaves_what_was_held():
    resting = replace(MARLBURY, suspensions=(Suspension(date(2026, 6, 1), date(2026, 12, 31)),))
    plan = reshape(marlbury(), resting, calendar=ENGLAND, today=TODAY)
    assert [each.sequence for each in plan.of(Move.GONE)] == [20]
    assert plan.slots[18].outcome is Outcome.HELD


def test_a_new_closure_day_moves_an_open_contact_and_says_why():
    closed = calendar(Nation.ENGLAND, closures=[date(2027, 1, 4)])
    plan = reshape(marlbury(), MARLBURY, calendar=closed, today=TODAY)
    (moved,) = plan.of(Move.MOVED)
    assert (moved.sequence, moved.was_on, moved.now_on) == (21, date(2027, 1, 4), date(2027, 1, 5))
    assert moved.reason.endswith("Monday 4 January 2027 is a day on which the unit is closed")
    back = reshape(plan.slots, MARLBURY, calendar=ENGLAND, today=TODAY)
    (again,) = back.of(Move.MOVED)
    assert (again.was_on, again.now_on) == (date(2027, 1, 5), date(2027, 1, 4))
    assert "Friday 1 January 2027 is a bank holiday in England" in again.reason


def test_a_later_end_adds_contacts_and_an_earlier_one_takes_them():
    longer = replace(MARLBURY, ends_on=date(2027, 12, 31))
    plan = reshape(marlbury(), longer, calendar=ENGLAND, today=TODAY)
    assert [(each.sequence, each.now_on) for each in plan.of(Move.ADDED)] == [
        (23, date(2027, 7, 1)),
        (24, date(2027, 10, 1)),
        (25, date(2027, 12, 31)),
    ]
    assert [(each.sequence, each.now_on) for each in plan.of(Move.MOVED)] == [(22, date(2027, 4, 1))]
    back = reshape(plan.slots, MARLBURY, calendar=ENGLAND, today=TODAY)
    assert [each.sequence for each in back.of(Move.GONE)] == [23, 24, 25]
    assert back.of(Move.GONE)[0].reason == "the licence ends on Wednesday 31 March 2027"


def test_a_terminated_licence_loses_its_later_contacts_and_moves_none():
    stopped = replace(MARLBURY, stopped_on=date(2026, 12, 31))
    plan = reshape(marlbury(), stopped, calendar=ENGLAND, today=TODAY)
    assert [(each.sequence, each.reason) for each in plan.of(Move.GONE)] == [
        (21, "the licence was terminated on Thursday 31 December 2026"),
        (22, "the licence was terminated on Thursday 31 December 2026"),
    ]
    assert plan.of(Move.MOVED) == ()


def pinned_to(day: date) -> list[Slot]:
    """Marlbury with contact 21 set to a day by hand."""
    slots = marlbury()
    slots[20] = Slot(replace(slots[20].planned, due_on=day), pinned=True)
    return slots


def test_a_contact_set_by_hand_stays_where_it_was_set():
    closed = calendar(Nation.ENGLAND, closures=[date(2027, 1, 4), date(2027, 1, 12)])
    plan = reshape(pinned_to(date(2027, 1, 12)), MARLBURY, calendar=closed, today=TODAY)
    assert plan.slots[20].planned.due_on == date(2027, 1, 12)
    assert plan.differences[20].reason == "it was set to this day by hand"
    assert not plan.changes


def test_a_contact_set_by_hand_outside_the_term_goes_with_the_reason():
    shorter = replace(MARLBURY, ends_on=date(2027, 1, 8))
    plan = reshape(pinned_to(date(2027, 1, 12)), shorter, calendar=ENGLAND, today=TODAY)
    gone = {each.sequence: each.reason for each in plan.of(Move.GONE)}
    assert gone[21] == "the licence ends on Friday 8 January 2027"
    assert [(each.sequence, each.now_on) for each in plan.of(Move.ADDED)] == [(21, date(2027, 1, 4))]
    assert not reshape(plan.slots, shorter, calendar=ENGLAND, today=TODAY).changes


def test_a_contact_missed_without_a_word_does_not_move_any_more():
    closed = calendar(Nation.ENGLAND, closures=[date(2026, 10, 1)])
    plan = reshape(marlbury(), MARLBURY, calendar=closed, today=TODAY)
    assert plan.differences[19].reason == "it was missed"
    assert plan.slots[19].planned.due_on == date(2026, 10, 1)


def test_a_plan_under_way_gets_no_new_contact_on_a_day_already_past():
    without_18 = [slot for slot in marlbury() if slot.planned.sequence != 18]
    assert not reshape(without_18, MARLBURY, calendar=ENGLAND, today=TODAY).changes


starts = st.dates(date(2023, 1, 1), date(2026, 12, 31))
steps = st.lists(st.builds(Step, st.integers(1, 4), st.integers(1, 8)), min_size=1, max_size=3).map(tuple)
resting = st.lists(
    st.builds(
        lambda from_on, length: Suspension(from_on, from_on + timedelta(days=length)),
        st.dates(date(2023, 1, 1), date(2029, 12, 31)),
        st.integers(0, 200),
    ),
    max_size=2,
).map(tuple)


@st.composite
def terms(draw):
    """A term of up to five years, perhaps with rests, perhaps stopped."""
    starts_on = draw(starts)
    length = draw(st.integers(0, 1800))
    stopped_on = draw(st.none() | st.dates(starts_on, starts_on + timedelta(days=1800)))
    return Term(starts_on, starts_on + timedelta(days=length), draw(steps), draw(resting), stopped_on)


@st.composite
def plans(draw):
    """A plan some of whose contacts became facts."""
    slots = []
    for slot in first_plan(draw(terms()), ENGLAND).slots:
        kind = draw(st.sampled_from(["open", "open", "pinned", *Outcome]))
        if kind == "pinned":
            day = slot.planned.due_on + timedelta(days=draw(st.integers(-40, 40)))
            slots.append(Slot(replace(slot.planned, due_on=day), pinned=True))
        else:
            slots.append(slot if kind == "open" else replace(slot, outcome=Outcome(kind)))
    return slots


@settings(max_examples=150, deadline=None)
@given(plans(), terms(), st.dates(date(2023, 1, 1), date(2030, 12, 31)))
def test_applying_a_change_twice_changes_nothing_and_facts_never_move(kept, term, today):
    once = reshape(kept, term, calendar=ENGLAND, today=today)
    twice = reshape(once.slots, term, calendar=ENGLAND, today=today)
    assert not twice.changes
    assert twice.slots == once.slots
    after = {slot.planned.sequence: slot for slot in once.slots}
    for slot in kept:
        if slot.outcome is not None:
            assert after[slot.planned.sequence] == slot
    for difference in once.of(Move.MOVED):
        assert not next(slot for slot in kept if slot.planned.sequence == difference.sequence).pinned
    assert all(difference.reason for difference in (*once.of(Move.GONE), *once.of(Move.MOVED)))


@settings(max_examples=100, deadline=None)
@given(plans(), terms(), st.dates(date(2023, 1, 1), date(2030, 12, 31)))
def test_every_contact_before_and_after_is_accounted_for(kept, term, today):
    plan = reshape(kept, term, calendar=ENGLAND, today=today)
    assert {each.sequence for each in plan.differences if each.was_on} == {slot.planned.sequence for slot in kept}
    stay = sorted(each.sequence for each in plan.differences if each.now_on)
    assert stay == [slot.planned.sequence for slot in plan.slots]
    assert len(stay) == len(set(stay))
