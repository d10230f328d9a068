"""QR codes read back by another library than the one that drew them, as a phone sees them: on paper, or on a wall."""

import re
import tempfile
from io import BytesIO
from pathlib import Path

import typst
import zxingcpp
from PIL import Image

SEEN_AT = 150
"""Dots an inch: less than a phone held over a sheet of A4 makes out."""
SHEET = '#set page(width: 210mm, height: 297mm, margin: 0mm)\n#image("{name}", width: {width}mm)'
DRAWN = re.compile(r'<svg [^>]*class="qr".*?</svg>', re.S)


def codes_on_paper(pdf: bytes) -> list[str]:
    """What the codes on the first page of this A4 paper say, at the size in which it is printed, from left to right."""
    return seen("paper.pdf", pdf, width=210)


def codes_on_page(html: str) -> list[str]:
    """What each code that is drawn in this page says."""
    pictures = [one.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) for one in DRAWN.findall(html)]
    return [said for picture in pictures for said in seen("drawn.svg", picture.encode(), width=60)]


def seen(name: str, content: bytes, *, width: int) -> list[str]:
    """What the codes say of a sheet with this picture in its corner."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / name).write_bytes(content)
        sheet = Path(place) / "sheet.typ"
        sheet.write_text(SHEET.format(name=name, width=width))
        picture = typst.compile(sheet, format="png", ppi=SEEN_AT)
    assert isinstance(picture, bytes)
    with Image.open(BytesIO(picture)) as opened:
        found = zxingcpp.read_barcodes(opened.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [one.text for one in sorted(found, key=lambda one: one.position.top_left.x)]
