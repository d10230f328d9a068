"""Acts of the outbox, by concept: writing down, dispatching, what a person may do, and what the registry hands in."""

from scaleup.outbox.service.acts import drop, hold_all, release, resume_all, send_again
from scaleup.outbox.service.dispatch import BATCH, Dispatched, dispatch, owner
from scaleup.outbox.service.forgetting import FORGET, forget_texts
from scaleup.outbox.service.wiring import (
    Addresses,
    Condition,
    Renderer,
    install_addresses,
    install_conditions,
    install_post,
    install_renderers,
)
from scaleup.outbox.service.writing import (
    DISPATCH,
    cancel,
    cancel_where,
    enqueue,
    enqueue_many,
    fold,
    fold_pending,
    tell,
    ticked,
)

__all__ = [
    "BATCH",
    "DISPATCH",
    "FORGET",
    "Addresses",
    "Condition",
    "Dispatched",
    "Renderer",
    "cancel",
    "cancel_where",
    "dispatch",
    "drop",
    "enqueue",
    "enqueue_many",
    "fold",
    "fold_pending",
    "forget_texts",
    "hold_all",
    "install_addresses",
    "install_conditions",
    "install_post",
    "install_renderers",
    "owner",
    "release",
    "resume_all",
    "send_again",
    "tell",
    "ticked",
]
