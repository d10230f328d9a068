"""A program of its own that prints one paper: what it needs comes in as JSON, the PDF goes out, a refusal to stderr.

Apart from the processes that answer pages: Typst takes 35 MB, and a paper that goes wrong ends with its process.
"""

import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from struct import Struct, unpack_from

import typst

UNSEEN = re.compile(r'the text `"(.+)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
STANDS_FOR_IT = "?"
MOST_UNSEEN = 50
"""So many signs that the fonts name and still cannot show are replaced one by one; a paper with more is refused."""
LINES = "\n\t"
SEGMENTED, GROUPED = 4, 12
"""The forms of a font's table of signs that are read here (OpenType, `cmap`)."""


def signs_of(fonts: str) -> frozenset[str]:
    """Every sign that one of these fonts has."""
    return frozenset(chr(code) for font in Path(fonts).glob("*.ttf") for code in codes_of(font.read_bytes()))


def codes_of(font: bytes) -> Iterator[int]:
    """The code points of a font, from each of its tables of signs."""
    (tables,) = unpack_from(">H", font, 4)
    for number in range(tables):
        tag, _, at, _ = unpack_from(">4sLLL", font, 12 + 16 * number)
        if tag == b"cmap":
            (count,) = unpack_from(">H", font, at + 2)
            for one in range(count):
                (offset,) = unpack_from(">L", font, at + 8 + 8 * one)
                yield from codes_in(font, at + offset)


def codes_in(font: bytes, at: int) -> Iterator[int]:
    """The code points of one table of signs."""
    (form,) = unpack_from(">H", font, at)
    if form == GROUPED:
        (groups,) = unpack_from(">L", font, at + 12)
        for first, last, _ in Struct(">LLL").iter_unpack(font[at + 16 : at + 16 + 12 * groups]):
            yield from range(first, last + 1)
    if form == SEGMENTED:
        (doubled,) = unpack_from(">H", font, at + 6)
        lasts = unpack_from(f">{doubled // 2}H", font, at + 14)
        firsts = unpack_from(f">{doubled // 2}H", font, at + 16 + doubled)
        for first, last in zip(firsts, lasts, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)


def printable(value: object, signs: frozenset[str]) -> object:
    """The value with a question mark for each sign that no font has; what shows nothing by itself is left out."""
    if isinstance(value, str):
        return "".join(shown(sign, signs) for sign in unicodedata.normalize("NFC", value))
    if isinstance(value, Mapping):
        return {name: printable(one, signs) for name, one in value.items()}
    return [printable(one, signs) for one in value] if isinstance(value, list) else value


def shown(sign: str, signs: frozenset[str]) -> str:
    """The sign as it is printed."""
    if sign in signs or sign in LINES:
        return sign
    unseen = unicodedata.category(sign) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(sign, "")
    return "" if unseen else STANDS_FOR_IT


def pressed(template: str, *, root: str, fonts: str, values: Mapping[str, object]) -> bytes:
    """The paper as PDF/UA-1. A sign that none of the fonts has (a pictogram, say) stands as a question mark."""
    told = json.dumps(printable(values, signs_of(fonts)))
    for _ in range(MOST_UNSEEN):
        try:
            made = typst.compile(
                template,
                root=root,
                font_paths=[fonts],
                ignore_system_fonts=True,
                pdf_standards=["ua-1"],
                sys_inputs={"values": told},
            )
        except typst.TypstError as refusal:
            sign = UNSEEN.search(str(refusal))
            if sign is None:
                raise
            plain = ESCAPED.sub(lambda code: chr(int(code[1], 16)), sign[1])
            told = told.replace(json.dumps(plain)[1:-1], STANDS_FOR_IT)
        else:
            assert isinstance(made, bytes)
            return made
    raise ValueError("too many signs that no font has")


def main() -> None:
    """The paper that stdin asks for is on stdout."""
    asked = json.load(sys.stdin)
    sys.stdout.buffer.write(
        pressed(asked["template"], root=asked["root"], fonts=asked["fonts"], values=asked["values"])
    )


if __name__ == "__main__":
    main()
