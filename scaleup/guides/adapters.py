"""The files of the guides, and how large each picture is: read once, since they change only with a new version."""

import struct
from functools import cache
from pathlib import Path

from scaleup.guides.rules import Guide, Page, page

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "guides"
STATIC = ROOT / "scaleup" / "static"


@cache
def read(guide: Guide) -> Page:
    """The guide as it is written."""
    return page((FOLDER / f"{guide.value}.md").read_text(encoding="utf-8"))


@cache
def size(path: str) -> tuple[int, int]:
    """Width and height of a picture beneath static/, from its first bytes."""
    with (STATIC / path).open("rb") as file:
        width, height = struct.unpack(">II", file.read(24)[16:])
    return width, height
