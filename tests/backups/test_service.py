"""A backup taken while work goes on holds one instant, comes back whole on either database, and sends nothing then."""

import json
import stat
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, scoped_session

from scaleup.accounts.rules import Role
from scaleup.app import create_app
from scaleup.areas import service as areas
from scaleup.areas.models import Area
from scaleup.backups import queries, service
from scaleup.backups.cli import backup, release, restore
from scaleup.config import Settings
from scaleup.core.errors import Refused
from scaleup.demo import service as demo
from scaleup.extensions import db
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Hold, Message
from scaleup.outbox.rules import Draft, State
from scaleup.programmes import service as programmes
from scaleup.reminders import service as reminders
from tests.databases import OnPostgres, OnSqlite, settings
from tests.factories import support as make
from tests.factories.actors import acting
from tests.servers import Mailbox

DB = scoped_session[Session]
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
Databases = Callable[[str], OnSqlite | OnPostgres]


@pytest.fixture
def small(app: Flask, session: DB, app_settings: Settings) -> Flask:
    """Two areas, one with a licence and its plan, and a document on the shelf."""
    make.implementation(make.area("Marlbury"))
    make.area("Kelso", "Scotland")
    laid_on_the_shelf(app_settings)
    session.commit()
    return app


def laid_on_the_shelf(app_settings: Settings) -> None:
    shelf = app_settings.var / "documents" / "ab"
    shelf.mkdir(parents=True)
    (shelf / ("ab" * 16)).write_bytes(b"%PDF-1.7 of a test")


@pytest.fixture
def worked(app: Flask, session: DB, clock: Callable[[str], None], app_settings: Settings) -> Flask:
    """The demonstration, with reminders that wait, one that refers to another, and a document on the shelf."""
    clock(NOW.isoformat())
    programmes.load_catalogue(NOW)
    areas.load_authorities()
    demo.fill_if_empty(NOW)
    reminders.plan_due(NOW)
    laid_on_the_shelf(app_settings)
    session.commit()
    return app


def counts() -> dict[str, int]:
    return {table.name: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in queries.TABLES}


def as_it_is() -> dict[str, object]:
    with queries.one_instant() as connection:
        return dict(queries.counted(connection))


