"""How faithfully delivery is looked at: parts, thresholds, rhythm, and what each kind of evidence marks. Pure.

The words of items are the programme's or the unit's own; no wording of a published tool is held.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from scaleup.programmes.rules.basis import Basis, ScaleMark, basis, scale_mark
from scaleup.programmes.rules.reading import Part, Path, Problem

PERCENT = 100


class Method(StrEnum):
    """The kind of evidence; kinds are never mixed into one mean."""

    SELF_REPORT = "self_report"
    OBSERVATION = "observation"
    VIDEO = "video"


@dataclass(frozen=True)
class ToolItem:
    """One thing that is marked, and at which kinds of session."""

    code: str
    words: str
    kinds: tuple[str, ...]
    under: str = ""
    """The heading that it stands under on a page of many; empty in versions that have none."""


@dataclass(frozen=True)
class Tool:
    """The items of one kind of evidence, and the scale on which each is marked."""

    method: Method
    scale: tuple[ScaleMark, ...]
    """From the least to the most."""
    items: tuple[ToolItem, ...]
    basis: Basis

    @property
    def least(self) -> int:
        """The lowest mark."""
        return self.scale[0].mark

    @property
    def most(self) -> int:
        """The highest mark."""
        return self.scale[-1].mark

    def items_for(self, kind: str) -> tuple[ToolItem, ...]:
        """What is marked at a session of this kind, in order."""
        return tuple(item for item in self.items if kind in item.kinds)

    def headed(self, kind: str) -> tuple[tuple[str, tuple[ToolItem, ...]], ...]:
        """The same under their headings, in order; the items of a version without headings stand under an empty one."""
        return tuple(
            (heading, tuple(items)) for heading, items in groupby(self.items_for(kind), key=lambda item: item.under)
        )


@dataclass(frozen=True)
class Fidelity:
    """What counts towards a fidelity colour, what is only shown, and the thresholds in per cent."""

    components: tuple[str, ...]
    shown: tuple[str, ...]
    green_at_least: int
    amber_at_least: int
    enough_sessions: int
    basis: Basis
    check_every_months: int | None = None
    """How often somebody looks; None in versions that do not say."""
    double_rate_percent: int = 0
    """Of the checks that are looked at by somebody, how many a second person rates as well."""
    tools: tuple[Tool, ...] = ()

    def tool(self, method: str) -> Tool | None:
        """What a check of this kind goes through; None where this version has no items for it."""
        return next((tool for tool in self.tools if tool.method == method), None)


def fidelity(part: Part) -> Fidelity:
    """What counts towards a colour, and how it is looked at."""
    return Fidelity(
        components=part.texts("components", least=1),
        shown=part.texts("shown"),
        green_at_least=part.number("green_at_least", least=1, most=PERCENT),
        amber_at_least=part.number("amber_at_least", least=0, most=PERCENT),
        enough_sessions=part.number("enough_sessions", least=1, most=500),
        basis=basis(part),
        check_every_months=(
            part.number("check_every_months", least=1, most=60) if part.has("check_every_months") else None
        ),
        double_rate_percent=(
            part.number("double_rate_percent", least=0, most=PERCENT) if part.has("double_rate_percent") else 0
        ),
        tools=part.parts("tools", tool) if part.has("tools") else (),
    )


def tool(part: Part) -> Tool:
    """The items and the scale of one kind of evidence."""
    return Tool(
        method=part.word("method", Method),
        scale=part.parts("scale", scale_mark, least=2),
        items=part.parts("items", tool_item, least=1),
        basis=basis(part),
    )


def tool_item(part: Part) -> ToolItem:
    """One item."""
    return ToolItem(
        code=part.code("code"),
        words=part.text("words"),
        kinds=part.texts("kinds", least=1),
        under=part.text("under") if part.has("under") else "",
    )


def disagreements_of_tools(tools: Iterable[Tool], kinds: Collection[str]) -> Iterable[Problem]:
    """A kind of evidence has one tool; its marks rise, and its items are marked at sessions that there are."""
    seen: set[Method] = set()
    for index, one in enumerate(tools):
        path: Path = ("fidelity", "tools", index)
        if one.method in seen:
            yield Problem((*path, "method"), f"{one.method} is there already")
        seen.add(one.method)
        marks = [mark.mark for mark in one.scale]
        if marks != sorted(set(marks)):
            yield Problem((*path, "scale"), "must rise from the least to the most mark, each once")
        codes: set[str] = set()
        for place, item in enumerate(one.items):
            if item.code in codes:
                yield Problem((*path, "items", place), f"{item.code} is there already")
            codes.add(item.code)
            for kind in item.kinds:
                if kind not in kinds:
                    known = ", ".join(sorted(kinds))
                    yield Problem((*path, "items", place, "kinds"), f"{kind} is none of the kinds of session: {known}")
