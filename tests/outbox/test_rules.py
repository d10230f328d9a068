"""What a message may go through, when it is tried again, and what a reply means."""

from datetime import UTC, datetime, timedelta

import pytest

from scaleup.outbox.rules import (
    MOVES,
    Policy,
    Reply,
    State,
    after_crash,
    after_unsure,
    back_off,
    dedupe_key,
    given_up,
    may_move,
    meaning,
    message_id,
    wait_after_crash,
)

NINE = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def test_every_state_has_its_moves_and_a_settled_one_has_none() -> None:
    assert set(MOVES) == set(State)
    settled = {state for state in State if not MOVES[state]}
    assert settled == {State.SENT, State.FAILED, State.EXPIRED, State.CANCELLED, State.TOLD, State.FOLDED}


def test_nothing_is_sent_but_from_handing_and_nothing_hands_but_what_was_claimed() -> None:
    assert [state for state in State if may_move(state, State.SENT)] == [State.HANDING]
    assert [state for state in State if may_move(state, State.HANDING)] == [State.CLAIMED]
    assert [state for state in State if may_move(state, State.UNSURE)] == [State.HANDING]


def test_a_message_in_hand_can_not_expire_or_be_folded() -> None:
    assert not may_move(State.HANDING, State.EXPIRED)
    assert not may_move(State.CLAIMED, State.FOLDED)
    assert not may_move(State.HANDING, State.CANCELLED)


@pytest.mark.parametrize(
    ("tries", "minutes"),
    [(1, 1), (2, 2), (3, 5), (4, 10), (5, 20), (6, 40), (7, 80), (8, 160), (9, 300), (10, 360), (99, 360)],
)
def test_each_try_waits_longer_up_to_six_hours(tries: int, minutes: int) -> None:
    assert back_off(tries, 0) == timedelta(minutes=minutes)
    assert back_off(tries, 1) == timedelta(minutes=minutes * 1.25)


def test_a_message_is_given_up_a_day_after_its_first_refusal() -> None:
    assert not given_up(None, NINE)
    assert not given_up(NINE, NINE + timedelta(hours=23, minutes=59))
    assert given_up(NINE, NINE + timedelta(hours=24))


def test_the_first_crashes_cost_no_wait_and_the_fifth_parks() -> None:
    assert [wait_after_crash(n, 0) for n in (1, 2, 3)] == [timedelta(0), timedelta(0), timedelta(0)]
    assert wait_after_crash(4, 0) == timedelta(minutes=1)
    assert [after_crash(n) for n in (1, 4, 5)] == [State.PENDING, State.PENDING, State.FAILED]


def test_an_unsure_reminder_goes_once_more_and_an_unsure_secret_never() -> None:
    assert after_unsure(Policy.RESEND, 0) is State.PENDING
    assert after_unsure(Policy.RESEND, 1) is State.HELD
    assert after_unsure(Policy.HOLD, 0) is State.HELD


@pytest.mark.parametrize(
    ("code", "reply"),
    [
        (250, Reply.ACCEPTED),
        (251, Reply.ACCEPTED),
        (299, Reply.ACCEPTED),
        (421, Reply.LATER),
        (452, Reply.LATER),
        (550, Reply.REFUSED),
        (599, Reply.REFUSED),
        (354, Reply.UNANSWERED),
        (600, Reply.UNANSWERED),
        (25, Reply.UNANSWERED),
        (-1, Reply.UNANSWERED),
    ],
)
def test_a_reply_code_means_taken_not_now_never_or_nothing(code: int, reply: Reply) -> None:
    assert meaning(code) is reply


def test_a_key_tells_rule_subject_version_step_recipient_and_channel_apart() -> None:
    key = dedupe_key("due", subject="contact:7", version=2, step="7 days", recipient="person:3")
    assert key == "due|contact:7|2|7 days|person:3|mail"
    assert key != dedupe_key("due", subject="contact:7", version=3, step="7 days", recipient="person:3")


def test_a_bar_inside_a_part_makes_no_other_key() -> None:
    left = dedupe_key("due", subject="a|b", version=1, step="c", recipient="d")
    right = dedupe_key("due", subject="a", version=1, step="b|c", recipient="d")
    assert left != right


def test_the_message_id_of_a_key_is_always_the_same() -> None:
    first = message_id("due|contact:7|2|7 days|person:3|mail", "unit.example")
    assert first == message_id("due|contact:7|2|7 days|person:3|mail", "unit.example")
    assert first.endswith("@unit.example>")
    assert first != message_id("due|contact:7|3|7 days|person:3|mail", "unit.example")
