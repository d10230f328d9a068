"""A system that is told of contacts, and a message to it that failed."""

from datetime import datetime

from scaleup.hooks.models import Endpoint
from scaleup.hooks.service.telling import draft_of, event_of, new_key
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Message
from scaleup.outbox.rules import State
from tests.factories import support as make


def told(name: str, *, by: int, now: datetime, state: State = State.FAILED) -> dict[str, int]:
    """Its id, and that of the message."""
    endpoint = make.keep(
        Endpoint(
            name=name,
            address="https://hooks.example/services/T0/B1",
            format="plain",
            kinds=["contact.logged"],
            nonce="a random word",
            made_at=now,
            made_by_id=by,
        )
    )
    values = event_of("contact.logged", "contact", 12, None, now)
    sent = outbox.enqueue(draft_of(endpoint, values, new_key(endpoint), now), now=now)
    row = make.db.session.get_one(Message, sent)
    row.state, row.settled_at, row.attempts = state, now, 1
    row.last_error = "410 no such hook" if state is State.FAILED else ""
    make.db.session.flush()
    return {"endpoint_id": endpoint.id, "sent_id": row.id}
