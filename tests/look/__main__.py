"""`make look`: pictures of every screen at 1280 and 390 pixels in look-out/, and a page that shows them side by side.

`python -m tests.look WORD` takes only the screens whose name has the word.
"""

import os
import shutil
import sys
import tempfile
import time
from html import escape
from itertools import chain
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests import browser as chromium
from tests.databases import OnSqlite
from tests.look import worlds
from tests.look.camera import Camera, Shot
from tests.look.forms import HELD
from tests.look.parts import DEMONSTRATION, SAVED
from tests.look.screens import Screen
from tests.look.training_day import TRAINING_DAY, training_day
from tests.look.unit import EMPTY, IMPORTS

OUT = Path("look-out")
HEAD = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>The look of Scaleup</title><style>
body{font:16px/1.5 system-ui,sans-serif;margin:24px;background:#ddd}section{display:flex;gap:16px;align-items:start}
img{display:block;background:#fff}.wide{width:960px}.narrow{width:292px}h2{margin:40px 0 4px}.wrong{color:#a00}
</style><h1>The look of Scaleup</h1>"""


def main(words: list[str]) -> int:
    """The pictures are taken; 1 if something went wrong at one."""
    if chromium.chromium() is None:
        print(chromium.NONE, file=sys.stderr)
        return 1
    begun = time.monotonic()
    for name in [name for name in os.environ if name.startswith("SCALEUP_")]:
        del os.environ[name]
    os.environ["SCALEUP_NOW"] = worlds.MONDAY
    if not words:
        shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(exist_ok=True)
    shots = taken(words)
    wrong = [f"{shot.file}: {said}" for shot in shots for said in shot.wrong]
    print(*wrong, sep="\n", file=sys.stderr)
    if not words:
        (OUT / "index.html").write_text(index(shots))
    print(f"{len(shots)} pictures in {OUT}/ after {time.monotonic() - begun:.0f} seconds; open {OUT}/index.html.")
    return 1 if wrong else 0


def taken(words: list[str]) -> list[Shot]:
    """The pictures of all worlds."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place)
        browser = playwright.chromium.launch(**chromium.launch_options())  # type: ignore[arg-type]  # made for it
        template = OnSqlite(folder)
        shots: list[Shot] = []
        for name, world, screens in (
            ("full", worlds.demonstration, tuple(chain(*DEMONSTRATION.values(), *SAVED.values()))),
            ("empty", worlds.empty, EMPTY),
            ("training day", training_day, TRAINING_DAY),
            ("importing", worlds.importing, (*IMPORTS, *HELD)),
        ):
            (folder / name).mkdir()
            if asked := chosen(screens, words):
                with world(template, folder / name) as live:
                    for shot in Camera(browser, live, OUT).take(asked):
                        print(f"{shot.file}", end="\n" if shot.wrong else "\r", flush=True)
                        shots.append(shot)
        browser.close()
    return shots


def chosen(screens: tuple[Screen, ...], words: list[str]) -> list[Screen]:
    """The screens whose name has one of the words; all, if there is none."""
    return [screen for screen in screens if not words or any(word in screen.name for word in words)]


def index(shots: list[Shot]) -> str:
    """The page that shows them side by side."""
    parts = [HEAD]
    for shot in shots:
        if shot.width > 1000:
            who = shot.screen.who.replace("_", " ") or "nobody signed in"
            parts.append(
                f"<h2>{escape(shot.screen.name)}</h2><p>{escape(who)}: {escape(shot.screen.path)}</p><section>"
            )
        kind = "wide" if shot.width > 1000 else "narrow"
        parts.append(f'<a href="{shot.file}"><img class="{kind}" src="{shot.file}" alt="" loading="lazy"></a>')
        parts += [f'<p class="wrong">{escape(said)}</p>' for said in shot.wrong]
        if kind == "narrow":
            parts.append("</section>")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
