"""Wake-ups may come as often as they like, from as many beats as there are: each message goes once."""

from pathlib import Path

import pytest

from tests.storm.wakeups import delivered

WAKE_UPS, TIMES = 200, 20


@pytest.mark.fire
def test_200_wake_ups_delivered_20_times_each_under_two_beats_send_each_message_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seconds, wrong = delivered(WAKE_UPS, TIMES, tmp_path)
    assert wrong == []
    with capsys.disabled():
        print(f"\n{WAKE_UPS * TIMES} wake-ups and two beats: {WAKE_UPS} messages, each sent once, {seconds:.0f} s")


def test_no_task_carries_business_time() -> None:
    root = Path(__file__).parent.parent.parent / "scaleup"
    source = {path: path.read_text() for path in root.rglob("*.py")}
    for forbidden in ("eta=", "countdown=", ".retry(", "crontab("):
        assert [str(path) for path, text in source.items() if forbidden in text] == []
