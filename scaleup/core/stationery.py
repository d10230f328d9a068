"""What letters are written on: their plain text and their simple HTML, made from the same words."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from textwrap import wrap

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from scaleup.core.letters import Letter

TEMPLATES = Path(__file__).parents[2] / "templates" / "mail"
WIDTH = 78
"""Characters in a line of plain text: what a text mail client shows without breaking it."""
EXAMPLE = "Example data. Areas, people and figures are invented."


@dataclass(frozen=True)
class House:
    """What every letter of this installation carries."""

    base_url: str
    host: str
    sender: str
    """The unit's own address, the organiser of calendar entries."""
    help_line: str
    demonstration: Callable[[], bool]
    """Asked at each letter: demonstration mails say that everything in them is invented."""


_house: list[House] = []


def install(house: House) -> None:
    """Afterwards letters carry this."""
    _house[:] = [house]


def house() -> House:
    """What this installation's letters carry."""
    return _house[0]


@cache
def environment() -> Environment:
    """The two forms of a letter."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def address(path: str) -> str:
    """The full address of a page."""
    return house().base_url.rstrip("/") + path


_late: ContextVar[str] = ContextVar("late", default="")


@contextmanager
def delayed(sentence: str) -> Iterator[None]:
    """Letters that are made inside say this after their first paragraph; nothing, if it is empty."""
    before = _late.set(sentence)
    try:
        yield
    finally:
        _late.reset(before)


def forms(letter: Letter) -> tuple[str, str]:
    """The letter as plain text and as HTML."""
    notice = EXAMPLE if house().demonstration() else ""
    if late := _late.get():
        letter = replace(letter, paragraphs=(*letter.paragraphs[:1], late, *letter.paragraphs[1:]))
    words = {"letter": letter, "address": address, "help_line": house().help_line, "notice": notice}
    text, html = (environment().get_template(f"letter.{kind}").render(words) for kind in ("txt", "html"))
    return (narrow(text) if letter.linked else text), html


def narrow(text: str) -> str:
    """The text in lines of at most 78 characters; an address stands on a line of its own, however long it is."""
    return "\n".join(part for line in text.split("\n") for part in fitted(line))


def fitted(line: str) -> list[str]:
    """One line as several: words wrapped, items of a list indented, an address at its end on the next line."""
    words, colon, link = line.partition(": http")
    indent = "  " if words.startswith("- ") else ""
    if colon:
        return [*fitted(words), f"{indent}http{link}"]
    if len(line) <= WIDTH or not line.strip():
        return [line]
    return wrap(line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
