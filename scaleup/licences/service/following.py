"""What follows for licences when an implementation closes: they end, are terminated, or pause with it."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from scaleup.areas.rules import Exit, ImplementationClosed
from scaleup.core.dates import local_date, plain_date
from scaleup.core.facts import Change, Handler
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.licences.rules import STANDING, WAYS, Act, LicenceEnded, LicenceSuspended, LicenceTerminated, State
from scaleup.licences.service.drafting import log, note_move
from scaleup.licences.service.moves import DONE, Asked, fact_of, keep_suspension

ACT_AT_EXIT: dict[Exit, Act] = {Exit.PAUSED: Act.SUSPEND, Exit.TERMINATED: Act.TERMINATE}
WORDS: dict[Act, str] = {
    Act.SUSPEND: "is suspended from",
    Act.END: "ends on",
    Act.TERMINATE: "is terminated on",
    Act.DROP: "is a draft and is dropped on",
}


def concerned(fact: ImplementationClosed) -> list[tuple[Licence, Act]]:
    """The licences that the closure moves, each with its act."""
    rows = db.session.scalars(
        select(Licence)
        .where(
            Licence.implementation_id == fact.implementation_id,
            Licence.state.in_([*STANDING, State.DRAFT]),
            Licence.ends_on >= fact.closed_on,
        )
        .order_by(Licence.starts_on)
    )
    act = ACT_AT_EXIT.get(fact.exit, Act.END)
    found = []
    for licence in rows:
        drafted = licence.state == State.DRAFT
        chosen = Act.DROP if drafted and act is not Act.SUSPEND else act
        if State(licence.state) in WAYS[chosen].starts:
            found.append((licence, chosen))
    return found


def asked_by(fact: ImplementationClosed, act: Act) -> Asked:
    """The closure, as a move of a licence."""
    return Asked(act, fact.closed_on, fact.reason)


def changes(fact: ImplementationClosed) -> list[Change]:
    """The licences that would move, with what would follow from that."""
    found = []
    for licence, act in concerned(fact):
        follows = fact_of(licence, asked_by(fact, act), by=fact.person_id, noted_on=local_date(fact.at))
        if isinstance(follows, LicenceEnded | LicenceSuspended | LicenceTerminated):
            follows = replace(follows, closing=True)
        sentence = f"Licence {licence.number} {WORDS[act]} {plain_date(fact.closed_on)}."
        found.append(Change(sentence, 1, () if follows is None else (follows,)))
    return found


def apply(fact: ImplementationClosed, _changes: Sequence[Change]) -> None:
    """The licences have moved with their implementation; their own facts follow."""
    for licence, act in concerned(fact):
        asked = asked_by(fact, act)
        from_state = State(licence.state)
        licence.state = WAYS[act].to
        licence.version += 1
        keep_suspension(licence, asked)
        note_move(licence, from_state, on_day=asked.on_day, reason=asked.reason, by=fact.person_id, now=fact.at)
        log(DONE[act], licence, by=fact.person_id)
    db.session.flush()


HANDLERS = (Handler(ImplementationClosed, changes, apply),)
