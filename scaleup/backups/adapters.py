"""The backup as a file: a zip with a manifest, a file of lines for each table, and the files of documents and imports.

It is written beside its place and moved there whole, readable by its owner alone.
"""

import hashlib
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scaleup.backups.rules import Counted, Manifest, Tally
from scaleup.core.errors import refuse

MANIFEST = "manifest.json"
PIECE = 1024 * 1024
LONGEST_MANIFEST = 50 * 1024 * 1024
KEPT = ("documents", "imports")
"""The folders under `var` whose files belong to rows."""


@contextmanager
def written(path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive to write into; afterwards it stands at the path, whole. Refused where something stands there."""
    if path.exists():
        raise refuse(f"{path} is there already, and a backup is never written over another.")
    half = path.with_name(f".{path.name}.half")
    try:
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    except OSError as error:
        raise refuse(f"{path} cannot be written: {error.strerror}.") from error
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                yield archive
            file.flush()
            os.fsync(file.fileno())
        half.rename(path)
    finally:
        half.unlink(missing_ok=True)


def put_table(archive: zipfile.ZipFile, name: str, lines: Iterable[bytes]) -> Counted:
    """The lines of a table are in the archive; how many, and their digest."""
    tally = Tally()
    with archive.open(f"tables/{name}.jsonl", "w", force_zip64=True) as file:
        for line in lines:
            file.write(tally.take(line))
    return tally.said


def put_files(archive: zipfile.ZipFile, var: Path) -> dict[str, Counted]:
    """The files of documents and imports are in the archive; a file that goes meanwhile belonged to no row."""
    found = {}
    for folder in KEPT:
        for path in sorted((var / folder).rglob("*")):
            if path.is_file() and path.suffix != ".half":
                name = str(path.relative_to(var))
                with suppress(FileNotFoundError):
                    found[name] = put_file(archive, name, path)
    return found


def put_file(archive: zipfile.ZipFile, name: str, path: Path) -> Counted:
    """The file is in the archive; its size and digest, as they were read."""
    seen, size = hashlib.sha256(), 0
    with path.open("rb") as file, archive.open(f"files/{name}", "w", force_zip64=True) as kept:
        while piece := file.read(PIECE):
            seen.update(piece)
            size += len(piece)
            kept.write(piece)
    return Counted(size, seen.hexdigest())


@contextmanager
def opened(path: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """The archive and what it says that it holds; refused where it is no backup of ours."""
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(MANIFEST).file_size > LONGEST_MANIFEST:
                raise refuse(f"{path} is no backup of Scaleup.")
            yield archive, Manifest.of(archive.read(MANIFEST).decode())
    except FileNotFoundError:
        raise refuse(f"There is no file {path}.") from None
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, OSError, EOFError) as error:
        raise refuse(f"{path} is no backup of Scaleup, or is damaged ({type(error).__name__}).") from error


def lines_of(archive: zipfile.ZipFile, table: str, tally: Tally) -> Iterator[bytes]:
    """The lines of a table, counted as they pass."""
    with archive.open(f"tables/{table}.jsonl") as file:
        for line in file:
            yield tally.take(line)


def files_found(archive: zipfile.ZipFile) -> dict[str, Counted]:
    """Each file in the archive with its size and digest."""
    return {
        one.filename.removeprefix("files/"): in_pieces(archive, one.filename, lambda _piece: None)
        for one in archive.infolist()
        if one.filename.startswith("files/")
    }


def in_pieces(archive: zipfile.ZipFile, name: str, take: Callable[[bytes], object]) -> Counted:
    """The file was read piece by piece; its size and digest."""
    seen, size = hashlib.sha256(), 0
    with archive.open(name) as file:
        while piece := file.read(PIECE):
            seen.update(piece)
            size += len(piece)
            take(piece)
    return Counted(size, seen.hexdigest())


def lay_files(archive: zipfile.ZipFile, names: Iterable[str], var: Path) -> None:
    """These files lie under `var` again, each whole; a name that leads elsewhere is refused."""
    for name in names:
        place = (var / name).resolve()
        if not any(place.is_relative_to((var / folder).resolve()) for folder in KEPT):
            raise refuse(f"The backup holds a file that belongs nowhere here: {name}.")
        try:
            lay_file(archive, name, place)
        except OSError as error:
            raise refuse(f"{place} cannot be written: {error.strerror}.") from error


def lay_file(archive: zipfile.ZipFile, name: str, place: Path) -> None:
    """The file lies there, whole, readable by its owner alone."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = place.with_name(f"{place.name}.half")
    with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        in_pieces(archive, f"files/{name}", file.write)
        file.flush()
        os.fsync(file.fileno())
    half.rename(place)
