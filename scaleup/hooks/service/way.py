"""The way of a message to its system: the text, the connection, and what is known of the system afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scaleup.core import stationery
from scaleup.extensions import db
from scaleup.hooks import queries
from scaleup.hooks.adapters import Call, request
from scaleup.hooks.models import Endpoint
from scaleup.hooks.rules import Event, Format, body, host_in, page_of, signatures
from scaleup.hooks.service.keeping import nothing_more, record
from scaleup.hooks.service.telling import HOOK
from scaleup.hooks.service.wiring import reach, secrets_of
from scaleup.outbox import service as outbox
from scaleup.outbox.rules import NotNeeded, Outcome, Rendered, Reply, Waiting

FAILED_FOR = timedelta(days=3)
NOTHING_ARRIVED = "Nothing arrived there for three days, so the endpoint was switched off."


def text_of(one: Waiting) -> Rendered:
    """The body of the request, as the endpoint wants it."""
    endpoint = db.session.get(Endpoint, one.endpoint_id)
    if endpoint is None or not endpoint.is_on:
        raise NotNeeded("The endpoint is switched off.")
    kind, at, subject = one.values["kind"], one.values["at"], one.values["subject"]
    named = {str(thing): int(id_) for thing, id_ in subject.items()} if isinstance(subject, dict) else {}
    event = Event(id_of(one), str(kind), str(at), named)
    link = stationery.address(page_of(named))
    return Rendered(event.kind, body(event, Format(endpoint.format), link=link), "")


def id_of(one: Waiting) -> str:
    """The id by which a receiver knows a repeat: the same however often it is sent."""
    return one.message_id.strip("<>").partition("@")[0]


RENDERERS: dict[str, outbox.Renderer] = {HOOK: text_of}


@dataclass
class HookLine:
    """The way to one system."""

    one: Waiting
    call: Call

    @property
    def recipient(self) -> str:
        """The host: the whole address is a key."""
        return host_in(self.one.address)

    @property
    def patience(self) -> float:
        """Seconds for writing, for the answer, and a few more."""
        return 3 * self.call.reach.answer_wait

    def offer(self) -> Outcome:
        """A connection to an address that may be called."""
        return self.call.open()

    def parcel(self, rendered: Rendered, at: datetime) -> bytes:
        """The signed request."""
        content, stamp = rendered.text.encode(), int(at.timestamp())
        endpoint = queries.endpoint(self.one.endpoint_id or 0)
        headers = {
            "Scaleup-Id": id_of(self.one),
            "Scaleup-Timestamp": str(stamp),
            "Scaleup-Signature": signatures(secrets_of(endpoint, at), timestamp=stamp, body=content),
        }
        return request(self.one.address, content, headers)

    def hand(self, parcel: bytes) -> Outcome:
        """The request went out, and this came back."""
        return self.call.send(parcel)

    def withdraw(self) -> None:
        """The connection is closed, unused."""
        self.call.close()


class Channel:
    """The way to systems, as the outbox wants it."""

    def addresses(self, endpoint_ids: Sequence[int]) -> Mapping[int, str]:
        """The addresses of those that are switched on."""
        return queries.addresses(endpoint_ids)

    def line(self, one: Waiting) -> HookLine:
        """The way of this message."""
        return HookLine(one, Call(one.address, reach()))

    def answered(self, one: Waiting, outcome: Outcome, now: datetime) -> None:
        """Since when nothing arrives is known; after three days of it the endpoint is switched off.

        The row is ours until the commit: two senders, or one and a person, decide one after the other.
        """
        endpoint = db.session.get(Endpoint, one.endpoint_id, with_for_update=True, populate_existing=True)
        if endpoint is None:
            return
        if outcome.reply is Reply.ACCEPTED:
            endpoint.failing_since = None
        elif endpoint.failing_since is None:
            endpoint.failing_since = now
        elif endpoint.is_on and now - endpoint.failing_since >= FAILED_FOR:
            endpoint.is_on, endpoint.failed_off_at = False, now
            endpoint.version += 1
            record("web hook switched off: nothing arrived", endpoint, by=None)
            nothing_more(endpoint, reason=NOTHING_ARRIVED, by=None, now=now)
        db.session.flush()
