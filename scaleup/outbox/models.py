"""Messages, every move they made, the holds on all sending, and when the dispatcher last looked."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from scaleup.core.base import Base, BigId, Code, Id, one_of
from scaleup.core.references import Kept, Reference
from scaleup.outbox.rules import HoldScope, Policy, Return, State

NOT_CANCELLED = text("state <> 'cancelled'")
"""The predicate of the unique keys. ON CONFLICT names it, on both databases."""


class Message(Base):
    """One mail to one person, or one call of a system. Ids are plain values: the outbox knows no domain."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        one_of("state", State),
        one_of("policy", Policy),
        Index(
            "uq_outbox_message_dedupe_key",
            "dedupe_key",
            unique=True,
            postgresql_where=NOT_CANCELLED,
            sqlite_where=NOT_CANCELLED,
        ),
        Index(
            "uq_outbox_message_message_id",
            "message_id",
            unique=True,
            postgresql_where=NOT_CANCELLED,
            sqlite_where=NOT_CANCELLED,
        ),
        Index(
            "ix_outbox_message_due",
            "next_attempt_at",
            "id",
            postgresql_where=text("state = 'pending'"),
            sqlite_where=text("state = 'pending'"),
        ),
        Index(
            "ix_outbox_message_expiry",
            "expires_at",
            postgresql_where=text("state = 'pending'"),
            sqlite_where=text("state = 'pending'"),
        ),
        Index(
            "ix_outbox_message_lease",
            "lease_until",
            postgresql_where=text("state IN ('claimed', 'handing')"),
            sqlite_where=text("state IN ('claimed', 'handing')"),
        ),
        Index(
            "ix_outbox_message_kept",
            "settled_at",
            postgresql_where=text("body_text IS NOT NULL"),
            sqlite_where=text("body_text IS NOT NULL"),
        ),
        Index(
            "ix_outbox_message_endpoint",
            "endpoint_id",
            "id",
            postgresql_where=text("endpoint_id IS NOT NULL"),
            sqlite_where=text("endpoint_id IS NOT NULL"),
        ),
        Index(
            "ix_outbox_message_folded",
            "folded_into_id",
            postgresql_where=text("folded_into_id IS NOT NULL"),
            sqlite_where=text("folded_into_id IS NOT NULL"),
        ),
        Index(
            "ix_outbox_message_again",
            "again_of_id",
            postgresql_where=text("again_of_id IS NOT NULL"),
            sqlite_where=text("again_of_id IS NOT NULL"),
        ),
        Index(None, "condition", "condition_key"),
        Index(None, "area_id", "due_at"),
        Index(None, "person_id", "due_at"),
        Index(None, "state", "due_at"),
    )

    id: Mapped[Id]
    dedupe_key: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(60))
    """The name of the renderer."""
    person_id: Mapped[int | None] = mapped_column(BigId)
    area_id: Mapped[int | None] = mapped_column(BigId)
    to_address: Mapped[str | None] = mapped_column(String(320))
    """A fixed address; empty when the person's own is looked up at claim."""
    endpoint_id: Mapped[int | None] = mapped_column(BigId)
    """The system that it goes to; its address is looked up at claim. Empty for mail."""
    values: Mapped[dict[str, object]] = mapped_column(JSON)
    """What the renderer needs: ids, dates, an iCalendar method and sequence. Never a secret."""
    condition: Mapped[str] = mapped_column(String(60), default="")
    condition_key: Mapped[str] = mapped_column(String(200), default="")
    policy: Mapped[Policy] = mapped_column(String(10), default=Policy.RESEND)
    state: Mapped[State] = mapped_column(String(10), default=State.PENDING)
    due_at: Mapped[datetime]
    next_attempt_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    """How often it was claimed; counted before the work."""
    crashes: Mapped[int] = mapped_column(default=0)
    """How often a process ended while it held this row, or its text could not be made."""
    refused_since: Mapped[datetime | None]
    """The first 'not now' of the server to this very message."""
    owner: Mapped[str | None] = mapped_column(String(80))
    lease_until: Mapped[datetime | None]
    """By the database's clock."""
    message_id: Mapped[str] = mapped_column(String(200))
    possible_repeat: Mapped[bool] = mapped_column(default=False)
    """It was handed over once before and nobody can know whether it arrived."""
    handed_to: Mapped[str | None] = mapped_column(String(320))
    """The address that it was handed over for."""
    subject: Mapped[str | None] = mapped_column(Text)
    body_text: Mapped[str | None] = mapped_column(Text)
    body_html: Mapped[str | None] = mapped_column(Text)
    """The text as sent, with "[link]" in place of a secret. Goes after 90 days; key and hash stay."""
    rendered_hash: Mapped[str | None] = mapped_column(String(64))
    settled_at: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(Text, default="")
    smtp_code: Mapped[int | None]
    folded_into_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("outbox_message.id"))
    """The digest that tells it."""
    again_of_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("outbox_message.id"))
    """The message that a person asked to be sent again as this one."""


