"""An import is sent, confirmed, or thrown away by a person; each is an act of a moment, the work is a worker's."""

from datetime import datetime, timedelta
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from scaleup import audit, commit
from scaleup.areas.queries import holds_demonstration
from scaleup.core.errors import Refused, refuse
from scaleup.extensions import db
from scaleup.imports import queries
from scaleup.imports.adapters import check_workbook, store
from scaleup.imports.models import Run
from scaleup.imports.rules import KEPT_FOR, LINES_KEPT_FOR, OPEN, State, Step
from scaleup.imports.service.importing import BESIDE_THE_DEMONSTRATION, TWO_AT_ONCE
from scaleup.imports.service.showing import LOOK, forget_lines, request

NOT_CONFIRMED = "Nobody confirmed it within 7 days. Its file is gone, and nothing of it was brought in."
SHOWN_ANEW = "Something changed since you looked. Nothing was brought in yet: look at it as it stands now."

JUST_SENT = timedelta(hours=1)
"""A file lies in the store for a moment before its import is on record."""


def send(stream: BinaryIO, name: str, *, by: int | None, now: datetime) -> Run:
    """The file is kept, and a worker is to read it; refused at once where it cannot be a workbook."""
    if holds_demonstration():
        raise refuse(BESIDE_THE_DEMONSTRATION)
    stored = store.keep(stream, called=name)
    try:
        check_workbook(stored.path, name)
        known = queries.same_file(stored.digest)
        if known is not None:
            raise refuse(
                f"This very file is already here, sent as {known.name}. Open it below, or throw it away first."
            )
    except Refused as refused:
        store.remove(stored.name)
        raise refuse(str(refused), "workbook") from refused
    run = Run(name=name[-200:], digest=stored.digest, stored=stored.name, state=State.SENT, sent_at=now, sent_by_id=by)
    db.session.add(run)
    db.session.flush()
    request(run)
    audit.record("workbook sent", subject="import_run", subject_id=run.id, person_id=by)
    return run


def confirm(run_id: int, *, shown: str, by: int | None) -> bool:
    """A worker is to bring the import in; False, and nothing changes, where it was confirmed before.

    Refused while it is gone through again, where it shows something else by now, and while another is brought in.
    """
    run = locked(run_id)
    if run.state not in (State.SHOWN, State.SENT):
        return False
    if run.next_step != Step.NOTHING or run.shown != shown:
        raise refuse(SHOWN_ANEW)
    other = queries.being_brought_in()
    if other is not None:
        raise refuse(TWO_AT_ONCE.format(name=other.name))
    try:
        with db.session.begin_nested():
            run.state, run.next_step, run.confirmed_by_id = State.CONFIRMED, Step.BRING_IN, by
            run.asked, run.sentence = run.asked + 1, ""
    except IntegrityError as error:
        raise refuse(TWO_AT_ONCE.format(name="one that somebody else has just confirmed")) from error
    audit.record("import confirmed", subject="import_run", subject_id=run.id, person_id=by)
    commit.ring(LOOK)
    return True


def drop(run_id: int, *, by: int | None, now: datetime) -> bool:
    """The import is thrown away with its file; False where it is being brought in or has ended."""
    run = locked(run_id)
    if run.state not in (State.SENT, State.SHOWN):
        return False
    end(run, State.DROPPED, now=now)
    audit.record("import dropped", subject="import_run", subject_id=run.id, person_id=by)
    return True


def end(run: Run, state: State, *, now: datetime, sentence: str = "") -> None:
    """The import has ended so. Its file belongs to nobody now: it goes once that is saved, with the next sweep."""
    run.state, run.next_step, run.ended_at, run.sentence = state, Step.NOTHING, now, sentence
    run.owner = run.lease_until = run.stored = None
    db.session.flush()


def locked(run_id: int) -> Run:
    """The import, ours until the commit; raises Absent."""
    queries.run_of(run_id)
    asked = select(Run).where(Run.id == run_id).with_for_update(of=Run).execution_options(populate_existing=True)
    return db.session.scalars(asked).one()


def forget(now: datetime) -> None:
    """Imports that nobody confirmed in a week have ended, files that belong to none are gone, old rows too."""
    for run in queries.with_file_since(now - KEPT_FOR):
        if run.state in OPEN - {State.CONFIRMED}:
            end(run, State.DROPPED, now=now, sentence=NOT_CONFIRMED)
    forget_lines(now - LINES_KEPT_FOR)
    kept = set(db.session.scalars(select(Run.stored).where(Run.stored.is_not(None))))
    store.remove_all_but({name for name in kept if name}, older_than=(now - JUST_SENT).timestamp())
