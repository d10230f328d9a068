"""Acts on licences: drafted, granted, varied, moved along the table, renewed. Nothing commits."""

from scaleup.licences.service.drafting import (
    add_condition,
    bring_in,
    decide_renewal,
    deciding,
    draft,
    meet_condition,
    renew,
    vary,
    varying,
)
from scaleup.licences.service.following import HANDLERS
from scaleup.licences.service.moves import (
    Asked,
    drop,
    end,
    fact_of,
    grant,
    move,
    refused_for,
    resume,
    suspend,
    terminate,
)

__all__ = [
    "HANDLERS",
    "Asked",
    "add_condition",
    "bring_in",
    "decide_renewal",
    "deciding",
    "draft",
    "drop",
    "end",
    "fact_of",
    "grant",
    "meet_condition",
    "move",
    "refused_for",
    "renew",
    "resume",
    "suspend",
    "terminate",
    "vary",
    "varying",
]
