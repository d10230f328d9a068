"""How few is too few: the one place for the numbers below which nothing is told. Pure."""

LEAST = 10
"""People behind a mean or a share (domain.md 5.4, decisions.md "Fidelity and evaluation")."""
FEWEST_SHOWN = 5
"""A count of people of one kind: 1 to 4 are not told (decisions.md, suppression), nor what is made from them."""


def is_small(count: int) -> bool:
    """Whether the count is from 1 to 4."""
    return 0 < count < FEWEST_SHOWN


def published(count: int) -> str:
    """A count as it is given out: 1 to 4 are not."""
    return f"fewer than {FEWEST_SHOWN}" if is_small(count) else f"{count:,}"
