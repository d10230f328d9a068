"""Reports of mail servers about mail that did not arrive (RFC 3464), read from a mail's bytes. Pure.

What is no such report, or leaves out what it must say, is told as unread; nothing is guessed from prose.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.parser import HeaderParser
from enum import StrEnum

LONGEST = 400_000
"""Bytes of a mail that are read: the report stands before the mail that it returns."""
MOST_PARTS = 50
MOST_RECIPIENTS = 50
LONGEST_WORDS = 500
LONGEST_ADDRESS = 330
LONG_TYPE = re.compile(rb"(?i)(?:\A|[\r\n])content-type:(?:[^\r\n]|[\r\n]+[ \t]){2000}")
"""No mail server writes such a header, and the library's parser takes minutes over its parameters."""
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
MESSAGE_ID = re.compile(r"<[^<>\s]{3,190}>")
ADDRESS = re.compile(r"[^\s<>;,]+@[^\s<>;,]+")
AUTOMATIC = ("auto-replied", "auto-generated")


class Action(StrEnum):
    """What became of the mail for one recipient (RFC 3464, 2.3.3)."""

    FAILED = "failed"
    DELAYED = "delayed"
    OTHER = "other"
    """Delivered, relayed, expanded: it is no trouble."""


@dataclass(frozen=True)
class Fate:
    """What a report says of one recipient."""

    recipients: frozenset[str]
    """The address asked for, and the one that it ended at, in lower case."""
    action: Action
    status: str
    words: str


@dataclass(frozen=True)
class Report:
    """A report about one mail of somebody's."""

    digest: str
    """Stands for this very report: the same text has the same."""
    message_id: str
    """Of the mail that it is about."""
    fates: tuple[Fate, ...]


class Unread(StrEnum):
    """Why a mail is no report that can be acted upon."""

    AUTOMATIC = "an automatic reply"
    PROSE = "a report in words alone, or an ordinary mail"
    NAMELESS = "a report that does not name the mail it is about"
    EMPTY = "a report that says nothing of any recipient"


def read(mail: bytes) -> Report | Unread:
    """What the mail reports, or why it cannot be acted upon. Never raises."""
    try:
        return understood(mail)
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError):
        return Unread.PROSE  # the library's parser promises nothing about malformed mail


def understood(mail: bytes) -> Report | Unread:
    """The same, of mail that the parser can take apart."""
    if LONG_TYPE.search(mail[:LONGEST]):
        return Unread.PROSE
    whole = message_from_bytes(mail[:LONGEST])
    if whole.get_content_type() != "multipart/report" or report_type(whole) != "delivery-status":
        return Unread.AUTOMATIC if is_automatic(whole) else Unread.PROSE
    parts = list(parts_of(whole))
    fates = tuple(fates_in(parts))
    if not fates:
        return Unread.EMPTY
    names = {name for part in parts if (name := returned_id(part))}
    if len(names) != 1:
        return Unread.NAMELESS
    return Report(hashlib.sha256(mail[:LONGEST]).hexdigest(), names.pop(), fates)


def report_type(whole: Message) -> str:
    """The parameter that says what kind of report it is."""
    given = whole.get_param("report-type")
    return given.strip().lower() if isinstance(given, str) else ""


def is_automatic(whole: Message) -> bool:
    """Whether it says of itself that nobody wrote it: out of office, and the like (RFC 3834)."""
    said = text(whole, "Auto-Submitted").lower()
    return said.startswith(AUTOMATIC) or bool(text(whole, "X-Autoreply") or text(whole, "X-Auto-Response-Suppress"))


def parts_of(whole: Message) -> Iterator[Message]:
    """The parts directly under the report: what stands within the returned mail is not the server's word."""
    inside = whole.get_payload()
    for part in (inside if isinstance(inside, list) else [])[:MOST_PARTS]:
        if isinstance(part, Message):
            yield part


def fates_in(parts: Sequence[Message]) -> Iterator[Fate]:
    """What the first report among the parts says of each recipient; the block of the whole mail comes first in it."""
    for part in parts:
        if part.get_content_type() in ("message/delivery-status", "message/global-delivery-status"):
            blocks = part.get_payload()
            for block in (blocks if isinstance(blocks, list) else [])[:MOST_RECIPIENTS]:
                if isinstance(block, Message) and (found := fate(block)):
                    yield found
            return


def fate(block: Message) -> Fate | None:
    """What the block says, if it names a recipient and what became of the mail."""
    named = {one for name in ("Original-Recipient", "Final-Recipient") if (one := address(text(block, name)))}
    said = text(block, "Action").lower()
    if not named or not said:
        return None
    action = Action(said) if said in (Action.FAILED, Action.DELAYED) else Action.OTHER
    words = text(block, "Diagnostic-Code").partition(";")[2].strip()
    return Fate(frozenset(named), action, status_of(text(block, "Status"), words), words[:LONGEST_WORDS])


def status_of(status: str, words: str) -> str:
    """The enhanced code; where the report's is vague (5.0.0), the one that the server's own words begin with."""
    own = STATUS.match(status)
    inner = STATUS.search(words[:40])
    vague = own is None or own[1].endswith(".0.0")
    if vague and inner and (own is None or inner[1][0] == own[1][0]):
        return inner[1]
    return own[1] if own else ""


def address(field: str) -> str:
    """The address of "rfc822;name@example.org" in lower case; empty where there is none."""
    kind, semicolon, rest = field.partition(";")
    if not semicolon or kind.strip().lower() not in ("rfc822", "utf-8"):
        return ""
    found = ADDRESS.search(rest.strip()[:LONGEST_ADDRESS])  # longer ones would be searched for minutes
    return found[0].lower() if found else ""


def returned_id(part: Message) -> str:
    """The Message-ID of the mail, or of its headers, that this part returns."""
    kind = part.get_content_type()
    if kind in ("message/rfc822", "message/global"):
        inside = part.get_payload()
        first = inside[0] if isinstance(inside, list) and inside else None
        return message_id(text(first, "Message-ID")) if isinstance(first, Message) else ""
    if kind in ("text/rfc822-headers", "message/global-headers"):
        content = part.get_payload(decode=True)
        headers = content.decode("latin-1") if isinstance(content, bytes) else str(part.get_payload())
        return message_id(text(HeaderParser().parsestr(headers.lstrip()), "Message-ID"))
    return ""


def message_id(field: str) -> str:
    """The identifier in angle brackets; empty where there is not exactly one."""
    found = MESSAGE_ID.findall(field)
    return found[0] if len(found) == 1 else ""


def text(part: Message, name: str) -> str:
    """A header's words in one line; empty where there is none. Of two of a name the first counts."""
    return " ".join(str(part.get(name, "")).split())
