"""The shipped catalogue in tests: its files, its programmes, and stored versions that say what it says."""

from copy import deepcopy
from typing import Any

from sqlalchemy.orm import Session, scoped_session

from scaleup.areas.models import Implementation
from scaleup.programmes.adapters import CatalogueFile, catalogue_files
from scaleup.programmes.models import ProgrammeVersion
from scaleup.programmes.rules import Programme


def shipped_file(slug: str = "baby-steps") -> CatalogueFile:
    """The file of the programme."""
    return next(file for file in catalogue_files() if file.programme.slug == slug)


def shipped(slug: str = "baby-steps") -> Programme:
    """The programme as it is shipped."""
    return shipped_file(slug).programme


def shipped_content(slug: str = "baby-steps") -> dict[str, Any]:
    """What its file holds, to be changed as a test likes."""
    return deepcopy(dict(shipped_file(slug).content))


def as_shipped(session: Session | scoped_session[Session], of: Implementation) -> Implementation:
    """The version that is taken up says from now on what the shipped one of Baby Steps does; its digest follows."""
    session.get_one(ProgrammeVersion, of.programme_version_id).content = shipped_content()
    session.flush()
    return of
