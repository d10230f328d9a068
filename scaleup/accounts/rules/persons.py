"""How a person is recognised, and the facts that higher domains follow."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonDeactivated:
    """The person may no longer sign in and gets no mail."""

    person_id: int


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
