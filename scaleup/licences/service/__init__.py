"""Acts on licences: drafted, granted, varied, moved along the table, renewed. Nothing commits."""

from scaleup.licences.service.bringing import BroughtIn, bring_in_all
from scaleup.licences.service.conditions import HANDLERS as GOING_ON
from scaleup.licences.service.conditions import add_condition, meet_condition
from scaleup.licences.service.drafting import (
    Decision,
    Variation,
    bring_in,
    consider_change,
    decide_renewal,
    deciding,
    draft,
    renew,
    vary,
    varying,
)
from scaleup.licences.service.following import HANDLERS as FOLLOWING
from scaleup.licences.service.funding import add_funding, change_funding, end_funding, keep_signed_copy
from scaleup.licences.service.moves import (
    Asked,
    consider,
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
from scaleup.licences.service.reopening import consider_going_on, go_on

HANDLERS = (*FOLLOWING, *GOING_ON)

__all__ = [
    "HANDLERS",
    "Asked",
    "BroughtIn",
    "Decision",
    "Variation",
    "add_condition",
    "add_funding",
    "bring_in",
    "bring_in_all",
    "change_funding",
    "consider",
    "consider_change",
    "consider_going_on",
    "decide_renewal",
    "deciding",
    "draft",
    "drop",
    "end",
    "end_funding",
    "fact_of",
    "go_on",
    "grant",
    "keep_signed_copy",
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
