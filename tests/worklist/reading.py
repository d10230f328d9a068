"""A page of My work as it reads."""

import re


def words(page: str) -> str:
    """The page as it reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))
