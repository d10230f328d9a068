"""A program of its own that prints one paper: what it needs comes in as JSON, the PDF goes out, a refusal to stderr.

Apart from the processes that answer pages: Typst takes 35 MB, and a paper that goes wrong ends with its process.
"""

import json
import re
import sys
from collections.abc import Mapping

import typst

UNSEEN = re.compile(r'the text `"(.+)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
STANDS_FOR_IT = "?"
MOST_UNSEEN = 200
"""So many signs that no font has are replaced; a paper with more is refused."""


def pressed(template: str, *, root: str, fonts: str, values: Mapping[str, object]) -> bytes:
    """The paper as PDF/UA-1. A sign that none of the fonts has (a pictogram, say) stands as a question mark."""
    told = json.dumps(values)
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
