"""The invented people of the demonstration. Every address is under an example domain."""

from dataclasses import dataclass
from unicodedata import normalize

from scaleup.accounts.rules import Role
from scaleup.facilitators.rules import Profession


@dataclass(frozen=True)
class Member:
    """A member of the unit, or somebody who sees areas for it."""

    name: str
    role: Role


UNIT = (
    Member("Helen Ashworth", Role.UNIT_MANAGER),
    Member("Priya Nair", Role.IMPLEMENTATION_MANAGER),
    Member("Gareth Llewellyn", Role.IMPLEMENTATION_MANAGER),
    Member("Aoife Brennan", Role.IMPLEMENTATION_MANAGER),
    Member("Samuel Okafor", Role.IMPLEMENTATION_MANAGER),
    Member("Ruth Adeyemi", Role.TRAINER),
    Member("Wen Zhao", Role.ADMINISTRATOR),
    Member("Dilys Bowen", Role.VIEWER),
)

FIRST = tuple(
    "Amara Bethan Callum Dawn Eilidh Farouk Grace Hamish Imogen Jerome Kavita Lorna Mairi Nadia Owen "  # noqa: SIM905 - a list of names reads as a line
    "Parveen Quentin Rhiannon Sorcha Tobias Una Vikram Winifred Xanthe Yusuf Zofia".split()
)
LAST = tuple(
    "Abara Birtwhistle Carrick Dunmore Eastgate Fairbrother Garside Holloway Inglethorpe Jessop Kilbride "  # noqa: SIM905 - as above
    "Larkspur Marchbank Netherby Oakenshaw Pemberley Quillfeather Ravensworth Silverdale Thistlewood "
    "Underhill Venables Whitlock Yarrow".split()
)


def invented_name(number: int) -> str:
    """The name of this number; two numbers under 600 never share one."""
    return f"{FIRST[number % len(FIRST)]} {LAST[(number // len(FIRST) + number * 7) % len(LAST)]}"


def address(name: str, place: str) -> str:
    """An address under an example domain, in plain letters."""
    who = ".".join(plain(part) for part in name.replace("-", " ").split())
    return f"{who}@{plain(place)}.example"


def plain(text: str) -> str:
    """The letters and figures of a text, without accents."""
    bare = normalize("NFKD", text).replace("ł", "l").replace("Ł", "l")
    return "".join(letter for letter in bare.casefold() if letter.isascii() and letter.isalnum())


TRADES = (
    Profession.HEALTH_VISITOR,
    Profession.FAMILY_SUPPORT_WORKER,
    Profession.MIDWIFE,
    Profession.CHILDRENS_CENTRE_WORKER,
)


def team(size: int) -> tuple[Profession, ...]:
    """The professions of a team of this size: health and children's services in turn."""
    return tuple(TRADES[number % len(TRADES)] for number in range(size))
