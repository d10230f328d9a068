"""Loads the catalogue into the database, and answers what a programme asks for."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from scaleup.core.errors import Absent, refuse
from scaleup.extensions import db
from scaleup.programmes import queries
from scaleup.programmes.adapters import CatalogueFile, catalogue_files, read_file
from scaleup.programmes.models import Programme, ProgrammeVersion
from scaleup.programmes.rules import Agenda, Reviews, Training, agenda_of, from_content, reviews_of, training_of
from scaleup.programmes.rules import Programme as Terms

remembered: dict[str, Terms] = {}
"""What was rebuilt, by the digest of its content: a handful of versions, which never change."""


@dataclass(frozen=True)
class Loaded:
    """A version that is new in the database."""

    slug: str
    version: int


def load_catalogue(now: datetime) -> tuple[Loaded, ...]:
    """Every version of the shipped catalogue is in the database; returns those that were not before.

    Raises Refused where a content changed and its version number did not grow.
    """
    return tuple(found for file in catalogue_files() if (found := load(file, now)) is not None)


def load(file: CatalogueFile, now: datetime) -> Loaded | None:
    """The file's version is in the database; None if it was there already."""
    terms = file.programme
    programme = queries.by_slug(terms.slug)
    if programme is None:
        programme = Programme(slug=terms.slug, name=terms.name)
        db.session.add(programme)
        db.session.flush()
    latest = queries.latest_version(programme.id)
    if latest is not None and (queries.holds(programme.id, file.digest) or not is_newer(file, latest)):
        return None
    programme.name = terms.name
    db.session.add(
        ProgrammeVersion(
            programme_id=programme.id,
            version=terms.version,
            content=file.content,
            digest=file.digest,
            loaded_at=now,
        )
    )
    db.session.flush()
    return Loaded(terms.slug, terms.version)


def is_newer(file: CatalogueFile, latest: ProgrammeVersion) -> bool:
    """True: the file holds a higher version. Raises Refused for a changed content without one."""
    if file.programme.version > latest.version:
        return True
    raise refuse(
        f"{file.name}: the content differs from version {latest.version}, which is loaded, but it says version "
        f"{file.programme.version}. What is granted keeps its version: set version to {latest.version + 1}.",
        "version",
    )


def shipped(name: str) -> Terms | None:
    """The programme of the shipped catalogue that goes by this slug, name or short form; needs no database."""
    return next((file.programme for file in catalogue_files() if file.programme.is_called(name)), None)


def slugs() -> tuple[str, ...]:
    """The slugs of the shipped catalogue."""
    return tuple(file.programme.slug for file in catalogue_files())


def checked(path: Path) -> Terms:
    """The programme in a catalogue file. Raises Refused with file, line and key of what is wrong with it."""
    return read_file(path).programme


def named(name: str) -> Programme | None:
    """The stored programme that goes by this slug, name or short form."""
    for latest in queries.latest_versions():
        if terms(latest.id).is_called(name):
            return db.session.get(Programme, latest.programme_id)
    return None


def terms(version_id: int) -> Terms:
    """What a stored version asks for. Raises Absent if there is no such version."""
    stored = queries.version(version_id)
    if stored is None:
        raise Absent
    if stored.digest not in remembered:
        remembered[stored.digest] = from_content(stored.content)
    return remembered[stored.digest]


def terms_of_digest(digest: str, *, version_id: int) -> Terms:
    """The same, where the version's digest is known: its content is read once a process and not again."""
    return remembered[digest] if digest in remembered else terms(version_id)


def agenda(version_id: int) -> Agenda | None:
    """What a support contact under a stored version goes through; None where the version says nothing of it."""
    stored = queries.version(version_id)
    if stored is not None and stored.digest in remembered:
        return remembered[stored.digest].agenda
    return agenda_of(stored.content) if stored else None


def reviews(version_id: int) -> Reviews | None:
    """When a stored version looks back; None where the version says nothing of it."""
    stored = queries.version(version_id)
    if stored is not None and stored.digest in remembered:
        return remembered[stored.digest].reviews
    return reviews_of(stored.content) if stored else None


def reviews_of_digest(digest: str, *, version_id: int) -> Reviews | None:
    """The same, where the version's digest is known: its content is read once a process and not again."""
    return remembered[digest].reviews if digest in remembered else reviews(version_id)


def training(version_id: int) -> Training | None:
    """The training that a stored version asks for; None where the version says nothing of it."""
    stored = queries.version(version_id)
    if stored is not None and stored.digest in remembered:
        return remembered[stored.digest].training
    return training_of(stored.content) if stored else None
