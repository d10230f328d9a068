"""The areas of the demonstration, laid around today, so that something is always late, due and ahead."""

from dataclasses import dataclass, field
from enum import StrEnum


class Ending(StrEnum):
    """What became of an area that does not simply go on."""

    NONE = "none"
    PREPARING = "preparing"
    """No licence yet; a draft of one."""
    ENQUIRY = "enquiry"
    """No licence, nothing agreed."""
    SUSPENDED = "suspended"
    PAUSED = "paused"
    LAPSED = "lapsed"
    TERMINATED = "terminated"


@dataclass(frozen=True)
class Offset:
    """How far from today: so many days, or so many working days."""

    days: int = 0
    working_days: int = 0


@dataclass(frozen=True)
class Laid:
    """One area. Contact `contact` is due at `due`; those before it were held, but for the last `missed`."""

    name: str
    nation: str = "England"
    manager: str = "Priya Nair"
    lead: str = ""
    contact: int = 6
    due: Offset = field(default=Offset())
    missed: int = 0
    ends_in: int = 0
    """The licence ends in so many days; its start follows from that, and `contact` and `due` do not count."""
    action_due: Offset | None = None
    team: int = 4
    delivers: bool = True
    programme: str = "baby-steps"
    ending: Ending = Ending.NONE
    since: int = 0
    """For how many days it has been so, where it does not simply go on."""


def wd(working_days: int) -> Offset:
    """So many working days from today."""
    return Offset(working_days=working_days)


def ahead(days: int) -> Offset:
    """So many days from today."""
    return Offset(days=days)


PRIYA, GARETH, AOIFE, SAMUEL = "Priya Nair", "Gareth Llewellyn", "Aoife Brennan", "Samuel Okafor"

LAID = (
    Laid("Knowsley", manager=GARETH, contact=5, due=wd(-11), delivers=False, team=8),
    Laid("Tendring", contact=9, due=wd(-4), missed=2, action_due=wd(-5)),
    Laid("Portsmouth", contact=8, due=ahead(5), action_due=ahead(6)),
    Laid("Thanet", contact=2, due=wd(13), delivers=False, team=6),
    Laid("Sandwell", contact=5, due=ahead(3), action_due=wd(0)),
    Laid(
        "Bournemouth, Christchurch and Poole",
        lead="Magdalena Wiśniewska-Kowalczyk",
        contact=13,
        due=ahead(2),
        team=8,
        action_due=wd(-6),
    ),
    Laid("Wrexham", "Wales", contact=1, due=wd(10), delivers=False, team=10),
    Laid("Bradford", contact=15, due=wd(0), team=6),
    Laid("Leeds", manager=GARETH, contact=14, due=ahead(8), team=6, action_due=wd(9)),
    Laid("Kingston upon Hull", manager=AOIFE, contact=11, due=wd(-5), action_due=wd(-9)),
    Laid("Glasgow City", "Scotland", manager=SAMUEL, contact=7, due=wd(-12), team=6),
    Laid("Cornwall", manager=GARETH, contact=10, due=wd(8), action_due=wd(-4)),
    Laid("Swansea", "Wales", ends_in=178, team=6),
    Laid("Oldham", manager=GARETH, contact=4, due=wd(9)),
    Laid("Plymouth", manager=AOIFE, ends_in=88, team=6),
    Laid("Fife", "Scotland", manager=SAMUEL, contact=3, due=wd(-4), delivers=False),
    Laid("Leicester", contact=6, due=wd(12), action_due=ahead(20)),
    Laid("Newham", manager=AOIFE, contact=12, due=ahead(6)),
    Laid("Jersey", "Jersey", manager=SAMUEL, contact=13, due=wd(13), action_due=wd(3)),
    Laid("Nottingham", contact=16, due=wd(15), team=6),
    Laid("Sunderland", manager=GARETH, contact=3, due=wd(-1), action_due=wd(-4)),
    Laid("Wiltshire", manager=AOIFE, ends_in=27, team=6),
    Laid("Isle of Man", "Isle of Man", manager=SAMUEL, contact=4, due=ahead(4)),
    Laid("Guernsey", "Guernsey", manager=SAMUEL, contact=2, due=wd(6), delivers=False),
    Laid("Belfast", "Northern Ireland", manager=SAMUEL, contact=9, due=wd(-6), action_due=wd(-7)),
    Laid("Lambeth", manager=AOIFE, contact=2, due=wd(5), programme="minding-the-baby", delivers=False),
    Laid("Isle of Anglesey", "Wales", manager=SAMUEL, contact=1, due=wd(7), programme="coping-with-crying"),
    Laid("Hastings", manager=AOIFE, contact=7, due=wd(4), ending=Ending.SUSPENDED, since=20),
    Laid("Brighton and Hove", manager=AOIFE, contact=11, due=wd(4), ending=Ending.PAUSED, since=120),
    Laid("Wakefield", manager=GARETH, ends_in=-84, ending=Ending.LAPSED, since=80),
    Laid("Powys", "Wales", contact=12, due=wd(-40), ending=Ending.TERMINATED, since=60),
    Laid("Stoke-on-Trent", manager=GARETH, ending=Ending.PREPARING, since=64),
    Laid("Dundee City", "Scotland", manager=SAMUEL, ending=Ending.PREPARING, since=31),
    Laid("Norwich", ending=Ending.PREPARING, since=90),
    Laid("Highland", "Scotland", manager=SAMUEL, ending=Ending.PREPARING, since=150),
    Laid("Derry City and Strabane", "Northern Ireland", manager=SAMUEL, ending=Ending.ENQUIRY, since=40),
    Laid("Luton", ending=Ending.ENQUIRY, since=8),
)
"""Invented figures of areas whose names exist. Nothing here says anything about the places that bear them."""
