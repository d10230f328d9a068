"""The list of erasures outside of the database, so that it outlives a backup that is put back; and files in a zip."""

import json
import os
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from io import BytesIO
from pathlib import Path

NAME = "erasures.jsonl"
_list: list[Path] = []


def install_list(folder: Path) -> None:
    """Afterwards the list of erasures stands in this folder."""
    _list[:] = [folder / NAME]


def list_path() -> Path:
    """Where the list of erasures stands."""
    return _list[0]


@dataclass(frozen=True)
class Line:
    """One erasure as the list has it: numbers, an instant and a reason."""

    erased_id: int
    at: str
    by_id: int | None
    because: str


def read_list(path: Path) -> list[Line]:
    """The erasures on the list; none where there is no list yet."""
    if not path.exists():
        return []
    return [Line(**json.loads(one)) for one in path.read_text().splitlines() if one.strip()]


def write_list(path: Path, lines: Iterable[Line]) -> None:
    """The list holds these, whole or as it was before; readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(".new")
    fresh.touch(mode=0o600)
    with fresh.open("w") as file:
        file.writelines(f"{json.dumps(asdict(one))}\n" for one in lines)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """These files, by name, in one archive."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()
