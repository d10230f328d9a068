"""What was said in a mail goes after 90 days; that it was sent stays for good."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from scaleup.outbox.models import Message
from scaleup.outbox.rules import Draft
from scaleup.outbox.service import enqueue, forget_texts, tell

SENT = datetime(2026, 8, 1, 9, tzinfo=UTC)


def settled(session: Session, key: str, at: datetime) -> Message:
    """A message that was handed over at that instant, with its text."""
    made = enqueue(Draft(dedupe_key=key, kind="test", due_at=at, to_address="niamh@marlbury.example"), now=at)
    message = session.get_one(Message, made)
    message.state, message.settled_at = "sent", at  # type: ignore[assignment]  # the dispatcher's own work, in short
    message.subject, message.body_text, message.body_html = "Marlbury", "Hello Niamh.", "<p>Hello Niamh.</p>"
    session.flush()
    return message


def test_after_90_days_the_text_is_gone_and_the_key_still_stands(session: Session) -> None:
    old = settled(session, "old", SENT)
    recent = settled(session, "recent", SENT + timedelta(days=2))
    now = SENT + timedelta(days=91)
    assert forget_texts(now) == 1
    assert forget_texts(now) == 0
    session.expire_all()
    assert (old.subject, old.body_text, old.body_html, old.dedupe_key) == (None, None, None, "old")
    assert recent.body_text == "Hello Niamh."
    again = Draft(dedupe_key="old", kind="test", due_at=now, to_address="niamh@marlbury.example")
    assert enqueue(again, now=now) is None, "a key outlives its text, so nothing is sent twice"
    assert len(session.scalars(select(Message)).all()) == 2


@pytest.mark.parametrize(
    ("column", "index"),
    [("folded_into_id", "ix_outbox_message_folded"), ("again_of_id", "ix_outbox_message_again")],
)
def test_what_a_digest_tells_and_what_was_sent_again_is_found_by_an_index_however_much_was_sent(
    session: Session, column: str, index: str
) -> None:
    drafts = [
        Draft(dedupe_key=f"{n}", kind="test", due_at=SENT, to_address="niamh@marlbury.example") for n in range(3000)
    ]
    tell(drafts, now=SENT, note="Long ago.")
    session.execute(text("ANALYZE"))
    explain = "EXPLAIN" if session.get_bind().dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    asked = f"{explain} SELECT 1 FROM outbox_message WHERE {column} = 7"
    plan = " ".join(str(row) for row in session.execute(text(asked)))
    assert index in plan, f"whoever deletes a message asks this of each one: {plan}"
