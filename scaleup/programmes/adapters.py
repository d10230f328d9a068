"""Catalogue files: YAML read with its line numbers, so that an error can name file, line and key.

Only plain values are read: no tags, no anchors, no second document, nothing deep or large.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath

import yaml

from scaleup.core.errors import Refusal, Refused, refuse
from scaleup.programmes.rules import Path, Problem, Programme, Unreadable, from_content, spelt

CATALOGUE = FilePath(__file__).parent / "catalogue"
BYTES_AT_MOST = 256 * 1024
DEPTH_AT_MOST = 12
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The same safe loader, compiled where the wheel has it."""
PLAIN = {
    "tag:yaml.org,2002:str",
    "tag:yaml.org,2002:int",
    "tag:yaml.org,2002:bool",
    "tag:yaml.org,2002:null",
    "tag:yaml.org,2002:float",
}


@dataclass(frozen=True)
class CatalogueFile:
    """A file of the catalogue: the programme, its content as it is stored, and the digest of the content."""

    name: str
    programme: Programme
    content: dict[str, object]
    digest: str


@cache
def catalogue_files(folder: FilePath = CATALOGUE) -> tuple[CatalogueFile, ...]:
    """Every programme of the catalogue that is shipped, by slug. Raises Refused if one is wrong.

    Read once in a process: the files are part of the installed product.
    """
    files = [read_file(path) for path in sorted(folder.glob("*.yaml"))]
    seen: dict[str, str] = {}
    for each in files:
        for name in {*each.programme.names}:
            before = seen.setdefault(name.casefold(), each.name)
            if before != each.name:
                raise refuse(f"{each.name}: the name {name} is also in {before}. Each name means one programme.")
    return tuple(files)


def read_file(path: FilePath) -> CatalogueFile:
    """The programme in a file. Raises Refused with a line for each problem: file, line, key, sentence."""
    try:
        with path.open("rb") as file:
            raw = file.read(BYTES_AT_MOST + 1)
    except OSError as error:
        raise refuse(f"{path.name}: cannot be read ({error.strerror}).") from error
    return read(raw, path.name)


def read(raw: bytes, name: str) -> CatalogueFile:
    """The programme in these bytes; `name` is what errors call the file."""
    if len(raw) > BYTES_AT_MOST:
        raise refuse(f"{name}: is larger than {BYTES_AT_MOST // 1024} KB. A programme's file is smaller.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise refuse(f"{name}:{line}: is not written in UTF-8. Save it as UTF-8 text.") from error
    tree = Tree(compose(text, name))
    try:
        programme = from_content(tree.content)
    except Unreadable as error:
        raise wrong([*tree.problems, *error.problems], tree, name) from error
    if tree.problems:
        raise wrong(tree.problems, tree, name)
    return CatalogueFile(name, programme, tree.content, digest(tree.content))


def digest(content: dict[str, object]) -> str:
    """Equal for equal content, whatever the order of its keys and the comments around them."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def compose(text: str, name: str) -> yaml.MappingNode:
    """The one document of the text, as nodes that know their lines."""
    try:
        for line, sentence in unwanted(text):
            raise refuse(f"{name}:{line}: {sentence}")
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise refuse(f"{name}:{mark.line + 1 if mark else 1}: is not YAML: {error.problem}.") from error
    except yaml.YAMLError as error:
        raise refuse(f"{name}: is not YAML: it holds a character that no text has.") from error
    if not isinstance(node, yaml.MappingNode):
        raise refuse(f"{name}:1: does not describe a programme: it must begin with keys such as slug and name.")
    return node


def unwanted(text: str) -> Iterator[tuple[int, str]]:
    """What YAML allows and a catalogue file may not hold, with its line; found before anything is built."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            yield line, "uses an anchor or alias (& or *). Write the value out."
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEPTH_AT_MOST:
                yield line, f"is nested more than {DEPTH_AT_MOST} deep."
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class Tree:
    """The plain content of a document, the line of each path in it, and what was wrong in the YAML itself."""

    def __init__(self, root: yaml.MappingNode) -> None:
        self.lines: dict[Path, int] = {(): 1}
        self.problems: list[Problem] = []
        self.content = self.mapping(root, ())

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest part around it."""
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        """Keys and values; a key that stands twice is a problem."""
        found: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
            inner = (*path, key)
            if key in found:
                again = (*path, f"{key} ")
                self.lines[again] = key_node.start_mark.line + 1
                self.problems.append(Problem(again, f"is there twice; first in line {self.lines[inner]}"))
                continue
            self.lines[inner] = key_node.start_mark.line + 1
            found[key] = self.value(value_node, inner)
        return found

    def value(self, node: yaml.Node, path: Path) -> object:
        """A plain value."""
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            for index, each in enumerate(node.value):
                self.lines[*path, index] = each.start_mark.line + 1
            return [self.value(each, (*path, index)) for index, each in enumerate(node.value)]
        return self.scalar(node, path)

    def scalar(self, node: yaml.Node, path: Path) -> object:
        """Words, a number, true, false or nothing; a tag or a bare date is a problem."""
        if node.tag not in PLAIN:
            self.problems.append(Problem(path, "must be words or a number; put a date in quotes"))
            return None
        constructor = yaml.constructor.SafeConstructor()
        try:
            value: object = constructor.construct_object(node)
        except ValueError:
            self.problems.append(Problem(path, "is not a number that can be read"))
            return None
        return value


def wrong(problems: list[Problem], tree: Tree, name: str) -> Refused:
    """The problems in the order of their lines, each a refusal that names file, line and key."""
    told = sorted(problems, key=lambda problem: tree.line(problem.path))
    bare = {problem.path for problem in tree.problems}
    return Refused(
        [
            Refusal(f"{name}:{tree.line(p.path)}: {spelt(p.path).strip()}: {p.sentence}.", spelt(p.path).strip())
            for p in told
            if p in tree.problems or p.path not in bare
        ]
    )
