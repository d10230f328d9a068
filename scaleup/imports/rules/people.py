"""People as rows name them: a name, an address beyond doubt, and whose address it already is."""

import re

from scaleup.areas.rules import name_key
from scaleup.imports.rules.addresses import Addresses, one_address, read_addresses
from scaleup.imports.rules.desk import Desk
from scaleup.imports.rules.outcomes import Choice, Question
from scaleup.imports.rules.reading import says_nothing

LONGEST_NAME = 120
NO_ADDRESS = "no address"
NOBODY = "nobody"
AN_ADDRESS = "an e-mail address"
A_COLLEAGUE = "the full name of a person of the unit"
SEVERAL = re.compile(r"[/;&,\n]|\s(?:and|or)\s", re.IGNORECASE)


def person_named(desk: Desk, meaning: str) -> str:
    """The one person's name under the heading, or nothing, with what was wrong said."""
    name = desk.words(meaning)
    if says_nothing(name):
        return ""
    if SEVERAL.search(name):
        desk.say(meaning, "More than one person seems to be named; nobody was taken in. Add them on the area's page.")
        return ""
    if len(name) > LONGEST_NAME or not re.search(r"[^\W\d_]", name) or re.search(r"[@\d]", name):
        desk.say(meaning, "This is not a person's name; nobody was taken in.")
        return ""
    return name


def address_of(desk: Desk, name: str, *, owners: dict[str, str]) -> str | None:
    """The named person's own address; doubts are asked aside, and the person comes in without one meanwhile."""
    words = desk.words("email")
    found = read_addresses(words, name)
    address = found.own.value
    if found.own.unclear:
        address = decided_address(desk, found, name=name)
    elif found.own.note:
        desk.say("email", found.own.note)
    if found.others:
        desk.say(
            "email",
            f"{address} was taken as {name}'s. Not taken in: {', '.join(found.others)}. "
            "If it is somebody of the area, add them on the area's page.",
        )
    return owned(desk, address, name=name, owners=owners)


def decided_address(desk: Desk, found: Addresses, *, name: str) -> str | None:
    """What somebody decided of an address in doubt, or none yet."""
    words = desk.words("email")
    question = Question(
        desk.key("address", name_key(name), words.casefold()),
        f"What is the e-mail address of {name}, given as “{words}” in {desk.where}?",
        (
            *(Choice(proposal, proposal) for proposal in dict.fromkeys(found.own.proposals)),
            Choice(NO_ADDRESS, "no address is known"),
        ),
        typed=AN_ADDRESS,
    )
    said = f"{found.own.trouble} {name} comes in without an address until somebody decides."
    return one_address(desk.ask_aside("email", question, said)).value


def owned(desk: Desk, address: str | None, *, name: str, owners: dict[str, str]) -> str | None:
    """The address, unless it is another person's already: one address is one person."""
    if address is None:
        return None
    owner = owners.setdefault(address, name)
    if name_key(owner) == name_key(name):
        return address
    desk.say("email", f"{address} is already the address of {owner}. {name} comes in without an address.")
    return None


def manager_of(desk: Desk, area_name: str) -> int | None:
    """The member of the unit with exactly this full name; else one decision per name, and nobody meanwhile."""
    words = desk.words("manager")
    if says_nothing(words):
        return None
    found = desk.known.staff.get(name_key(words), ())
    if len(found) == 1:
        return found[0]
    question = Question(
        desk.key("manager", name_key(words)),
        f"Which person of the unit is “{words}”?",
        (
            *(Choice(name, name) for name in sorted(set(desk.known.staff_names.values()))),
            Choice(NOBODY, "nobody: the areas stay without an implementation manager"),
        ),
        typed=A_COLLEAGUE,
    )
    several = "the name of several people" if found else "not the full name of a person"
    said = (
        f"“{words}” is {several} of the unit who look after areas. "
        f"{area_name} comes in without an implementation manager."
    )
    answer = desk.ask_aside("manager", question, said)
    chosen = desk.known.staff.get(name_key(answer), ())
    return chosen[0] if len(chosen) == 1 else None
