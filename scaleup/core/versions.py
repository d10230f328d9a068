"""Two people saving one record: the first save wins its version, the second is told."""

from typing import Protocol

from sqlalchemy import inspect, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from scaleup.core.base import Base


class Numbered(Protocol):
    """A row with a version, or what was read of one."""

    @property
    def version(self) -> int:
        """How often it was saved."""


def advance(session: Session, row: Numbered, version: int) -> bool:
    """Whether the row still had this version; if so it has the next one and is ours until the commit.

    If not, the row is read anew, so that its saved values can be shown beside the typed ones.
    """
    session.flush()
    mapper = inspect(row).mapper
    table: type[Base] = mapper.class_
    mine = [
        column == value for column, value in zip(mapper.primary_key, mapper.primary_key_from_instance(row), strict=True)
    ]
    result = session.execute(
        update(table).where(*mine, mapper.c.version == version).values(version=version + 1),
        execution_options={"synchronize_session": False},
    )
    session.refresh(row)
    return isinstance(result, CursorResult) and result.rowcount == 1
