"""The outside of accounts: argon2id, random tokens, and the list of common words."""

import secrets
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from email_validator import EmailNotValidError, validate_email

COMMON_WORDS = Path(__file__).with_name("common_words.txt")
TOKEN_BYTES = 32
"""256 bits."""

_hasher: list[PasswordHasher] = [PasswordHasher()]


def use_proper_hashing() -> None:
    """Afterwards hashing costs what argon2 advises."""
    _hasher[:] = [PasswordHasher()]
    decoy.cache_clear()


def use_cheap_hashing() -> None:
    """Afterwards hashing costs almost nothing. For tests only: the settings' env says so."""
    _hasher[:] = [PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)]
    decoy.cache_clear()


def hashed(password: str) -> str:
    """The password's argon2id hash, with its own salt and parameters."""
    return _hasher[0].hash(password)


@cache
def decoy() -> str:
    """The hash of a password that nobody knows: it is checked for unknown people, so that time tells nothing."""
    return hashed(secrets.token_urlsafe(TOKEN_BYTES))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether the password is the one behind the hash; takes as long when there is none."""
    try:
        return _hasher[0].verify(password_hash or decoy(), password) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than those of today."""
    return _hasher[0].check_needs_rehash(password_hash)


def is_address(email: str) -> bool:
    """Whether this has the shape of an e-mail address. Whether it exists is asked of nobody."""
    try:
        validate_email(email, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def new_token() -> str:
    """A token of 256 random bits, fit for an address or a cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


@cache
def common_words() -> tuple[str, ...]:
    """Words that people put into passwords first; our own list."""
    return tuple(COMMON_WORDS.read_text(encoding="utf-8").split())
