"""A short cut of `make storm-long`: two months of a few areas, and a count that sees what is missing or doubled."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from scaleup.milestones import service as milestones
from tests.storm.years import World, lived
from tests.storm.years_check import check

NOTHING = "due reminders that nobody was told of"


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_each_reminder_of_two_months_is_told_once_on_its_day_and_a_second_run_sends_nothing(
    session: Session, database_url: str, tmp_path: Path, clock: Callable[[str], None], dialect: str
) -> None:
    clock("2026-01-01T09:00:00+00:00")
    figures = lived(World(areas=12, years=0, seed=4, spread=4, days_more=60), tmp_path)
    milestones.rebuild()
    session.commit()
    result = check(database_url, tmp_path)
    assert result.wrong == []
    assert result.figures["reminders due"] > 60
    assert figures["mails"] == result.figures["mails"]

    journal = tmp_path / "journal.json"
    mails = json.loads(journal.read_text())
    for tampered, broken in (
        (mails[1:], "1 sent that never went"),
        ([*mails, mails[0]], "1 mails twice"),
        ([[mails[40][0], *mails[0][1:]], *mails[1:]], "1 told on another day"),
    ):
        journal.write_text(json.dumps(tampered))
        assert any(line.startswith(broken) for line in check(database_url, tmp_path).wrong), broken
