"""Acts of the outbox, by concept: writing down, dispatching, what a person may do, and what the registry hands in."""

from scaleup.outbox.service.acts import (
    Held,
    drop,
    release,
    release_all,
    resume_all,
    send_again,
    waiting_since_hold,
)
from scaleup.outbox.service.dispatch import BATCH, Dispatched, dispatch, owner
from scaleup.outbox.service.forgetting import FORGET, forget_texts
from scaleup.outbox.service.holding import covered_by, hold, let_go, same_holds
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
    PLAN,
    cancel,
    enqueue,
    enqueue_many,
    fold,
    fold_pending,
    list_expired,
    tell,
    ticked,
    ticking,
)

__all__ = [
    "BATCH",
    "DISPATCH",
    "FORGET",
    "PLAN",
    "Addresses",
    "Condition",
    "Dispatched",
    "Held",
    "Renderer",
    "cancel",
    "covered_by",
    "dispatch",
    "drop",
    "enqueue",
    "enqueue_many",
    "fold",
    "fold_pending",
    "forget_texts",
    "hold",
    "install_addresses",
    "install_conditions",
    "install_post",
    "install_renderers",
    "let_go",
    "list_expired",
    "owner",
    "release",
    "release_all",
    "resume_all",
    "same_holds",
    "send_again",
    "tell",
    "ticked",
    "ticking",
    "waiting_since_hold",
]
