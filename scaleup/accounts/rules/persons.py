"""How a person is recognised, and the facts that higher domains follow."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class PersonDeactivated:
    """The person may no longer sign in and gets no mail, from that day on."""

    person_id: int
    last_on: date


@dataclass(frozen=True)
class PersonLeaves:
    """That day is the last on which the person is anything here."""

    person_id: int
    last_on: date
    by_id: int | None


@dataclass(frozen=True)
class PersonLeft:
    """The person's last day is over: what was to end with it has ended."""

    person_id: int
    last_on: date
    by_id: int | None


@dataclass(frozen=True)
class RoleEnded:
    """The person no longer holds the role."""

    person_id: int
    role: str


def address(email: str) -> str:
    """The form in which an e-mail address is kept and compared."""
    return email.strip().lower()


def full_name(name: str) -> str:
    """The name with single spaces."""
    return " ".join(name.split())
