"""The index follows the names: what was named anew in a transaction is indexed just before that commits.

Nobody calls this: the session tells what was flushed, and the audit log what was written around it. Rows that came
in past the session (a restore, a load) are found by `mend`, which runs every hour.
"""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import delete, event, inspect, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.unitofwork import UOWTransaction

from scaleup import audit
from scaleup.accounts.models import Person
from scaleup.areas.models import Area, AreaAuthority, Organisation
from scaleup.core.base import Base
from scaleup.core.bulk import portions
from scaleup.core.rows import inserting
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.search import queries
from scaleup.search.models import NameWord, WordPiece
from scaleup.search.rules import Kind, pieces, words_kept

CHECK = "search.mend"
NAMED = "named anew"
AT_ONCE = 2000

NAMES: dict[type, tuple[Kind, tuple[str, ...]]] = {
    Area: (Kind.AREA, ("name",)),
    Person: (Kind.PERSON, ("name", "email")),
    Licence: (Kind.LICENCE, ("number",)),
    Organisation: (Kind.ORGANISATION, ("name",)),
}
"""What is found by which of its columns."""

ACTS: dict[str, Kind] = {"person entered": Kind.PERSON, "area edited": Kind.AREA} | {
    f"{kind} {act}": kind for kind in (Kind.PERSON, Kind.AREA) for act in ("merged", "unmerged")
}
"""Acts that write a name past the session's own rows; their entry in the audit log names the subject."""


def watch() -> None:
    """From now on every session keeps the index."""
    if not event.contains(Session, "after_flush", note):
        event.listen(Session, "after_flush", note)
        event.listen(Session, "before_commit", keep)
        event.listen(Session, "after_rollback", forget)


def note(session: Session, _context: UOWTransaction) -> None:
    """What this flush named anew is remembered until the commit."""
    for row in [*session.new, *session.dirty, *session.deleted]:
        for subject in named(row, kept=row in session.dirty):
            session.info.setdefault(NAMED, set()).add(subject)


def named(row: object, *, kept: bool) -> Iterator[tuple[Kind, int]]:
    """The subjects whose names this row changes; one that was there before counts if its name is another."""
    if isinstance(row, audit.Entry) and row.act in ACTS and row.subject_id is not None:
        yield ACTS[row.act], row.subject_id
    elif isinstance(row, AreaAuthority):
        yield Kind.AREA, row.area_id
    elif isinstance(row, tuple(NAMES)):
        kind, columns = NAMES[type(row)]
        state = inspect(row)
        if not kept or any(state.attrs[name].history.has_changes() for name in columns):
            yield kind, state.identity[0] if state.identity else row.id  # type: ignore[attr-defined]  # each of NAMES has an id


def keep(session: Session) -> None:
    """The index says what the names say; called before each commit."""
    session.flush()
    subjects: set[tuple[Kind, int]] = session.info.pop(NAMED, set())
    for kind in Kind:
        ids = [one for other, one in subjects if other is kind]
        for some in portions(ids, AT_ONCE):
            index(kind, some)


def forget(session: Session) -> None:
    """What was named was taken back. A savepoint takes back only a part: what it named is indexed as it is."""
    if session.in_nested_transaction():
        return
    session.info.pop(NAMED, None)


def index(kind: Kind, ids: Sequence[int]) -> None:
    """The words of these, and the pieces of the words, are those of their names; what is gone has none."""
    found = {one: words_kept(*texts) for one, texts in queries.names_of(kind, ids).items()}
    db.session.execute(
        delete(NameWord).where(NameWord.kind == kind.value, NameWord.subject_id.in_(ids)),
        execution_options={"synchronize_session": False},
    )
    words = sorted({word for those in found.values() for word in those})
    add(
        NameWord,
        [{"kind": kind.value, "word": word, "subject_id": one} for one in sorted(found) for word in sorted(found[one])],
    )
    add(WordPiece, [{"piece": piece, "word": word} for word in words for piece in sorted(pieces(word))])


def forget_words(person_id: int) -> None:
    """The person is found by their name of now alone, and no piece is left of a word that nothing else has."""
    mine = NameWord.kind == Kind.PERSON.value, NameWord.subject_id == person_id
    former = db.session.scalars(select(NameWord.word).where(*mine)).all()
    index(Kind.PERSON, [person_id])
    elsewhere = select(NameWord.word).where(NameWord.word == WordPiece.word)
    db.session.execute(
        delete(WordPiece).where(WordPiece.word.in_(former), ~elsewhere.exists()),
        execution_options={"synchronize_session": False},
    )


def add(table: type[Base], rows: Iterable[dict[str, object]]) -> None:
    """The rows are there, also if others add the same just now. They come sorted: two never wait in a ring."""
    given = list(rows)
    if given:
        db.session.execute(inserting(table, db.session.get_bind().dialect.name).on_conflict_do_nothing(), given)


def mend(most: int = AT_ONCE) -> int:
    """What the index did not know is in it, so many of each kind at most; returns how many there were."""
    done = 0
    for kind in Kind:
        ids = queries.missing(kind, most)
        if ids:
            index(kind, ids)
        done += len(ids)
    return done


def rebuild() -> int:
    """The index is made anew from every name; returns how many there are."""
    for table in (NameWord, WordPiece):
        db.session.execute(delete(table))
    done = 0
    while more := mend():
        done += more
    return done
