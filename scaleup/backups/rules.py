"""What a backup says of itself, how a row is written in it, and in what it differs from what is found. Pure."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, time

FORMAT = 1
Cell = object
Reader = Callable[[str], object]
SHIPPED = frozenset({"programme", "programme_version", "local_authority"})
"""Tables that a start fills by itself: a database that holds only these is empty."""


@dataclass(frozen=True)
class Counted:
    """How many rows, or bytes, and the digest of them all."""

    count: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says that it holds."""

    taken_at: str
    version: str
    head: str
    """The migration that its tables stand at."""
    dialect: str
    tables: Mapping[str, Counted]
    files: Mapping[str, Counted]
    """Each file by its path under `var`."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """What the installation was set to; of secrets the names alone."""
    format: int = FORMAT

    def as_json(self) -> str:
        """The manifest as its file holds it."""
        return json.dumps(asdict(self), indent=1, sort_keys=True, ensure_ascii=False)

    @classmethod
    def of(cls, text: str) -> "Manifest":
        """The manifest in this text; raises ValueError where it is none of ours."""
        said = json.loads(text)
        if not isinstance(said, dict) or said.get("format") != FORMAT:
            raise ValueError("no manifest of this format")
        tables, files = ({name: Counted(**one) for name, one in said[key].items()} for key in ("tables", "files"))
        return cls(**{**said, "tables": tables, "files": files})


class Tally:
    """Counts lines and takes their digest as they pass."""

    def __init__(self) -> None:
        self.count, self.seen = 0, hashlib.sha256()

    def take(self, line: bytes) -> bytes:
        """The line, counted."""
        self.count += 1
        self.seen.update(line)
        return line

    @property
    def said(self) -> Counted:
        """What has passed."""
        return Counted(self.count, self.seen.hexdigest())


def line_of(row: Sequence[Cell]) -> bytes:
    """The row as a line: the same for the same row, on either database."""
    text = json.dumps(list(row), default=as_text, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"


def as_text(value: Cell) -> str:
    """A date, a time or an instant as ISO has it."""
    if isinstance(value, date | time):
        return value.isoformat()
    raise TypeError(f"a backup cannot hold a {type(value).__name__}")


def row_of(line: bytes, readers: Sequence[Reader | None]) -> list[Cell]:
    """The row in this line, its dates made dates again."""
    cells: list[Cell] = json.loads(line)
    return [
        reader(cell) if reader is not None and isinstance(cell, str) else cell
        for cell, reader in zip(cells, readers, strict=True)
    ]


def differences(said: Mapping[str, Counted], found: Mapping[str, Counted], what: str) -> list[str]:
    """In what the found differs from what was said, a sentence each."""
    told = []
    for name in sorted({*said, *found}):
        one, other = said.get(name, Counted(0, "")), found.get(name, Counted(0, ""))
        if one.count != other.count:
            told.append(f"{what} {name}: {one.count} in the manifest, {other.count} found.")
        elif one != other:
            told.append(f"{what} {name}: its content is not what the manifest says.")
    return told


def filled(counts: Iterable[tuple[str, bool]]) -> list[str]:
    """The tables that keep a database from being empty."""
    return sorted(name for name, some in counts if some and name not in SHIPPED)
