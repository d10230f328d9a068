"""What a tick plans and what then goes, as `scaleup tick` does it; what the messages tell, and how a mail reads."""

from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.accounts.models import Person
from scaleup.outbox.models import Message
from scaleup.outbox.service import dispatch, owner
from scaleup.reminders import service
from tests.servers import Mailbox


def plan(now: datetime) -> int:
    """All that is due at this instant is written down; how many messages that made."""
    commit.now()
    planned = service.plan_due(now)
    commit.now()
    return planned


def send(now: datetime) -> None:
    """All that may go at this instant has gone."""
    commit.now()
    while dispatch(now=now, owner=owner()).more:
        pass


def look(now: datetime) -> None:
    """What is due is written down, and what may go has gone."""
    plan(now)
    send(now)


def told(session: Session) -> list[tuple[str, int | None, str]]:
    """The rule, the reader and the state of every message, as they were written."""
    rows = session.execute(select(Message.values, Message.person_id, Message.state).order_by(Message.id))
    return [(str(row[0]["rule"]), row.person_id, row.state) for row in rows]


def text_of(mail: EmailMessage) -> str:
    """The plain text of the mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def words_in(mail: EmailMessage) -> str:
    """The same wherever its lines are broken."""
    return " ".join(text_of(mail).split())


def words_of(mailbox: Mailbox, reader: Person) -> tuple[str, str]:
    """First line and text of the one mail that this person has."""
    [mail] = mailbox.to(reader.email or "")
    return str(mail["Subject"]), text_of(mail)
