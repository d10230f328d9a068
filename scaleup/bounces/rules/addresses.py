"""An address that mail comes back from: the server's answer in plain words, and whose task it is. Pure."""

from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import datetime

from scaleup.accounts.rules import UNIT_ROLES, Role, may_look_after

PLAIN: Mapping[str, str] = {
    "1.1": "There is no such mailbox.",
    "1.2": "There is no such place for mail: the part after the @ may be mistyped.",
    "1.3": "This is not an address that mail can be sent to.",
    "1.4": "The address stands for more than one mailbox.",
    "1.6": "The mailbox has moved, and nobody says where to.",
    "1.10": "Nobody takes mail at the part after the @.",
    "2.0": "The mailbox does not take mail.",
    "2.1": "The mailbox is switched off.",
    "2.2": "The mailbox is full.",
    "2.4": "It is a list of people, and sending on to them fails.",
    "4.1": "Their mail server does not know the address, or did not answer.",
    "4.4": "Their mail server cannot be found.",
    "4.7": "Their mail server did not take it for days.",
}
"""By the enhanced code without its class (RFC 3463)."""
OTHERWISE = "Their mail server does not take mail for it."


def plain(status: str) -> str:
    """What the code says, for somebody who has never seen one."""
    return PLAIN.get(status.partition(".")[2], OTHERWISE)


@dataclass(frozen=True)
class Back:
    """An address that mail comes back from, with whose it is and what waits for it."""

    id: int
    address: str
    person_id: int | None
    name: str
    roles: frozenset[str]
    areas: Mapping[int, str]
    """By id, where the person is something today."""
    managers: frozenset[int]
    """Who of the unit looks after all of those areas."""
    stopped_at: datetime
    status: str
    words: str
    waiting: int
    """Messages that did not arrive, and can go once mail reaches them."""

    @property
    def said(self) -> str:
        """What the server said, in plain words."""
        return plain(self.status)

    @property
    def of_unit(self) -> bool:
        """Whether it is somebody of the unit."""
        return bool(self.roles & UNIT_ROLES)

    @property
    def who(self) -> str:
        """The person, or the address alone."""
        return self.name or self.address

    @property
    def place(self) -> str:
        """Where the person belongs, in a word or two."""
        return "The unit" if self.of_unit else ", ".join(sorted(self.areas.values())) or "People"


def keepers(one: Back) -> tuple[frozenset[Role], frozenset[int]]:
    """Whose task it is: everybody in these roles, and these people. Of areas: who looks after all of them."""
    if one.of_unit:
        return frozenset({Role.ADMINISTRATOR, Role.UNIT_MANAGER}), frozenset()
    if one.managers:
        return frozenset(), one.managers
    return frozenset({Role.UNIT_MANAGER}), frozenset()


def may_correct(one: Back, *, actor_id: int, actor_roles: Collection[str], seen: Set[int]) -> bool:
    """Whether this person may put it right: who looks after accounts, or in whose areas the person is, and only there.

    `seen`: the areas in which the actor may do this. Nobody's address is looked over by who looks after accounts.
    """
    if actor_id == one.person_id:
        return False
    if may_look_after(actor_roles, one.roles):
        return True
    return bool(one.areas) and not one.of_unit and set(one.areas) <= seen
