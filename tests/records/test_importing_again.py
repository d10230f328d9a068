"""A tracker that comes in again after two of its areas became one finds the one area under either name."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from scaleup import registry  # noqa: F401 - the import learns of merges
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import Area
from scaleup.areas.rules import name_key
from scaleup.imports import service as imports
from scaleup.licences.models import Licence
from scaleup.programmes.service import load_catalogue
from scaleup.records import service
from scaleup.records.rules import Chosen
from scaleup.support.models import Contact
from tests.factories import support as make
from tests.factories.workbooks import CONTACT_HEADINGS, HARINGEY, LICENCE_HEADINGS, workbook

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
Saved = scoped_session[Session]
ENFIELD = ["Enfield", "Baby Steps", "SU-2", "15/06/2022", "14/06/2025"]


def tracker(folder: Path, name: str, *calls: list[object]) -> Path:
    """Two areas with a licence each, and these calls."""
    return workbook(
        folder / name, {"Licences": [LICENCE_HEADINGS, HARINGEY, ENFIELD], "Calls": [CONTACT_HEADINGS, *calls]}
    )


@pytest.mark.parametrize("named", ["Haringey", "Enfield"])
def test_neither_of_two_merged_areas_comes_in_anew(session: Saved, tmp_path: Path, named: str) -> None:
    load_catalogue(make.LONG_AGO)
    areas.load_authorities()
    helen = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    call: list[object] = ["Enfield", "16/07/2024", "Call", "Held"]
    imports.bring_in(tracker(tmp_path, "one.xlsx", call), by=None, now=NOW)
    session.commit()
    ids = {area.name: area.id for area in session.scalars(select(Area))}
    merge = service.merge_areas(helen.id, ids["Haringey"], ids["Enfield"], Chosen(name_of=ids[named]), now=NOW)
    session.commit()
    again = imports.bring_in(
        tracker(tmp_path, "two.xlsx", call, ["Enfield", "17/08/2024", "Call", "Held"]), by=None, now=NOW
    )
    session.commit()
    assert again.questions == ()
    assert {name: sheet.created for name, sheet in again.sheets.items()} == {"Licences": 0, "Calls": 1}
    assert session.scalars(select(Area.name)).all() == [named]
    assert set(session.scalars(select(Licence.area_id))) == {merge.kept_id}
    assert session.scalar(select(func.count()).select_from(Contact)) == 2


def test_two_areas_again_go_by_their_own_names(session: Saved, tmp_path: Path) -> None:
    load_catalogue(make.LONG_AGO)
    areas.load_authorities()
    helen = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    imports.bring_in(tracker(tmp_path, "one.xlsx"), by=None, now=NOW)
    session.commit()
    ids = {area.name: area.id for area in session.scalars(select(Area))}
    merge = service.merge_areas(helen.id, ids["Haringey"], ids["Enfield"], Chosen(name_of=ids["Haringey"]), now=NOW)
    service.undo(merge.id, by=helen.id, now=NOW)
    session.commit()
    imports.bring_in(tracker(tmp_path, "two.xlsx", ["Enfield", "17/08/2024", "Call", "Held"]), by=None, now=NOW)
    assert session.scalars(select(Contact.area_id)).all() == [ids["Enfield"]]
    assert sorted(name_key(name) for name in session.scalars(select(Area.name))) == ["enfield", "haringey"]
