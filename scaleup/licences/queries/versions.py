"""Under which versions of its programme the next licence may go: the newest, its own, and that of its rounds."""

from dataclasses import dataclass

from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.programmes import queries as programmes
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.rules import differing, thinning
from scaleup.programmes.service import terms


@dataclass(frozen=True)
class Offered:
    """A version that a renewal may go by, and what that means."""

    version_id: int
    number: int
    words: str


def versions_offered(found: Licence) -> list[Offered]:
    """The versions to choose from, each with what it means; none where there is nothing to choose."""
    versions = versions_after(found)
    return [offered(one, found) for one in versions] if len(versions) > 1 else []


def versions_after(found: Licence) -> list[ProgrammeVersion]:
    """The versions that the next licence may go by: the newest one, that of the licence, that of its rounds."""
    own = version_of(found.programme_version_id)
    of_rounds = version_of(found.implementation.programme_version_id)
    latest = programmes.latest_version(own.programme_id)
    newer = [latest] if latest is not None and latest.version > own.version else []
    return list(dict.fromkeys([*newer, own, of_rounds]))


def offered(version: ProgrammeVersion, found: Licence) -> Offered:
    """What it means that this version is the one by which the licence after this goes."""
    own = version_of(found.programme_version_id)
    if version is own:
        return as_now(own)
    said = differing(terms(own.id), terms(version.id))
    after_gap = version.id == found.implementation.programme_version_id
    which = "by which readiness is asked for after a gap" if after_gap else "the newest"
    return Offered(version.id, version.version, f"Version {version.version}, {which}: {said}")


def as_now(own: ProgrammeVersion) -> Offered:
    """What it means to stay."""
    return Offered(own.id, own.version, f"Version {own.version}, as now: {thinning(terms(own.id).taper)}")


def version_of(version_id: int) -> ProgrammeVersion:
    """The version of a programme."""
    return db.session.get_one(ProgrammeVersion, version_id)
