"""The portfolio as a workbook of the tracker's shape: imported again it changes nothing, elsewhere it brings all."""

import hashlib
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from scaleup.app import create_app
from scaleup.areas.models import Area
from scaleup.core.base import Base
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.fidelity.models import FidelityCheck
from scaleup.imports import service
from scaleup.imports.cli import export_tracker
from scaleup.licences.models import Licence
from scaleup.support.models import Contact
from tests.databases import settings
from tests.imports.test_legacy import NOW, TOTALS, TRACKER, Brought, brought

__all__ = ["brought"]
DB = scoped_session[Session]
RECORDS = (Area, Licence, Facilitator, Contact, FidelityCheck)
OF_THE_IMPORT = {
    "workbook",
    "imported_row",
    "import_run",
    "import_line",
    "import_question",
    "import_decision",
    "audit_entry",
}
"""Where an import says that it was: another workbook was read."""


def hashes() -> dict[str, str]:
    """Every table but those, by what it holds."""
    db.session.flush()
    return {
        table.name: hashlib.sha256(
            "".join(sorted(repr(tuple(row)) for row in db.session.execute(select(table)))).encode()
        ).hexdigest()
        for table in Base.metadata.sorted_tables
        if table.name not in OF_THE_IMPORT
    }


def exported(folder: Path) -> Path:
    written = service.write_out(by=None, now=NOW)
    path = folder / written.name
    with written.file as file:
        path.write_bytes(file.read())
    return path


def test_imported_again_where_it_came_from_it_creates_nothing_and_changes_no_table(session: DB, tmp_path: Path) -> None:
    service.bring_in(TRACKER, by=None, now=NOW)
    session.commit()
    workbook = exported(tmp_path)
    assert workbook.name == "portfolio-2026-11-22.xlsx"
    before = hashes()
    again = service.bring_in(workbook, by=None, now=NOW)
    assert {
        name: (one.rows, one.created, one.merged, one.needs_decision, one.refused) for name, one in again.sheets.items()
    } == {
        "Licences": (42, 0, 42, 0, 0),
        "Facilitators": (381, 0, 381, 0, 0),
        "Support calls": (579, 0, 579, 0, 0),
        "Fidelity": (120, 0, 120, 0, 0),
    }
    assert again.totals == TOTALS
    assert hashes() == before


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_imported_into_an_empty_database_it_brings_the_same(
    brought: Brought, app: Flask, session: DB, tmp_path: Path
) -> None:
    there = create_app(settings(f"sqlite:///{brought.file}", tmp_path))
    with there.app_context():
        workbook = exported(tmp_path)
        days = set(db.session.execute(select(Contact.held_on, Contact.outcome, Contact.channel)).all())
        db.session.rollback()
        db.engine.dispose()
    with app.app_context():
        found = service.bring_in(workbook, by=None, now=NOW)
        assert found.totals == TOTALS
        assert not any(one.needs_decision or one.refused for one in found.sheets.values())
        counts = [db.session.scalar(select(func.count()).select_from(table)) for table in RECORDS]
        assert counts == [42, 42, 381, 579, 120]
        assert set(db.session.execute(select(Contact.held_on, Contact.outcome, Contact.channel)).all()) == days
        db.session.rollback()


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_the_command_writes_a_file_for_its_owner_alone_and_never_over_another(session: DB, tmp_path: Path) -> None:
    file = tmp_path / "out.xlsx"
    said = CliRunner().invoke(export_tracker, [str(file)])
    assert (said.exit_code, said.output) == (
        0,
        f"Licences: 0 rows, Facilitators: 0 rows, Support calls: 0 rows, Fidelity: 0 rows in {file}.\n",
    )
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    title = load_workbook(file)["Licences"]["A1"].value
    assert str(title).startswith("Exported from Scaleup on")
    assert "documents" in str(title)
    assert CliRunner().invoke(export_tracker, [str(file)]).exit_code == 1
