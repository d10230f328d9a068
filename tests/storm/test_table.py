"""The judge sees what is wrong, and the table says it and finds its place on the page."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.storm import check
from tests.storm.driver import Tally
from tests.storm.table import BEGIN, END, PAGE, page, write
from tests.storm.weather import Weather

NINE = datetime(2026, 3, 24, 9, 0, tzinfo=UTC).timestamp()
SENT = ("pending", "claimed", "handing", "sent")


def row(id_: int, *moves: str, kind: str = "storm heap", due_at: float = NINE) -> check.Row:
    """A message of Niamh's that made these moves."""
    made = check.Row(id_, f"<{id_}@x>", moves[-1], due_at, "niamh@x", "", None, "resend", leased=False, kind=kind)
    made.events = [(due_at, old, new, "why") for old, new in zip(("", *moves), moves, strict=False)]
    return made


def taken(id_: int, at: float, to: str = "niamh@x") -> dict[str, object]:
    """A line of the journal."""
    return {"event": "accepted", "message_id": f"<{id_}@x>", "to": to, "recipients": [to], "at": at, "fault": ""}


def leased(one: check.Row) -> check.Row:
    """The same, still leased to somebody."""
    return replace(one, leased=True)


def elsewhere(one: check.Row) -> check.Row:
    """The same, in a state that its last event does not tell of."""
    return replace(one, state="failed", reason="Refused.")


def seen(rows: list[check.Row], journal: list[dict[str, object]], created: int | None = None) -> check.Evidence:
    """What the judge has before it."""
    there = {one.id: one for one in rows}
    return check.Evidence(there, journal, len(rows) if created is None else created, 0, 0, 1, (0.0, 1.0, 0.0))


@pytest.mark.parametrize(
    ("found", "broken"),
    [
        (seen([row(1, *SENT)], []), "I1"),
        (seen([row(1, *SENT)], [taken(1, NINE), taken(1, NINE + 5)]), "I2"),
        (seen([row(1, "pending", "claimed", "handing", "unsure", "pending", *SENT[1:])], [taken(1, NINE)]), "I3"),
        (seen([row(1, *SENT)], [taken(1, NINE)], created=2), "I4"),
        (seen([row(1, *SENT)], [taken(1, NINE - 1)]), "I5"),
        (seen([row(1, *SENT)], [taken(1, NINE, to="orla@x")]), "I6"),
        (seen([row(n, *SENT) for n in range(4)], [taken(n, NINE) for n in range(4)]), "I7"),
        (seen([elsewhere(row(1, *SENT))], [taken(1, NINE)]), "I8"),
        (seen([row(1, "pending", "handing", "sent")], [taken(1, NINE)]), "I9"),
        (seen([leased(row(1, *SENT))], [taken(1, NINE)]), "I10"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_invariant_is_seen_to_break_and_is_named(found: check.Evidence, broken: str) -> None:
    wrong = check.judge(found)
    assert {sentence.split(":")[0] for sentence in wrong} == {broken}


def test_a_fourth_reminder_after_londons_midnight_is_another_days() -> None:
    ten_to_one_in_summer = datetime(2026, 7, 1, 23, 50, tzinfo=UTC).timestamp()
    last_evening = datetime(2026, 7, 1, 22, 50, tzinfo=UTC).timestamp()
    at = [last_evening] * 3 + [ten_to_one_in_summer]
    rows = [row(n, *SENT, due_at=last_evening) for n in range(4)]
    found = seen(rows, [taken(n, instant) for n, instant in enumerate(at)])
    assert found.a_day() == {("niamh@x", "2026-07-01"): 3, ("niamh@x", "2026-07-02"): 1}
    assert check.judge(found) == []


def test_a_second_run_that_sends_moves_or_adds_is_seen() -> None:
    first = seen([row(1, *SENT), row(2, "pending")], [taken(1, NINE)])
    assert check.second_run(first, first) == []
    assert check.second_run(first, seen([row(1, *SENT), row(2, *SENT)], [taken(1, NINE), taken(2, NINE)])) == [
        "I12: a second run sent 1 mails",
        "I12: message 2 moved in a second run",
    ]
    assert check.second_run(first, seen([row(1, *SENT), row(2, "pending"), row(3, "pending")], [taken(1, NINE)])) == [
        "I12: a second run made message 3, which is pending"
    ]


def test_the_table_takes_the_place_of_the_last_one_and_says_what_broke(tmp_path: Path) -> None:
    tally = Tally(Weather(mails=2), created=2, seconds=60, clocks={0, 86_400})
    tally.found = seen([row(1, *SENT)], [taken(1, NINE)], created=2)
    tally.wrong = check.judge(tally.found)
    text = page(tally, [("in calm", "5", "5")], today=date(2026, 11, 23))
    assert "Of 23 November 2026, seed 1." in text
    assert "| I4 | conservation: what was created stands in one settled state each | **broken: 1** |" in text
    assert "| I5 | nothing before it was due, nothing after its cancellation | holds |" in text
    assert "| hosts' clocks | right, ±1 h, ±1 day, -1 year | right, +1 day |" in text
    place = tmp_path / "page.md"
    place.write_text(f"Before.\n{BEGIN}\nold\n{END}\nAfter.\n")
    write(text, place)
    assert place.read_text() == f"Before.\n{BEGIN}\n{text}\n{END}\nAfter.\n"


def test_the_page_names_tests_that_there_are() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)`", PAGE.read_text())
    assert len(named) > 30
    assert [path for path in named if not (PAGE.parent.parent / path).is_file()] == []
