"""Words that the index knows and that share pieces with those of a question."""

from collections.abc import Sequence

from sqlalchemy import func, literal, select, union_all

from scaleup.extensions import db
from scaleup.search.models import WordPiece
from scaleup.search.rules import SHORTEST_INSIDE, pieces

CANDIDATES = 60
"""Words per word of the question that are measured."""


def spelt_like(words: Sequence[str]) -> dict[str, list[str]]:
    """For each of these words: those known that share most pieces with it. One statement."""
    asked = [word for word in words if not word.isdigit() and len(word) >= SHORTEST_INSIDE]
    found: dict[str, list[str]] = {word: [] for word in words}
    if not asked:
        return found
    parts = []
    for word in asked:
        narrowed = (
            select(literal(word).label("asked"), WordPiece.word)
            .where(WordPiece.piece.in_(sorted(pieces(word))))
            .group_by(WordPiece.word)
            .order_by(func.count().desc(), func.abs(func.length(WordPiece.word) - len(word)), WordPiece.word)
            .limit(CANDIDATES)
            .subquery()
        )
        parts.append(select(narrowed.c.asked, narrowed.c.word))
    for word, candidate in db.session.execute(union_all(*parts)):
        found[word].append(candidate)
    return found
