"""The reference table of local authorities, brought level with the shipped file."""

from dataclasses import asdict

from sqlalchemy import insert, select

from scaleup.areas.adapters import read_authorities
from scaleup.areas.models import LocalAuthority
from scaleup.extensions import db


def load_authorities() -> int:
    """The database knows every shipped local authority. Returns how many were new."""
    known = set(db.session.scalars(select(LocalAuthority.code)))
    new = [asdict(row) for row in read_authorities() if row.code not in known]
    if new:
        db.session.execute(insert(LocalAuthority), new)
    return len(new)
