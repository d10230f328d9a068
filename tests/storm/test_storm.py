"""Reminders under fire: nothing is lost, and no repeat goes unrecorded. Run last and alone; the figures are printed."""

from pathlib import Path

import pytest

from tests.storm.driver import blow
from tests.storm.weather import DAY, YEAR, Weather


@pytest.mark.fire
def test_nothing_is_lost_and_no_repeat_goes_unrecorded_in_a_storm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tally = blow(Weather(), tmp_path)
    logs = "\n".join((tmp_path / name).read_text()[-3000:] for name in ("workers.log", "beats.log"))
    with capsys.disabled():
        print("\n" + "\n".join(tally.lines()))
    assert tally.wrong == [], logs
    did = tally.deeds
    assert did.kills >= 5
    assert (did.flushes, did.broker_kills, did.freezes, did.restarts) == (2, 1, 1, 1)
    assert {0, DAY, -YEAR} <= tally.clocks
    assert tally.found is not None
    assert max(tally.found.a_day().values()) == 3, "there was too little to share out"
