"""What people say that sheets and columns are: remembered by their words, for this workbook and every later one."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from scaleup import audit
from scaleup.extensions import db
from scaleup.imports import queries
from scaleup.imports.models import Meaning
from scaleup.imports.rules import plain
from scaleup.imports.service.showing import request


def say(run_id: int, said: Mapping[tuple[str, str], str], *, by: int | None, now: datetime) -> int:
    """These sheets and columns (by scope and words) are these; the import is gone through again. Returns how many."""
    wanted = {(scope, plain(words)[:200]): meaning for (scope, words), meaning in said.items()}
    known = {(one.scope, one.words): one for one in db.session.scalars(select(Meaning))}
    for (scope, words), meaning in wanted.items():
        one = known.get((scope, words))
        if one is None:
            one = Meaning(scope=scope, words=words, meaning=meaning, said_at=now, said_by_id=by)
            db.session.add(one)
        one.meaning, one.said_at, one.said_by_id = meaning, now, by
    db.session.flush()
    if wanted:
        audit.record("headings said", subject="import_run", subject_id=run_id, person_id=by)
        request(queries.run_of(run_id))
    return len(wanted)
