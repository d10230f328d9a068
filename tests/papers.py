"""Papers read back by another library than the one that wrote them: title, language, tags, and the words of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Element:
    """One element of the structure tree: its role, its words with those beneath, and its alternative text."""

    role: str
    words: str
    alternative: str


@dataclass(frozen=True)
class Paper:
    """What a reader's program finds in a PDF."""

    title: str
    language: str
    tagged: bool
    standard: str
    """The part of PDF/UA it claims to keep, in its XMP."""
    pages: int
    elements: tuple[Element, ...]

    def words(self, role: str) -> list[str]:
        """The words of each element of this role, in reading order."""
        return [element.words for element in self.elements if element.role == role]

    def alternatives(self) -> list[str]:
        """The alternative texts of its drawings."""
        return [element.alternative for element in self.elements if element.role == "Figure"]

    def says(self, text: str) -> bool:
        """Whether the words stand in it, as a reader hears them; where lines break does not matter."""
        return tight(text) in tight(self.elements[0].words)


def tight(text: str) -> str:
    """The text without its spaces: a line that breaks has none at its end."""
    return re.sub(r"\s+", "", text)


def read(content: bytes) -> Paper:
    """The PDF as a reader's program finds it."""
    with pikepdf.open(BytesIO(content)) as pdf:
        texts = {page.obj.objgen: marked(page) for page in pdf.pages}
        tree = pdf.Root.StructTreeRoot
        with pdf.open_metadata() as told:
            standard, title = str(told.get("pdfuaid:part", "")), str(told.get("dc:title", ""))
        return Paper(
            title=title,
            language=str(pdf.Root.Lang),
            tagged=bool(pdf.Root.MarkInfo.Marked),
            standard=standard,
            pages=len(pdf.pages),
            elements=tuple(element for kid in kids(tree) for element in walked(kid, texts)),
        )


def kids(node: Any) -> list[Any]:
    """What lies directly beneath."""
    held = node.get("/K")
    if held is None:
        return []
    return list(held) if isinstance(held, pikepdf.Array) else [held]


def walked(node: Any, texts: dict[Any, dict[int, str]]) -> Iterator[Element]:
    """The element and all beneath it, in reading order."""
    yield Element(str(node.S).removeprefix("/"), "".join(spoken(node, texts)), str(node.get("/Alt", "")))
    for kid in kids(node):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield from walked(kid, texts)


def spoken(node: Any, texts: dict[Any, dict[int, str]], page: Any = None) -> Iterator[str]:
    """The words of the element and of all beneath it."""
    page = node.get("/Pg", page)
    for kid in kids(node):
        if not isinstance(kid, pikepdf.Dictionary):
            yield texts[page.objgen].get(int(kid), "")
        elif "/S" in kid:
            yield from spoken(kid, texts, page)
        elif "/MCID" in kid:
            yield texts[kid.get("/Pg", page).objgen].get(int(kid.MCID), "")


def marked(page: Any) -> dict[int, str]:
    """The words of a page by the number that the structure tree calls them by."""
    found: dict[int, str] = {}
    fonts = {name: unicode_of(font) for name, font in page.obj.Resources.get("/Font", {}).items()}
    letters: dict[int, str] = {}
    inside: list[int | None] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                properties = operands[1]
                number = properties.get("/MCID") if isinstance(properties, pikepdf.Dictionary) else None
                inside.append(None if number is None else int(number))
            case "BMC":
                inside.append(None)
            case "EMC":
                inside.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj" | "TJ":
                number = next((one for one in reversed(inside) if one is not None), None)
                if number is not None:
                    found[number] = found.get(number, "") + "".join(shown(operands[0], letters))
            case "BT":
                pass
    return found


def shown(operand: Any, letters: dict[int, str]) -> Iterator[str]:
    """The letters that an operator shows."""
    for part in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            for place in range(0, len(codes), 2):
                yield letters.get(int.from_bytes(codes[place : place + 2], "big"), "")


def unicode_of(font: Any) -> dict[int, str]:
    """What each code of a font means, from its own map."""
    told = font.ToUnicode.read_bytes().decode("latin-1")
    meant: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", told, re.S):
        for code, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            meant[int(code, 16)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", told, re.S):
        for first, last, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                meant[int(first, 16) + step] = chr(int(text, 16) + step)
    return meant
