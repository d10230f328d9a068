"""Under which versions of its programme a licence may be followed by the next: its own, and the newest."""

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
    """The newest version and that of the licence, each with what it means; none where there is nothing to choose."""
    newest, *others = versions_after(found)
    return [one for own in others for one in (as_newest(newest, own), as_now(own))]


def versions_after(found: Licence) -> list[ProgrammeVersion]:
    """The versions that the next licence may go by: the newest one first, and last that of the licence."""
    own = version_of(found.programme_version_id)
    latest = programmes.latest_version(own.programme_id)
    return [own] if latest is None or latest.version <= own.version else [latest, own]


def as_newest(newest: ProgrammeVersion, own: ProgrammeVersion) -> Offered:
    """What it means to go by the newest version."""
    said = differing(terms(own.id), terms(newest.id))
    return Offered(newest.id, newest.version, f"Version {newest.version}, the newest: {said}")


def as_now(own: ProgrammeVersion) -> Offered:
    """What it means to stay."""
    return Offered(own.id, own.version, f"Version {own.version}, as now: {thinning(terms(own.id).taper)}")


def version_of(version_id: int) -> ProgrammeVersion:
    """The version of a programme."""
    return db.session.get_one(ProgrammeVersion, version_id)
