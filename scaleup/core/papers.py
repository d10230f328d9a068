"""Papers: tagged PDF (PDF/UA-1) from a template of scaleup/papers and values, and the answer that downloads one.

Values go in as data and are never part of a template, so nothing that a person typed can be run or set.
How a paper is written: docs/decisions/0024-papers.md and the comments of scaleup/papers/house.typ.
"""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from markupsafe import Markup

from scaleup.core import stationery
from scaleup.core.dates import plain_date
from scaleup.core.downloads import Download

TEMPLATES = Path(__file__).parents[1] / "papers"
FONTS = TEMPLATES / "fonts"
PRESS = Path(__file__).with_name("press.py")
PDF = "application/pdf"
LONGEST_PRINT = 30
"""Seconds: a paper takes a tenth of one; one that takes longer has gone wrong."""


class NotPrinted(RuntimeError):
    """A paper's template and its values do not make a PDF: a fault of ours, never of what was typed."""


def paper(template: str, values: Mapping[str, object]) -> bytes:
    """The paper as PDF. `values` holds `title` and what its template reads; days come out in words.

    It may hold `about` (the quiet line above the title), `lead` (the finding beneath it) and `foot` (each page's foot).
    """
    house = {"about": "", "lead": "", "foot": values["title"], "unit": "Scaleup", "notice": notice()}
    asked = {
        "template": str(TEMPLATES / f"{template}.typ"),
        "root": str(TEMPLATES),
        "fonts": str(FONTS),
        "values": {**house, **values},
    }
    printed = subprocess.run(  # noqa: S603 - our own program; what it prints goes in as data
        [sys.executable, "-P", str(PRESS)],
        input=json.dumps(asked, default=worded).encode(),
        capture_output=True,
        timeout=LONGEST_PRINT,
        env={},
        check=False,
    )
    if printed.returncode:
        raise NotPrinted(f"{template}: {printed.stderr.decode(errors='replace')[-1000:]}")
    return printed.stdout


def notice() -> str:
    """What every paper of a demonstration says: that everything in it is invented."""
    return stationery.EXAMPLE if stationery.house().demonstration() else ""


def worded(value: object) -> str:
    """A day in words: "4 January 2027". Nothing else is made into words unasked."""
    if isinstance(value, date):
        return plain_date(value)
    raise TypeError(f"{type(value).__name__} is no value of a paper")


def sheet(content: bytes, *, title: str, on_day: date) -> Download:
    """The paper on its way to a browser, under its title and its day: "licence-marlbury-2026-11-23.pdf"."""
    plain = "-".join(re.findall(r"[a-z0-9]+", title.casefold()))[:100].rstrip("-")
    return Download(f"{plain}-{on_day.isoformat()}.pdf", PDF, iter((content,)), nothing)


def nothing() -> None:
    """A paper holds nothing open."""


def qr(text: str) -> str:
    """A QR code of the text as SVG, for `drawing` in a template or a page's own picture."""
    import segno  # noqa: PLC0415 - only papers and codes need it

    drawn: str = segno.make(text, error="m", micro=False).svg_inline(scale=4, border=4, dark="#000", light="#fff")
    return drawn


def inline_code(text: str) -> Markup:
    """A QR code of the text as a picture within a page, without a size of its own: the style sheet gives it one."""
    import segno  # noqa: PLC0415 - as above

    drawn = segno.make(text, error="m", micro=False).svg_inline(border=2, omitsize=True, svgclass="qr", lineclass=None)
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704 - squares alone
