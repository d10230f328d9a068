"""How a receiver knows that a request is ours: HMAC-SHA256 over the instant and the body (docs/web-hooks.md)."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import timedelta

BOTH_FOR = timedelta(days=7)
"""For so long after a secret was changed the former one signs too."""


def secret_of(key: str, *, endpoint_id: int, nonce: str) -> str:
    """The endpoint's secret: made from the installation's own key, so that no table and no backup holds it."""
    words = f"scaleup hook|{endpoint_id}|{nonce}"
    return f"whs_{hmac.new(key.encode(), words.encode(), hashlib.sha256).hexdigest()}"


def signatures(secrets: Iterable[str], *, timestamp: int, body: bytes) -> str:
    """The header: a signature for each secret that holds, the newest first."""
    signed = f"{timestamp}.".encode() + body
    return ", ".join(f"v1={hmac.new(one.encode(), signed, hashlib.sha256).hexdigest()}" for one in secrets)
