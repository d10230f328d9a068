"""A seat, and a place under a licence, is never held twice, whatever people do one after another."""

from hypothesis import given
from hypothesis import strategies as st

from scaleup.facilitators.rules import next_place
from scaleup.training.rules.booking import free_seats, refusals_of_capacity, reseated

acts = st.lists(
    st.one_of(st.just("book"), st.integers(0, 30), st.integers(1, 15).map(lambda size: (size,))), max_size=40
)
"""Somebody is booked, the one of this number withdraws, or the event has so many seats from now on."""


@given(acts)
def test_no_seat_is_held_twice_and_none_beyond_the_event(told: list[object]) -> None:
    capacity, seats = 12, dict[int, int]()
    for number, act in enumerate(told):
        if act == "book":
            free = free_seats(seats.values(), capacity)
            assert bool(free) == (len(seats) < capacity)
            seats |= {number: free[0]} if free else {}
        elif isinstance(act, int):
            seats.pop(act, None)
        elif isinstance(act, tuple) and not refusals_of_capacity(act[0], len(seats)):
            capacity = act[0]
            moved = reseated(seats.values(), capacity)
            seats = {who: moved.get(seat, seat) for who, seat in seats.items()}
        assert len(set(seats.values())) == len(seats)
        assert all(1 <= seat <= capacity for seat in seats.values())


@given(st.sets(st.integers(1, 12)), st.integers(1, 12))
def test_a_place_is_given_out_that_nobody_holds_or_none(taken: set[int], places: int) -> None:
    place = next_place(taken, places)
    assert (place is None) == (set(range(1, places + 1)) <= taken)
    assert place is None or (place not in taken and 1 <= place <= places)
