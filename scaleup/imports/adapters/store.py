"""Where sent workbooks lie until they are in: a folder outside the web root, under names that nobody chose."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from scaleup.core.errors import refuse
from scaleup.imports.adapters.workbook import MOST_BYTES

CHUNK = 1_000_000
_folder: list[Path] = []


@dataclass(frozen=True)
class Stored:
    """A file in the store."""

    name: str
    path: Path
    digest: str


def install(folder: Path) -> None:
    """Afterwards files are kept in this folder."""
    _folder[:] = [folder]


def folder() -> Path:
    """The folder, readable by its owner alone."""
    found = _folder[0]
    found.mkdir(parents=True, exist_ok=True, mode=0o700)
    return found


def path_of(name: str) -> Path:
    """The file of this name in the store."""
    return folder() / name


def keep(stream: BinaryIO, *, called: str) -> Stored:
    """The stream lies in the store as a file; refused, and gone again, where it is too large."""
    name = f"{secrets.token_hex(16)}.xlsx"
    path, digest, size = path_of(name), hashlib.sha256(), 0
    path.touch(mode=0o600)
    with path.open("wb") as file:
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > MOST_BYTES:
                break
            digest.update(piece)
            file.write(piece)
    if size > MOST_BYTES:
        remove(name)
        raise refuse(
            f"{called} is larger than the {MOST_BYTES // 1_000_000} MB that a tracker may have. "
            "Take out pictures and sheets that are not the tracker's, and save it again.",
            "workbook",
        )
    return Stored(name, path, digest.hexdigest())


def remove(name: str) -> None:
    """The file is gone."""
    path_of(name).unlink(missing_ok=True)


def remove_all_but(names: Collection[str], *, older_than: float) -> int:
    """Files that no import knows, last written before this instant (in seconds), are gone; returns how many."""
    lost = [path for path in folder().glob("*.xlsx") if path.name not in names and path.stat().st_mtime < older_than]
    for path in lost:
        path.unlink(missing_ok=True)
    return len(lost)
