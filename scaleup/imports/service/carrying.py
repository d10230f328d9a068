"""What a worker does: it takes an import that wants something, does it, and writes the outcome in one transaction.

The claim is saved before the work begins. Whoever is cut short leaves a claim that runs out, and it is begun again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import or_, select, update

from scaleup.core.clock import DatabaseNow
from scaleup.core.errors import Refused
from scaleup.extensions import db, reading
from scaleup.imports import queries
from scaleup.imports.adapters import WorkbookRead, read_workbook, store
from scaleup.imports.models import Run, Workbook
from scaleup.imports.rules import LEASE, MOST_CUT_SHORT, State, Step, mark_of
from scaleup.imports.service.deciding import bring_in_kept
from scaleup.imports.service.importing import apply, begin, one_at_a_time, weigh
from scaleup.imports.service.runs import SHOWN_ANEW, end, locked
from scaleup.imports.service.showing import show

CUT_SHORT = (
    "It was cut short three times and was given up; nothing of it was brought in. "
    "Send it again, in parts if it is very large."
)
Save = Callable[[], None]
"""Commits; handed in by the edge."""


class Lost(Exception):
    """Somebody else took the import over, or ended it: what was done for it is not to be kept."""


def take(*, owner: str, now: datetime) -> int | None:
    """The id of an import that wants something, now this worker's; None if there is none."""
    free = or_(Run.lease_until.is_(None), Run.lease_until < DatabaseNow())
    asked = select(Run).where(Run.next_step != Step.NOTHING, free).order_by(Run.id).limit(1)
    run = db.session.scalar(asked.with_for_update(skip_locked=True).execution_options(populate_existing=True))
    if run is None:
        return None
    run.cut_short += int(run.owner is not None)
    if run.cut_short >= MOST_CUT_SHORT:
        give_up(run, now=now)
        return take(owner=owner, now=now)
    run.owner, run.rows_read = owner, 0
    run.lease_until = DatabaseNow(LEASE)
    db.session.flush()
    return run.id


def give_up(run: Run, *, now: datetime) -> None:
    """Nothing more is tried by itself, and the page says so."""
    if run.state != State.DONE:
        end(run, State.REFUSED, now=now, sentence=CUT_SHORT)
        return
    run.next_step, run.owner, run.lease_until, run.cut_short = Step.NOTHING, None, None, 0
    run.sentence = "The rows that waited could not be brought in after three tries. Answer once more to try again."
    db.session.flush()


def carry_on(run_id: int, *, owner: str, now: datetime, save: Save) -> None:
    """What the import wanted is done, or it is refused with a sentence; a worker that lost it leaves nothing."""
    run = queries.run_of(run_id)
    asked, step, stored = run.asked, Step(run.next_step), run.stored
    try:
        if step is Step.SETTLE:
            settle(run, now=now)
        else:
            begin(now)
            read = read_stored(run, owner=owner, save=save)
            (bring_in if step is Step.BRING_IN else preview)(run, read, now=now)
    except Refused as refused:
        end(queries.run_of(run_id), State.REFUSED, now=now, sentence=str(refused))
    let_go(run_id, asked, owner=owner)
    over = stored is not None and queries.run_of(run_id).stored is None
    save()
    if stored and over:
        store.remove(stored)


def read_stored(run: Run, *, owner: str, save: Save) -> WorkbookRead:
    """The import's file as rows. Nothing is locked meanwhile, and how far it is can be seen."""
    run_id, name, stored = run.id, run.name, run.stored or ""

    def progress(rows: int) -> None:
        mine = update(Run).where(Run.id == run_id, Run.owner == owner)
        db.session.execute(mine.values(rows_read=rows, lease_until=DatabaseNow(LEASE)))
        save()

    save()
    return read_workbook(store.path_of(stored), name=name, progress=progress)


@contextmanager
def only_reading() -> Iterator[None]:
    """What is asked inside locks nobody out."""
    before = reading.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        reading.reset(before)


def preview(run: Run, read: WorkbookRead, *, now: datetime) -> None:
    """The import shows what would become of each row."""
    run_id = run.id
    with only_reading():
        weighed = weigh(read, now=now)
    run = locked(run_id)
    if run.state in (State.SENT, State.SHOWN):
        show(run, weighed)
        run.state = State.SHOWN


def bring_in(run: Run, read: WorkbookRead, *, now: datetime) -> None:
    """What is settled of it is in; or, where that would be something else than was confirmed, it is shown anew."""
    one_at_a_time()
    weighed = weigh(read, now=now)
    run = locked(run.id)
    if mark_of(weighed.plan) != run.shown:
        show(run, weighed)
        run.state, run.next_step, run.sentence = State.SHOWN, Step.NOTHING, SHOWN_ANEW
        return
    with db.session.begin_nested():
        workbook, _ = apply(weighed, by=run.confirmed_by_id, now=now)
    show(run, weighed)
    run.workbook_id = workbook.id
    end(run, State.DONE, now=now)


def settle(run: Run, *, now: datetime) -> None:
    """The rows that waited for what is decided by now are in."""
    one_at_a_time()
    bring_in_kept(db.session.get_one(Workbook, run.workbook_id), by=run.confirmed_by_id, now=now)


def let_go(run_id: int, asked: int, *, owner: str) -> None:
    """The import wants nothing more, unless something was asked for meanwhile; raises Lost if it was taken over."""
    run = locked(run_id)
    if run.owner not in (owner, None):
        raise Lost
    if run.asked == asked:
        run.next_step = Step.NOTHING
    run.owner, run.lease_until, run.cut_short = None, None, 0
    db.session.flush()


def stumble(run_id: int, *, owner: str) -> None:
    """The import can be taken again at once, and counts as cut short; nothing changes if it is another worker's."""
    run = locked(run_id)
    if run.owner == owner:
        run.lease_until = None
    db.session.flush()
