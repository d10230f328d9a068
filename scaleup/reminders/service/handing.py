"""What a change of hands does to reminders: what waits for the former manager is planned anew.

A message that is cancelled leaves its key free. The next tick plans each rung that still stands for who is to have it,
the former manager included where they are told in another role.
"""

from collections.abc import Sequence

from sqlalchemy import select

from scaleup.areas.rules import ManagerAssigned
from scaleup.core import clock
from scaleup.core.facts import Change, Handler
from scaleup.extensions import db
from scaleup.outbox.models import Message
from scaleup.outbox.rules import State
from scaleup.outbox.service import cancel
from scaleup.reminders.service.planning import KINDS


def waiting(fact: ManagerAssigned) -> list[int]:
    """The reminders of the area that have not gone to the former manager yet."""
    if fact.formerly_id is None:
        return []
    return list(
        db.session.scalars(
            select(Message.id).where(
                Message.state == State.PENDING,
                Message.person_id == fact.formerly_id,
                Message.area_id == fact.area_id,
                Message.kind.in_(sorted(KINDS.values())),
            )
        )
    )


def changes(fact: ManagerAssigned) -> list[Change]:
    """How many reminders go to somebody else instead."""
    count = len(waiting(fact))
    if not count:
        return []
    said = "1 reminder that waits is" if count == 1 else f"{count} reminders that wait are"
    return [Change(f"{said} planned anew, for who looks after it now", count)]


def apply(fact: ManagerAssigned, _changes: Sequence[Change]) -> None:
    """They will not go to the former manager."""
    cancel(waiting(fact), reason="Somebody else looks after the area.", now=clock.now())


HANDED = Handler(ManagerAssigned, changes, apply)
