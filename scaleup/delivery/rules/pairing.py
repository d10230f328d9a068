"""Whether those who deliver a session are the pair that the programme asks for, on that very day. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from scaleup.core.dates import plain_date
from scaleup.facilitators.rules import PROFESSION_WORDS, SIDE, Profession
from scaleup.programmes.rules import Pairing, Role, folded


@dataclass(frozen=True)
class Days:
    """Days from one to another, both included: of an accreditation, or of a licence."""

    from_on: date
    until_on: date

    def hold(self, day: date) -> bool:
        """Whether the day is one of them."""
        return self.from_on <= day <= self.until_on


@dataclass(frozen=True)
class Deliverer:
    """A facilitator as a session sees them: by number, never by name."""

    facilitator_id: int
    profession: Profession
    accredited: tuple[Days, ...] = ()

    def may_deliver(self, day: date) -> bool:
        """Whether they are accredited on that day."""
        return any(days.hold(day) for days in self.accredited)


@lru_cache(maxsize=256)
def role_of(profession: Profession, roles: tuple[Role, ...]) -> str:
    """The code of the programme's role that this profession counts for; empty where it counts for none.

    A role that names the profession comes first; else the side that facilitators.rules gives it, if it is a role.
    Remembered: lists ask for the same few professions at every session.
    """
    named = folded(PROFESSION_WORDS[profession])
    for role in roles:
        if named in {folded(one) for one in role.professions}:
            return role.code
    side = SIDE[profession].value
    return side if side in {role.code for role in roles} else ""


def shortfalls(
    pair: Sequence[Deliverer], *, pairing: Pairing, roles: tuple[Role, ...], on_day: date
) -> tuple[str, ...]:
    """What the pair lacks on that day, a sentence for each role; empty where it is as the programme asks.

    Somebody more, accredited or not, spoils nothing (domain.md 4.2: one of each at every session).
    """
    names = {role.code: role.name for role in roles}
    people = {one.facilitator_id: one for one in pair}.values()
    found = []
    for member in pairing.members:
        named = [one for one in people if role_of(one.profession, roles) == member.role]
        able = sum(one.may_deliver(on_day) for one in named)
        if able < member.people:
            found.append(
                f"{names[member.role]}: {member.people} needed, {len(named)} named, "
                f"{able} accredited on {plain_date(on_day)}"
            )
    return tuple(found)