class MessageEvent(Base):
    """One move of one message, written in the same transaction. Append-only."""

    __tablename__ = "outbox_event"
    __table_args__ = (Index(None, "outbox_id", "id"),)

    id: Mapped[Id]
    outbox_id: Mapped[int] = mapped_column(BigId, ForeignKey("outbox_message.id"))
    at: Mapped[datetime]
    from_state: Mapped[str] = mapped_column(String(10), default="")
    """Empty for the row's birth."""
    to_state: Mapped[Code]
    worker: Mapped[str] = mapped_column(String(80), default="")
    person_id: Mapped[int | None] = mapped_column(BigId)
    """Who moved it by hand; empty for the system."""
    smtp_code: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")


class Hold(Base):
    """While one is open, what it covers is not claimed. One that covers all is how a restored backup starts."""

    __tablename__ = "outbox_hold"
    __table_args__ = (one_of("scope", HoldScope),)

    id: Mapped[Id]
    scope: Mapped[HoldScope] = mapped_column(String(10), default=HoldScope.ALL, server_default="all")
    kind: Mapped[str] = mapped_column(String(60), default="", server_default="")
    """The kind of message that is held, for the scope KIND."""
    rule: Mapped[str] = mapped_column(String(60), default="", server_default="")
    """The rule of that kind that is held; empty for all of the kind."""
    area_id: Mapped[int | None] = mapped_column(BigId)
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int | None] = mapped_column(BigId)
    released_at: Mapped[datetime | None]


class Address(Base):
    """An address from which mail came back, or that was refused. While it is stopped, nothing is handed over for it."""

    __tablename__ = "outbox_address"
    __table_args__ = (
        Index("uq_outbox_address_address", "address", unique=True),
        Index(
            "ix_outbox_address_stopped",
            "stopped_at",
            postgresql_where=text("stopped_at IS NOT NULL"),
            sqlite_where=text("stopped_at IS NOT NULL"),
        ),
        Index(None, "person_id"),
    )

    id: Mapped[Id]
    address: Mapped[str] = mapped_column(String(320))
    """In lower case."""
    person_id: Mapped[int | None] = mapped_column(BigId)
    """Whose mail came back from it last; empty for an address that is nobody's on record."""
    stopped_at: Mapped[datetime | None]
    status: Mapped[str] = mapped_column(String(12), default="")
    """The enhanced code with which it was stopped: 5.1.1."""
    words: Mapped[str] = mapped_column(Text, default="")
    """What the server said."""
    begun_again_at: Mapped[datetime | None]
    """When a person last said to try it again: what was counted before counts no more."""


class Undelivered(Base):
    """That one message did not reach its address, and why; open until it is told anew, or need not be."""

    __tablename__ = "outbox_undelivered"
    __table_args__ = (
        one_of("sort", Return),
        Index("uq_outbox_undelivered_report", "outbox_id", "report", unique=True),
        Index(None, "address_id", "at"),
        Index(None, "again_id"),
        Index(
            "ix_outbox_undelivered_open",
            "id",
            postgresql_where=text("over_at IS NULL"),
            sqlite_where=text("over_at IS NULL"),
        ),
    )

    id: Mapped[Id]
    outbox_id: Mapped[int] = mapped_column(BigId, ForeignKey("outbox_message.id"))
    address_id: Mapped[int] = mapped_column(BigId, ForeignKey("outbox_address.id"))
    at: Mapped[datetime]
    sort: Mapped[Return] = mapped_column(String(10))
    status: Mapped[str] = mapped_column(String(12), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    report: Mapped[str] = mapped_column(String(64), default="")
    """The digest of the report that said so; empty where the server said it at hand-over, or nobody asked it."""
    again_at: Mapped[datetime | None]
    """When it is to be told anew; empty while the address is stopped."""
    over_at: Mapped[datetime | None]
    again_id: Mapped[int | None] = mapped_column(BigId, ForeignKey("outbox_message.id"))
    """The message that told it anew; empty where that was of no use any more."""


class Tick(Base):
    """When a periodic act last ran: the dead-man's switch that /healthz reads."""

    __tablename__ = "outbox_tick"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    worker: Mapped[str] = mapped_column(String(80), default="")


REFERENCES = (
    Reference(
        "outbox_message",
        "person_id",
        "person",
        "message",
        "messages",
        kept=Kept.PLACE,
        keyed="dedupe_key",
        told=("kind", "subject", "state", "due_at", "settled_at", "handed_to", "body_text"),
    ),
    Reference(
        "outbox_address",
        "person_id",
        "person",
        "address that mail came back from",
        "addresses that mail came back from",
        kept=Kept.PLACE,
        told=("address", "stopped_at", "status", "words", "begun_again_at"),
    ),
    Reference("outbox_message", "area_id", "area", "message", "messages", kept=Kept.PLACE),
    Reference("outbox_hold", "area_id", "area", "hold", "holds", kept=Kept.PLACE),
)
"""What here refers to people and areas (core/references.py)."""
