"""The kinds of sheets, the headings that each is known by, and the words for what a column is taken for."""

import re
from enum import StrEnum


def plain(heading: str) -> str:
    """The words of a heading, without case, marks and what stands in brackets."""
    outside = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading)
    return " ".join(re.findall(r"[a-z0-9]+", (outside.strip() or heading).casefold()))


class Kind(StrEnum):
    """What a sheet is about."""

    LICENCES = "licences"
    FACILITATORS = "facilitators"
    CONTACTS = "contacts"
    CHECKS = "checks"


SYNONYMS: dict[Kind, dict[str, str]] = {
    Kind.LICENCES: {
        "area": "area|site|place|local authority|locality|area name|authority|council area",
        "nation": "nation|country",
        "programme": "programme|program|service|model|intervention|programme name",
        "organisation": "lead organisation|lead organization|organisation|organization|licence holder|lead agency|"
        "lead org|lead body|provider|agency",
        "lead": "project lead|lead|local lead|implementation lead|lead name|project lead name|area lead|lead contact",
        "email": "e mail|email|email address|e mail address|lead e mail|lead email|project lead e mail|"
        "project lead email|contact email|mail",
        "readiness_on": "readiness date|readiness assessed|date of readiness|readiness assessment date|readiness on|"
        "readiness completed",
        "readiness": "readiness score|readiness|readiness percent|readiness result|readiness score percent",
        "number": "licence no|licence number|license no|license number|licence ref|licence reference|ref|reference|"
        "licence|licence id",
        "starts_on": "licence start|licence starts|start|start date|licence start date|licence from|starts|from|"
        "license start|valid from|term start|licence begins",
        "ends_on": "licence end|licence ends|end|end date|licence end date|licence until|licence to|ends|to|until|"
        "license end|expiry|expiry date|licence expiry|valid to|valid until|expires|term end",
        "places": "max facilitators|maximum facilitators|places|facilitator places|facilitator limit|training places|"
        "no of places|max no of facilitators|number of places|limit",
        "delivery_on": "delivery start|delivery started|first session|first delivery|delivery start date|"
        "delivering since|first group|delivery from|date of first session|go live",
        "manager": "unit contact|implementation manager|unit lead|our contact|im|unit manager|contact at unit|"
        "unit person|our lead|account manager",
        "stage": "stage|status|state|phase",
        "notes": "notes|note|comments|comment|remarks",
    },
    Kind.FACILITATORS: {
        "area": "area|site|place|local authority|locality|area name|authority|council area",
        "programme": "programme|program|service|model|intervention|programme name",
        "name": "facilitator|name|facilitator name|full name|practitioner|staff member|person|trainee",
        "email": "e mail|email|email address|e mail address|facilitator email|facilitator e mail|contact email|mail",
        "profession": "professional role|profession|role|job title|job|professional background|discipline|job role|"
        "post",
        "initial": "3 day training|three day training|initial training|initial|core training|training date|"
        "date trained|trained on|3 day|basic training|facilitator training|main training",
        "verp": "verp day|verp|verp training|video day|verp date|video enhanced reflective practice|video training",
        "top_up": "top up|top up training|topup|topup training|2 day top up|top up date|top up days|refresher",
        "status": "status|state|active|current|still active",
        "left_on": "left on|leaving date|left|date left|leave date|end date|leaver",
        "notes": "notes|note|comments|comment|remarks",
    },
    Kind.CONTACTS: {
        "area": "area|site|place|local authority|locality|area name|authority|council area",
        "programme": "programme|program|service|model|intervention|programme name",
        "held_on": "date|call date|contact date|date of call|date of contact|held on|when|visit date",
        "channel": "type|method|how|channel|contact type|call type|mode|format|kind",
        "outcome": "outcome|result|status|held|call status|what happened|attendance",
        "staff": "by|who|unit contact|caller|staff|called by|our contact|implementation manager|held by|contact by|im",
        "discussed": "summary|notes|discussed|discussion|note|what was discussed|details|comments|comment",
        "agreed": "actions|action|agreed|agreed actions|next steps|to do|follow up|actions agreed",
        "next_on": "next|next call|next date|next contact|next call date|date of next|next due",
        "reason": "reason|reason missed|why|reason not held",
    },
    Kind.CHECKS: {
        "area": "area|site|place|local authority|locality|area name|authority|council area",
        "programme": "programme|program|service|model|intervention|programme name",
        "on_day": "date|check date|date of check|assessed on|observed on|fidelity date|when|date of observation",
        "method": "method|type|how|source|kind|check type|tool|mode",
        "percent": "score|fidelity|fidelity score|percent|percentage|result|fidelity percent|adherence|score percent|"
        "rating",
        "notes": "notes|note|comments|comment|remarks|summary",
    },
}

ESSENTIAL: dict[Kind, frozenset[str]] = {
    Kind.LICENCES: frozenset({"area", "starts_on", "ends_on"}),
    Kind.FACILITATORS: frozenset({"area", "name"}),
    Kind.CONTACTS: frozenset({"area", "held_on", "outcome"}),
    Kind.CHECKS: frozenset({"area", "on_day", "percent"}),
}
"""The columns without which a sheet is not taken for one of its kind."""

TITLE_WORDS: dict[Kind, str] = {
    Kind.LICENCES: "licen|area|site",
    Kind.FACILITATORS: "facilitator|staff|people|practitioner|training",
    Kind.CONTACTS: "call|contact|support|visit",
    Kind.CHECKS: "fidelity|check|quality|observation|score",
}
"""What a sheet's own name says of its kind, where its headings fit two."""

MEANINGS: dict[Kind, dict[str, str]] = {
    kind: {words: meaning for meaning, all_words in fields.items() for words in all_words.split("|")}
    for kind, fields in SYNONYMS.items()
}

KIND_WORDS: dict[Kind, str] = {
    Kind.LICENCES: "licences",
    Kind.FACILITATORS: "facilitators",
    Kind.CONTACTS: "past contacts",
    Kind.CHECKS: "fidelity checks",
}

MEANING_WORDS: dict[str, str] = {
    "area": "area",
    "nation": "nation",
    "programme": "programme",
    "organisation": "lead organisation",
    "lead": "project lead",
    "email": "e-mail address",
    "readiness_on": "date of readiness",
    "readiness": "readiness score",
    "number": "licence number",
    "starts_on": "licence start",
    "ends_on": "licence end",
    "places": "number of places",
    "delivery_on": "first session",
    "manager": "implementation manager",
    "stage": "stage",
    "notes": "notes",
    "name": "name of the facilitator",
    "profession": "profession",
    "initial": "initial training",
    "verp": "VERP day",
    "top_up": "top-up training",
    "status": "status",
    "left_on": "date of leaving",
    "held_on": "date of the contact",
    "channel": "kind of contact",
    "outcome": "outcome",
    "staff": "who spoke for the unit",
    "discussed": "what was discussed",
    "agreed": "what was agreed",
    "next_on": "next date",
    "reason": "reason",
    "on_day": "date of the check",
    "method": "kind of check",
    "percent": "score",
}
"""What a column is taken for, as a page says it."""
