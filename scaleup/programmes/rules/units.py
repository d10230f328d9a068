"""What a programme delivers and who comes to it, as every page, mail and file calls them. Pure.

A programme's version says which of them it is (domain.md 1.3); the words stand here and nowhere else.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from scaleup.core.dates import counted


class DeliveryUnit(StrEnum):
    """What is delivered and counted."""

    GROUP = "group"
    FAMILY = "family"
    VIEWING = "viewing"
    ASSESSMENT = "assessment"
    CASE = "case"


class Attender(StrEnum):
    """Who comes to a session, and is counted there."""

    MOTHERS = "mothers"
    PARTNERS = "partners"
    PARENTS = "parents"
    """Of programmes that do not tell mothers and partners apart."""
    CHILDREN = "children"


ATTENDING = (Attender.MOTHERS, Attender.PARTNERS)
"""Who is counted where a version does not say."""
ATTENDER_WORDS: dict[str, str] = {
    Attender.MOTHERS: "mother",
    Attender.PARTNERS: "partner",
    Attender.PARENTS: "parent",
    Attender.CHILDREN: "child",
}


@dataclass(frozen=True)
class UnitWords:
    """What one unit of delivery is called."""

    one: str
    """In the singular: the word by which versions name it, too."""
    many: str
    session: str
    """Its own kind of session: not a home visit before a group."""
    begin: str
    """As the button says that sets one up."""

    @property
    def a(self) -> str:
        """One of them: "a group", "an assessment"."""
        return f"{article(self.one)} {self.one}"

    @property
    def a_session(self) -> str:
        """One session of it: "a group session", "an assessment"."""
        return f"{article(self.session)} {self.session}"

    @property
    def title(self) -> str:
        """As a heading has it: "Group"."""
        return self.one.capitalize()

    @property
    def titles(self) -> str:
        """As a heading has several: "Groups"."""
        return self.many.capitalize()


UNIT_WORDS: dict[str, UnitWords] = {
    DeliveryUnit.GROUP: UnitWords("group", "groups", "group session", "Set up a group"),
    DeliveryUnit.FAMILY: UnitWords("family", "families", "visit", "Begin with a family"),
    DeliveryUnit.VIEWING: UnitWords("viewing", "viewings", "viewing", "Plan a viewing"),
    DeliveryUnit.ASSESSMENT: UnitWords("assessment", "assessments", "assessment", "Begin an assessment"),
    DeliveryUnit.CASE: UnitWords("case", "cases", "session", "Begin a case"),
}
ANY_UNIT = UnitWords("course", "courses", "session", "Begin a course")
"""Where those of several programmes stand together."""


def article(noun: str) -> str:
    """The article that goes before a noun of ours."""
    return "an" if noun[:1] in "aeiou" else "a"


def words_for(units: Collection[str]) -> UnitWords:
    """What all of these are called together."""
    return UNIT_WORDS[next(iter(units))] if len(set(units)) == 1 else ANY_UNIT


def units_counted(units: Iterable[str]) -> str:
    """So many of each kind: "12 groups", "2 groups and 7 viewings"."""
    found = list(units)
    parts = [counted(found.count(one), UNIT_WORDS[one].one) for one in DeliveryUnit if one in found]
    return " and ".join([*([", ".join(parts[:-1])] if parts[:-1] else []), *parts[-1:]])
