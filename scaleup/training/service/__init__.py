"""Acts of training: events planned, changed and cancelled; who completed a part is certified."""

from scaleup.training.service.accrediting import (
    KEEPER,
    differences,
    rebuild,
)
from scaleup.training.service.events import (
    cancel,
    change,
    consider,
    consider_cancelling,
    plan,
)

__all__ = [
    "KEEPER",
    "cancel",
    "change",
    "consider",
    "consider_cancelling",
    "differences",
    "plan",
    "rebuild",
]
