"""Messages of the outbox, for tests of what they say."""

from scaleup.outbox.models import Message
from scaleup.outbox.rules import Policy, Waiting


def waiting(one: Message, address: str = "") -> Waiting:
    """The message as its renderer is given it when it is handed over."""
    return Waiting(
        id=one.id,
        kind=one.kind,
        dedupe_key=one.dedupe_key,
        message_id=one.message_id,
        person_id=one.person_id,
        area_id=one.area_id,
        address=address,
        values=one.values,
        condition=one.condition,
        condition_key=one.condition_key,
        policy=Policy(one.policy),
        due_at=one.due_at,
        attempts=0,
        crashes=0,
        possible_repeat=False,
        refused_since=None,
    )
