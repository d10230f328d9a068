"""Why a message went as it did, to the minute; who stands in on which day; when a rule begins; the drawing of weeks."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from scaleup.core.marks import Box, Words
from scaleup.outbox.rules import Draft, State
from scaleup.reminders.rules import (
    Choices,
    Fate,
    asked_at_hand_over,
    going,
    moved_by,
    next_code,
    why_not_sent,
)
from scaleup.reminders.rules.arranging import StandIn, StandIns, arranged
from scaleup.reminders.rules.causes import NOT_NEEDED
from scaleup.reminders.rules.rungs import Step
from scaleup.reminders.rules.weeks import drawing_of, told
from tests.factories.rules import LATE

TODAY = date(2026, 11, 23)
NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SENT = Fate(State.SENT, due_at=NINE, created_at=NINE, expires_at=None, settled_at=NINE, note="")
TEN, ELEVEN = date(2026, 12, 10), date(2026, 12, 11)
AMA, TOM = StandIn(5, frozenset({1}), everywhere=False), StandIn(6, frozenset(), everywhere=True)


# --- Why it went as it did ----------------------------------------------------------------------------------------


def test_what_was_written_down_ten_minutes_before_its_time_waited_for_no_hours() -> None:
    assert moved_by(replace(SENT, created_at=NINE - 10 * MINUTE), [], away="", today=TODAY) == []
    [waited] = moved_by(replace(SENT, created_at=NINE - 11 * MINUTE), [], away="", today=TODAY)
    assert waited == "It fell due outside the reader’s hours, Mon 23 Nov 08:49, and waited until Mon 23 Nov 09:00."


def test_a_digest_says_whether_the_day_was_full_or_its_reader_chose_it() -> None:
    chosen = "Its reader chose one mail a day, was away, or had no hours left in time: it went in a digest."
    full = "Its reader had no room for more mails that day (three at the most): it went in a digest."
    for key, words in (("digest|upto:7|x", full), ("digest|7|x", chosen), ("digest", chosen)):
        folded = replace(SENT, state=State.FOLDED, digest_key=key)
        assert moved_by(folded, [], away="", today=TODAY) == [words]
        assert why_not_sent(folded, today=TODAY) == words


@pytest.mark.parametrize(
    ("state", "note", "said"),
    [
        (State.SENT, "", "Whether x. Yes, when it was handed over Mon 23 Nov 09:00."),
        (State.CANCELLED, NOT_NEEDED, "Whether x. No, when it was about to go Mon 23 Nov 09:00."),
        (State.CANCELLED, "Settled.", "Whether x. It was not asked, because it did not come so far."),
        (State.EXPIRED, NOT_NEEDED, "Whether x. It was not asked, because it did not come so far."),
        (State.PENDING, "", "Whether x. It is asked when it goes."),
    ],
)
def test_what_was_asked_once_more_at_the_hand_over(state: State, note: str, said: str) -> None:
    assert asked_at_hand_over(replace(SENT, state=state, note=note), "x", today=TODAY) == said


def test_what_nobody_asks_goes_in_any_case() -> None:
    assert asked_at_hand_over(SENT, "", today=TODAY) == "Nothing: it goes in any case."


@pytest.mark.parametrize(
    ("expires_at", "said"),
    [
        (None, ""),
        (NINE + MINUTE, ""),
        (NINE, "It is worth nothing after Mon 23 Nov 09:00."),
        (NINE - MINUTE, "It is worth nothing after Mon 23 Nov 08:59."),
    ],
)
def test_a_message_that_waits_past_its_worth_says_so(expires_at: datetime | None, said: str) -> None:
    waiting = replace(SENT, state=State.PENDING, settled_at=None, expires_at=expires_at)
    assert why_not_sent(waiting, today=TODAY) == said


def test_what_went_needs_no_reason_and_what_was_told_before_has_its_own() -> None:
    assert why_not_sent(replace(SENT, expires_at=NINE), today=TODAY) == ""
    assert why_not_sent(replace(SENT, state=State.TOLD), today=TODAY) == "Told before, for the same date."
    noted = replace(SENT, state=State.TOLD, note="Told on 20 November.")
    assert why_not_sent(noted, today=TODAY) == "Told on 20 November."


# --- Who stands in ------------------------------------------------------------------------------------------------


def test_somebody_stands_in_from_the_first_day_away_to_the_last() -> None:
    away = StandIns(((2, TEN, ELEVEN, AMA), (3, ELEVEN, ELEVEN, TOM)))
    days = [date(2026, 12, 9), TEN, ELEVEN, date(2026, 12, 12)]
    assert [dict(away.on(day)) for day in days] == [{}, {2: AMA}, {2: AMA, 3: TOM}, {}]
    assert away.ever == {2: AMA, 3: TOM}


# --- When it goes -------------------------------------------------------------------------------------------------


def test_a_rule_without_a_beginning_is_bound_by_no_quiet_day() -> None:
    rule = replace(LATE, quiet_until=TEN)
    assert rule.begins_at is None
    assert replace(rule, acts_from=NINE).begins_at == datetime(2026, 12, 10, 9, tzinfo=UTC)
    assert replace(LATE, acts_from=NINE).begins_at == NINE


def test_the_first_rule_that_is_added_has_number_1() -> None:
    first = next_code(["late", "today"])
    assert first.endswith("1")
    assert next_code([first]) == first[:-1] + "2"


@pytest.mark.parametrize(
    ("due_at", "expires_at", "timely"),
    [
        (NINE, None, True),
        (NINE + MINUTE, None, False),
        (NINE, NINE + MINUTE, True),
        (NINE - MINUTE, NINE, False),
        (NINE + MINUTE, NINE + 2 * MINUTE, False),
    ],
)
def test_a_step_is_timely_from_when_it_falls_due_until_it_is_worth_nothing(
    due_at: datetime, expires_at: datetime | None, timely: bool
) -> None:
    assert Step(LATE, due_at, expires_at, 0).timely(NINE, NINE) is timely


def test_what_is_due_in_its_readers_hours_goes_at_once_though_it_is_worth_nothing_afterwards() -> None:
    at_once = going(Choices(), NINE, expires_at=NINE, had_digest=False, stood_in_for=False)
    assert (at_once.at, at_once.in_digest) == (NINE, False)


def test_what_is_late_and_may_go_now_keeps_the_instant_at_which_it_fell_due() -> None:
    late = Draft("a", "reminder", NINE - MINUTE, person_id=4)
    found = arranged([late], {4: Choices()}, had_digest=(), covered=(), now=NINE)
    assert [one.due_at for one in found.single] == [NINE - MINUTE]


# --- The weeks of a rule ------------------------------------------------------------------------------------------


WEEKS = [(date(2026, 11, 23) + timedelta(weeks=number), mails) for number, mails in enumerate([4, 0, 2, 8])]


def test_each_week_has_its_number_above_its_bar_and_every_third_its_monday_beneath() -> None:
    labels = [shape for shape in drawing_of(WEEKS).shapes if isinstance(shape, Words)]
    assert [(one.text, one.x, one.y, one.anchor) for one in labels] == [
        ("4", 11.5, 47, "middle"),
        ("23 Nov", 2, 100, "start"),
        ("0", 36.5, 79, "middle"),
        ("2", 61.5, 63, "middle"),
        ("8", 86.5, 15, "middle"),
        ("14 Dec", 77, 100, "start"),
    ]
    assert told(WEEKS[:2]) == "week from 23 November: 4; week from 30 November: 0"


def test_the_fullest_week_is_as_tall_as_the_drawing_and_one_without_mails_has_no_bar() -> None:
    bars = [shape for shape in drawing_of(WEEKS).shapes if isinstance(shape, Box)]
    assert [(one.x, one.y, one.height) for one in bars] == [(2, 52, 32), (52, 68, 16), (77, 20, 64)]
    [small] = [shape for shape in drawing_of([(TODAY, 1)]).shapes if isinstance(shape, Box)]
    assert small.height == 64
    assert drawing_of([(TODAY, 0)]).shapes
