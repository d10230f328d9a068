"""Every screen that `make look` pictures: axe finds nothing, none scrolls sideways, the console stays empty.

axe takes most of the time, so it reads no page a second time that differs from others in its data alone: `outline`.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.databases import OnSqlite
from tests.look import forms, parts, unit, worlds
from tests.look.camera import Camera
from tests.look.screens import Screen
from tests.look.training_day import TRAINING_DAY, training_day
from tests.outline import Outlines

pytestmark = pytest.mark.browser

Databases = Callable[[str], OnSqlite]
World = Callable[[OnSqlite, Path], AbstractContextManager[worlds.World]]
DESK, PHONE, NARROWEST = 1280, 390, 320
OUTLINES = Outlines()


@pytest.fixture(scope="module")
def full(databases: Databases, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Camera]:
    """Somebody who may look at every screen of the demonstration."""
    with watching(worlds.demonstration, databases("sqlite"), tmp_path_factory.mktemp("full"), browser) as camera:
        yield camera


@pytest.fixture(scope="module")
def saving(databases: Databases, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Camera]:
    """The same, of a demonstration of their own, because they save."""
    with watching(worlds.demonstration, databases("sqlite"), tmp_path_factory.mktemp("saving"), browser) as camera:
        yield camera


@pytest.fixture(scope="module")
def empty(databases: Databases, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Camera]:
    """Somebody who may look at every screen of a system just begun."""
    with watching(worlds.empty, databases("sqlite"), tmp_path_factory.mktemp("empty"), browser) as camera:
        yield camera


@pytest.fixture(scope="module")
def importing(databases: Databases, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Camera]:
    """Somebody who may look at imports in every state, while all sending is held."""
    place = tmp_path_factory.mktemp("importing")
    with watching(worlds.importing, databases("sqlite"), place, browser) as camera:
        yield camera


@pytest.fixture(scope="module")
def training(databases: Databases, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Camera]:
    """Somebody who may look at a training day while it goes on."""
    place = tmp_path_factory.mktemp("training")
    with watching(training_day, databases("sqlite"), place, browser) as camera:
        yield camera


@contextmanager
def watching(world: World, template: OnSqlite, folder: Path, browser: Browser) -> Iterator[Camera]:
    """A camera in this world, on the Monday of the mock-ups."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCALEUP_NOW", worlds.MONDAY)
        with world(template, folder) as live:
            yield Camera(browser, live, folder)


@pytest.mark.parametrize("part", parts.DEMONSTRATION)
def test_every_screen_suits_everybody(full: Camera, part: str) -> None:
    look_through(full, parts.DEMONSTRATION[part])


def test_every_screen_that_something_was_saved_on_suits_everybody(saving: Camera) -> None:
    look_through(saving, chain(*parts.SAVED.values()))


def test_every_screen_of_an_empty_system_suits_everybody(empty: Camera) -> None:
    look_through(empty, unit.EMPTY)


def test_every_screen_of_imports_and_of_what_is_held_suits_everybody(importing: Camera) -> None:
    look_through(importing, (*unit.IMPORTS, *forms.HELD))


def test_every_screen_of_a_training_day_suits_everybody(training: Camera) -> None:
    look_through(training, TRAINING_DAY)


def look_through(camera: Camera, shown: Iterable[Screen]) -> None:
    """Each screen is looked at wide and narrow."""
    for screen in shown:
        page = camera.page_of(screen.who)
        cookies = page.context.cookies()
        page.set_viewport_size({"width": DESK, "height": 900})
        camera.reach(screen)
        OUTLINES.finds_nothing(page)
        for width in (PHONE, NARROWEST):
            page.set_viewport_size({"width": width, "height": 900})
            assert overflow(page) <= width, f"{screen.name} scrolls sideways at {width}"
            if width == PHONE:
                OUTLINES.finds_nothing(page)
        page.context.add_cookies(cookies)  # type: ignore[arg-type]  # as they came
        assert not camera.complaints(), screen.name


def overflow(page: Page) -> int:
    """How wide the page is."""
    return int(page.evaluate("document.documentElement.scrollWidth"))
