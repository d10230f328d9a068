"""What holds of every group, whatever is recorded of it."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scaleup.delivery.rules import Reason, SessionRecord, State
from scaleup.fidelity.rules import Part, Scores, part_colour, scores
from scaleup.fidelity.rules.colours import BEST_FIRST
from tests.delivery.groups import MIDWIFE, PAIR, SUPPORTER, group, held
from tests.factories.programmes import shipped

FIRST, LAST = date(2024, 6, 1), date(2024, 11, 30)
DAYS = st.dates(FIRST, LAST)
PAIRS = st.sampled_from([PAIR, (MIDWIFE,), (SUPPORTER,), (MIDWIFE, replace(SUPPORTER, accredited=()))])


@st.composite
def records(draw: st.DrawFn, planned: SessionRecord) -> SessionRecord:
    """Anything that may become of a session."""
    state = draw(st.sampled_from(State))
    if state is State.HELD:
        return replace(
            held(planned, days_later=draw(st.integers(-20, 40)), minutes=draw(st.integers(1, 240))),
            components=draw(st.frozensets(st.sampled_from(planned.components_planned))),
            pair=draw(PAIRS),
        )
    if state is State.MOVED:
        on_day = planned.planned_on + timedelta(days=draw(st.integers(-28, 28)))
        return replace(planned, state=state, on_day=on_day, because=Reason.VENUE)
    return replace(planned, state=state)


GROUPS = st.tuples(*(records(one) for one in group().sessions))


def on(sessions: tuple[SessionRecord, ...], today: date) -> Scores:
    """Their scores."""
    return scores(sessions, shipped(), today=today)


@settings(max_examples=60, deadline=None)
@given(GROUPS, DAYS)
def test_a_denominator_never_counts_what_is_not_due(sessions, today):
    due = tuple(one for one in sessions if one.due_on <= today)
    found = on(sessions, today)
    assert found == on(due, today)
    assert found.recorded <= found.due == len(due)
    for part, share in found.parts.items():
        at_most = sum(len(one.components_planned) for one in due) if part is Part.CONTENT else len(due)
        assert 1 <= share.of <= at_most
        assert 0 <= share.percent <= 100


@settings(max_examples=60, deadline=None)
@given(GROUPS, DAYS, st.sampled_from(group().sessions))
def test_adding_a_perfect_session_never_lowers_a_score(sessions, today, planned):
    perfect = held(replace(planned, planned_on=today - timedelta(days=1)))
    before, after = on(sessions, today), on((*sessions, perfect), today)
    for part, share in before.parts.items():
        assert after.parts[part].percent >= share.percent
    if before.colour is not None:
        assert after.colour is not None
        assert BEST_FIRST.index(after.colour) <= BEST_FIRST.index(before.colour)


@settings(max_examples=60, deadline=None)
@given(GROUPS, DAYS)
def test_the_colour_is_never_better_than_its_worst_part(sessions, today):
    found = on(sessions, today)
    if found.colour is None:
        assert found.lacks
        return
    of_parts = [BEST_FIRST.index(part_colour(share, shipped())) for share in found.parts.values()]
    assert BEST_FIRST.index(found.colour) == max(of_parts)
    lowest = min(share.percent for share in found.parts.values())
    assert {found.parts[part].percent for part in found.worst} == {lowest}


@settings(max_examples=60, deadline=None)
@given(GROUPS, DAYS)
def test_cancelling_what_was_held_raises_no_score(sessions, today):
    gone = tuple(
        replace(one, state=State.CANCELLED) if one.is_held(today) and one.planned_on <= today else one
        for one in sessions
    )
    before, after = on(sessions, today), on(gone, today)
    for part, share in after.parts.items():
        if part in before.parts:
            assert share.percent <= before.parts[part].percent
