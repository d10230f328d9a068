"""The files that the guards read: the package, templates, migrations and whatever git keeps, each read once."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """A module of ours: its path from the root, its text, its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The room of its domain: rules, models, views ...; a module of a package belongs to the package's room."""
        parts = Path(self.path).parts
        return Path(parts[2]).stem if len(parts) > 2 else Path(parts[-1]).stem

    @property
    def functions(self) -> Iterator[Function]:
        """Every function in it, also those within others."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


@cache
def sources(folder: str = "scaleup") -> tuple[Source, ...]:
    """Every module beneath the folder."""
    found = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        text = path.read_text()
        found.append(Source(str(path.relative_to(ROOT)), text, ast.parse(text)))
    return tuple(found)


@cache
def kept_files() -> tuple[Path, ...]:
    """Every file that git keeps or would keep; without git, all but what installing, running and testing leave."""
    asked = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        said = subprocess.run(asked, cwd=ROOT, capture_output=True, check=True).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        hidden = {".venv", "var", ".git", ".pytest_cache"}
        return tuple(p for p in ROOT.rglob("*") if p.is_file() and not hidden & set(p.relative_to(ROOT).parts))
    return tuple(ROOT / name for name in said.split("\0") if name and (ROOT / name).is_file())


def named(node: ast.expr) -> str:
    """The dotted name of an expression: `db.session.commit`; empty when it is not one."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = named(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call in the tree, with the dotted name of what is called."""
    return ((named(node.func), node) for node in ast.walk(tree) if isinstance(node, ast.Call))
