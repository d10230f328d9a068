"""What B10 sends: mails that say the same, due now, in the outbox of the bench's areas."""

from sqlalchemy import text

from bench.portfolio import LEADS, MANAGERS, NOW
from scaleup import commit
from scaleup.extensions import db
from scaleup.outbox import service
from scaleup.outbox.rules import Draft, Rendered

WORDS = ("Contact 3 is on Monday 30 November", "It is planned so. " * 30, "<p>It is planned so.</p>" * 20)


def install(port: int) -> None:
    """The product's sender hands these mails to the server at this port."""
    service.install_post(f"smtp://127.0.0.1:{port}", mail_from="Unit <unit@unit.example>", host="unit.example")
    service.install_renderers({"bench": lambda _waiting: Rendered(*WORDS)})


def lay(mails: int) -> None:
    """So many are due, and nothing else stands in the outbox."""
    db.session.execute(text("TRUNCATE outbox_message, outbox_event, outbox_undelivered"))
    drafts = [
        Draft(dedupe_key=f"bench|{n}", kind="bench", due_at=NOW, person_id=MANAGERS + 2 + n % LEADS)
        for n in range(mails)
    ]
    service.enqueue_many(drafts, now=NOW)
    db.session.info.pop(commit.DOORBELLS, None)  # no broker stands here
    commit.now()
