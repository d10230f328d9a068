"""Chromium for tests: where it is, how it is started, a live server for it, and axe."""

import os
import shutil
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from weakref import WeakSet

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from flask import Flask
from playwright.sync_api import BrowserContext, Page
from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OPTIONS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
WITHOUT = [
    # Three pages that Chromium loads behind the address bar of each window, and that nobody sees here
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    "WebUIOmniboxFullPopup",
    # What Playwright does without; of two such lists Chromium reads the last
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
]
NONE = "No Chromium was found, so the browser part was skipped. Install chromium, or name one in CHROMIUM."


@cache
def chromium() -> str | None:
    """The Chromium of this machine: the one named by CHROMIUM, else one installed."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def launch_options() -> dict[str, object]:
    """How Playwright starts it. Root and containers have no sandbox."""
    arguments = [*OPTIONS, f"--disable-features={','.join(WITHOUT)}", "--no-sandbox"]
    return {"executable_path": chromium(), "args": arguments, "headless": True}


def read_whole(file: BinaryIO, _size: int = 0) -> list[bytes]:
    """The file is closed before it is sent: Werkzeug closes none whose reader resets the line meanwhile."""
    with file:
        return [file.read()]


class Quiet(WSGIRequestHandler):
    """A handler that logs nothing."""

    def make_environ(self) -> "WSGIEnvironment":
        """With how a static file is sent."""
        return super().make_environ() | {"wsgi.file_wrapper": read_whole}

    def log(self, type: str, message: str, *args: object) -> None:
        """Nothing is said of a request."""


@contextmanager
def serve(app: Flask, port: int) -> Iterator[str]:
    """The application answers on the loopback, in threads of this process."""
    server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


ONE_OF_A_LOOK = """
    const behind = new Map([[null, ""]]), seen = new Set();
    const backdrop = (element) => {
        if (!behind.has(element)) {
            const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(element);
            const apart = position === "static" || position === "relative" ? "" : behind.size;
            const here = [backgroundColor, backgroundImage, opacity, apart];
            behind.set(element, [backdrop(element.parentElement), ...here].join());
        }
        return behind.get(element);
    };
    const says = (element) => element.matches("input, select, textarea")
        || [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    for (const element of document.querySelectorAll("body *")) {
        const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
        const off = Boolean(element.closest(":disabled, [aria-disabled]") || element.control?.disabled);
        const look = [backdrop(element), color, fontSize, fontWeight, textShadow, off].join();
        const shown = element.checkVisibility() && says(element);
        element.toggleAttribute("data-alike", !shown || seen.has(look));
        if (shown) seen.add(look);
    }
    axe.configure({ rules: [{ id: "color-contrast", selector: "*:not([data-alike])" }] });
"""
"""Contrast, nine tenths of what axe takes, is read of one element of each look: its colours, and those behind it."""


READ_BEFORE: WeakSet[BrowserContext] = WeakSet()
"""Visitors of whom axe has read a page."""


READ = """(numbers) => axe.run(
    numbers.length ? { include: numbers.map((one) => window.outlined.get(one)) } : document,
    { resultTypes: ["violations"] },
).then(({ violations }) => ({ violations }))"""


def axe_finds_nothing(page: Page, among: Collection[int] = ()) -> None:
    """Fails with axe's report when the page as it stands breaks a rule of WCAG; with numbers, these elements of it.

    The numbers are those of tests/outline.py. A visitor's first page is handed the script. Chromium keeps it for those
    that follow.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        if page.context not in READ_BEFORE:
            READ_BEFORE.add(page.context)
            page.context.add_init_script(AXE_SCRIPT)
    page.evaluate(f"() => {{ {ONE_OF_A_LOOK} }}")
    results = AxeResults(page.evaluate(READ, list(among)))
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
