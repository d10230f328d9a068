"""What journeys begin with: the demonstration as it was filled on a Monday, once for all of them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import select

from scaleup.accounts.adapters import hashed
from scaleup.accounts.models import Person
from scaleup.app import create_app
from scaleup.areas.models import Area
from scaleup.extensions import db
from tests.databases import OnSqlite, settings
from tests.factories import demonstration as laid_out
from tests.journeys.steps import PASSWORD
from tests.wiring import put_back

MONDAY = "2026-11-23T10:00:00+00:00"
WITH_PASSWORD = ["Niamh O’Rourke", "Helen Ashworth"]


@dataclass(frozen=True)
class Filled:
    """A database that holds the demonstration, to be copied, and its areas' ids by name."""

    file: Path
    areas: dict[str, int]


@pytest.fixture(scope="session")
def filled(databases: Callable[[str], OnSqlite], tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """The demonstration; two of its people can sign in with PASSWORD, whoever asks has a link."""
    folder = tmp_path_factory.mktemp("demonstration")
    with put_back(), databases("sqlite").clean(folder) as url, create_app(settings(url, folder)).app_context():
        laid_out.lay_out(datetime.fromisoformat(MONDAY))
        for person in db.session.scalars(select(Person).where(Person.name.in_(WITH_PASSWORD))):
            person.password_hash = hashed(PASSWORD)
        areas = {area.name: area.id for area in db.session.scalars(select(Area))}
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return Filled(folder / "scaleup.sqlite3", areas)


@pytest.fixture
def database_url(databases: Callable[[str], OnSqlite], tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A copy of the demonstration where a journey asks for it, else a database without rows."""
    if "demonstration" not in request.fixturenames:
        with databases("sqlite").clean(tmp_path) as url:
            yield url
        return
    shutil.copy(request.getfixturevalue("filled").file, tmp_path / "scaleup.sqlite3")
    yield f"sqlite:///{tmp_path / 'scaleup.sqlite3'}"


@pytest.fixture
def demonstration(filled: Filled, session: object, clock: Callable[[str], None]) -> dict[str, int]:
    """It is Monday in the demonstration; its areas' ids by name."""
    clock(MONDAY)
    return filled.areas


@pytest.fixture
def visitor(new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """A page of this width, whose browser runs scripts or none: visitor(390, scripts=False)."""

    def opened(width: int, *, scripts: bool) -> Page:
        page = new_context(java_script_enabled=scripts).new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.set_default_timeout(10_000)
        return page

    return opened
