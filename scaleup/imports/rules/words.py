"""What a tracker's words mean here: professions, outcomes, channels, methods, statuses. Others are questions."""

import re
from enum import StrEnum
from typing import TypeVar

from scaleup.facilitators.rules import Profession
from scaleup.fidelity.rules import Method
from scaleup.imports.rules.reading import Reading, says_nothing
from scaleup.support.rules import Channel
from scaleup.support.rules import Outcome as Came

W = TypeVar("W", bound=StrEnum)


class Standing(StrEnum):
    """Whether a facilitator is still there."""

    ACTIVE = "active"
    LEFT = "left"


PROFESSIONS: dict[Profession, str] = {
    Profession.HEALTH_VISITOR: "health visitor|hv|hvs|specialist health visitor|schpn",
    Profession.MIDWIFE: "midwife|mw|midwives|community midwife|specialist midwife",
    Profession.NURSERY_NURSE: "nursery nurse|nn|community nursery nurse",
    Profession.FAMILY_SUPPORT_WORKER: "family support worker|fsw|family worker|family support",
    Profession.SOCIAL_WORKER: "social worker|sw",
    Profession.CHILDRENS_CENTRE_WORKER: "childrens centre worker|ccw|children centre worker|childrens center worker|"
    "family hub worker",
    Profession.OTHER: "other",
}

OUTCOMES: dict[Came, str] = {
    Came.HELD: "held|done|completed|complete|took place|happened|yes|y|attended|ok",
    Came.NO_ANSWER: "missed|dna|did not attend|no answer|no show|noshow|not attended|no reply|"
    "nobody answered|unanswered",
    Came.CANCELLED_BY_AREA: "cancelled by area|canceled by area|area cancelled|cancelled area|area canceled|"
    "cancelled by site|cancelled by them",
    Came.CANCELLED_BY_UNIT: "cancelled by unit|canceled by unit|unit cancelled|cancelled by us|we cancelled|"
    "cancelled unit",
}
"""Plain "cancelled" is not here: who cancelled matters (decisions.md, Time), so it is a question."""

CHANNELS: dict[Channel, str] = {
    Channel.CALL: "call|phone|telephone|tel|phone call|telephone call|support call|by phone",
    Channel.VISIT: "visit|in person|face to face|f2f|site visit|on site|meeting|in person visit",
    Channel.ONLINE: "teams|zoom|online|video|video call|ms teams|microsoft teams|virtual|google meet|skype|webex",
}

METHODS: dict[Method, str] = {
    Method.SELF_REPORT: "self report|self|self reported|self assessment|self completed|checklist|self rated",
    Method.OBSERVATION: "observation|observed|obs|live observation|direct observation",
    Method.VIDEO: "video|verp|video verp|video review|video observation|verp video",
}

STANDINGS: dict[Standing, str] = {
    Standing.ACTIVE: "active|current|yes|y|in post|delivering|trained|live|true",
    Standing.LEFT: "left|leaver|left post|no|n|inactive|gone|moved on|resigned|retired|moved|false",
}

ENDED_STAGES = frozenset(
    [
        "ended",
        "closed",
        "withdrawn",
        "withdrew",
        "terminated",
        "lapsed",
        "suspended",
        "paused",
        "on hold",
        "declined",
        "expired",
        "stopped",
        "not delivering",
        "left",
        "inactive",
    ]
)
"""Stages that say that an area is no longer, or not now, taking part: such a row is flagged."""


def plain_word(words: str) -> str:
    """The word without case, marks and doubled spaces: "Self-report" is "self report"."""
    return " ".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", words.casefold())))


def index(table: dict[W, str]) -> dict[str, W]:
    """Each spelling with what it means."""
    return {spelling: meaning for meaning, spellings in table.items() for spelling in spellings.split("|")}


PROFESSION_OF = index(PROFESSIONS)
CAME_OF = index(OUTCOMES)
CHANNEL_OF = index(CHANNELS)
METHOD_OF = index(METHODS)
STANDING_OF = index(STANDINGS)


def meaning(words: str, table: dict[str, W]) -> Reading[W]:
    """What the word means by this table; nothing where it says that it is not known; else trouble."""
    found = table.get(plain_word(words))
    if found is not None:
        return Reading(found)
    if says_nothing(words):
        return Reading()
    return Reading(trouble=f"“{words}” is not a word known here.")


def spoken(meaning: StrEnum) -> str:
    """A meaning as a choice is offered: "cancelled by unit"."""
    return meaning.value.replace("_", " ")
