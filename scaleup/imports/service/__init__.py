"""The acts of the import: a workbook sent, previewed, brought in, and its questions answered. Nothing commits."""

from scaleup.imports.service.answering import answer, leave_out, take_proposals
from scaleup.imports.service.carrying import carry_on, stumble, take
from scaleup.imports.service.deciding import Waiting, decide, waiting
from scaleup.imports.service.importing import bring_in, preview, ring_afterwards
from scaleup.imports.service.meaning import say
from scaleup.imports.service.portfolio import WrittenOut, write_out
from scaleup.imports.service.runs import confirm, drop, forget, send
from scaleup.imports.service.showing import LOOK

__all__ = [
    "LOOK",
    "Waiting",
    "WrittenOut",
    "answer",
    "bring_in",
    "carry_on",
    "confirm",
    "decide",
    "drop",
    "forget",
    "leave_out",
    "preview",
    "ring_afterwards",
    "say",
    "send",
    "stumble",
    "take",
    "take_proposals",
    "waiting",
    "write_out",
]
