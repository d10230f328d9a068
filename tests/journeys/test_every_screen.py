"""Every screen that `make look` pictures: axe finds nothing, none scrolls sideways, the console stays empty."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.databases import OnSqlite
from tests.look import screens, worlds
from tests.look.camera import Camera
from tests.look.screens import Screen

pytestmark = pytest.mark.browser

DESK, PHONE, NARROWEST = 1280, 390, 320
FULL = {
    "the door": screens.DOOR,
    "my work": screens.WORK,
    "areas": screens.AREAS[:18],
    "parts of an area": screens.AREAS[18:],
    "support": screens.SUPPORT,
    "the unit": screens.UNIT_PAGES,
}


@pytest.fixture(scope="module", params=["full", "empty"])
def camera(
    request: pytest.FixtureRequest,
    databases: Callable[[str], OnSqlite],
    tmp_path_factory: pytest.TempPathFactory,
    browser: Browser,
) -> Iterator[Camera]:
    """Somebody who may look at every screen of this world."""
    folder: Path = tmp_path_factory.mktemp("world")
    world = worlds.demonstration if request.param == "full" else worlds.empty
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCALEUP_NOW", worlds.MONDAY)
        with world(databases("sqlite"), folder) as live:
            yield Camera(browser, live, folder)


@pytest.mark.parametrize(
    ("camera", "shown"),
    [
        *(pytest.param("full", part, id=name) for name, part in FULL.items()),
        pytest.param("empty", screens.EMPTY, id="empty"),
    ],
    indirect=["camera"],
)
def test_every_screen_suits_everybody(camera: Camera, shown: tuple[Screen, ...], axe: Callable[[Page], None]) -> None:
    for screen in shown:
        page = camera.page_of(screen.who)
        cookies = page.context.cookies()
        page.set_viewport_size({"width": DESK, "height": 900})
        camera.reach(screen)
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 900})
            axe(page)
            assert overflow(page) <= width, f"{screen.name} scrolls sideways at {width}"
        page.set_viewport_size({"width": NARROWEST, "height": 900})
        assert overflow(page) <= NARROWEST, f"{screen.name} scrolls sideways at {NARROWEST}"
        page.context.add_cookies(cookies)  # type: ignore[arg-type]  # as they came
        assert not camera.complaints(), screen.name


def overflow(page: Page) -> int:
    """How wide the page is."""
    return int(page.evaluate("document.documentElement.scrollWidth"))
