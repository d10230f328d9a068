"""How a guide is written, and what is read from it. Pure: the text of a page of docs/guides in, its tasks out.

The form is a small part of Markdown: one title, a first sentence, then tasks; of a task its heading, paragraphs,
numbered steps and one picture. Within a line: **bold** and [words](page.md#task). What else there is, is refused.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

MOST_STEPS = 6
"""A task that needs more is two tasks."""
PICTURES = "../../scaleup/static/"
"""Where pictures lie as seen from docs/guides; the product serves the same files."""
STEP = re.compile(r"(\d+)\. (.+)")
PICTURE = re.compile(r"!\[([^\]]+)\]\(([^)]+)\)")
SPAN = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\[(?P<link>[^\]]+)\]\((?P<to>[a-z-]*\.md)?(?P<task>#[a-z0-9-]+)?\)")


class Guide(StrEnum):
    """The guides that there are; each value is the name of its file and of its address."""

    UNIT = "unit-staff"
    LEAD = "project-leads"
    TRAINER = "trainers"
    WORDS = "words"


@dataclass(frozen=True)
class Span:
    """A run of words within a line."""

    words: str
    bold: bool = False
    to: str = ""
    """The address that it leads to, if it does."""


@dataclass(frozen=True)
class Picture:
    """A picture: its path beneath static/, and what it shows in words."""

    path: str
    alt: str


@dataclass(frozen=True)
class Task:
    """One task: what it is called, what is said about it, its steps, and what it looks like."""

    title: str
    anchor: str
    words: tuple[tuple[Span, ...], ...] = ()
    steps: tuple[tuple[Span, ...], ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class Page:
    """A guide: its title, its first sentence, and its tasks."""

    title: str
    lede: str
    tasks: tuple[Task, ...]


class Unreadable(ValueError):
    """A line that the form does not know."""


def page(text: str) -> Page:
    """The guide that this text is; raises Unreadable."""
    head, *parts = re.split(r"^## ", text, flags=re.M)
    first = blocks(head)
    if len(first) != 2 or not first[0].startswith("# "):  # noqa: PLR2004 - a title and a sentence
        raise Unreadable(f"A guide opens with a title and one sentence, not with: {head.strip()}")
    return Page(first[0].removeprefix("# "), first[1], tuple(task(part) for part in parts))


def blocks(text: str) -> list[str]:
    """What stands between empty lines, each as one line; each step of a list is its own."""
    apart = re.sub(r"\n(?=\d+\. )", "\n\n", text.strip())
    return [" ".join(block.split()) for block in re.split(r"\n\s*\n", apart) if block.strip()]


def task(text: str) -> Task:
    """The task of this part; raises Unreadable."""
    title, *rest = blocks(text)
    words: list[tuple[Span, ...]] = []
    steps: list[tuple[Span, ...]] = []
    picture = None
    for block in rest:
        if found := STEP.fullmatch(block):
            if int(found[1]) != len(steps) + 1 or len(steps) == MOST_STEPS:
                raise Unreadable(f"{title}: steps are counted from 1 to at most {MOST_STEPS}, not: {block}")
            steps.append(spans(found[2]))
        elif (found := PICTURE.fullmatch(block)) and found[2].startswith(PICTURES) and picture is None:
            picture = Picture(found[2].removeprefix(PICTURES), found[1])
        elif block[0] in "#!>-*|`<" and not block.startswith("**"):
            raise Unreadable(f"{title}: {block}")
        else:
            words.append(spans(block))
    return Task(title, anchor(title), tuple(words), tuple(steps), picture)


def spans(line: str) -> tuple[Span, ...]:
    """The runs of a line, in order."""
    found, at = [], 0
    for mark in SPAN.finditer(line):
        if mark.start() > at:
            found.append(Span(line[at : mark.start()]))
        if mark["bold"]:
            found.append(Span(mark["bold"], bold=True))
        else:
            found.append(Span(mark["link"], to=address(mark["to"] or "", mark["task"] or "")))
        at = mark.end()
    if at < len(line):
        found.append(Span(line[at:]))
    return tuple(found)


def address(file: str, task_named: str) -> str:
    """Where a link to another guide or task leads in the product."""
    return f"/guides/{file.removesuffix('.md')}{task_named}" if file else task_named


def anchor(title: str) -> str:
    """The name that a heading has in an address, here as where the files are read."""
    return re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-")
