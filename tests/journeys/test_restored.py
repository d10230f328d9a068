"""A system that was restored from a backup sends nothing, and says so, until somebody has looked and lets it go on."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session, scoped_session

from scaleup import commit
from scaleup.app import create_app
from scaleup.backups import service as backups
from scaleup.config import Settings
from scaleup.core import clock as time
from scaleup.extensions import db
from tests.databases import settings
from tests.journeys.conftest import MONDAY, Filled
from tests.journeys.steps import arrive, fits, heading, nothing_said, wake
from tests.servers import Mailbox

pytestmark = pytest.mark.browser


@pytest.fixture
def restored(
    filled: Filled,
    session: scoped_session[Session],
    app_settings: Settings,
    mailbox: Mailbox,
    clock: Callable[[str], None],
    tmp_path: Path,
) -> None:
    """The demonstration was backed up elsewhere, and put back here."""
    clock(MONDAY)
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    shutil.copy(filled.file, folder / "scaleup.sqlite3")
    given = settings(f"sqlite:///{folder / 'scaleup.sqlite3'}", folder, smtp_url=mailbox.url)
    with create_app(given).app_context():
        backups.take(tmp_path / "backup.zip", given, now=time.now())
        db.session.remove()
        db.engine.dispose()
    backups.put_back(tmp_path / "backup.zip", app_settings, now=time.now())
    commit.now()


def test_a_restored_system_sends_nothing_until_it_is_released(
    restored: None, mailbox: Mailbox, visitor: Callable[..., Page]
) -> None:
    page = visitor(390, scripts=False)
    main = page.locator("main")
    with nothing_said(page):
        arrive(page, "Helen Ashworth")
        wake()
        assert mailbox.mails == []
        band = page.get_by_role("complementary", name="Sending is held")
        band.get_by_role("link", name="See what waits").click()
        assert heading(page) == "Sending is held"
        expect(main).to_contain_text("Restored from the backup of 23 November 2026, 10:00 UTC.")
        assert fits(page)
        page.get_by_role("button", name="Let sending go on").click()
        expect(page.get_by_role("alert")).to_contain_text("Choose what becomes of what waits.")
        page.get_by_label("What was due until a certain time went out before").check()
        page.get_by_role("button", name="Let sending go on").click()
        expect(page.get_by_role("alert")).to_contain_text("Enter the day.")
        assert fits(page)
        page.get_by_label("Send everything that waits").check()
        page.get_by_role("button", name="Let sending go on").click()
        expect(main).to_contain_text("Sending goes on. What waited goes with the next minute.")
        expect(band).to_have_count(0)
    wake()
    assert mailbox.to("priya.nair@unit.example")
