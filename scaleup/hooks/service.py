"""Acts of web hooks: what is told is written down with what it tells, and endpoints are kept."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from scaleup import audit
from scaleup.core import stationery
from scaleup.core.clock import now as this_instant
from scaleup.core.dates import counted, local_date
from scaleup.core.errors import Absent, Conflict, refuse
from scaleup.core.facts import Change
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.hooks import queries
from scaleup.hooks.adapters import Call, Reach, request
from scaleup.hooks.models import Endpoint
from scaleup.hooks.rules import (
    ACTS,
    BOTH_FOR,
    TEST,
    Event,
    Format,
    Hosts,
    Kind,
    Terms,
    body,
    page_of,
    refusal,
    secret_of,
)
from scaleup.hooks.rules import signatures as signatures_of
from scaleup.outbox import service as outbox
from scaleup.outbox.rules import Draft, NotNeeded, Outcome, Rendered, Reply, Waiting

HOOK = "web hook"
"""The kind of every message to a system."""
SUBJECT = "hook_endpoint"
LOOK = "hooks.look"
"""The task that looks for what has become late."""
WORTH = timedelta(days=7)
FAILED_FOR = timedelta(days=3)
LATE_SINCE = timedelta(days=7)
BY_HAND = "The endpoint was switched off."
NOTHING_ARRIVED = "Nothing arrived there for three days, so the endpoint was switched off."


@dataclass
class Settings:
    """What the registry hands in."""

    reach: Reach = field(default_factory=lambda: Reach(Hosts()))
    key: str = ""


_settings = Settings()


def install(reach: Reach, *, key: str) -> None:
    """Afterwards these hosts may be called, and secrets are made from this key."""
    _settings.reach, _settings.key = reach, key


def hosts() -> Hosts:
    """The hosts that may be called."""
    return _settings.reach.hosts


# --- What is told ---------------------------------------------------------------------------------------------------


def heard(told: Sequence[audit.Act]) -> None:
    """Of these acts, each that a system wants to be told of is a message to it when the transaction commits."""
    known = [one for one in told if one[0] in ACTS]
    if not known or not (hosts().any_at_all or hosts().loopback):
        return
    with db.session.no_autoflush:  # an act is told while it is being written
        listening = queries.listening()
        now = this_instant()
        drafts = [
            draft_of(
                one, event_of(ACTS[act], thing, id_, area_id, now), f"{HOOK}|{one.id}|{secrets.token_hex(12)}", now
            )
            for act, thing, id_, area_id, _fields in known
            for one in listening
            if ACTS[act] in one.kinds
        ]
        if drafts:
            outbox.enqueue_many(drafts, now=now)


def look(now: datetime) -> int:
    """What became late is told to those who want to know, once for each day that it was due on; returns how many."""
    today, written = local_date(now), 0
    listening = queries.listening()
    for kind, thing, find in (
        (Kind.CONTACT_LATE, "slot", queries.late_contacts),
        (Kind.ACTION_LATE, "action", queries.late_actions),
    ):
        wanting = [one for one in listening if kind in one.kinds]
        for found in find(today - LATE_SINCE, today) if wanting else ():
            drafts = [
                draft_of(
                    one,
                    event_of(kind, thing, late.id, late.area_id, now),
                    f"{HOOK}|{one.id}|{kind}|{late.id}|{late.due_on.isoformat()}",
                    now,
                )
                for late in found
                for one in wanting
                if late.due_on >= local_date(one.made_at)
            ]
            written += len(outbox.enqueue_many(drafts, now=now))
    return written


def event_of(kind: str, thing: str, id_: int, area_id: int | None, now: datetime) -> dict[str, object]:
    """What the message keeps of the event."""
    subject = {thing: id_} | ({"area": area_id} if area_id is not None else {})
    return {"kind": str(kind), "at": now.astimezone(UTC).isoformat(timespec="seconds"), "subject": subject}


def new_key(one: Endpoint) -> str:
    """A key that no other message to this system has."""
    return f"{HOOK}|{one.id}|{secrets.token_hex(12)}"


def draft_of(one: Endpoint, values: Mapping[str, object], key: str, now: datetime) -> Draft:
    """The message to this system."""
    subject = values["subject"]
    area_id = subject.get("area") if isinstance(subject, dict) else None
    return Draft(key, HOOK, now, endpoint_id=one.id, area_id=area_id, values=values, expires_at=now + WORTH)


# --- The way there --------------------------------------------------------------------------------------------------


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
        return queries.host_of(self.one.address)

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
            "Scaleup-Signature": signatures_of(secrets_of(endpoint, at), timestamp=stamp, body=content),
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
        return HookLine(one, Call(one.address, _settings.reach))

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


def secrets_of(endpoint: Endpoint, now: datetime) -> list[str]:
    """The secrets that sign at this instant, the newest first."""
    nonces = [endpoint.nonce]
    if endpoint.former_nonce and endpoint.rotated_at is not None and now < endpoint.rotated_at + BOTH_FOR:
        nonces.append(endpoint.former_nonce)
    return [secret_of(_settings.key, endpoint_id=endpoint.id, nonce=nonce) for nonce in nonces]


# --- Keeping endpoints ----------------------------------------------------------------------------------------------


def add(terms: Terms, *, by: int, now: datetime) -> tuple[int, str]:
    """The endpoint is told from now on; its id and its secret, which is shown this once."""
    check(terms.address)
    made = Endpoint(
        name=terms.name,
        address=terms.address,
        format=terms.format,
        kinds=sorted(terms.kinds),
        nonce=secrets.token_urlsafe(24),
        made_at=now,
        made_by_id=by,
    )
    db.session.add(made)
    db.session.flush()
    record("web hook added", made, by=by)
    return made.id, secrets_of(made, now)[0]


def change(endpoint_id: int, terms: Terms, *, version: int, by: int) -> None:
    """The endpoint is as these terms say; without an address it keeps its own."""
    found = ours(endpoint_id, version)
    new = {"name": terms.name, "format": terms.format, "kinds": sorted(terms.kinds)}
    if terms.address:
        check(terms.address)
        new["address"] = terms.address
    changed = [name for name, value in new.items() if getattr(found, name) != value]
    for name in changed:
        setattr(found, name, new[name])
    record("web hook changed", found, by=by, fields=changed)
    db.session.flush()


def switch_on(endpoint_id: int, *, version: int, by: int) -> None:
    """It is told again of what happens from now on."""
    found = ours(endpoint_id, version)
    found.is_on, found.failing_since, found.failed_off_at = True, None, None
    record("web hook switched on", found, by=by)
    db.session.flush()


def consider_switching_off(endpoint_id: int) -> list[Change]:
    """What follows when it is switched off."""
    waiting, held = queries.open_by_state(endpoint_id)
    found = [
        Change(
            "From now on it is told of nothing. Of what happens meanwhile only what is late is told later, for a week.",
            0,
        )
    ]
    if waiting:
        found.append(Change(f"{counted(waiting, 'message')} waiting for it will never be sent.", waiting))
    if held:
        found.append(Change(f"{counted(held, 'message')} held for you to decide will never be sent.", held))
    return found


def switch_off(endpoint_id: int, *, version: int, by: int, now: datetime) -> int:
    """It is told of nothing more; what waited for it is cancelled. Returns how much that was."""
    found = ours(endpoint_id, version)
    if not found.is_on:
        raise refuse("It is switched off already.")
    found.is_on, found.failed_off_at = False, None
    record("web hook switched off", found, by=by)
    return nothing_more(found, reason=BY_HAND, by=by, now=now)


def nothing_more(endpoint: Endpoint, *, reason: str, by: int | None, now: datetime) -> int:
    """What waits for it, or for a person to decide, is not sent; returns how much that was."""
    db.session.flush()
    return len(outbox.cancel(queries.open_messages(endpoint.id), reason=reason, now=now, person_id=by))


def renew_secret(endpoint_id: int, *, version: int, by: int, now: datetime) -> str:
    """Another secret signs, and the former for some days more; the new one, which is shown this once."""
    found = ours(endpoint_id, version)
    found.former_nonce, found.nonce, found.rotated_at = found.nonce, secrets.token_urlsafe(24), now
    record("secret of a web hook changed", found, by=by)
    db.session.flush()
    return secrets_of(found, now)[0]


def send_test(endpoint_id: int, *, by: int, now: datetime) -> None:
    """A test is on its way there."""
    found = queries.endpoint(endpoint_id)
    if not found.is_on:
        raise refuse("It is switched off. Switch it on first.")
    values = {"kind": TEST, "at": now.astimezone(UTC).isoformat(timespec="seconds"), "subject": {}}
    outbox.enqueue(draft_of(found, values, new_key(found), now), now=now)
    record("test of a web hook sent", found, by=by)


def send_again(endpoint_id: int, message_id: int, *, by: int, now: datetime) -> None:
    """What failed goes as a new message; what is held for a person goes as it is, under its own id."""
    found = queries.of_endpoint(endpoint_id, message_id)
    if not queries.endpoint(endpoint_id).is_on:
        raise refuse("It is switched off. Switch it on first.")
    if found.state == "held":
        outbox.release(message_id, person_id=by, now=now)
    else:
        outbox.send_again(message_id, person_id=by, now=now)


def drop(endpoint_id: int, message_id: int, *, by: int, now: datetime) -> None:
    """What was held for a person is not sent."""
    outbox.drop(queries.of_endpoint(endpoint_id, message_id).id, person_id=by, now=now)


def check(address: str) -> None:
    """The address may be called; refused at its field where it may not."""
    said = refusal(address, hosts())
    if said:
        raise refuse(said, "address")


def ours(endpoint_id: int, version: int) -> Endpoint:
    """The endpoint, ours until the commit. Raises Absent, or Conflict when somebody changed it meanwhile."""
    found = db.session.get(Endpoint, endpoint_id)
    if found is None:
        raise Absent
    if found.version != version or not advance(db.session(), found, version):
        raise Conflict("Somebody changed this web hook meanwhile. See how it stands now", {"name": found.name})
    return found


def record(act: str, endpoint: Endpoint, *, by: int | None, fields: Sequence[str] = ()) -> None:
    """The act is in the log."""
    audit.record(act, subject=SUBJECT, subject_id=endpoint.id, person_id=by, fields=fields)
