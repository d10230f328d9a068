"""The systems are kept: added, changed, switched on and off, given another secret, and what was sent to one again."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from scaleup import audit
from scaleup.core.dates import counted
from scaleup.core.errors import Conflict, refuse
from scaleup.core.facts import Change
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.hooks import queries
from scaleup.hooks.models import Endpoint
from scaleup.hooks.rules import TEST, Terms, refusal
from scaleup.hooks.service.telling import draft_of, new_key
from scaleup.hooks.service.wiring import hosts, secrets_of
from scaleup.outbox import service as outbox
from scaleup.outbox.rules import State

SUBJECT = "hook_endpoint"
BY_HAND = "The endpoint was switched off."


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
    if found.state == State.HELD:
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
    found = queries.endpoint(endpoint_id)
    if found.version != version or not advance(db.session(), found, version):
        raise Conflict("Somebody changed this web hook meanwhile. See how it stands now", {"name": found.name})
    return found


def record(act: str, endpoint: Endpoint, *, by: int | None, fields: Sequence[str] = ()) -> None:
    """The act is in the log."""
    audit.record(act, subject=SUBJECT, subject_id=endpoint.id, person_id=by, fields=fields)
