"""Acts of web hooks, by concept: what is told, its way to a system, and the systems themselves."""

from scaleup.hooks.service.keeping import (
    add,
    change,
    consider_switching_off,
    drop,
    renew_secret,
    send_again,
    send_test,
    switch_off,
    switch_on,
)
from scaleup.hooks.service.telling import LOOK, heard, look
from scaleup.hooks.service.way import RENDERERS, Channel
from scaleup.hooks.service.wiring import hosts, install, secrets_of

__all__ = [
    "LOOK",
    "RENDERERS",
    "Channel",
    "add",
    "change",
    "consider_switching_off",
    "drop",
    "heard",
    "hosts",
    "install",
    "look",
    "renew_secret",
    "secrets_of",
    "send_again",
    "send_test",
    "switch_off",
    "switch_on",
]
