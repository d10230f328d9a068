"""Named reads of the stored catalogue."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select

from scaleup.extensions import db
from scaleup.programmes.models import Programme, ProgrammeVersion


def programmes() -> Sequence[Programme]:
    """Every programme, by name."""
    return db.session.scalars(select(Programme).order_by(Programme.name)).all()


def by_slug(slug: str) -> Programme | None:
    """The programme of this slug."""
    return db.session.scalar(select(Programme).where(Programme.slug == slug))


def latest_version(programme_id: int) -> ProgrammeVersion | None:
    """The highest version of a programme: what is granted from now on keeps it."""
    return db.session.scalar(
        select(ProgrammeVersion)
        .where(ProgrammeVersion.programme_id == programme_id)
        .order_by(ProgrammeVersion.version.desc())
        .limit(1)
    )


def holds(programme_id: int, digest: str) -> bool:
    """Whether some version of the programme has exactly this content."""
    return bool(
        db.session.scalar(
            select(exists().where(ProgrammeVersion.programme_id == programme_id, ProgrammeVersion.digest == digest))
        )
    )


def version(version_id: int) -> ProgrammeVersion | None:
    """One stored version. The session holds on to it: each group, licence and check of a page asks for the same one."""
    found = db.session.get(ProgrammeVersion, version_id)
    db.session.info.setdefault("versions", {})[version_id] = found
    return found


def latest_versions() -> Sequence[ProgrammeVersion]:
    """The highest version of every programme, by slug."""
    highest = (
        select(ProgrammeVersion.programme_id, func.max(ProgrammeVersion.version).label("version"))
        .group_by(ProgrammeVersion.programme_id)
        .subquery()
    )
    return db.session.scalars(
        select(ProgrammeVersion)
        .join(
            highest,
            (ProgrammeVersion.programme_id == highest.c.programme_id) & (ProgrammeVersion.version == highest.c.version),
        )
        .join(Programme, Programme.id == ProgrammeVersion.programme_id)
        .order_by(Programme.slug)
    ).all()
