"""The fields in which a change is described: those of FRAME (Wiltsey Stirman 2019, domain.md 4.1), in our own words.

What is changed and how are the programme's list's too; whether a change fits the programme is its light.
"""

from enum import StrEnum

from scaleup.programmes.rules import Nature, UnitWords, What


class Phase(StrEnum):
    """When in the life of the programme in an area."""

    PREPARING = "preparing"
    DELIVERING = "delivering"
    SPREADING = "spreading"
    LASTING = "lasting"


class Decider(StrEnum):
    """Who decided that something is to change."""

    FACILITATORS = "facilitators"
    PROJECT_LEAD = "project_lead"
    TEAM = "team"
    SERVICE_LEADERS = "service_leaders"
    PARTNERS = "partners"
    FUNDERS = "funders"
    POLITICS = "politics"
    UNIT = "unit"
    RESEARCHERS = "researchers"
    COMMUNITY = "community"
    PARENTS = "parents"


class Level(StrEnum):
    """For whom it is changed."""

    FAMILY = "family"
    GROUP = "group"
    MANY_GROUPS = "many_groups"
    COHORT = "cohort"
    FACILITATOR = "facilitator"
    TEAM = "team"
    ORGANISATION = "organisation"
    NETWORK = "network"


class Reason(StrEnum):
    """Why: what it is to reach, and what asks for it."""

    REACH = "reach"
    KEEP_COMING = "keep_coming"
    FIT = "fit"
    CULTURE = "culture"
    RESULTS = "results"
    SATISFACTION = "satisfaction"
    COST = "cost"
    STAFF = "staff"
    TIME = "time"
    PLACE = "place"
    SERVICE = "service"
    RULES = "rules"
    EVENTS = "events"


PHASE_WORDS: dict[str, str] = {
    Phase.PREPARING: "While we prepare",
    Phase.DELIVERING: "While we deliver",
    Phase.SPREADING: "As we take it to more places",
    Phase.LASTING: "As we keep it going",
}
DECIDER_WORDS: dict[str, str] = {
    Decider.FACILITATORS: "Those who deliver",
    Decider.PROJECT_LEAD: "The project lead",
    Decider.TEAM: "The whole team",
    Decider.SERVICE_LEADERS: "Leaders of the service",
    Decider.PARTNERS: "Partners in the area",
    Decider.FUNDERS: "Funders",
    Decider.POLITICS: "Elected members or government",
    Decider.UNIT: "The unit",
    Decider.RESEARCHERS: "Researchers",
    Decider.COMMUNITY: "People of the community",
    Decider.PARENTS: "Parents",
}
WHAT_WORDS: dict[str, str] = {
    What.CONTENT: "What happens in sessions or visits",
    What.SETTING: "Where, when, by whom or for whom",
    What.TRAINING: "Training, supervision or evaluation",
    What.SUPPORT: "How the area is helped to start and go on",
}
NATURE_WORDS: dict[str, str] = {
    Nature.TAILORING: "Made to fit the people or the place",
    Nature.MATERIALS: "Other materials or another language",
    Nature.ADDING: "Something added",
    Nature.LEAVING_OUT: "Something left out",
    Nature.SHORTENING: "Made shorter",
    Nature.LENGTHENING: "Made longer",
    Nature.REPLACING: "One thing in place of another",
    Nature.REORDERING: "Another order",
    Nature.SPREADING: "Spread over more time or more people",
    Nature.COMBINING: "Put together with something else",
    Nature.REPEATING: "Something done again",
    Nature.LOOSENING: "Held more loosely",
    Nature.DEPARTING: "Done in another way for a while",
    Nature.DRIFTING: "It came about over time",
}
REASON_WORDS: dict[str, str] = {
    Reason.REACH: "To reach more parents, or others",
    Reason.KEEP_COMING: "So that parents keep coming",
    Reason.FIT: "To fit these parents better",
    Reason.CULTURE: "Language, culture or faith",
    Reason.RESULTS: "To help parents more",
    Reason.SATISFACTION: "Because parents asked for it",
    Reason.COST: "Money",
    Reason.STAFF: "Who is there to deliver",
    Reason.TIME: "Time",
    Reason.PLACE: "Rooms or equipment",
    Reason.SERVICE: "How our service is organised",
    Reason.RULES: "Law, policy or what a funder asks",
    Reason.EVENTS: "Something that happened",
}


def level_words(unit: UnitWords) -> dict[str, str]:
    """For whom something is changed, in the word of what the programme delivers; one family has one answer."""
    words: dict[str, str] = {
        Level.FAMILY: "One family",
        Level.GROUP: f"One {unit.one}",
        Level.MANY_GROUPS: f"Several {unit.many}",
        Level.COHORT: "Parents of one kind",
        Level.FACILITATOR: "One facilitator",
        Level.TEAM: "One team",
        Level.ORGANISATION: "The whole organisation",
        Level.NETWORK: "The whole area or several",
    }
    if words[Level.GROUP] == words[Level.FAMILY]:
        del words[Level.FAMILY]
    return words
