"""The shelf: files under `var/documents`, outside the web root, under random names; and what a file is seen to be."""

import contextlib
import hashlib
import os
import secrets
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from scaleup.documents.rules import ARCHIVE, HEAD, Looked

PIECE = 64 * 1024
LONGEST_LIST = 1024 * 1024
"""So much of an archive's own list of types is read: a list that unpacks to gigabytes is not."""
LISTS = ("mimetype", "[Content_Types].xml")


@dataclass(frozen=True)
class Shelved:
    """A file as it lies on the shelf."""

    name: str
    size: int
    sha256: str


def look_into(file: IO[bytes]) -> Looked:
    """What the file is seen to be. It is read from its beginning, and left there."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if not head.startswith(ARCHIVE):
        return Looked(size, head)
    try:
        with zipfile.ZipFile(file) as archive:
            names = tuple(archive.namelist())
            declared = next((first_of(archive, name) for name in LISTS if name in names), "")
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return Looked(size, head, broken=True)
    finally:
        file.seek(0)
    return Looked(size, head, names, declared)


def first_of(archive: zipfile.ZipFile, name: str) -> str:
    """The beginning of one part of the archive, as text."""
    with archive.open(name) as part:
        return part.read(LONGEST_LIST).decode("utf-8", "replace")


@dataclass(frozen=True)
class Shelf:
    """A folder of files whose names say nothing."""

    folder: Path

    def put(self, file: IO[bytes]) -> Shelved:
        """The file is on the disk, whole, before any row names it: a crash leaves a file without a row at worst."""
        name = secrets.token_hex(16)
        place = self.place(name)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half = place.with_suffix(".half")
        try:
            size, sha256 = lay(file, half)
        except OSError:
            half.unlink(missing_ok=True)  # on a full disk it would lie in the way of everything else
            raise
        half.rename(place)
        settle(place.parent)
        return Shelved(name, size, sha256)

    def place(self, name: str) -> Path:
        """Where the file of this name lies. Names are ours: none comes from a request."""
        return self.folder / name[:2] / name

    def read(self, name: str) -> bytes:
        """The file's content; nothing where there is none."""
        try:
            return self.place(name).read_bytes()
        except FileNotFoundError:
            return b""

    def remove(self, name: str) -> None:
        """The file is gone."""
        self.place(name).unlink(missing_ok=True)

    def files(self) -> Iterator[tuple[str, float]]:
        """Every file on the shelf with the instant it was written, halves of an interrupted one included."""
        for place in sorted(self.folder.glob("??/*")):
            with contextlib.suppress(FileNotFoundError):
                yield place.name, place.stat().st_mtime

    def sha256(self, name: str) -> str:
        """The checksum of the file as it lies there now; empty where there is none."""
        try:
            with self.place(name).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            return ""


def lay(file: IO[bytes], place: Path) -> tuple[int, str]:
    """A copy of the file is on the disk at this place; its size and checksum."""
    seen, size = hashlib.sha256(), 0
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
        while piece := file.read(PIECE):
            seen.update(piece)
            size += len(piece)
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    return size, seen.hexdigest()


def settle(folder: Path) -> None:
    """The folder's own entries are on the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