@pytest.fixture
def elsewhere(dialect: str, tmp_path: Path, databases: Databases) -> Iterator[Flask]:
    """An empty, migrated installation on SQLite, with a folder of its own."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with databases("sqlite").clean(folder) as url:
        made = create_app(settings(url, folder))
        yield made
        with made.app_context():
            db.engine.dispose()


def test_what_was_taken_is_what_comes_back_row_for_row(
    worked: Flask, elsewhere: Flask, app_settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    told = service.take(file, app_settings, now=NOW)
    before = as_it_is()
    assert before == told.manifest.tables
    assert told.manifest.tables["area"].count == 38
    with elsewhere.app_context():
        there = elsewhere.config["SETTINGS"]
        service.look(file)
        service.put_back(file, there, now=NOW)
        after = as_it_is()
        assert {name for name in after if after[name] != before[name]} == {"outbox_hold", "audit_entry"}
        assert (there.var / "documents" / "ab" / ("ab" * 16)).read_bytes() == b"%PDF-1.7 of a test"
        make.area("A new one")
        db.session.rollback()


def test_on_postgresql_new_rows_get_ids_after_those_that_came_back(
    dialect: str, small: Flask, app_settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    service.take(file, app_settings, now=NOW)
    before = as_it_is()
    with db.engine.begin() as connection:
        for table in reversed(queries.TABLES):
            if table.name == "outbox_message":
                connection.execute(update(table).values(folded_into_id=None, again_of_id=None))
            connection.execute(table.delete())
    service.look(file)
    service.put_back(file, app_settings, now=NOW)
    after = as_it_is()
    assert {name for name in after if after[name] != before[name]} == {"outbox_hold", "audit_entry"}
    highest = db.session.scalar(select(func.max(Area.id))) or 0
    assert make.area("A new one").id == highest + 1
    db.session.rollback()


def test_a_backup_taken_during_work_is_one_instant(small: Flask, app_settings: Settings, tmp_path: Path) -> None:
    """Somebody founds areas, each with a message about it in one transaction: no backup has one without the other."""
    stop, founded = threading.Event(), []

    def work() -> None:
        with small.app_context():
            while not stop.is_set():
                area = make.area(f"Area {len(founded)}")
                outbox.enqueue(
                    Draft(f"of {area.id}", "invitation", NOW, to_address="a@b.example", area_id=area.id), now=NOW
                )
                db.session.commit()
                founded.append(area.id)

    thread = threading.Thread(target=work)
    thread.start()
    try:
        for number in range(3):
            file, known = tmp_path / f"{number}.zip", len(founded)
            told = service.take(file, app_settings, now=NOW)
            with zipfile.ZipFile(file) as archive:
                there = {json.loads(line)[0] for line in archive.read("tables/area.jsonl").splitlines()}
                told_of = {json.loads(line)[4] for line in archive.read("tables/outbox_message.jsonl").splitlines()}
            new = {one for one in there if one in told_of or one in founded[:known]}
            assert set(founded[:known]) <= there
            assert len(new) >= known
            assert told.manifest.tables["area"].count - 2 == sum(1 for one in there if one in told_of and one > 2)
            assert service.check(file).manifest == told.manifest
    finally:
        stop.set()
        thread.join()
    assert len(founded) > 3


def test_nothing_is_sent_until_somebody_releases_it_and_nothing_twice(
    app: Flask, session: DB, app_settings: Settings, mailbox: Mailbox, elsewhere: Flask, tmp_path: Path
) -> None:
    for name in ("Marlbury", "Kelso"):
        outbox.enqueue(Draft(name, "a test", NOW, to_address=f"{name}@area.example"), now=NOW)
    session.commit()
    keys = set(session.execute(select(Message.dedupe_key, Message.message_id)).all())
    service.take(tmp_path / "backup.zip", app_settings, now=NOW)
    there = elsewhere.config["SETTINGS"]
    with elsewhere.app_context():
        service.put_back(tmp_path / "backup.zip", there, now=NOW)
        outbox.dispatch(now=NOW, owner="one")
        assert set(db.session.execute(select(Message.dedupe_key, Message.message_id)).all()) == keys
        assert outbox.enqueue(Draft("Kelso", "a test", NOW, to_address="kelso@area.example"), now=NOW) is None
        assert set(db.session.scalars(select(Message.state))) == {State.PENDING}
        waiting = outbox.waiting_since_hold(None, NOW)
        assert (waiting.due, waiting.hold and waiting.hold.reason) == (
            2,
            "Restored from the backup of 23 November 2026, 14:00 UTC. Nothing is sent until somebody releases it.",
        )
        db.session.execute(update(Message).where(Message.dedupe_key == "Kelso").values(due_at=NOW.replace(hour=15)))
        outbox.release_all(NOW, person_id=None, now=NOW)
        db.session.commit()
        states = dict(db.session.execute(select(Message.dedupe_key, Message.state)).all())
        assert states == {"Marlbury": State.TOLD, "Kelso": State.PENDING}
        assert db.session.scalars(select(Hold.released_at)).all() != [None]
    assert mailbox.mails == []


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_database_that_holds_anything_is_left_alone(small: Flask, app_settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    service.take(file, app_settings, now=NOW)
    before = counts()
    with pytest.raises(Refused, match="not empty: area, implementation, name_word, progress hold rows"):
        service.look(file)
    assert counts() == before


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_backup_that_was_changed_or_cut_is_refused(
    small: Flask, app_settings: Settings, elsewhere: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    service.take(file, app_settings, now=NOW)
    changed, cut = tmp_path / "changed.zip", tmp_path / "cut.zip"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(changed, "w") as new:
        for entry in old.namelist():
            content = old.read(entry)
            new.writestr(entry, content.replace(b"Marlbury", b"Marlburx") if entry == "tables/area.jsonl" else content)
    cut.write_bytes(file.read_bytes()[:-2000])
    for one, said in (
        (changed, "The table area: its content is not what"),
        (cut, "is no backup of Scaleup, or is damaged"),
    ):
        with pytest.raises(Refused, match=said):
            service.check(one)
        with elsewhere.app_context():
            with pytest.raises(Refused, match=said):
                service.put_back(one, elsewhere.config["SETTINGS"], now=NOW)
            assert counts()["area"] == 0


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_backup_holds_no_secret_and_is_for_its_owner_alone(
    small: Flask, app_settings: Settings, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    service.take(file, app_settings, now=NOW)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with zipfile.ZipFile(file) as archive:
        manifest = archive.read("manifest.json").decode()
    assert app_settings.secret_key not in manifest
    assert '"secret_key": "(kept elsewhere)"' in manifest
    with pytest.raises(Refused, match="never written over another"):
        service.take(file, app_settings, now=NOW)
    assert not list(tmp_path.glob(".*half"))


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_where_files_cannot_be_laid_it_is_said_and_the_backup_not_called_damaged(
    small: Flask, app_settings: Settings, elsewhere: Flask, tmp_path: Path
) -> None:
    file = tmp_path / "backup.zip"
    service.take(file, app_settings, now=NOW)
    there: Settings = elsewhere.config["SETTINGS"]
    (there.var / "documents").write_text("a file where the folder belongs")
    with elsewhere.app_context():
        with pytest.raises(Refused, match=r"documents/ab/.* cannot be written: "):
            service.put_back(file, there, now=NOW)
        assert counts()["area"] == 0


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_the_commands_say_what_they_did(small: Flask, elsewhere: Flask, tmp_path: Path) -> None:
    file = str(tmp_path / "backup.zip")
    run = CliRunner()
    taken = run.invoke(backup, [file])
    assert taken.exit_code == 0, taken.output
    assert "rows in" in taken.output
    assert "is whole and comes back" in run.invoke(restore, [file, "--verify"]).output
    assert run.invoke(restore, [file]).exit_code == 1
    with elsewhere.app_context():
        put_back = run.invoke(restore, [file])
        assert put_back.exit_code == 0, put_back.output
        assert "scaleup release" in put_back.output
        assert "would be sent" in run.invoke(release, ["--dry-run"]).output
        assert run.invoke(release, ["--went-until", "yesterday"]).exit_code == 2
        said = run.invoke(release, ["--went-until", "2026-11-23T14:00+00:00"])
        assert "are settled as told; 0 messages due are sent." in said.output
        assert run.invoke(release).output == "Nothing is held: sending goes on.\n"


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_every_page_says_that_sending_is_held_until_it_is_released(
    app: Flask, session: DB, clock: Callable[[str], None]
) -> None:
    clock(NOW.isoformat())
    helen = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    session.add(Hold(at=NOW, reason="Restored."))
    session.commit()
    client = app.test_client()
    assert client.get("/healthz").json["sending"] == "held"
    with acting(helen, Role.UNIT_MANAGER):
        app.config["WTF_CSRF_ENABLED"] = False
        assert "Sending is held" in client.get("/release").text
        assert client.post("/release", data={}).status_code == 422
        unsaid = client.post("/release", data={"what": "settle"})
        assert (unsaid.status_code, "Enter the day." in unsaid.text) == (422, True)
        assert client.post("/release", data={"what": "send"}).status_code == 302
        assert "Sending goes on" in client.get("/release").text
    assert client.get("/healthz").json["sending"] == "going on"
