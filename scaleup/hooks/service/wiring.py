"""What the registry hands in: who may be called, and the key that secrets are made from."""

from dataclasses import dataclass, field
from datetime import datetime

from scaleup.hooks.adapters import Reach
from scaleup.hooks.models import Endpoint
from scaleup.hooks.rules import BOTH_FOR, Hosts, secret_of


@dataclass
class Settings:
    """What the registry hands in."""

    reach: Reach = field(default_factory=lambda: Reach(Hosts()))
    key: str = ""


_settings = Settings()


def install(reach: Reach, *, key: str) -> None:
    """Afterwards these hosts may be called, and secrets are made from this key."""
    _settings.reach, _settings.key = reach, key


def reach() -> Reach:
    """Who may be called, and how long we wait."""
    return _settings.reach


def hosts() -> Hosts:
    """The hosts that may be called."""
    return _settings.reach.hosts


def secrets_of(endpoint: Endpoint, now: datetime) -> list[str]:
    """The secrets that sign at this instant, the newest first."""
    nonces = [endpoint.nonce]
    if endpoint.former_nonce and endpoint.rotated_at is not None and now < endpoint.rotated_at + BOTH_FOR:
        nonces.append(endpoint.former_nonce)
    return [secret_of(_settings.key, endpoint_id=endpoint.id, nonce=nonce) for nonce in nonces]
