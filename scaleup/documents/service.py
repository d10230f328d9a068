"""Documents are added, replaced by a newer version, and withdrawn. A file is on the disk before a row names it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import IO

from sqlalchemy import func, select

from scaleup import audit
from scaleup.core.dates import local_date, plain_date
from scaleup.core.errors import Conflict, Refused, refuse
from scaleup.core.versions import advance
from scaleup.documents import queries
from scaleup.documents.adapters import Shelf, look_into
from scaleup.documents.models import Copy, Document
from scaleup.documents.rules import MEDIA_TYPES, Media, Terms, download_name, media, refusals_of_file, refusals_of_terms
from scaleup.extensions import db

SAVED_MEANWHILE = (
    "Somebody else changed this document while you had it open. Look at what is there now, then act again."
)
DAMAGED = (
    "The file of this document is not the one that was kept here, so it is not handed out. "
    "Tell the unit: the backup has it."
)
OLD_ENOUGH = timedelta(hours=1)
"""A file without a row is left alone so long: its row may be about to be committed."""


_shelf: list[Shelf] = []


def install_shelf(folder: Path) -> None:
    """Afterwards documents lie in this folder."""
    _shelf[:] = [Shelf(folder)]


def shelf() -> Shelf:
    """Where documents lie."""
    return _shelf[0]


def add(area_id: int, terms: Terms, file: IO[bytes], *, by: int | None, now: datetime) -> Document:
    """The area has this document, in its first version."""
    check(file, terms.dated_on, today=local_date(now))
    document = Document(area_id=area_id, kind=terms.kind, title=terms.title)
    db.session.add(document)
    db.session.flush()
    keep(document, file, dated_on=terms.dated_on, number=1, by=by, now=now)
    log("document added", document, by=by)
    return document


def replace(
    document: Document, file: IO[bytes], *, dated_on: date, version: int, by: int | None, now: datetime
) -> Copy:
    """The document has a newer version; the older ones stay."""
    check(file, dated_on, today=local_date(now))
    take(document, version)
    latest = db.session.scalar(select(func.max(Copy.number)).where(Copy.document_id == document.id)) or 0
    copy = keep(document, file, dated_on=dated_on, number=latest + 1, by=by, now=now)
    log("document replaced", document, by=by)
    return copy


def withdraw(document: Document, *, because: str, version: int, by: int | None, now: datetime) -> None:
    """The document is no longer in force, and the reason stands beside it; its files stay for the unit."""
    take(document, version)
    document.withdrawn_at, document.withdrawn_by_id, document.withdrawn_because = now, by, because.strip()
    db.session.flush()
    log("document withdrawn", document, by=by)


def check(file: IO[bytes], dated_on: date, *, today: date) -> None:
    """The file is a document and its date has come; else Refused is raised, and nothing is written."""
    refused = refusals_of_terms(dated_on, today=today) + refusals_of_file(look_into(file))
    if refused:
        raise Refused(refused)


def take(document: Document, version: int) -> None:
    """The document is ours until the commit; raises where it was withdrawn or changed meanwhile."""
    if not advance(db.session(), document, version):
        raise Conflict(SAVED_MEANWHILE, {})
    if document.withdrawn_at is not None:
        raise refuse(f"It was withdrawn on {plain_date(local_date(document.withdrawn_at))}. Add a new one instead.")


def keep(document: Document, file: IO[bytes], *, dated_on: date, number: int, by: int | None, now: datetime) -> Copy:
    """The file is on the shelf, and this version names it."""
    kind = media(look_into(file))
    shelved = shelf().put(file)
    copy = Copy(
        document_id=document.id,
        number=number,
        dated_on=dated_on,
        file=shelved.name,
        media=kind,
        size=shelved.size,
        sha256=shelved.sha256,
        added_at=now,
        added_by_id=by,
    )
    db.session.add(copy)
    db.session.flush()
    return copy


@dataclass(frozen=True)
class Download:
    """A file as a browser is handed it: whole, since none is large, and checked."""

    content: bytes
    name: str
    media_type: str


def download(document: Document, number: int) -> Download:
    """That version of the document; raises Absent where there is none, Refused where its file has changed."""
    copy = queries.copy_of(document, number)
    content, kind = shelf().read(copy.file), Media(copy.media)
    if sha256(content).hexdigest() != copy.sha256:
        raise refuse(DAMAGED)
    return Download(content, download_name(document.title, kind, number=number), MEDIA_TYPES[kind])


def log(act: str, document: Document, *, by: int | None) -> None:
    """The act on this document is in the audit log."""
    audit.record(act, subject="document", subject_id=document.id, person_id=by, area_id=document.area_id)


@dataclass(frozen=True)
class Found:
    """How the shelf and the rows agree."""

    whole: int
    orphans: tuple[str, ...]
    """Files that no row names, older than an hour."""
    missing: tuple[str, ...]
    """Files that a row names and that are not there."""
    changed: tuple[str, ...]
    """Files whose content is not what was put there."""


def compare(now: datetime) -> Found:
    """The shelf beside the rows."""
    known = queries.known_files()
    seen = {name: shelf().sha256(name) for name in known}
    return Found(
        whole=sum(seen[name] == known[name] for name in known),
        orphans=tuple(orphans(set(known), now)),
        missing=tuple(name for name in known if not seen[name]),
        changed=tuple(name for name in known if seen[name] and seen[name] != known[name]),
    )


def orphans(known: set[str], now: datetime) -> list[str]:
    """Files that no row names and that are old enough for none to be on its way."""
    before = (now - OLD_ENOUGH).timestamp()
    return [name for name, written in shelf().files() if name not in known and written < before]


def remove_orphans(now: datetime) -> int:
    """No old file is without a row; returns how many went."""
    gone = orphans(set(queries.known_files()), now)
    for name in gone:
        shelf().remove(name)
    return len(gone)
