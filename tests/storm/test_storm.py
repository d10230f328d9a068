"""Reminders under fire: nothing is lost, and no repeat goes unrecorded. Run last and alone; the figures are printed."""

from pathlib import Path

import pytest

from tests.storm.driver import Weather, blow


@pytest.mark.fire
def test_nothing_is_lost_and_no_repeat_goes_unrecorded_in_a_storm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = blow(Weather(), tmp_path)
    logs = "\n".join((tmp_path / name).read_text()[-3000:] for name in ("workers.log", "beats.log"))
    with capsys.disabled():
        print("\n" + "\n".join(tally.lines()))
    assert tally.wrong == [], logs
    assert tally.kills >= 5
    assert (tally.flushes, tally.broker_kills, tally.freezes, tally.restarts) == (2, 1, 1, 1)
