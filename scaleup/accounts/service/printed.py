"""Links that a console prints: for the demonstration's people, and for the first administrator."""

from datetime import datetime

from scaleup.accounts import adapters, queries
from scaleup.accounts.rules import Purpose, Role, address
from scaleup.accounts.service import people
from scaleup.accounts.service.links import make_link, withdraw_every
from scaleup.core.errors import refuse

FIRST_ADDRESS = "admin@scaleup.example"
FIRST_NAME = "First administrator"


def printed_links(now: datetime) -> list[tuple[str, str]]:
    """A one-time sign-in link for the first active person of each role, as (role, token); earlier ones are withdrawn.

    Only for the demonstration, on loopback, outside production: who calls this makes sure of that.
    """
    withdraw_every(Purpose.SIGN_IN, now)
    printed: list[tuple[str, str]] = []
    taken: set[int] = set()
    for role in Role:
        person_id = next((one for one in queries.holders(role) if one not in taken), None)
        if person_id is not None:
            taken.add(person_id)
            printed.append((role.value, make_link(person_id, Purpose.SIGN_IN, now)))
    return printed


def first_administrator_link(now: datetime) -> list[tuple[str, str]]:
    """A one-time sign-in link for the first active administrator, who is entered if there is none."""
    withdraw_every(Purpose.SIGN_IN, now)
    holders = queries.holders(Role.ADMINISTRATOR)
    person_id = holders[0] if holders else _first_administrator(now)
    return [(Role.ADMINISTRATOR.value, make_link(person_id, Purpose.SIGN_IN, now))]


def invite_administrator(email: str, now: datetime) -> str:
    """The person of this address is an active administrator; the token of an invitation link, which no mail carries."""
    kept = address(email)
    if not adapters.is_address(kept):
        raise refuse(f"“{email}” is not an e-mail address: write it like name@example.org")
    person = people.enter(kept.partition("@")[0], email=kept, now=now)
    person.deactivated_at = None
    person.invited_at = now
    people.give_role(None, person_id=person.id, role=Role.ADMINISTRATOR, now=now)
    return make_link(person.id, Purpose.INVITATION, now)


def _first_administrator(now: datetime) -> int:
    person = people.enter(FIRST_NAME, email=FIRST_ADDRESS, now=now)
    person.deactivated_at = None
    people.give_role(None, person_id=person.id, role=Role.ADMINISTRATOR, now=now)
    return person.id
